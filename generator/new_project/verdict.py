"""The verdict, for people to read."""

from collections.abc import Iterable, Mapping

import typer

from new_project.decision import Flip, Verdict, why
from new_project.options import as_flags
from new_project.questions import Questionnaire
from new_project.weights import Answer, Architecture, Points

BAR = 30
"""The width of the longest bar."""

NAMES: Mapping[Architecture, str] = {"fastapi": "FastAPI", "django": "Django", "hybrid": "hybrid"}


def explain(questionnaire: Questionnaire, needs: Mapping[str, Answer], verdict: Verdict) -> str:
    """All of it: the scores, what each answer contributed and why, and what would change it."""
    sections = (
        [headline(questionnaire, verdict)],
        bars(verdict.scores),
        ["What each answer contributes:", *contributions(questionnaire, needs, verdict)],
        changes(questionnaire, verdict.flips),
    )
    return "\n\n".join("\n".join(lines) for lines in sections)


def summarize(questionnaire: Questionnaire, needs: Mapping[str, Answer], verdict: Verdict) -> str:
    """Which it is, and the answers that speak for it most."""
    points = {need: scores[verdict.architecture] for need, scores in verdict.contributions.items()}
    strongest = sorted((need for need in points if points[need] > 0), key=points.__getitem__, reverse=True)[:3]
    reasons = [f"  {points[need]:+}  {why(need, needs[need])}" for need in strongest]
    return "\n".join([headline(questionnaire, verdict), *reasons])


def headline(questionnaire: Questionnaire, verdict: Verdict) -> str:
    """The verdict in a line."""
    name = typer.style(questionnaire["architecture"].label(verdict.architecture), bold=True)
    return f"Recommended: {name} ({verdict.strength})"


def bars(scores: Points) -> list[str]:
    """A bar for each score, the highest first."""
    longest = max(1, *scores.values())
    return [
        f"  {NAMES[name]:<8} {'#' * round(BAR * max(0, score) / longest):<{BAR}} {score:>3}"
        for name, score in sorted(scores.items(), key=lambda item: -item[1])
    ]


def contributions(questionnaire: Questionnaire, needs: Mapping[str, Answer], verdict: Verdict) -> list[str]:
    """The answers that speak for something: how many points they give, and why."""
    lines = []
    for question in questionnaire.needs:
        points = verdict.contributions[question.key]
        if any(points.values()):
            shares = "  ".join(f"{NAMES[name]} {value:+}" for name, value in points.items() if value)
            lines += [f"  {' '.join(as_flags([question], needs)):<28} {shares}"]
            lines += [f"      {why(question.key, needs[question.key])}"]
    return lines


def changes(questionnaire: Questionnaire, flips: Iterable[Flip]) -> list[str]:
    """Each single answer that would change the verdict."""
    lines = [
        f"  {' '.join(as_flags([questionnaire[flip.need]], {flip.need: flip.answer})):<28} {NAMES[flip.architecture]}"
        for flip in flips
    ]
    if not lines:
        return ["No other answer would change it alone."]
    return ["Any one of these answers would change it:", *lines]
