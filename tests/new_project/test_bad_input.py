"""What people get wrong, and what the machine does to them: each with its message, its code and its exit code.

Every case leaves the folder as it was.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from new_project.explanations import load_explanations
from tests.new_project.conftest import Shell

PLAIN = ("--yes", "--no-git", "--no-install")


@dataclass(frozen=True)
class Case:
    """A command, the files that are there, and what is said about it."""

    command: tuple[str, ...]
    code: str
    said: tuple[str, ...]
    files: dict[str, str] = field(default_factory=dict)


THREE_MISTAKES = "admin_needs: lots\nadmin_need: heavy\nproject_name: 42\n"
POLL = """\
members:
  Ada:
    {ada}
  Bob:
    {bob}
"""

CASES = {
    "two wrong answers": Case(
        ("demo", *PLAIN, "--admin-needs", "lots", "--async-needs", "hevy"),
        "wrong-answer",
        ("--admin-needs 'lots': It is none of its answers: none, some, heavy.", "Did you mean 'heavy'?"),
    ),
    "a wrong flag": Case(("demo", *PLAIN, "--addmin-needs", "some"), "usage", ("Did you mean --admin-needs?",)),
    "a wrong flag first": Case(("--verison",), "usage", ("Did you mean '--version'?",)),
    "a flag without its answer": Case(("demo", "--admin-needs"), "usage", ("--admin-needs", "requires an argument")),
    "a command that is misspelt": Case(("recomend",), "usage", ("Did you mean 'recommend'?", "new-project create")),
    "a command behind its options": Case(
        ("--yes", "recommend"), "usage", ("'recommend' is a command, and goes first.", "new-project ./recommend")
    ),
    "no folder": Case(("create", "--yes"), "usage", ("DEST",)),
    "an empty folder name": Case(("", *PLAIN), "usage", ("DEST is empty",)),
    "a name that is no package": Case(
        ("demo", *PLAIN, "--package-name", "class"), "wrong-answer", ("--package-name 'class': ", "a word or a module")
    ),
    "an answer that does not apply": Case(
        ("demo", *PLAIN, "--api-style", "ninja"), "wrong-answer", ("it is asked where architecture != 'fastapi'",)
    ),
    "answers missing": Case(
        ("demo", *PLAIN, "--answers", "gone.yml"), "answers-unreadable", ("gone.yml cannot be read: No such file",)
    ),
    "answers that are a folder": Case(
        ("demo", *PLAIN, "--answers", "."), "answers-unreadable", (". cannot be read: Is a directory",)
    ),
    "answers that are no YAML": Case(
        ("demo", *PLAIN, "--answers", "a.yml"),
        "answers-unreadable",
        ("a.yml, line 3 is neither YAML nor JSON",),
        {"a.yml": "ci: none\nb: [1\n"},
    ),
    "answers that are a list": Case(
        ("demo", *PLAIN, "--answers", "a.json"),
        "answers-unreadable",
        ("a.json must hold a mapping",),
        {"a.json": '["heavy"]'},
    ),
    "three mistakes in one file": Case(
        ("demo", *PLAIN, "--answers", "a.yml"),
        "wrong-answer",
        (
            "admin_need: there is no such question. Did you mean admin_needs?",
            "--admin-needs 'lots'",
            "--project-name 42: It must be text; put it in quotes.",
        ),
        {"a.yml": THREE_MISTAKES},
    ),
    "answers on an empty input": Case(
        ("demo", *PLAIN, "--answers", "-"), "answers-unreadable", ("standard input must hold a mapping",)
    ),
    "a computed value": Case(
        ("demo", *PLAIN, "--answers", "a.yml"),
        "wrong-answer",
        ("postgres: it follows from the answers and cannot be given.",),
        {"a.yml": "postgres: true\n"},
    ),
    "a file in the way": Case(("demo", *PLAIN), "dest-in-the-way", ("demo is a file",), {"demo": ""}),
    "a folder in use": Case(
        ("demo", *PLAIN), "dest-in-the-way", ("nothing was touched", "mine.txt"), {"demo/mine.txt": "mine"}
    ),
    "nobody to ask": Case(("demo",), "needs-terminal", ("Add --yes", "--project-name")),
    "no such preset": Case(("demo", *PLAIN, "--preset", "acme"), "preset-not-found", ("acme",)),
    "an answer that a preset locks": Case(
        ("demo", *PLAIN, "--preset", "./acme.yml", "--database", "sqlite"),
        "locked",
        ("--database sqlite", "postgres", "Operations run PostgreSQL only."),
        {"acme.yml": "locks:\n  database: {answer: postgres, because: Operations run PostgreSQL only.}\n"},
    ),
    "no such poll": Case(("demo", *PLAIN, "--poll", "poll.yml"), "poll-invalid", ("There is no poll poll.yml",)),
    "another folder's receipt": Case(("verify", "."), "not-a-project", ("is not a project that new-project made",)),
    "answers that are no text": Case(
        ("demo", *PLAIN, "--answers", "a.yml"),
        "answers-unreadable",
        ("a.yml is neither YAML nor JSON",),
        {"a.yml": "ci: \x00\n"},
    ),
    "answers of the wrong kind": Case(
        ("demo", *PLAIN, "--answers", "a.yml"),
        "wrong-answer",
        ("--ci (a list): It is none of its answers", "--database None: It is none of its answers"),
        {"a.yml": "ci: &a [x, x]\ndatabase:\n"},
    ),
    "a group without a command": Case(("preset",), "usage", ("Say which of its commands.", "save")),
    "an unknown code": Case(("explain", "lockd"), "usage", ("There is no error code 'lockd'. Did you mean 'locked'?",)),
    "an unknown shell": Case(("completion", "csh"), "usage", ("bash, zsh, fish",)),
}


@pytest.fixture
def snapshot(shell: Shell) -> Callable[[], dict[str, bytes | None]]:
    """All that is in the folder."""
    return lambda: {
        str(path.relative_to(shell.folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(shell.folder.rglob("*"))
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_a_sentence_and_an_exit_code(
    shell: Shell, case: Case, snapshot: Callable[[], dict[str, bytes | None]]
) -> None:
    for name, content in case.files.items():
        path = shell.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    before = snapshot()
    result = shell.run(*case.command)
    for words in case.said:
        assert words in result.stderr
    assert f"new-project explain {case.code}" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode == load_explanations()[case.code].exit_code
    assert result.stdout == ""
    assert snapshot() == before


@pytest.mark.parametrize("case", [CASES["two wrong answers"], CASES["a wrong flag"], CASES["a folder in use"]])
def test_for_a_program_a_mistake_is_an_event(shell: Shell, case: Case) -> None:
    for name, content in case.files.items():
        (shell.folder / name).parent.mkdir(exist_ok=True)
        (shell.folder / name).write_text(content)
    result = shell.run(*case.command, "--json")
    (event,) = [json.loads(line) for line in result.stdout.splitlines()]
    explanation = load_explanations()[case.code]
    assert (event["event"], event["code"], event["hint"]) == ("error", case.code, explanation.mend)
    assert event["exit_code"] == result.returncode == explanation.exit_code
    assert all(words in event["message"] for words in case.said)
    assert result.stderr == ""


def test_debug_shows_where_an_error_came_from(shell: Shell) -> None:
    result = shell.run("demo", *PLAIN, "--admin-needs", "lots", "--debug")
    assert "Traceback" in result.stderr
    assert "WrongInput" in result.stderr
    assert result.returncode == 2  # as without it


def in_shell(shell: Shell, script: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a script in which `$NEW` is new-project."""
    return subprocess.run(
        ["bash", "-c", script],
        cwd=shell.folder,
        env={**shell.environment, "NEW": " ".join(shell.module)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def test_a_closed_stdin_is_nobody_to_ask(shell: Shell) -> None:
    result = in_shell(shell, "$NEW demo <&-")
    assert result.returncode == 2
    assert "There is no terminal to ask on" in result.stderr
    assert "standard input must hold a mapping" in in_shell(shell, "$NEW demo --yes --answers - <&-").stderr
    assert os.listdir(shell.folder) == []


def test_closed_outputs_do_no_harm(shell: Shell) -> None:
    result = in_shell(shell, f"$NEW demo {' '.join(PLAIN)} >&- 2>&-")
    assert result.returncode == 0
    assert (shell.folder / "demo" / "README.md").exists()


def test_a_pipe_that_stays_open_is_not_waited_for(shell: Shell) -> None:
    with subprocess.Popen(
        [*shell.module, "demo"], cwd=shell.folder, env=shell.environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.wait(20) == 2  # while nobody closes its input


def test_a_reader_that_leaves_ends_it_quietly(shell: Shell) -> None:
    result = in_shell(shell, "$NEW questions | head -n 1; echo ${PIPESTATUS[0]}")
    assert result.stdout.splitlines() == ["--project-name  (default: Call Center)", "0"]
    assert result.stderr == ""


def test_a_reader_that_leaves_does_not_leave_half_a_project(shell: Shell) -> None:
    result = in_shell(shell, "$NEW demo --yes --no-install --json | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}")
    assert result.stdout == "0\n"
    assert (shell.folder / "demo" / ".git").is_dir()


@pytest.mark.parametrize("flag", ["--answers", "--preset", "--poll"])
def test_the_name_of_a_variable_that_is_not_set_is_no_name(shell: Shell, flag: str) -> None:
    result = shell.run("demo", *PLAIN, flag, "")
    assert result.returncode == 2
    assert f"{flag} is empty" in result.stderr
    assert os.listdir(shell.folder) == []


ROOT_ONLY = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"),
    reason="only root can mount a disk of its own, or lose the network",
)


@ROOT_ONLY
def test_a_full_disk(shell: Shell) -> None:
    """A disk of 64 kB holds no project: it says so, and the disk is as empty as before."""
    (shell.folder / "disk").mkdir()
    mount = "mount -t tmpfs -o size=64k tmpfs disk"
    result = in_shell(shell, f"unshare -m sh -c '{mount}; $NEW disk/demo {' '.join(PLAIN)}; echo $?; ls -A disk'")
    assert "No space left on device" in result.stderr
    assert "new-project explain system" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout.splitlines()[-1] == "1"


@ROOT_ONLY
def test_a_folder_that_cannot_be_written(shell: Shell) -> None:
    (shell.folder / "disk").mkdir()
    mount = "mount -t tmpfs -o ro tmpfs disk"
    result = in_shell(shell, f"unshare -m sh -c '{mount}; $NEW disk/demo {' '.join(PLAIN)}'")
    assert result.returncode == 1
    assert "disk/demo cannot be made: you may not write in" in result.stderr
    assert "explain dest-not-writable" in result.stderr


@ROOT_ONLY
def test_no_network(shell: Shell) -> None:
    """The files are there, what they need is not: it says so, and how to go on."""
    shell.environment |= {"UV_HTTP_RETRIES": "0", "PIP_RETRIES": "0"}
    result = in_shell(shell, f"unshare -n {' '.join(shell.module)} demo --yes", timeout=300)
    assert result.returncode == 1
    assert "NOT READY" in result.stderr
    assert "When the cause is mended: cd demo && make install" in result.stderr
    assert "explain install-failed" in result.stderr
    assert (shell.folder / "demo" / "README.md").exists()


@pytest.mark.parametrize(
    ("programs", "code", "way_out"),
    [(("make",), "git-missing", "--no-git"), (("git",), "make-missing", "--no-install")],
)
def test_a_program_that_is_missing(shell: Shell, programs: tuple[str, ...], code: str, way_out: str) -> None:
    shell.only(*programs)
    result = shell.run("demo", "--yes")
    assert result.returncode == 1
    assert f"new-project explain {code}" in result.stderr
    assert way_out in result.stderr
    assert os.listdir(shell.folder) == []


def test_without_git_and_make_it_still_renders(shell: Shell) -> None:
    shell.only()
    result = shell.run("demo", *PLAIN)
    assert result.returncode == 0, result.stderr
    assert (shell.folder / "demo" / "README.md").exists()


def test_a_folder_inside_another_repository(shell: Shell) -> None:
    shell.execute("git", "init", "--quiet", ".")
    result = shell.run("demo", "--yes", "--no-install")
    assert result.returncode == 0
    assert "It is inside the repository" in result.stderr
    assert not (shell.folder / "demo" / ".git").exists()
    events = [json.loads(line) for line in shell.run("two", "--yes", "--no-install", "--json").stdout.splitlines()]
    assert next(event["message"] for event in events if event["event"] == "warning").startswith("It is inside")


def test_a_folder_with_spaces_and_letters_of_other_languages(shell: Shell) -> None:
    result = shell.run("Grüße aus Köln/проект", *PLAIN)
    assert result.returncode == 0, result.stderr
    assert (shell.folder / "Grüße aus Köln" / "проект" / "call_center").is_dir()  # a name that no package can have
    assert "cd 'Grüße aus Köln/проект' && make dev" in result.stdout


def test_every_code_is_raised_and_every_raised_code_is_explained() -> None:
    package = Path(sys.modules["new_project"].__file__ or "").parent
    source = "\n".join(path.read_text() for path in package.glob("*.py"))
    explanations = load_explanations()
    assert list(explanations) == sorted(explanations)
    raised = set(re.findall(r"""code(?:: str)? ?= ?"([a-z-]+)\"""", source))
    assert raised <= set(explanations)
    assert [code for code in explanations if f'"{code}"' not in source] == []
