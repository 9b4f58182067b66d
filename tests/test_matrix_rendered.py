"""Every combination: rendered, formatted, linted, and clean of what was not asked for."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from tests.documents import broken_links, unknown_targets
from tests.matrix import SUPPORTED, TRACES, Answers, Row

Render = Callable[[Answers], Path]

# The answers and the record of the decision name every choice, the taken ones and the others.
NAMES_EVERY_CHOICE = (".copier-answers.yml", "docs/decisions/0001-architecture.md")
MAY_BE_EMPTY = ("__init__.py", "py.typed")
ODD_NAMES: tuple[Answers, ...] = (
    {"project_name": "X"},
    {"project_name": "Customer Conversations And Telephony"},
    {"project_name": "Longest", "package_name": "a" * 30},
    {"project_name": "zebra", "description": "It's “quoted”, 100 % & <tagged> — naïve."},
    {"project_name": "Owned", "author_name": "Zoë O'Neil", "author_email": "zoe@example.org"},
)

rows = pytest.mark.parametrize("row", SUPPORTED, ids=lambda row: row.name)


def files(project: Path) -> Iterator[tuple[str, str]]:
    """The project's text files: relative path and content."""
    for path in sorted(project.rglob("*")):
        if path.is_file():
            yield path.relative_to(project).as_posix(), path.read_text(encoding="utf-8")


def ruff(project: Path, *command: str) -> str:
    """Run ruff with the settings of each part of the project; what it complains about, or nothing."""
    arguments = [sys.executable, "-m", "ruff", *command, "--no-cache", "."]
    complaints = ""
    for settings in sorted(project.rglob("pyproject.toml")):
        result = subprocess.run(arguments, cwd=settings.parent, capture_output=True, text=True, check=False)
        complaints += "" if result.returncode == 0 else result.stdout + result.stderr
    return complaints


@rows
def test_it_is_formatted_and_linted(row: Row, render: Render) -> None:
    project = render(row.answers)
    assert ruff(project, "format", "--check", "--diff") == ""
    assert ruff(project, "check") == ""


@pytest.mark.parametrize("architecture", ["fastapi", "django", "hybrid"])
@pytest.mark.parametrize("names", ODD_NAMES, ids=lambda names: names["project_name"])
def test_odd_names_are_formatted_and_linted_too(architecture: str, names: Answers, render: Render) -> None:
    project = render({"architecture": architecture, **names})
    assert ruff(project, "format", "--check", "--diff") == ""
    assert ruff(project, "check") == ""


@rows
def test_no_template_is_left_in_it(row: Row, render: Render) -> None:
    for path, text in files(render(row.answers)):
        assert not re.search(r"(?<!\$)\{\{ |\{%|\{#", path + text), path
        assert not path.endswith(".jinja"), path


@rows
def test_no_file_is_empty_or_ragged(row: Row, render: Render) -> None:
    for path, text in files(render(row.answers)):
        assert text or path.endswith(MAY_BE_EMPTY), f"{path} is empty"
        assert not text or (text.endswith("\n") and not text.endswith("\n\n")), f"{path} ends raggedly"
        assert not text.startswith("\n"), f"{path} starts with an empty line"
        assert "\n\n\n\n" not in text, f"{path} has a hole in it"
        assert not re.search(r"[ \t]+\n", text) or path.endswith(".md"), f"{path} has trailing blanks"


@rows
def test_nothing_of_another_answer_is_in_it(row: Row, render: Render) -> None:
    other = [
        word
        for (key, answer), words in TRACES.items()
        if row.answers.get(key) != answer and not (key == "api_style" and row.api_style is None and answer is None)
        for word in words
    ]
    for path, text in files(render(row.answers)):
        if path not in NAMES_EVERY_CHOICE:
            found = [word for word in other if word in (path + "\n" + text).lower()]
            assert not found, f"{path} mentions {found}"


@rows
def test_its_documents_point_at_what_exists(row: Row, render: Render) -> None:
    project = render(row.answers)
    assert list(broken_links(project)) == []
    assert list(unknown_targets(project)) == []


@rows
def test_its_answers_are_recorded(row: Row, render: Render) -> None:
    answers = yaml.safe_load((render(row.answers) / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert {key: answers[key] for key in row.answers} == row.answers
    assert not set(answers) & {"weights", "reserved_names", "needs", "standalone", "postgres"}
    assert answers["_src_path"].startswith("https://")
