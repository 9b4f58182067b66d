"""Somebody to whom traces are sent."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue


@dataclass(frozen=True)
class Span:
    """A piece of work of a service."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    attributes: dict[str, str]


class Collector(ThreadingHTTPServer):
    """Keeps the spans that services export."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.spans: list[Span] = []

    @property
    def url(self) -> str:
        """What OTEL_EXPORTER_OTLP_ENDPOINT is."""
        return f"http://127.0.0.1:{self.server_port}"

    def of_request(self, request_id: str) -> dict[tuple[str, str], Span]:
        """The spans of the trace in which a request is, by service and name."""
        traces = {span.trace for span in self.spans if span.attributes.get("request_id") == request_id}
        return {(span.service, span.name): span for span in self.spans if span.trace in traces}


class Taking(BaseHTTPRequestHandler):
    """One export."""

    server: Collector

    def do_POST(self) -> None:
        """Take it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers["Content-Encoding"] == "gzip"
        self.server.spans += spans_in(gzip.decompress(body) if packed else body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be silent."""


def spans_in(body: bytes) -> Iterator[Span]:
    """Read an export."""
    for exported in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = values(exported.resource.attributes)["service.name"]
        for span in (span for scope in exported.scope_spans for span in scope.spans):
            ids = span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()
            yield Span(service, span.name, *ids, values(span.attributes))


def values(attributes: "list[KeyValue]") -> dict[str, str]:
    """The attributes that are texts."""
    return {each.key: each.value.string_value for each in attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector while it is needed."""
    with Collector() as collector:
        Thread(target=collector.serve_forever, args=(0.01,), daemon=True).start()
        yield collector
        collector.shutdown()
