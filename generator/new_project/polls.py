"""A team's poll: what each member says that the project needs, read from the file that they share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from typing import TypeAlias

import yaml

from new_project.errors import WrongInput
from new_project.marked_yaml import Mistakes, compose
from new_project.output import out
from new_project.poll_merge import merge
from new_project.poll_names import fold, name_mistake
from new_project.questions import Questionnaire
from new_project.user_files import read_text
from new_project.values import read_value
from new_project.weights import Answer

Needs: TypeAlias = dict[str, Answer]

MARKER = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
"""What git writes between two versions of the same lines."""


@dataclass(frozen=True)
class Poll:
    """Who was asked, and what those who have answered said."""

    path: Path
    title: str
    members: Mapping[str, Needs] = field(default_factory=dict)

    @property
    def answered(self) -> dict[str, Needs]:
        """The members who have answered, with their answers."""
        return {name: needs for name, needs in self.members.items() if needs}

    @property
    def waiting(self) -> list[str]:
        """The members who have not."""
        return [name for name, needs in self.members.items() if not needs]

    def named(self, name: str) -> str:
        """The member's name as the file has it; the name itself where it is new. Raises WrongInput for no name."""
        name = name.strip()
        if mistake := name_mistake(name):
            raise WrongInput(f"{name!r}: {mistake}", code="usage")
        return next((member for member in self.members if fold(member) == fold(name)), name)


def load_poll(questionnaire: Questionnaire, path: Path, *, complete: bool = True) -> Poll:
    """Read a poll. Raises WrongInput with all that is wrong in it; what is not answered is, if it must be complete."""
    try:
        text = read_text(path, "poll-invalid")
    except FileNotFoundError:
        hint = f"Start one: new-project poll new {quote(str(path))}"
        raise WrongInput(f"There is no poll {path}. {hint}", code="poll-invalid") from None
    refuse_conflict(path, text)
    mistakes = Mistakes(path, "poll", "poll-invalid")
    root = mistakes.mapping(compose(text, mistakes), "A poll")
    parts = {name: value for name, (_key, value) in mistakes.only(root, ("title", "members")).items()}
    if "members" not in parts:
        mistakes.found.append((1, "members is missing."))
    members: dict[str, Needs] = {}
    for name, (key, node) in mistakes.mapping(parts.get("members"), "members").items():
        if mistake := name_mistake(name.strip(), members):
            mistakes.add(key, f"{name!r}: {mistake}")
        else:
            members[name.strip()] = needs_in(questionnaire, mistakes, name, node, complete=complete)
    title = mistakes.line(parts["title"], "title") if "title" in parts else ""
    mistakes.complain()
    return Poll(path, title, members)


def refuse_conflict(path: Path, text: str) -> None:
    """Raise WrongInput where git left both versions in the file."""
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if lines:
        raise WrongInput(
            f"{path} holds two versions that git could not merge (lines {lines[0]} to {lines[-1]}).\n"
            "Keep both blocks: delete the lines that begin with <<<<<<<, ======= and >>>>>>>, and nothing else.\n"
            "(Where both answer for the same member, keep one of the two. Where there is a line |||||||, delete what "
            f"follows it, down to =======.)\nThen: git add {quote(str(path))}",
            code="poll-invalid",
        )


def needs_in(
    questionnaire: Questionnaire, mistakes: Mistakes, member: str, node: yaml.Node, *, complete: bool
) -> Needs:
    """Read one member's answers: none, or one to each need."""
    pairs = mistakes.mapping(node, member)
    known = mistakes.only(pairs, (need.key for need in questionnaire.needs))
    answers = {key: mistakes.answer(questionnaire[key], value) for key, (_key, value) in known.items()}
    missing = [need for need in questionnaire.needs if need.key not in answers]
    if pairs and missing and complete:
        flags = ", ".join(need.flag for need in missing)
        mistakes.add(node, f"{member} has not answered {flags}; new-project poll answer asks for it.")
    return {key: answer for key, answer in answers.items() if isinstance(answer, str | bool)}


def poll_answers(
    questionnaire: Questionnaire, path: Path, given: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """Return what a poll comes to, and who answered what. A need that is `given` is settled by that.

    Raises WrongInput when the decision depends on a disagreement that nothing settles.
    """
    from new_project.poll_text import undecided_message

    poll = load_poll(questionnaire, path)
    if not poll.answered:
        raise WrongInput(
            f"Nobody has answered yet. Be the first: new-project poll answer {quote(str(path))} --as NAME",
            code="poll-undecided",
        )
    merged = merge(questionnaire, poll.answered, settled_by(questionnaire, given))
    if merged.undecided:
        raise WrongInput(undecided_message(questionnaire, path, merged), code="poll-undecided")
    if poll.waiting:
        out.warn(f"Not everyone has answered {path}; missing: {', '.join(poll.waiting)}.")
    return dict(merged.needs), {name: dict(needs) for name, needs in poll.answered.items()}


def settled_by(questionnaire: Questionnaire, given: Mapping[str, object]) -> Needs:
    """The needs among the given answers. Raises WrongInput for what is no answer."""
    settled: Needs = {}
    for need in questionnaire.needs:
        if need.key in given:
            value, mistake = read_value(need, given[need.key])
            if mistake or not isinstance(value, str | bool):
                raise WrongInput(f"{need.flag} {given[need.key]!r}: {mistake}")
            settled[need.key] = value
    return settled
