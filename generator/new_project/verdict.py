"""The verdict, for people to read."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from new_project.decision import Flip, Verdict, means, why
from new_project.flags import as_flags
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.weights import Answer, Architecture, Points

if TYPE_CHECKING:
    from rich.console import RenderableType

BAR = 30
"""The length of the longest bar, in columns, where there is room for it."""

LEAST = 8
"""The points that fill a bar at least: a lead of one point must not look like a landslide."""

NAMES: Mapping[Architecture, str] = {"fastapi": "FastAPI", "django": "Django", "hybrid": "hybrid"}
SPOKEN: Mapping[Architecture, str] = {**NAMES, "hybrid": "the hybrid"}
"""The names in tables, and in sentences."""


def show(questionnaire: Questionnaire, needs: Mapping[str, Answer], verdict: Verdict) -> None:
    """Show all of it: the scores, how sure they are, what each answer contributed and why, what would change it."""
    out.show("", headline(questionnaire, verdict), "", bars(verdict.scores), "")
    out.show("What each answer contributes:", "")
    for question in questionnaire.needs:
        points = verdict.contributions[question.key]
        if any(points.values()):
            shares = ", ".join(f"{NAMES[name]} {value:+}" for name, value in points.items() if value)
            out.show(indented(f"{' '.join(as_flags([question], needs))}: {shares}", 2))
            out.show(indented(why(question.key, needs[question.key]), 6))
    out.show("", *changes(questionnaire, verdict.flips))


def summarize(questionnaire: Questionnaire, needs: Mapping[str, Answer], verdict: Verdict) -> None:
    """Show which it is, and the answers that speak for it most: without a table, which takes a while to load."""
    name = out.bold(questionnaire["architecture"].label(verdict.architecture))
    out.say(f"\nRecommended: {name} ({certainty(verdict)})")
    for need, points in strongest(verdict):
        out.say(out.folded(f"{points:+}  {why(need, needs[need])}", indent=2, hanging=6))


def strongest(verdict: Verdict, architecture: Architecture | None = None) -> list[tuple[str, int]]:
    """Return the three needs whose answers gave an architecture most, and how much that was."""
    points = {need: scores[architecture or verdict.architecture] for need, scores in verdict.contributions.items()}
    best = sorted((need for need in points if points[need] > 0), key=points.__getitem__, reverse=True)[:3]
    return [(need, points[need]) for need in best]


def headline(questionnaire: Questionnaire, verdict: Verdict) -> "RenderableType":
    """The verdict in a line."""
    from rich.text import Text

    name = questionnaire["architecture"].label(verdict.architecture)
    return Text.assemble("Recommended: ", (name, "bold"), f" ({certainty(verdict)})")


def certainty(verdict: Verdict) -> str:
    """How sure the verdict is, in words."""
    others = sorted((name for name in verdict.scores if name != verdict.architecture), key=verdict.scores.__getitem__)
    rival = SPOKEN[others[-1]]
    if verdict.strength == "tie":
        return f"a tie with {rival}, which a rule breaks"
    return f"{verdict.strength}: {in_points(verdict.margin)} ahead of {rival}"


def in_points(number: int) -> str:
    """Some points, in words."""
    return "1 point" if number == 1 else f"{number} points"


def bars(scores: Points) -> "RenderableType":
    """A bar for each score, the highest first."""
    from rich.table import Table

    room = min(BAR, max(8, out.console().width - 16))
    longest = max(LEAST, *scores.values())
    table = Table.grid(padding=(0, 2))
    for name, score in sorted(scores.items(), key=lambda item: -item[1]):
        bar = out.full_block * round(room * max(0, score) / longest)
        table.add_row(f"  {NAMES[name]}", f"{bar:<{room}}", f"{score:>3}")
    return table


def changes(questionnaire: Questionnaire, flips: Iterable[Flip]) -> "list[RenderableType]":
    """A sentence for each architecture that a single other answer would lead to, with all such answers."""
    by_architecture: dict[Architecture, list[RenderableType]] = {}
    for flip in flips:
        flag = " ".join(as_flags([questionnaire[flip.need]], {flip.need: flip.answer}))
        clause = indented(f"if {means(flip.need, flip.answer)} ({flag})", 4)
        by_architecture.setdefault(flip.architecture, []).append(clause)
    if not by_architecture:
        return ["No other answer would change it alone."]
    parts: list[RenderableType] = ["What would change it, each alone:"]
    for name, clauses in by_architecture.items():
        parts += ["", f"  It would be {SPOKEN[name]}", *clauses]
    return parts


def indented(text: str, by: int) -> "RenderableType":
    """A paragraph, moved to the right."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, by))
