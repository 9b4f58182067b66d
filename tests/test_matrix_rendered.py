"""Every combination: rendered, formatted, linted, and clean of what was not asked for.

There are too many for a test each: rows are rendered some dozens at a time, and what is wrong says in which of them.
"""

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from new_project.render import render
from tests.documents import broken_links, unknown_targets
from tests.matrix import BUILT, SUPPORTED, TRACES, Answers, Row, foreign_words

Rendered = Mapping[Row, Path]
Check = Callable[[Row, Path], Iterator[str]]

AT_ONCE = 45
STARTS = range(0, len(SUPPORTED), AT_ONCE)

# The answers and the record of the decision name every choice, the taken ones and the others.
NAMES_EVERY_CHOICE = (".copier-answers.yml", "docs/decisions/0001-architecture.md")
MAY_BE_EMPTY = ("__init__.py", "py.typed")
ODD_NAMES: tuple[Answers, ...] = (
    {"project_name": "X"},
    {"project_name": "Customer Conversations And Telephony"},
    {"project_name": "Conversations Of Customers With Whoever Answers Telephones 7"},
    {"project_name": "Longest", "package_name": "a" * 30},
    {"project_name": "zebra", "description": "It's “quoted”, 100 % & <tagged> — naïve."},
    {"project_name": "Owned", "author_name": "Zoë O'Neil", "author_email": "zoe@example.org"},
)
NEVER_STORED = {"weights", "reserved_names", "needs", "standalone", "postgres", "taskiq", "image"}


def render_all(template: Path, folder: Path, rows: Sequence[Row], also: Answers) -> Rendered:
    """Render rows side by side, each in a folder of its name."""
    projects = {row: folder / row.name / "call-center" for row in rows}
    for row, project in projects.items():
        render(template, project, {**row.answers, **also})
    return projects


@pytest.fixture(scope="module", params=STARTS, ids=[f"rows {start}-{start + AT_ONCE - 1}" for start in STARTS])
def rendered(request: pytest.FixtureRequest, template: Path) -> Iterator[Rendered]:
    """Some dozens of rows; conftest.py gives all tests of them to one worker."""
    with tempfile.TemporaryDirectory(prefix="new-project-rows-") as folder:
        yield render_all(template, Path(folder), SUPPORTED[request.param : request.param + AT_ONCE], {})


def wrong(rendered: Rendered, check: Check) -> str:
    """What a check finds wrong, each thing once, with a row that has it; empty when nothing is."""
    found: dict[str, list[str]] = defaultdict(list)
    for row, project in rendered.items():
        for complaint in check(row, project):
            found[complaint].append(row.name)
    return "\n".join(
        f"{complaint}: in {names[0]}{f' and {len(names) - 1} other rows' if len(names) > 1 else ''}"
        for complaint, names in found.items()
    )


def files(project: Path) -> Iterator[tuple[str, str]]:
    """The project's text files: relative path and content."""
    for path in sorted(project.rglob("*")):
        if path.is_file():
            yield path.relative_to(project).as_posix(), path.read_text(encoding="utf-8")


def ruff(rendered: Rendered) -> str:
    """Run ruff on all projects at once, each with settings of its own; what it complains about, or nothing."""
    folder = next(iter(rendered.values())).parent.parent
    complaints = ""
    for command in (["format", "--check", "--diff"], ["check", "--output-format", "concise"]):
        arguments = [sys.executable, "-m", "ruff", *command, "--no-cache", "."]
        result = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
        complaints += "" if result.returncode == 0 else result.stdout + result.stderr
    return complaints


def test_it_is_formatted_and_linted(rendered: Rendered) -> None:
    assert ruff(rendered) == ""


@pytest.mark.parametrize("names", ODD_NAMES, ids=lambda names: names["project_name"])
def test_odd_names_are_formatted_and_linted_too(names: Answers, template: Path, tmp_path: Path) -> None:
    assert ruff(render_all(template, tmp_path, BUILT, names)) == ""


def test_no_file_is_ragged_and_no_template_is_left(rendered: Rendered) -> None:
    def check(_row: Row, project: Path) -> Iterator[str]:
        for path, text in files(project):
            yield from flaws(path, text)

    assert wrong(rendered, check) == ""


@cache  # most files are the same in hundreds of projects
def flaws(path: str, text: str) -> tuple[str, ...]:
    """What is wrong with the form of a file."""
    found = {
        "is a template": path.endswith(".jinja") or re.search(r"(?<!\$)\{\{ |\{%|\{#", path + text),
        "is empty": not text and not path.endswith(MAY_BE_EMPTY),
        "ends raggedly": text and (not text.endswith("\n") or text.endswith("\n\n")),
        "starts with an empty line": text.startswith("\n"),
        "has a hole in it": "\n\n\n\n" in text,
        "has trailing blanks": re.search(r"[ \t]+\n", text) and not path.endswith(".md"),
    }
    return tuple(f"{path} {flaw}" for flaw, there in found.items() if there)


def test_nothing_of_another_answer_is_in_it(rendered: Rendered) -> None:
    def check(row: Row, project: Path) -> Iterator[str]:
        other = set(foreign_words(row))
        for path, text in files(project):
            if path not in NAMES_EVERY_CHOICE and (found := sorted(other & words_in(path, text))):
                yield f"{path} mentions {found}"

    assert wrong(rendered, check) == ""


@cache
def words_in(path: str, text: str) -> frozenset[str]:
    """The words of any answer that stand in a file or in its name."""
    everything = f"{path}\n{text}".lower()
    return frozenset(word for words in TRACES.values() for word in words if word in everything)


def test_its_documents_point_at_what_exists(rendered: Rendered) -> None:
    def check(_row: Row, project: Path) -> Iterator[str]:
        yield from broken_links(project)
        yield from unknown_targets(project)

    assert wrong(rendered, check) == ""


def test_its_answers_are_recorded(rendered: Rendered) -> None:
    def check(row: Row, project: Path) -> Iterator[str]:
        answers = yaml.safe_load((project / ".copier-answers.yml").read_bytes())
        yield from (f"{key}: {answers.get(key)}" for key, value in row.answers.items() if answers.get(key) != value)
        yield from (f"{key} is stored" for key in NEVER_STORED & set(answers))
        if not answers["_src_path"].startswith("https://"):
            yield answers["_src_path"]

    assert wrong(rendered, check) == ""
