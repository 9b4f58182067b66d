"""A poll in words, and for programs: what each member's answers speak for, and what the team's come to."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote
from typing import Any

from new_project.decision import recommend
from new_project.flags import as_flags
from new_project.poll_merge import Dispute, Merge
from new_project.polls import Poll
from new_project.questions import Questionnaire
from new_project.weights import Answer, Architecture


def report(questionnaire: Questionnaire, poll: Poll, merged: Merge | None) -> Iterator[str]:
    """Say all of it, line by line."""
    yield poll.title or f"The poll in {poll.path}"
    missing = f" Missing: {', '.join(poll.waiting)}." if poll.waiting else ""
    if merged is None:
        yield f"Nobody has answered yet.{missing}"
        return
    yield f"{len(poll.answered)} of {len(poll.members)} have answered.{missing}"
    width = max(map(len, poll.answered))
    yield ""
    for name, needs in poll.answered.items():
        verdict = recommend(needs)
        yield f"  {name:<{width}}  {title(questionnaire, verdict.architecture)} ({verdict.strength})"
    yield ""
    if not merged.disputes:
        yield "They disagree on nothing."
    elif not any(dispute.decides for dispute in merged.disputes):
        yield "They disagree, but whatever they settle on, the decision is the same:"
    else:
        yield "They disagree:"
    for dispute in merged.disputes:
        yield from disagreement(questionnaire, dispute)
    yield ""
    yield from result(questionnaire, poll.path, merged)


def disagreement(questionnaire: Questionnaire, dispute: Dispute) -> Iterator[str]:
    """Say who said what, whether that matters, and what counts."""
    question = questionnaire[dispute.need]
    yield f"  {question.help}"
    for answer, names in dispute.voices.items():
        flag = " ".join(as_flags([question], {question.key: answer}))
        leads = f" -> {titles(questionnaire, dispute.outcomes[answer])}" if dispute.decides_now else ""
        yield f"    {flag}: {', '.join(names)}{leads}"
    if dispute.decides_now:
        yield "    It changes the decision."
    elif dispute.decides:
        yield "    It changes the decision only if other answers were to change, too."
    else:
        yield "    It does not change the decision."
    yield f"    {counts(dispute)}"


def counts(dispute: Dispute) -> str:
    """Say which answer counts, and why that one."""
    if dispute.merged is None:
        return "As many say one as the other, and the decision depends on it: undecided."
    if len(dispute.leading) > 1:
        return f"As many say one as the other; the first is taken: {word(dispute.merged)}."
    return f"Most frequent, so it counts: {word(dispute.merged)}."


def result(questionnaire: Questionnaire, path: Path, merged: Merge) -> Iterator[str]:
    """Say what it comes to, and how to go on."""
    if merged.undecided:
        yield undecided_message(questionnaire, path, merged)
        return
    verdict = recommend(merged.needs)
    yield f"Merged: {title(questionnaire, verdict.architecture)} ({verdict.strength})"
    yield f"  {' '.join(as_flags(questionnaire.needs, merged.needs))}"
    yield f"Make it: new-project DEST --poll {quote(str(path))}"


def undecided_message(questionnaire: Questionnaire, path: Path, merged: Merge) -> str:
    """Say what must be settled, and by which options."""
    lines = [
        "Undecided: the decision depends on a disagreement in which as many say one as the other.",
        f"Settle it, beside --poll {quote(str(path))}, with:",
    ]
    for dispute in merged.undecided:
        flag = questionnaire[dispute.need].flag
        lines += [f"  {flag} {'|'.join(map(word, dispute.leading))}"]
    return "\n".join(lines)


def as_document(poll: Poll, merged: Merge | None) -> dict[str, Any]:
    """The same for programs."""
    disputes = merged.disputes if merged else ()
    decided = merged and not merged.undecided
    return {
        "title": poll.title,
        "members": {
            name: {"needs": needs, "architecture": verdict.architecture, "strength": verdict.strength}
            for name, needs in poll.answered.items()
            for verdict in [recommend(needs)]
        },
        "waiting": poll.waiting,
        "disagreements": [
            {
                "need": dispute.need,
                "answers": [
                    {"answer": answer, "members": list(names), "architectures": list(dispute.outcomes[answer])}
                    for answer, names in dispute.voices.items()
                ],
                "decides": dispute.decides,
                "decides_merged": dispute.decides_now,
                "merged": dispute.merged,
                "equal_counts": len(dispute.leading) > 1,
            }
            for dispute in disputes
        ],
        "merged": dict(merged.needs) if merged else {},
        "undecided": [dispute.need for dispute in merged.undecided] if merged else [],
        "verdict": recommend(merged.needs).as_json_dict() if merged and decided else None,
    }


def title(questionnaire: Questionnaire, architecture: Architecture) -> str:
    """What an architecture is called."""
    return questionnaire["architecture"].title(architecture)


def titles(questionnaire: Questionnaire, architectures: Iterable[Architecture]) -> str:
    """What several are called."""
    return " or ".join(title(questionnaire, each) for each in architectures)


def word(answer: Answer) -> str:
    """An answer as it is typed."""
    return str(answer).lower() if isinstance(answer, bool) else answer
