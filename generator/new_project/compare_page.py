"""The comparison as one HTML page that needs nothing else; compare.html.jinja is its template."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import ascii_uppercase
from typing import Any

from new_project.compare import Comparison
from new_project.compare_chart import Chart, chart
from new_project.compare_facts import Facts
from new_project.decision import Verdict, means
from new_project.questions import Question, Questionnaire
from new_project.verdict import NAMES, SPOKEN, certainty
from new_project.version import version
from new_project.weights import Architecture

MINUS = "\N{MINUS SIGN}"
"""As long as a plus."""


def page(questionnaire: Questionnaire, comparison: Comparison) -> str:
    """Return the page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["grouped"] = lambda number: f"{number:,}"
    environment.filters["signed"] = lambda number: f"{number:+}".replace("-", MINUS) if number else "0"
    template = environment.from_string((files("new_project") / "compare.html.jinja").read_text(encoding="utf-8"))
    return template.render(view(questionnaire, comparison))


def view(questionnaire: Questionnaire, comparison: Comparison) -> dict[str, Any]:
    """Return what the template shows."""
    verdict, facts = comparison.verdict, {each.architecture: each.facts for each in comparison.candidates}
    points = {need: shares for need, shares in verdict.contributions.items() if any(shares.values())}
    return {
        "comparison": comparison,
        "verdict": verdict,
        "candidates": comparison.candidates,
        "names": NAMES,
        "values": comparison.answers.values,
        "label": questionnaire["architecture"].label(verdict.architecture),
        "certainty": certainty(verdict),
        "flips": flips(verdict),
        "means": {need: means(need, answer) for need, answer in comparison.answers.needs.items()},
        "points": points,
        "letters": dict(zip(points, ascii_uppercase, strict=False)),
        "colors": {need: number for number, need in enumerate(verdict.contributions, start=1)},
        "scores": chart({name: {need: shares[name] for need, shares in points.items()} for name in facts}),
        "sizes": sizes(facts),
        "distributions": sorted({name for each in facts.values() for name in each.distributions}),
        "targets": list(dict.fromkeys(target for each in facts.values() for target in each.commands)),
        "answers": list(answers(questionnaire, comparison)),
        "version": version(),
    }


def flips(verdict: Verdict) -> dict[str, list[str]]:
    """Name each architecture that a single other answer would lead to, with what those answers mean."""
    found: dict[str, list[str]] = {}
    for flip in verdict.flips:
        found.setdefault(SPOKEN[flip.architecture], []).append(means(flip.need, flip.answer))
    return found


def sizes(facts: Mapping[Architecture, Facts]) -> dict[str, Chart]:
    """Return the charts of what was counted."""
    return {
        "Files": chart({name: each.files for name, each in facts.items()}),
        "Lines": chart({name: each.lines for name, each in facts.items()}),
        "Dependencies": chart({name: {"direct": len(each.distributions)} for name, each in facts.items()}),
    }


def answers(questionnaire: Questionnaire, comparison: Comparison) -> Iterator[tuple[Question, str, list[str]]]:
    """Name each question, its answer, and the architectures that it is asked for where that is not all."""
    for question in questionnaire.flags:
        asked = [each for each in comparison.candidates if question.key in each.answers.values]
        if question.key != "architecture" and asked and (value := asked[0].answers.values[question.key]) != "":
            some = len(asked) < len(comparison.candidates)
            yield question, question.label(value), [NAMES[each.architecture] for each in asked] if some else []
