"""Numbers of the split: who answered, who should have, how long SQL took, and what was compared."""

from gateway.tests.conftest import served_by, wait_for
from gateway.tests.observability.conftest import Observed
from gateway.tests.observability.scrape import Sample, total

CALLS = {"method": "GET", "route": "/api/calls", "status": "200"}
CALL = {"route": "/api/calls/{call_id}"}


def requests(samples: list[Sample], **labels: str) -> float:
    """How often a side was asked for calls, or for what the labels say."""
    return total(samples, "http_requests_total", **(labels or CALLS))


def test_each_side_counts_what_it_answers_and_its_sql(observed: Observed) -> None:
    for percent, side, other in ((0, "web", "api"), (100, "api", "web")):
        observed.gateway.shift(percent)
        before = {each: observed.samples(each) for each in (side, other)}
        for _ in range(3):
            assert served_by(observed.gateway.ask(path="/api/calls")) == side
        after = {each: observed.samples(each) for each in (side, other)}
        assert requests(after[side]) == requests(before[side]) + 3
        assert requests(after[other]) == requests(before[other])
        sql = "sql_statement_duration_seconds_count"
        assert total(after[side], sql, route="/api/calls") >= total(before[side], sql, route="/api/calls") + 3
        assert total(after[side], "sql_statement_duration_seconds_sum", route="/api/calls") > 0


def test_shares_are_numbers_as_soon_as_they_move(observed: Observed) -> None:
    for percent in (25, 100):
        observed.gateway.shift(percent)
        samples = observed.samples("gateway")
        assert total(samples, "gateway_route_share_percent", route="/api/calls") == percent
        assert total(samples, "gateway_route_mirror_percent", route=observed.call) == 100


def test_what_is_compared_is_counted_apart(observed: Observed) -> None:
    observed.gateway.shift(0)
    before = {side: observed.samples(side) for side in ("web", "api")}
    answer = observed.gateway.ask(path=observed.call)
    assert served_by(answer) == "web"

    same = {**CALL, "outcome": "same"}
    expected = total(before["web"], "shadow_comparisons_total", **same) + 1
    wait_for(lambda: total(observed.samples("web"), "shadow_comparisons_total", **same) >= expected)
    # FastAPI was asked, but not by people.
    assert requests(observed.samples("api"), **CALL) == requests(before["api"], **CALL)
    assert requests(observed.samples("web"), **CALL) > requests(before["web"], **CALL)


def test_what_django_answers_for_fastapi_is_counted(observed: Observed) -> None:
    observed.gateway.shift(100)
    fallbacks = "gateway_fallbacks_total"
    before = total(observed.samples("web"), fallbacks, route="/api/calls")
    forged = observed.gateway.client.get("/healthz", headers={"X-Meant": "api"})
    assert served_by(forged) == "web"
    observed.api.kill()
    try:
        assert served_by(observed.gateway.ask(path="/api/calls")) == "web"
    finally:
        observed.api.start()
    samples = observed.samples("web")
    assert total(samples, fallbacks, route="/api/calls") == before + 1
    assert total(samples, fallbacks, route="/healthz") == 0
    # For the tests to come it is in use again.
    wait_for(lambda: served_by(observed.gateway.ask("00")) == "api")


def test_nobody_reads_the_gateways_numbers_where_people_are(observed: Observed) -> None:
    for path in ("/metrics", "/routes", "/routes.prom"):
        assert observed.gateway.client.get(path).status_code == 404
