"""`new-project fleet status`, as a process, and all that docs/fleet.md shows."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.new_project.conftest import ROOT, Shell
from tests.new_project.fleets import SMALL, make_fleet, put, remembered
from tests.new_project.test_documented_commands import shown
from tests.releases import Releases, git


@pytest.fixture
def tool(shell: Shell, released: Releases) -> Shell:
    """The newest release."""
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    return shell


def test_each_project_is_a_row_whatever_it_is_like(tool: Shell, released: Releases) -> None:
    acme = make_fleet(released, tool.folder / "acme")
    before = remembered(acme)

    result = tool.run("fleet", "status", "acme", "--json")

    assert (result.returncode, result.stderr) == (0, "")
    document: dict[str, Any] = json.loads(result.stdout)
    rows = {row["project"]: row for row in document["projects"]}
    assert {name: (row["version"], row["outdated"]) for name, row in rows.items()} == {
        "both/services/one": ("1.0.0", True),
        "both/services/two": ("1.1.0", True),
        "broken": ("", False),
        "dirty": ("1.0.0", True),
        "edited": ("1.0.0", True),
        "in-conflict": ("1.0.0", True),
        "plain": ("1.0.0", True),
        "tools/newest": ("1.2.0", False),
        "without-git": ("1.0.0", True),
    }
    assert {name: row["dirty"] for name, row in rows.items() if row["dirty"] != 0} == {
        "broken": None,
        "dirty": 1,
        "without-git": None,
    }
    assert (rows["dirty"]["branch"], rows["plain"]["branch"], rows["without-git"]["branch"]) == ("a-branch", "main", "")
    assert (rows["tools/newest"]["architecture"], rows["plain"]["architecture"]) == ("django", "fastapi")
    assert (rows["broken"]["code"], "git cannot read it" in rows["broken"]["message"]) == ("git-failed", True)
    assert {key: value for key, value in document.items() if key not in {"source", "projects"}} == {
        "latest": "1.2.0",
        "total": 9,
        "outdated": 7,
        "dirty": 1,
        "drifted": 1,
        "ill": 0,
        "unreadable": 1,
    }
    assert [name for name, row in rows.items() if row["drift"]] == ["edited"]
    assert "AGENTS.md" in rows["edited"]["drift"][0]
    assert (rows["edited"]["doctor"]["warning"], rows["plain"]["doctor"]["findings"]) == (1, [])
    assert remembered(acme) == before


def test_a_person_reads_a_table(tool: Shell, released: Releases) -> None:
    tool.environment["COLUMNS"] = "120"
    old = put(released.rendered("1.0.0", "fastapi", SMALL), tool.folder / "acme" / "old")
    put(released.rendered("1.2.0", "fastapi", SMALL), tool.folder / "acme" / "new")
    git(old, "switch", "--quiet", "--detach")
    (old / "Makefile").unlink()
    (tool.folder / "fleet.txt").write_text("acme/new\nacme/old\ngone\n")

    result = tool.run("fleet", "status", "fleet.txt", "--jobs", "2", "--check")

    assert result.returncode == 2
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "acme/new fastapi 1.2.0 main" in lines
    assert "acme/old fastapi 1.0.0 no branch outdated: 1.2.0, 1 not committed, 1 problem" in lines
    assert any(line.startswith("gone ? ") for line in lines)
    assert "1 outdated, 1 dirty, 1 drifted, 1 ill, 1 unreadable" in " ".join(lines).lower()
    assert tool.run("fleet", "status", "acme/new", "--check").returncode == 0


def test_what_the_document_shows_works(tool: Shell, released: Releases) -> None:
    put(released.rendered("1.0.0", "fastapi", SMALL), tool.folder / "start")
    git(tool.folder, "clone", "--quiet", "--bare", "start", "shop.git")
    (tool.folder / "acme").mkdir()
    git(tool.folder, "clone", "--quiet", "shop.git", "acme/shop")
    commands = list(shown(ROOT / "docs" / "fleet.md"))
    assert len(commands) == 6
    for words in commands:
        result = tool.run(*words)
        assert result.returncode == (2 if "--check" in words else 0), f"{words}: {result.stdout}{result.stderr}"
    for file in (Path("update.md"), Path("acme/new-project.json"), Path("acme/shop/.github/workflows/new-project.yml")):
        assert (tool.folder / file).is_file()
    assert git(tool.folder / "shop.git", "branch", "--list", "new-project/*").strip() == "new-project/update-1.2.0"
