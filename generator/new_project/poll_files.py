"""A poll's file, written so that git merges it: each line names its member, and what is there stays as it is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote
from string import ascii_lowercase

import yaml

from new_project.errors import WrongInput
from new_project.marked_yaml import NULL, scalar
from new_project.poll_names import fold, order

HEADER = """\
# A poll: what does each of us think that the project needs? Answer before you read what the others have answered.
#
#   new-project poll answer {file} --as NAME
#   new-project poll show {file}
#   new-project DEST --poll {file}
#
# Git merges what is answered on several branches. For that, {why}
# Where git still leaves conflict markers, keep both blocks and delete the markers.
"""
NAMES = "each line ends with its member's name."
LETTERS = """each line ends with its member's name, and the
# letters below keep the members apart: leave them where they are."""

LETTER = re.compile(r" *# ([a-z~])\s*")
"""What a new member is written below: the letter that the name begins with, or ~ where it is none of these."""

END = "  # the end"
"""Keeps what is added after the last member apart from what that member answers."""


def new_poll(file: str, title: str, members: Sequence[str]) -> str:
    """Write a poll that nobody has answered: a place for each member, or for each letter that names begin with."""
    header = HEADER.format(file=quote(file), why=NAMES if members else LETTERS)
    places = [f"  {scalar(name)}:\n" for name in sorted(members, key=order)]
    letters = [f"  # {letter}" for letter in f"{ascii_lowercase}~"]
    heading = f"title: {scalar(title)}\n" if title else ""
    return header + heading + "members:\n" + "\n".join([*places, END] if members else letters) + "\n"


def with_answers_of(text: str, member: str, answers: Mapping[str, object]) -> str:
    """Return a poll's text with what a member answers; everything else in it stays, byte for byte."""
    page = Page(text)
    own = next(((key, node) for key, node in pairs(page.members) if fold(key.value) == fold(member)), None)
    return page.changed(*own, answers) if own else page.inserted(member, answers)


class Page:
    """The text of a poll that can be read, and where in it the members are."""

    def __init__(self, text: str) -> None:
        self.end = "\r\n" if "\r\n" in text else "\n"
        self.text = text if text.endswith("\n") else text + self.end
        root = yaml.compose(self.text, yaml.SafeLoader)
        self.place, self.members = next((key, node) for key, node in pairs(root) if key.value == "members")
        if is_flow(root) or (is_flow(self.members) and pairs(self.members)):
            raise WrongInput(
                "The poll is written in braces: write its members one below the other.", code="poll-invalid"
            )

    def changed(self, key: yaml.ScalarNode, node: yaml.Node, answers: Mapping[str, object]) -> str:
        """Put answers in the place of a member's own, and those that are new below them."""
        if is_flow(node) or not pairs(node):
            self.remove(node)
            node = yaml.ScalarNode(NULL, "")
        present = {name.value: (name, value) for name, value in pairs(node)}
        column = next((name.start_mark.column for name, _ in present.values()), key.start_mark.column + 2)
        missing = {need: answer for need, answer in answers.items() if need not in present}
        self.below(last_line(key, node), rows(key.value.strip(), missing, column))
        for need, (_, value) in sorted(present.items(), key=lambda item: -item[1][1].start_mark.index):
            if need in answers:
                self.put(value, scalar(answers[need]))
        return self.text

    def inserted(self, member: str, answers: Mapping[str, object]) -> str:
        """Add a member where the order of the names says: after the last one that comes before."""
        known = pairs(self.members)
        if not known:
            self.remove(self.members)
        column = next((key.start_mark.column for key, _ in known), 2)
        lines = [f"{' ' * column}{scalar(member)}:", *rows(member, answers, column + 2)]
        all_lines = self.text.splitlines()
        places = [(last_line(key, node), order(key.value)) for key, node in known]
        places += [(number, found[1]) for number, line in enumerate(all_lines) if (found := LETTER.fullmatch(line))]
        last = max((number for number, name in places if name <= order(member)), default=None)
        if last is not None and last + 1 < len(all_lines) and not all_lines[last + 1].strip():
            return self.below(last + 1, [*lines, ""])  # members are set apart by empty lines here
        return self.below(self.place.start_mark.line if last is None else last, lines)

    def below(self, line: int, lines: Iterable[str]) -> str:
        """Insert lines after one, which is counted from 0."""
        all_lines = self.text.splitlines(keepends=True)
        all_lines[line + 1 : line + 1] = [each + self.end for each in lines]
        self.text = "".join(all_lines)
        return self.text

    def put(self, node: yaml.Node, text: str) -> None:
        """Write something else where a value is."""
        self.text = self.text[: node.start_mark.index] + text + self.text[node.end_mark.index :]

    def remove(self, node: yaml.Node) -> None:
        """Take out a value that stands in braces, or in place of one, and the space before it."""
        self.text = self.text[: node.start_mark.index].rstrip(" ") + self.text[node.end_mark.index :]


def rows(member: str, answers: Mapping[str, object], column: int) -> list[str]:
    """One line for each answer. It names the member, since git takes lines that are alike for one and the same."""
    return [f"{' ' * column}{need}: {scalar(answer)}  # {member}" for need, answer in answers.items()]


def pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """A mapping's entries; none where there is nothing."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def is_flow(node: yaml.Node | None) -> bool:
    """Whether a mapping is written in braces."""
    return isinstance(node, yaml.MappingNode) and bool(node.flow_style)


def last_line(key: yaml.Node, node: yaml.Node) -> int:
    """The last line of an entry's own: the parser would count the comments that follow it, too."""
    return max([key.end_mark.line, *ends(node)])


def ends(node: yaml.Node) -> Iterator[int]:
    """The lines on which what a value consists of ends."""
    if pairs(node) and not is_flow(node):
        yield from (last_line(key, value) for key, value in pairs(node))
    elif node.start_mark and node.end_mark.index > node.start_mark.index:
        yield node.end_mark.line
