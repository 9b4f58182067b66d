"""The command line's manners: exit codes, messages, and what is never done without being asked."""

import json
import resource
import subprocess
import sys

import pytest

from tests.new_project.conftest import ROOT, Shell


@pytest.mark.parametrize("arguments", [["--help"], ["create", "--help"], ["recommend", "-h"], ["verify", "--help"]])
def test_help_is_printed(shell: Shell, arguments: list[str]) -> None:
    result = shell.run(*arguments)
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: new-project")
    assert result.stderr == ""


def test_help_imports_nothing_heavy(shell: Shell) -> None:
    heavy = ("copier", "jinja2", "questionary", "prompt_toolkit", "rich", "plumbum")
    code = (
        "import sys; from new_project.cli import run; run(['create', '--help']);"
        f"sys.exit(', '.join(sorted(set(sys.modules) & set({heavy}))))"
    )
    result = shell.execute(sys.executable, "-c", code)
    assert result.stderr == "\n"


def test_help_is_quick(shell: Shell) -> None:
    def cpu(*command: str) -> float:
        shell.execute(*command)  # compiles
        times = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            shell.execute(*command)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(times)

    assert cpu(*shell.module, "--help") < 0.4 * cpu(sys.executable, "-c", "import copier")  # measured: 0.2


def test_letters_that_the_terminal_does_not_have(shell: Shell) -> None:
    shell.environment["PYTHONIOENCODING"] = "latin-1"
    result = shell.run("demo", "--yes", "--no-git", "--no-install", "--description", "Calls → notes")
    assert result.returncode == 0, result.stderr
    assert "Calls ? notes" in result.stdout


def test_version_is_the_version_file(shell: Shell) -> None:
    result = shell.run("--version")
    assert result.stdout == f"new-project, version {version_file()}\n"


def test_without_arguments_it_explains_itself(shell: Shell) -> None:
    result = shell.run()
    assert result.returncode == 2
    assert "Commands:" in result.stderr
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["demo", "--admin-need", "heavy"], "--admin-needs"),
        (["demo", "--yess"], "--yes"),
        (["demo", "--admin-needs", "hevy"], "Did you mean 'heavy'?"),
        (["demo", "--existing-django", "maybe"], "--existing-django 'maybe': It is none of its answers: true, false."),
        (["demo", "--architecture", "flask"], "--architecture 'flask': It is none of its answers"),
        (["recomend"], "Did you mean 'recommend'?"),
        (["recommend", "--asinc-needs", "heavy"], "--async-needs"),
        (["recommend", "--project-name", "x"], "No such option: --project-name"),
        (["demo", "more", "--yes"], "unexpected extra argument(s) (more)"),
        (["", "--yes"], "DEST is empty"),
        (["demo", "--yes", "--project-name", "1st"], "--project-name '1st': Start with a letter"),
        (["demo", "--yes", "--project-name", "Django"], "--project-slug 'django': 'django' is the name of a package"),
        (["demo", "--yes", "--package-name", "class"], "--package-name 'class': "),
        (["demo", "--yes", "--project-name", "Phone Book\n"], "--project-name 'Phone Book\\n': It holds a line break"),
        (["demo", "--yes", "--description", "\udcff"], "--description '\\udcff': It holds"),
        (["demo", "--yes", "--author-email", "nobody"], "--author-email 'nobody': That is not an email address."),
        (["demo", "--yes", "--api-style", "ninja"], "--api-style: not a question here"),
    ],
)
def test_wrong_input_is_named_with_the_nearest_right_one(shell: Shell, arguments: list[str], expected: str) -> None:
    result = shell.run(*arguments)
    assert result.returncode == 2
    assert expected in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert list(shell.folder.iterdir()) == []


def test_without_a_terminal_it_names_the_missing_flags(shell: Shell) -> None:
    result = shell.run("demo", "--interface", "api")
    assert result.returncode == 2
    assert "Add --yes" in result.stderr
    assert "--project-name" in result.stderr
    assert "--interface" not in result.stderr
    assert "--api-style" not in result.stderr  # which these answers do not ask
    assert "--architecture" not in result.stderr  # which is never asked
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "architecture"),
    [
        ("--async-needs heavy --interface api", "fastapi"),
        ("--admin-needs heavy --team-familiarity django", "django"),
        ("--admin-needs heavy --async-needs heavy", "hybrid"),
        ("--existing-django true --performance primary", "hybrid"),
    ],
)
def test_recommend_json(shell: Shell, answers: str, architecture: str) -> None:
    result = shell.run("recommend", *answers.split(), "--json")
    verdict = json.loads(result.stdout)
    assert verdict["architecture"] == architecture
    assert set(verdict) == {"architecture", "scores", "contributions", "strength", "flips"}
    assert max(verdict["scores"].values()) == verdict["scores"][architecture]
    assert result.stderr == ""


def test_recommend_says_why_and_what_would_change_it(shell: Shell) -> None:
    result = shell.run("recommend", "--async-needs", "heavy")
    assert result.returncode == 0
    assert result.stdout.startswith("\nRecommended: FastAPI (clear: 4 points ahead of the hybrid)\n")
    assert "--async-needs heavy" in result.stdout
    assert "WebSockets" in result.stdout  # the reason
    assert (
        "It would be the hybrid\n    if its users are people on server-rendered pages (--interface pages)\n"
        in result.stdout
    )
    assert list(shell.folder.iterdir()) == []


def test_an_answer_may_be_written_in_capitals(shell: Shell) -> None:
    result = shell.run("recommend", "--async-needs", "HEAVY", "--json")
    assert json.loads(result.stdout)["architecture"] == "fastapi"


def test_a_reader_that_leaves_gets_no_traceback(shell: Shell) -> None:
    command = f"{sys.executable} -m new_project recommend | head -n 0"
    result = subprocess.run(
        ["/bin/sh", "-c", command], env=shell.environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stderr == ""


def test_verify_of_something_else(shell: Shell) -> None:
    result = shell.run("verify", ".")
    assert result.returncode == 1
    assert "is not a project that new-project made" in result.stderr
    assert "Traceback" not in result.stderr


def version_file() -> str:
    return (ROOT / "generator" / "version.txt").read_text().strip()
