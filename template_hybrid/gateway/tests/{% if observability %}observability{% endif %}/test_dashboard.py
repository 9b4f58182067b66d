"""The dashboard: Grafana can load it, and each of its queries finds what it asks for."""

import httpx
import pytest

from gateway.tests.conftest import wait_for
from gateway.tests.observability.conftest import PROJECT, Observed
from gateway.tests.observability.scrape import dashboard, jobs, queries, total, without_samples

PANEL = {"id", "type", "title", "description", "datasource", "gridPos", "fieldConfig", "options", "targets"}


def test_every_query_finds_what_it_asks_for(observed: Observed) -> None:
    for percent in (0, 100):
        observed.gateway.shift(percent)
        observed.gateway.ask(path="/api/calls")
    observed.gateway.shift(0)
    observed.gateway.ask(path=observed.call)
    wait_for(lambda: total(observed.samples("web"), "shadow_comparisons_total", outcome="same") > 0)
    # Caddy looks at its upstreams every ten seconds.
    (of_health,) = (query for query in queries("/api/calls") if "upstreams" in query)
    wait_for(lambda: not without_samples(of_health, observed.samples("gateway")))
    # As the gateway does while FastAPI is down.
    signed, meant = observed.gateway.client.auth, {"X-Meant": "api"}
    httpx.get(f"{observed.web.url}/api/calls", headers=meant, auth=signed).raise_for_status()
    samples = [sample for each in ("web", "api", "gateway") for sample in observed.samples(each)]
    assert {sample["job"] for sample in samples} == set(jobs())
    asked = list(queries("/api/calls"))
    assert len(asked) >= 10
    assert [missing for query in asked for missing in without_samples(query, samples)] == []


@pytest.mark.parametrize(
    "query",
    [
        "sum(rate(http_requests_totals[5m]))",
        'up{job="another"}',
        'sum by (side) (up{job="one"})',
        'up{side=~".+"} / up',
    ],
)
def test_a_query_that_finds_nothing_is_noticed(query: str) -> None:
    samples = [{"__name__": "up", "job": "one"}]
    assert len(without_samples(query, samples)) == 1
    assert without_samples('sum by (job) (up{job=~"on.*"})', samples) == []


def test_prometheus_knows_the_jobs_and_their_paths() -> None:
    assert jobs() == {
        f"{PROJECT}-web": "/metrics",
        f"{PROJECT}-api": "/metrics",
        f"{PROJECT}-gateway": "/metrics",
        f"{PROJECT}-routes": "/routes",
    }


def test_grafana_can_load_it() -> None:
    loaded = dashboard()
    assert loaded["schemaVersion"] >= 36
    assert 0 < len(loaded["uid"]) <= 40
    panels = loaded["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = set()
    for panel in panels:
        assert set(panel) == PANEL, panel["title"]
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        place = panel["gridPos"]
        assert set(place) == {"h", "w", "x", "y"}
        assert place["x"] + place["w"] <= 24
        places.add((place["x"], place["y"]))
        targets = panel["targets"]
        assert len({target["refId"] for target in targets}) == len(targets)
        assert all(target["expr"] and target["legendFormat"] for target in targets)
    assert len(places) == len(panels)
    variables = {variable["name"]: variable for variable in loaded["templating"]["list"]}
    assert variables["datasource"]["query"] == "prometheus"
    assert variables["route"]["query"]["query"] == "label_values(gateway_route_share_percent, route)"
