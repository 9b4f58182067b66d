"""docs/decision-model.md explains the table as it is: every number on the page is compared."""

import re
from collections import Counter
from pathlib import Path

import pytest

from new_project.decision import Verdict, recommend
from new_project.weights import load_weights

from .conftest import Combination, needs

PAGE = Path(__file__).parents[2] / "docs" / "decision-model.md"
ROW = re.compile(r"^\| (?:`(\w+)`)? ?\| `(\w+)` \| (-?\d+) \| (-?\d+) \| (-?\d+) \| \S", re.MULTILINE)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text()


def test_rows_are_the_answers_that_count_with_their_points(page: str) -> None:
    written = []
    need = ""
    for first, answer, *points in ROW.findall(page):
        need = first or need
        written.append((need, answer, *map(int, points)))
    weights = load_weights()
    assert written == [
        (need, str(answer).lower(), *(points[name] for name in weights.axis))
        for need, answers in weights.points.items()
        for answer, points in answers.items()
        if any(points.values())
    ]


def test_tie_break_and_strength(page: str) -> None:
    text = " ".join(page.split())
    order = {team: ", ".join(names) for team, names in load_weights().tie_break.items()}
    assert f"`django`: {order['django']}; `fastapi`: {order['fastapi']}." in text
    assert order["both"] == order["neither"]
    assert f"`both` or `neither`: {order['both']}," in text
    strength = load_weights().strength
    assert f"clear from {strength['clear']}, close from {strength['close']}, tie at {strength['tie']}." in text


def test_example_and_census(page: str, verdicts: dict[Combination, Verdict]) -> None:
    text = " ".join(page.split())
    scores = recommend(needs(admin_needs="heavy", async_needs="heavy")).scores
    assert ": " + ", ".join(f"{name} {score}" for name, score in scores.items()) + "." in text
    census = Counter(verdict.architecture for verdict in verdicts.values())
    assert ", ".join(f"{census[name]} `{name}`" for name in load_weights().axis) in text
    assert f"all {len(verdicts):,} combinations" in text


def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page)
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
