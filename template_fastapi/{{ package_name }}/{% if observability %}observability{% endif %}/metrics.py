"""Metrics for Prometheus at /metrics, for who knows METRICS_TOKEN. Loaded only where that is set."""

import os
from hmac import compare_digest

from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from pydantic import SecretStr

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
        """What Prometheus reads; of all processes, where they share PROMETHEUS_MULTIPROC_DIR."""
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def serve(app: FastAPI, metrics: Metrics, token: SecretStr) -> None:
    """Add the route; to anybody else it is not there."""
    expected = f"Bearer {token.get_secret_value()}".encode()

    @app.get("/metrics", include_in_schema=False)
    async def scrape(request: Request) -> Response:
        given = request.headers.get("authorization", "").encode()
        if not compare_digest(given, expected):
            raise HTTPException(404)
        return Response(metrics.page(), media_type=CONTENT_TYPE_LATEST)
