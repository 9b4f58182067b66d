"""Reads metrics as Prometheus does, and asks a dashboard's queries of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from parity.environments import ROOT

Sample = dict[str, str]
"""A number with its labels; `__name__` and `__value__` are what they say."""
SELECTOR = re.compile(r"\b([a-z]\w*)(?:\{([^}]*)\})?(?![\w(]|\s*\()")
MATCHER = re.compile(r'(\w+)(=~|=)"([^"]*)"')
GROUPED = re.compile(r"\b(?:by|on)\s*\(([^)]*)\)\s*(?=\()")


def jobs() -> dict[str, str]:
    """The jobs of prometheus.yml, and the paths that they read."""
    text = (ROOT / "gateway/prometheus.yml").read_text()
    entries = text.split("- job_name: ")[1:]
    paths = (re.search(r"metrics_path: (\S+)", entry) for entry in entries)
    return {entry.split()[0]: path[1] if path else "/metrics" for entry, path in zip(entries, paths, strict=True)}


def scrape(job: str, url: str, token: str) -> Iterator[Sample]:
    """What Prometheus has of a service."""
    page = httpx.get(url, headers={"Authorization": f"Bearer {token}"})
    assert page.headers["Content-Type"].startswith("text/plain"), (url, page.text)
    yield {"__name__": "up", "job": job, "__value__": "1.0"}
    for family in text_string_to_metric_families(page.raise_for_status().text):
        for sample in family.samples:
            yield {**sample.labels, "__name__": sample.name, "__value__": str(sample.value), "job": job}


def total(samples: list[Sample], name: str, **labels: str) -> float:
    """The sum of some numbers."""
    wanted = {"__name__": name, **labels}.items()
    return sum(float(sample["__value__"]) for sample in samples if wanted <= sample.items())


def dashboard() -> Any:
    """The dashboard."""
    return json.loads(Path(ROOT / "gateway/dashboard.json").read_text())


def queries(route: str) -> Iterator[str]:
    """Its queries, for a route."""
    for panel in dashboard()["panels"]:
        yield from (target["expr"].replace("$route", route) for target in panel["targets"])


def without_samples(query: str, samples: list[Sample]) -> list[str]:
    """The parts of a query that find nothing, or group by what is not there."""
    missing = []
    labels = {label.strip() for group in GROUPED.findall(query) for label in group.split(",")}
    for name, matchers in SELECTOR.findall(re.sub(r"\[[^]]*\]", "", GROUPED.sub("", query))):
        found = [sample for sample in samples if sample["__name__"] == name and fits(sample, matchers)]
        if not found or not labels <= set(found[0]):
            missing.append(f"{name}{{{matchers}}} by {sorted(labels)}")
    return missing


def fits(sample: Sample, matchers: str) -> bool:
    """Whether a number has these labels; its status is any, since nothing fails here."""
    wanted = {label: value if how == "=~" else re.escape(value) for label, how, value in MATCHER.findall(matchers)}
    if "status" in wanted:
        wanted["status"] = r"\d{3}"
    return all(re.fullmatch(value, sample.get(label, "")) for label, value in wanted.items())
