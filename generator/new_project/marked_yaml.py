"""YAML that people wrote: read node by node, so that all that is wrong with a file is named at once, line by line."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

import yaml

from new_project.errors import WrongInput
from new_project.questions import Question
from new_project.values import read_value, shown

Pairs: TypeAlias = dict[str, tuple[yaml.ScalarNode, yaml.Node]]
"""The keys of a mapping as they are written, each with its own node and its value's."""

NULL = "tag:yaml.org,2002:null"
BOOLEAN = "tag:yaml.org,2002:bool"
QUOTED = re.compile(r",? (?:but )?(?:found )?'[^']{2,}'")
"""What the parser quotes from a file: it may be what must not be repeated."""


class Mistakes:
    """What is wrong with a file, each with its line."""

    def __init__(self, path: Path, kind: str, code: str) -> None:
        self.path = path
        self.kind = kind
        self.code = code
        self.found: list[tuple[int, str]] = []

    def add(self, node: yaml.Node, message: str) -> None:
        """Remember what is wrong at a place."""
        self.found.append((node.start_mark.line + 1, message))

    def complain(self) -> None:
        """Raise WrongInput with all of it, if anything is wrong."""
        if self.found:
            lines = "".join(f"\n  line {line}: {message}" for line, message in sorted(self.found))
            raise WrongInput(f"{self.path} is not a {self.kind} that can be read:{lines}", code=self.code)

    def mapping(self, node: yaml.Node | None, what: str) -> Pairs:
        """Return the entries of a mapping; none where there is nothing."""
        pairs: Pairs = {}
        if node is None or node.tag == NULL:
            return pairs
        if not isinstance(node, yaml.MappingNode):
            self.add(node, f"{what} must be a mapping: lines of KEY: VALUE.")
            return pairs
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.add(key, f"{what}: a key must be a word.")
            elif value.start_mark.index < key.end_mark.index:
                self.add(key, f"{key.value}: write the value itself here, not *a reference to it.")
            elif key.value in pairs:
                self.add(key, f"{key.value}: it is there twice.")
            else:
                pairs[key.value] = key, value
        return pairs

    def only(self, pairs: Pairs, known: Iterable[str]) -> Pairs:
        """Return the entries that have a meaning, and refuse the others."""
        known = list(known)
        for name in pairs.keys() - set(known):
            self.add(pairs[name][0], f"{name}: it means nothing here.{did_you_mean(name, known)}")
        return {name: pairs[name] for name in known if name in pairs}

    def line(self, node: yaml.Node, what: str) -> str:
        """Return one line of text; empty where there is none, or something else."""
        if isinstance(node, yaml.ScalarNode):
            text = "" if node.tag == NULL else node.value.strip()
            if text.replace("\u00a0", " ").isprintable():
                return text
        self.add(node, f"{what} must be one line of text.")
        return ""

    def answer(self, question: Question, node: yaml.Node) -> object:
        """Return the answer that a question is given; None where it is none of the question's."""
        if question.multiple and isinstance(node, yaml.SequenceNode):
            return self.several(question, node)
        if not isinstance(node, yaml.ScalarNode):
            self.add(node, f"{question.key} takes one answer.")
        elif node.tag == NULL:
            self.add(node, f"{question.key} has no answer.")
        else:
            value, mistake = read_value(question, written(question, node))
            if not mistake:
                return value
            self.add(node, f"{question.key}: {node.value!r}: {mistake}")
        return None

    def several(self, question: Question, node: yaml.SequenceNode) -> object:
        """Return the answers of a list, in the order of the question; None where one is none of the question's."""
        words = [self.line(each, f"{question.key}, each of its answers,") for each in node.value]
        value, mistake = read_value(question, words)
        if not mistake:
            return value
        self.add(node, f"{question.key}: {shown(question, words)}: {mistake}")
        return None


def written(question: Question, node: yaml.ScalarNode) -> object:
    """The value of a node as the question means it: `no` is text, except where yes or no is asked for."""
    if question.type == "bool" and node.tag == BOOLEAN:
        return yaml.SafeLoader.bool_values.get(node.value.lower(), node.value)
    return node.value


def compose(text: str, mistakes: Mistakes) -> yaml.Node | None:
    """Parse a file's text; raise WrongInput with the line where it is no YAML."""
    try:
        node: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = QUOTED.sub("", error.problem or "something is missing")
        raise WrongInput(f"{mistakes.path} is not YAML: {where}{problem}.", code=mistakes.code) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise WrongInput(
            f"{mistakes.path} is not YAML: line {line} holds a character that cannot be shown.", code=mistakes.code
        ) from None
    except RecursionError:
        raise WrongInput(f"{mistakes.path}: it is nested too deeply.", code=mistakes.code) from None
    return node


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest of what is known, where one is near."""
    nearest = get_close_matches(word, list(known), n=1)
    return f" Did you mean '{nearest[0]}'?" if nearest else ""


def block(values: Mapping[str, object]) -> str:
    """Write a mapping as lines of YAML, in its order."""
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)


def scalar(value: object) -> str:
    """Write one value so that it can stand anywhere in YAML, as a key, too."""
    return yaml.safe_dump([value], allow_unicode=True, width=10_000, default_flow_style=True).strip()[1:-1]
