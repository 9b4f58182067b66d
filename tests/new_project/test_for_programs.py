"""What scripts and agents are given: events, a schema of the answers, the answers from a file, codes, completion."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from new_project.answers import consider
from new_project.explanations import load_explanations
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.schema import answers_schema
from new_project.usage import COMMANDS
from tests.decision.test_personas import PERSONAS
from tests.new_project.conftest import ROOT, Shell

QUESTIONNAIRE = load_questionnaire(template_root())
SCHEMA = answers_schema(QUESTIONNAIRE)
PLAIN = ("--yes", "--no-git", "--no-install")


def events(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """Every line of the output, as the object that it must be."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_create_as_events(shell: Shell) -> None:
    shell.replace("make", "echo installed")
    result = shell.run("my-shop", "--yes", "--json", "--admin-needs", "heavy")
    assert result.returncode == 0
    assert result.stderr == ""
    told = events(result)
    assert told[0]["event"] == "verdict"
    assert (told[0]["architecture"], told[0]["chosen"]) == ("django", "django")
    stages = [(event["stage"], event["state"]) for event in told if event["event"] == "stage"]
    assert stages == [
        (stage, state) for stage in ("rendering", "installing", "committing") for state in ("started", "done")
    ]
    done = told[-1]
    assert done["event"] == "done"
    project = shell.folder / "my-shop"
    assert done["path"] == str(project)
    assert done["files"] == sum(path.is_file() and ".git" not in path.parts for path in project.rglob("*"))
    assert done["next"] == "cd my-shop && make dev"
    assert "--admin-needs heavy" in done["again"]


def test_a_stage_that_fails_is_an_event_too(shell: Shell) -> None:
    shell.replace("make", "echo no network >&2; exit 7")
    result = shell.run("demo", "--yes", "--json")
    assert result.returncode == 1
    told = events(result)
    assert told[-2] | {"seconds": 0} == {"event": "stage", "stage": "installing", "state": "failed", "seconds": 0}
    assert (told[-1]["event"], told[-1]["code"]) == ("error", "install-failed")
    assert "no network" in told[-1]["message"]


def test_a_dry_run_lists_the_files(shell: Shell) -> None:
    told = events(shell.run("demo", "--yes", "--json", "--dry-run"))
    assert told[-1]["event"] == "dry-run"
    assert told[-1]["files"]["pyproject.toml"] > 0
    assert os.listdir(shell.folder) == []


@pytest.mark.parametrize(
    "command", [("recommend",), ("questions",), ("explain",), ("explain", "locked"), ("preset", "list")]
)
def test_what_is_asked_for_as_json_is_json_and_nothing_else(shell: Shell, command: tuple[str, ...]) -> None:
    result = shell.run(*command, "--json")
    assert json.loads(result.stdout) is not None
    assert (result.returncode, result.stderr) == (0, "")


def test_the_schema_is_one_and_takes_what_is_taken(shell: Shell) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(shell.run("questions", "--json").stdout) == SCHEMA
    assert set(SCHEMA["properties"]) == {question.key for question in QUESTIONNAIRE.answerable}


GOOD: list[dict[str, Any]] = [
    {},
    {"project_name": "Phone Book", "existing_django": True, "architecture": "hybrid", "api_style": "ninja"},
    {"tasks": "taskiq", "features": ["storage", "websockets"], "ci": "gitlab", "deploy": "none"},
    {"features": []},
    *(answers for answers, _, _ in PERSONAS.values()),
]
BAD: list[dict[str, Any]] = [
    {"admin_needs": "lots"},
    {"existing_django": "maybe"},
    {"project_name": "1st"},
    {"project_name": 42},
    {"project_slug": "A B"},
    {"package_name": "a-b"},
    {"no_such": "thing"},
    {"team_answers": ["x"]},
    {"features": ["websocket"]},
    {"features": [1]},
    {"features": None},
]


@pytest.mark.parametrize("answers", GOOD)
def test_what_the_schema_takes_is_taken(answers: dict[str, Any]) -> None:
    assert Draft202012Validator(SCHEMA).is_valid(answers)
    assert consider(QUESTIONNAIRE, answers).mistakes == []


@pytest.mark.parametrize("answers", BAD)
def test_what_the_schema_refuses_is_refused(answers: dict[str, Any]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(answers)
    assert consider(QUESTIONNAIRE, answers).mistakes


@pytest.mark.parametrize("how", ["json", "yaml", "stdin"])
def test_answers_from_a_file(shell: Shell, how: str) -> None:
    answers = {"project_name": "Phone Book", "admin_needs": "heavy", "existing_django": False, "ci": "none"}
    text = yaml.safe_dump(answers) if how == "yaml" else json.dumps(answers)
    (shell.folder / "answers").write_text(text)
    source = "-" if how == "stdin" else "answers"
    result = subprocess.run(
        [*shell.module, "demo", *PLAIN, "--answers", source, "--database", "sqlite", "--ci", "github"],
        cwd=shell.folder,
        env=shell.environment,
        input=text if how == "stdin" else "",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    made = yaml.safe_load((shell.folder / "demo" / ".copier-answers.yml").read_text())
    assert (made["project_name"], made["architecture"], made["database"]) == ("Phone Book", "django", "sqlite")
    assert made["ci"] == "github"  # a flag goes before the file


def test_a_project_s_own_answers_make_it_again(shell: Shell) -> None:
    assert shell.run("demo", *PLAIN, "--architecture", "hybrid", "--overrule-reason", "We know better.").returncode == 0
    result = shell.run("again", *PLAIN, "--answers", "demo/.copier-answers.yml")
    assert result.returncode == 0, result.stderr
    for name in ("README.md", ".copier-answers.yml", "docs/decisions/0001-architecture.md"):
        assert (shell.folder / "again" / name).read_bytes() == (shell.folder / "demo" / name).read_bytes()


def test_explain_says_what_a_code_means(shell: Shell) -> None:
    listed = shell.run("explain").stdout
    assert all(code in listed for code in load_explanations())
    one = shell.run("explain", "locked")
    assert one.returncode == 0
    assert " ".join(load_explanations()["locked"].mend.split()) in " ".join(one.stdout.split())


def test_the_documentation_has_every_code() -> None:
    page = (ROOT / "docs" / "for-programs.md").read_text()
    for each in load_explanations().values():
        assert f"| {each.exit_code} | `{each.code}` | {each.means} |" in page


def test_the_documentation_has_every_event() -> None:
    page = (ROOT / "docs" / "for-programs.md").read_text()
    source = "\n".join(path.read_text() for path in (ROOT / "generator" / "new_project").glob("*.py"))
    told = set(re.findall(r'\.event\(\s*"([a-z-]+)"', source))
    section = page.split("## Events")[1].split("##", maxsplit=1)[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) - {"event"} == told


def test_the_help_is_there_for_every_command(shell: Shell) -> None:
    overview = shell.run("--help").stdout
    assert max(len(line) for line in overview.splitlines()) <= 80
    for name, summary in COMMANDS.items():
        assert f"{name:<11} {summary}" in overview
        own = shell.run(name, "--help")
        assert own.returncode == 0
        assert " ".join(summary.split()) in " ".join(own.stdout.split())


BASH = "COMP_WORDS=({words}); COMP_CWORD={last}; _new_project_completion new-project; printf '%s\\n' ${{COMPREPLY[@]}}"
COMPLETE = {
    "bash": f"source {{script}}; {BASH}",
    "zsh": "_NEW_PROJECT_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS='{line}' new-project",
    "fish": "source {script}; complete -C '{line}'",
}
LINES = {
    "new-project rec": "recommend",
    "new-project create demo --admin-needs ": "heavy",
    "new-project demo --admin-n": "--admin-needs",
    "new-project recommend --async-needs h": "heavy",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion(shell: Shell, name: str, line: str, tmp_path: Path) -> None:
    """In the shell itself: its own `complete` machinery is asked where it can be without a keyboard."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    shell.replace("new-project", f'exec {" ".join(shell.module)} "$@"')
    script = shell.run("completion", name)
    assert script.returncode == 0, script.stderr
    path = tmp_path / f"completion.{name}"
    path.write_text(script.stdout)
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    asked = COMPLETE[name].format(script=path, words=quoted, last=len(words) - 1, line=line)
    result = subprocess.run([name, "-c", asked], env=shell.environment, capture_output=True, text=True, check=False)
    assert LINES[line] in result.stdout, result.stderr
    syntax = subprocess.run([name, "-n", str(path)], capture_output=True, check=False)
    assert syntax.returncode == 0
