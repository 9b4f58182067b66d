"""One request is one trace, from the gateway through either side to SQL."""

import json
import re

import httpx
import pytest

from gateway.tests.conftest import Gateway, served_by, wait_for
from gateway.tests.observability.collector import Span
from gateway.tests.observability.conftest import PROJECT, Observed

GATEWAY, WEB, API = f"{PROJECT}-gateway", f"{PROJECT}-web", f"{PROJECT}-api"
FORGED = "4bf92f3577b34da6a3ce929d0e0e4736"


def trace_of(observed: Observed, answer: httpx.Response, *expected: tuple[str, str]) -> dict[tuple[str, str], Span]:
    """The spans of an answered request, as soon as those that are expected are there."""
    request_id = answer.headers["X-Request-ID"]
    wait_for(lambda: {*expected} <= set(observed.collector.of_request(request_id)))
    return observed.collector.of_request(request_id)


@pytest.mark.parametrize(("percent", "side", "service"), [(0, "web", WEB), (100, "api", API)])
def test_a_trace_goes_from_the_gateway_to_sql(percent: int, side: str, service: str, observed: Observed) -> None:
    observed.gateway.shift(percent)
    answer = observed.gateway.ask(path="/api/calls?limit=2")
    assert (answer.status_code, served_by(answer)) == (200, side)
    request, statement = (service, "GET /api/calls"), (service, "SELECT")
    spans = trace_of(observed, answer, (GATEWAY, "gateway"), request, statement)
    trace = spans[GATEWAY, "gateway"].trace
    assert {name for name, _ in spans} == {GATEWAY, service}
    assert spans[GATEWAY, "gateway"].parent == ""
    assert spans[request].parent == spans[GATEWAY, "gateway"].id

    def statements() -> list[Span]:
        return [span for span in observed.collector.spans if (span.trace, span.name) == (trace, "SELECT")]

    wait_for(lambda: any("calls_call" in span.attributes["db.query.text"] for span in statements()))
    assert {span.parent for span in statements()} == {spans[request].id}


@pytest.mark.parametrize(("percent", "side"), [(0, "web"), (100, "api")])
def test_all_logs_name_the_request_and_its_trace(percent: int, side: str, observed: Observed) -> None:
    observed.gateway.shift(percent)
    answer = observed.gateway.ask(path="/api/calls?limit=1")
    request_id = answer.headers["X-Request-ID"]
    trace = trace_of(observed, answer, (GATEWAY, "gateway"))[GATEWAY, "gateway"].trace
    state = observed.logs / "state/access.log"
    wait_for(lambda: request_id in state.read_text())
    (noted,) = (json.loads(line) for line in state.read_text().splitlines() if request_id in line)
    assert (noted["served_by"], noted["traceID"]) == (side, trace)
    wait_for(lambda: request_id in (observed.logs / side).read_text())
    (line,) = (line for line in (observed.logs / side).read_text().splitlines() if request_id in line)
    assert {f"request_id={request_id}", f"side={side}", f"trace_id={trace}"} <= set(line.split())


def test_no_client_chooses_a_trace(observed: Observed) -> None:
    observed.gateway.shift(0)
    traceparent = f"00-{FORGED}-00f067aa0ba902b7-01"
    answer = observed.gateway.client.get("/api/calls", headers={"traceparent": traceparent})
    spans = trace_of(observed, answer, (GATEWAY, "gateway"), (WEB, "GET /api/calls"))
    assert FORGED not in {span.trace for span in spans.values()}


def test_what_is_compared_is_in_the_trace_of_who_asked(observed: Observed) -> None:
    observed.gateway.shift(0)
    answer = observed.gateway.ask(path=observed.call)
    assert served_by(answer) == "web"
    asked, shadow, mirrored = (WEB, "GET /api/calls/{call_id}"), (WEB, "shadow"), (API, "GET /api/calls/{call_id}")
    spans = trace_of(observed, answer, (GATEWAY, "gateway"), asked, shadow, mirrored, (API, "SELECT"))
    assert spans[asked].parent == spans[GATEWAY, "gateway"].id
    assert spans[shadow].parent == spans[asked].id
    assert spans[mirrored].parent == spans[shadow].id


def test_without_a_collector_nothing_is_sent_or_missed(gateway: Gateway) -> None:
    answer = gateway.ask()
    assert answer.status_code == 404
    assert "Traceparent" not in answer.headers
    assert not re.search("otel|opentelemetry|otlp|exporter", gateway.server.log.read_text().lower())
