"""Every combination: rendered, formatted, linted, and clean of what was not asked for.

There are too many for a test each: rows are rendered some hundreds at a time, and what is wrong says in which of them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.documents import broken_links, unknown_targets
from tests.first_day import off_the_map, steps_that_do_not_fit
from tests.matrix import BUILT, SUPPORTED, TRACES, Answers, Row, foreign_words
from tests.ruff import Linted, complaints, files_to_lint
from tests.trees import Tree, Trees

Rendered = Mapping[Row, Tree]
Check = Callable[[Row, Tree], Iterator[str]]

AT_ONCE = 400
STARTS = range(0, len(SUPPORTED), AT_ONCE)

# The answers and the record of the decision name every choice, the taken ones and the others.
NAMES_EVERY_CHOICE = (".copier-answers.yml", "docs/decisions/0001-architecture.md")
NOT_OURS = (".mo", ".min.js")
"""Files that a tool wrote: their form is its business."""
MAY_BE_EMPTY = ("__init__.py", "py.typed")
ODD_NAMES: tuple[Answers, ...] = (
    {"project_name": "X"},
    {"project_name": "Customer Conversations And Telephony"},
    {"project_name": "Conversations Of Customers With Whoever Answers Telephones 7"},
    {"project_name": "Longest", "package_name": "a" * 26},
    {"project_name": "zebra", "description": "It's “quoted”, 100 % & <tagged> — naïve."},
    {"project_name": "Owned", "author_name": "Zoë O'Neil", "author_email": "zoe@example.org"},
)
NEVER_STORED = {"weights", "reserved_names", "needs", "standalone", "postgres", "taskiq", "image"}


@pytest.fixture(scope="session")
def trees(template: Path) -> Trees:
    """What renders them."""
    return Trees(template)


@pytest.fixture(scope="module", params=STARTS, ids=[f"rows {start}-{start + AT_ONCE - 1}" for start in STARTS])
def rendered(request: pytest.FixtureRequest, trees: Trees) -> Rendered:
    """Some hundreds of rows; conftest.py gives all tests of them to one worker."""
    return {row: trees.tree(row.answers) for row in SUPPORTED[request.param : request.param + AT_ONCE]}


def wrong(rendered: Rendered, check: Check) -> str:
    """What a check finds wrong, each thing once, with a row that has it; empty when nothing is."""
    found: dict[str, list[str]] = defaultdict(list)
    for row, tree in rendered.items():
        for complaint in check(row, tree):
            found[complaint].append(row.name)
    return "\n".join(
        f"{complaint}: in {names[0]}{f' and {len(names) - 1} other rows' if len(names) > 1 else ''}"
        for complaint, names in found.items()
    )


@pytest.fixture(scope="session")
def clean() -> set[Linted]:
    """The files that ruff has seen and found nothing in."""
    return set()


def test_it_is_formatted_and_linted(rendered: Rendered, clean: set[Linted]) -> None:
    new = {file for tree in rendered.values() for file in files_to_lint(tree)} - clean
    assert complaints(sorted(new)) == ""
    clean |= new


@pytest.mark.parametrize("names", ODD_NAMES, ids=lambda names: names["project_name"])
def test_odd_names_are_formatted_and_linted_too(names: Answers, trees: Trees) -> None:
    made = (trees.tree({**row.answers, **names}) for row in BUILT)
    assert complaints({file for tree in made for file in files_to_lint(tree)}) == ""


def test_no_file_is_ragged_and_no_template_is_left(rendered: Rendered) -> None:
    def check(_row: Row, tree: Tree) -> Iterator[str]:
        for path, text in tree.items():
            yield from flaws(path, text)

    assert wrong(rendered, check) == ""


@cache  # most files are the same in hundreds of projects
def flaws(path: str, text: str) -> tuple[str, ...]:
    """What is wrong with the form of a file."""
    if path.endswith(NOT_OURS):
        return ()
    for_django = "/templates/" in path
    found = {
        "is a template": path.endswith(".jinja")
        or (not for_django and re.search(r"(?<!\$)\{\{ |\{%|\{#", path + text)),
        "is empty": not text and not path.endswith(MAY_BE_EMPTY),
        "ends raggedly": text and (not text.endswith("\n") or text.endswith("\n\n")),
        "starts with an empty line": text.startswith("\n"),
        "has a hole in it": "\n\n\n\n" in text,
        "has trailing blanks": re.search(r"[ \t]+\n", text) and not path.endswith(".md"),
    }
    return tuple(f"{path} {flaw}" for flaw, there in found.items() if there)


def test_nothing_of_another_answer_is_in_it(rendered: Rendered) -> None:
    def check(row: Row, tree: Tree) -> Iterator[str]:
        other = set(foreign_words(row))
        for path, text in tree.items():
            if path not in NAMES_EVERY_CHOICE and (found := sorted(other & words_in(path, text))):
                yield f"{path} mentions {found}"

    assert wrong(rendered, check) == ""


@cache
def words_in(path: str, text: str) -> frozenset[str]:
    """The words of any answer that stand in a file or in its name."""
    everything = f"{path}\n{text}".lower()
    return frozenset(word for words in TRACES.values() for word in words if word in everything)


def test_its_documents_point_at_what_exists(rendered: Rendered) -> None:
    def check(_row: Row, tree: Tree) -> Iterator[str]:
        yield from broken_links(tree)
        yield from unknown_targets(tree)

    assert wrong(rendered, check) == ""


def test_its_first_day_has_all_of_it_on_the_map_and_steps_that_fit(rendered: Rendered) -> None:
    def check(_row: Row, tree: Tree) -> Iterator[str]:
        yield from off_the_map(tree)
        yield from steps_that_do_not_fit(tree)

    assert wrong(rendered, check) == ""


def test_its_answers_are_recorded(rendered: Rendered) -> None:
    def check(row: Row, tree: Tree) -> Iterator[str]:
        answers = yaml.safe_load(tree[".copier-answers.yml"])
        yield from (f"{key}: {answers.get(key)}" for key, value in row.answers.items() if answers.get(key) != value)
        yield from (f"{key} is stored" for key in NEVER_STORED & set(answers))
        if not answers["_src_path"].startswith("https://"):
            yield answers["_src_path"]

    assert wrong(rendered, check) == ""
