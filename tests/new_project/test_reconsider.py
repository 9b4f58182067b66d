"""`new-project reconsider`: today's verdict beside the recorded one, the next record, and what is refused."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from new_project.render import render
from new_project.resources import template_root
from tests.new_project.conftest import Shell
from tests.releases import Releases, commit, git

TODAY = date.today().isoformat()  # noqa: DTZ011 - as the command does
Make = Callable[..., Path]


@pytest.fixture
def make(shell: Shell) -> Make:
    """Render a project, and commit it."""

    def made(**answers: Any) -> Path:
        project = shell.folder / "call-center"
        render(template_root(), project, {"architecture": "django", "team_familiarity": "django", **answers})
        commit(project, "Start")
        return project

    return made


def answers_of(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return found


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_without_a_changed_answer_it_only_shows(shell: Shell, make: Make) -> None:
    project = make()
    for flags in ([], ["--async-needs", "none"]):
        result = shell.run("reconsider", str(project), *flags)
        assert result.returncode == 0, result.stderr
        assert "Today: Django (clear: 3 points ahead of FastAPI)" in result.stdout
        assert "No answer has changed." in result.stdout
        assert "Nothing changes, so nothing is written." in result.stdout
    assert git(project, "status", "--porcelain") == ""


def test_programs_are_told_both_verdicts(shell: Shell, make: Make) -> None:
    result = shell.run("reconsider", str(make()), "--admin-needs", "heavy", "--dry-run", "--json")
    assert result.returncode == 0, result.stderr
    first, *others = events(result.stdout)
    assert first["event"] == "reconsidered"
    assert first["changed"] == {"admin_needs": {"before": "none", "now": "heavy"}}
    assert first["recorded"]["architecture"] == first["today"]["architecture"] == "django"
    assert first["recorded"]["verdict"]["scores"]["django"] == 4
    assert first["today"]["verdict"]["scores"]["django"] == 11
    (plan,) = [event for event in others if event["event"] == "plan"]
    assert [(each["path"], each["change"]) for each in plan["changes"]] == [
        (".copier-answers.yml", "changed"),
        ("docs/decisions/0001-architecture.md", "changed"),
        ("docs/decisions/0002-architecture.md", "added"),
    ]


def test_changed_needs_are_recorded_and_nothing_else_changes(shell: Shell, make: Make) -> None:
    project = make(features=["observability"], description="Ours.", author_name="Ada")
    mine = project / "docs/decisions/0007-we-use-tabs.md"
    mine.write_text("# Tabs\n")
    old = project / "docs/decisions/0001-architecture.md"
    old.write_text(old.read_text() + "\nOur note.\n")
    commit(project, "Ours")
    before = answers_of(project)

    result = shell.run("reconsider", str(project), "--admin-needs", "heavy")

    assert result.returncode == 0, result.stderr
    assert "make test" not in result.stderr, "no gate looks at a record"
    assert git(project, "diff", "--cached", "--name-only").split() == [
        ".copier-answers.yml",
        "docs/decisions/0001-architecture.md",
        "docs/decisions/0008-architecture.md",
    ]
    assert answers_of(project) == before | {
        "admin_needs": "heavy",
        "record": 8,
        "superseded": {
            "record": 1,
            "date": TODAY,
            "architecture": "django",
            "verdict": "django",
            "needs": {"admin_needs": "none"},
        },
    }
    assert old.read_text().startswith(
        "---\nstatus: superseded by [0008](0008-architecture.md)\ndecision-makers:\n- Ada\n---"
    )
    assert old.read_text().endswith("\nOur note.\n")
    new = (project / "docs/decisions/0008-architecture.md").read_text()
    assert new.startswith(f"---\nstatus: accepted\ndate: {TODAY}\ndecision-makers:\n- Ada\n---")
    assert "Supersedes [0001](0001-architecture.md), which chose" in new


def test_the_next_record_supersedes_the_last_and_an_update_touches_neither(shell: Shell, released: Releases) -> None:
    project = released.project_of("1.2.0", "django", {"team_familiarity": "django"})
    shell.environment["PYTHONPATH"] = str(released.root / "generator")
    for flags in (["--admin-needs", "some"], ["--admin-needs", "heavy"]):
        assert shell.run("reconsider", str(project), *flags).returncode == 0
        commit(project, "Decided")
    records = [project / f"docs/decisions/000{number}-architecture.md" for number in (1, 2, 3)]
    assert [path.read_text().splitlines()[1] for path in records] == [
        "status: superseded by [0002](0002-architecture.md)",
        "status: superseded by [0003](0003-architecture.md)",
        "status: accepted",
    ]
    assert "Supersedes [0002](0002-architecture.md)" in records[2].read_text()
    records[0].write_text("Mine now.\n")
    commit(project, "Mine")

    assert shell.run("update", str(project), "--ci", "none", "--no-gates").returncode == 0

    assert "docs/decisions" not in git(project, "diff", "--cached", "--name-only")


def test_an_assumption_that_is_confirmed_is_news_and_a_poll_is_history(shell: Shell, make: Make) -> None:
    project = make(assumed_needs=["admin_needs", "services"], team_answers={"Ada": {"admin_needs": "none"}})
    result = shell.run("reconsider", str(project), "--admin-needs", "none")
    assert result.returncode == 0, result.stderr
    assert "--admin-needs none was assumed, and is answered now." in result.stdout
    found = answers_of(project)
    assert (found["assumed_needs"], found["team_answers"], found["superseded"]["needs"]) == (["services"], {}, {})


def test_what_was_overruled_stays_so(shell: Shell, make: Make) -> None:
    project = make(architecture="django", team_familiarity="fastapi", overrule_reason="We know it.")
    result = shell.run("reconsider", str(project), "--performance", "primary")
    assert result.returncode == 0, result.stderr
    assert "overruled by Django" in result.stdout
    assert "To follow the answers: --architecture fastapi" in " ".join(result.stdout.split())
    assert answers_of(project)["architecture"] == "django"
    assert "> We know it.\n" in (project / "docs/decisions/0002-architecture.md").read_text()


def test_to_stay_has_a_reason_of_its_own(shell: Shell, make: Make) -> None:
    project = make()
    flags = ("--async-needs", "heavy", "--admin-needs", "heavy", "--architecture", "django")
    result = shell.run("reconsider", str(project), *flags, "--overrule-reason", "One program.")
    assert result.returncode == 0, result.stderr
    assert "The project stays Django." in result.stdout
    record = (project / "docs/decisions/0002-architecture.md").read_text()
    assert "> One program.\n" in record
    assert "The project stays what it is." in record


def test_a_reason_that_was_given_for_something_else_is_not_kept(shell: Shell, make: Make) -> None:
    project = make(team_familiarity="fastapi", overrule_reason="We know it.")
    assert (
        shell.run("reconsider", str(project), "--services", "microservice", "--architecture", "django").returncode == 0
    )
    assert answers_of(project)["overrule_reason"] == ""


def test_a_changed_weight_moves_no_project(shell: Shell, released: Releases, tmp_path: Path) -> None:
    project = released.project_of("1.2.0", "django", {"team_familiarity": "django"})
    tool = tmp_path / "tool"
    git(tmp_path, "clone", "--quiet", "--branch", "1.2.0", str(released.root), str(tool))
    weights = tool / "generator/decision/weights.yml"
    weights.write_text(weights.read_text().replace("api: {fastapi: 1, hybrid: 1", "api: {fastapi: 9, hybrid: 1"))
    (tool / "generator/version.txt").write_text("1.3.0\n")
    shell.environment["PYTHONPATH"] = str(tool / "generator")

    result = shell.run("reconsider", str(project))

    assert result.returncode == 0, result.stderr
    said = " ".join(result.stdout.split())
    assert "FastAPI 1 -> 9" in said
    assert "No answer has changed; what answers are worth has." in said
    assert "The project stays Django, as nobody asked for anything else." in said
    assert git(project, "status", "--porcelain") == ""
    refused = shell.run("reconsider", str(project), "--admin-needs", "heavy")
    assert refused.returncode == 1
    assert "(project-outdated:" in refused.stderr
    assert git(project, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("flags", "code", "message"),
    [
        (("--async-needs", "hevy"), 2, "Did you mean 'heavy'?"),
        (("--overrule-reason", "So."), 2, "give both, or neither"),
        (("--architecture", "django", "--overrule-reason", "So."), 2, "--overrule-reason: not a question here"),
        (("--keep", "x/", "--move", "x"), 2, "x cannot both stay and go"),
        (("--admin-needs", "some", "--keep", "x"), 2, "are for a Django project that becomes a hybrid"),
        (("--dry-run", "--diff"), 2, "cannot go together"),
        (("--architecture", "hybrid", "--keep", "manage.py"), 2, "None is called manage.py."),
    ],
)
def test_what_is_wrong_is_named(flags: tuple[str, ...], code: int, message: str, shell: Shell, make: Make) -> None:
    project = make(admin_needs="heavy")
    extra = ("--services", "microservice") if flags[:2] == ("--architecture", "django") else ()
    result = shell.run("reconsider", str(project), *flags, *extra)
    assert (result.returncode, message in result.stderr) == (code, True), result.stderr
    assert git(project, "status", "--porcelain") == ""


def test_where_no_project_is_that_is_said(shell: Shell) -> None:
    result = shell.run("reconsider")
    assert result.returncode == 1
    assert "(not-a-project:" in result.stderr


def test_a_record_that_is_gone_is_not_missed(shell: Shell, make: Make) -> None:
    project = make()
    (project / "docs/decisions/0001-architecture.md").unlink()
    commit(project, "No records")
    result = shell.run("reconsider", str(project), "--admin-needs", "heavy")
    assert result.returncode == 0, result.stderr
    assert "docs/decisions/0001-architecture.md is not there any more" in result.stderr
    assert answers_of(project)["record"] == 2
    assert not (project / "docs/decisions/0001-architecture.md").exists()
