"""A decision that is taken again, for people to read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from new_project.decision import Verdict, means, recommend
from new_project.flags import as_flags
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.reconsideration import Reconsideration
from new_project.records import record_path
from new_project.verdict import NAMES, SPOKEN, certainty, changes, indented


def show(questionnaire: Questionnaire, found: Reconsideration) -> None:
    """Show the recorded decision and today's, what has changed between them, and what would change it further."""
    record = record_path(int(found.project.answers.get("record", 1)))
    out.show("", f"Recorded ({record}): {said(found.then)}{overruled(found)}", f"Today: {said(found.now)}", "")
    out.show(scores(found), "")
    for line in differences(questionnaire, found):
        out.show(indented(line, 2))
    out.show("", *changes(questionnaire, found.now.flips), "", conclusion(found))


def said(verdict: Verdict) -> str:
    """A verdict and how sure it is: "Django (clear: 5 points ahead of the hybrid)"."""
    return f"{SPOKEN[verdict.architecture].removeprefix('the ')} ({certainty(verdict)})"


def overruled(found: Reconsideration) -> str:
    """What was made in spite of the verdict."""
    if found.then.architecture == found.chosen:
        return ""
    why = "overruled by" if found.was_overruled else "and, among equals, those who made it chose"
    return f"; {why} {SPOKEN[found.chosen]}"


def scores(found: Reconsideration) -> str:
    """The points of each architecture, then and now."""
    moved = (f"{NAMES[name]} {points} -> {found.now.scores[name]}" for name, points in found.then.scores.items())
    return f"Points: {', '.join(moved)}"


def differences(questionnaire: Questionnaire, found: Reconsideration) -> Iterable[str]:
    """What has changed: answers, assumptions, or the weights."""
    for need, answer in found.changed.items():
        flag = " ".join(as_flags([questionnaire[need]], found.needs))
        yield f"{flag}: {means(need, found.needs[need])}; it was: {means(need, answer)}."
    for need in found.confirmed:
        yield f"{' '.join(as_flags([questionnaire[need]], found.needs))} was assumed, and is answered now."
    if not found.changed:
        same = found.then.scores == found.now.scores
        yield "No answer has changed." if same else "No answer has changed; what answers are worth has."


def conclusion(found: Reconsideration) -> str:
    """What follows for the project."""
    return " ".join(filter(None, [follows(found), is_django(found)]))


def is_django(found: Reconsideration) -> str:
    """What a project's being there says, where the answers would let it be rewritten."""
    known = found.chosen == "fastapi" or found.needs["existing_django"] or found.now.architecture != "fastapi"
    if known or found.target == found.chosen:
        return ""
    kept = recommend({**found.needs, "existing_django": True}).architecture
    return (
        "It is a Django project that exists, by now: if it must live on, say so with --existing-django true, "
        f"and the answers speak for {SPOKEN[kept]}."
    )


def follows(found: Reconsideration) -> str:
    """What the project becomes, or that it stays."""
    if found.target != found.chosen:
        return f"The project becomes {SPOKEN[found.target]}."
    if found.now.overruled_by(found.chosen) and not found.asked_for:
        return (
            f"The project stays {SPOKEN[found.chosen]}, as nobody asked for anything else. "
            f"To follow the answers: --architecture {found.now.architecture}"
        )
    return f"The project stays {SPOKEN[found.chosen]}." if found.is_news else "Nothing changes, so nothing is written."


def show_moves(own: Sequence[Mapping[str, Any]]) -> None:
    """Show where the owner's things go, and why."""
    if own:
        out.say("\nYours at the project's top (--keep NAME and --move NAME overrule it):")
        for move in own:
            where = f"to web/{move['name']}" if move["goes"] else "stays"
            out.say(out.folded(f"{move['name']}: {where} ({move['why']})", indent=2, hanging=4))
        out.say()
