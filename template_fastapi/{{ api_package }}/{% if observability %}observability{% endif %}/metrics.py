"""Metrics for Prometheus. Loaded only where METRICS_TOKEN is set."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

LABELS = ("method", "route", "status")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """What is counted: labels are templates of routes, so there are as many as there are routes."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("http_requests", "Requests", LABELS, registry=self.registry)
        self.seconds = Histogram(
            "http_request_duration_seconds", "Time to answer", LABELS[:2], buckets=BUCKETS, registry=self.registry
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(method, route, status).inc()
        self.seconds.labels(method, route).observe(seconds)

    def page(self) -> bytes:
        """What Prometheus reads."""
        return exposition(self.registry)


def exposition(registry: CollectorRegistry) -> bytes:
    """Write down what was counted; of all processes, where they share PROMETHEUS_MULTIPROC_DIR."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
