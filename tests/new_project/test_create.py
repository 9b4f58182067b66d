"""`new-project DEST`: what is there afterwards, and what is not when something goes wrong."""

import errno
import os
import re
import shlex
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.new_project.conftest import Shell

MAKE_WORKS = "echo locked > uv.lock; mkdir .venv; echo installed"
MAKE_FAILS = "echo 'no matching distribution' >&2; exit 7"
MAKE_HANGS = 'echo $$ > "$HOME/pid"; touch "$HOME/hanging"; exec sleep 60'


def test_a_project_is_made_installed_and_committed(shell: Shell) -> None:
    shell.replace("make", MAKE_WORKS)
    result = shell.run("demo", "--yes", "--project-name", "Phone Book", "--async-needs", "heavy")
    assert result.returncode == 0, result.stderr
    assert "Recommended: FastAPI (clear: 4 points ahead of the hybrid)" in result.stdout
    assert "Made Phone Book in demo: FastAPI," in result.stdout
    assert result.stdout.endswith("Next:           cd demo && make dev\n")
    assert "  installed\n" in result.stderr
    project = shell.folder / "demo"
    assert (project / "phone_book").is_dir()
    assert (
        git(shell, project, "log", "--format=%an <%ae> %s")
        == "new-project <new-project@localhost> Start from new-project"
    )
    assert git(shell, project, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert "uv.lock" in git(shell, project, "ls-files").splitlines()
    assert os.listdir(shell.folder) == ["demo"]
    assert stat.S_IMODE(project.stat().st_mode) == 0o777 & ~umask()


def test_the_printed_command_makes_it_again(
    shell: Shell, contents: Callable[[Path], dict[str, tuple[bytes, bool]]]
) -> None:
    answers = [
        "--project-name",
        "My Demo",
        "--description",
        "What's it? Café; $HOME",
        "--existing-django",
        "true",
        "--ci",
        "none",
    ]
    first = shell.run("create", "my demo", "--yes", "--no-git", "--no-install", *answers[2:], "--interface", "api")
    assert first.returncode == 0, first.stderr
    again = re.search(r"Made again by: +(.*)", first.stdout)
    assert again
    words = shlex.split(again[1])
    assert words[:2] == ["uvx", "--from"]
    assert re.fullmatch(r"new-project-cli==\d+\.\d+\.\d+", words[2])
    assert words[3:] == ["new-project", "my demo", "--yes", *answers]  # not --interface: that is its default
    before = contents(shell.folder / "my demo")
    other = shell.folder / "other"
    other.mkdir()
    assert shell.run(*words[4:], "--no-git", "--no-install", cwd=other).returncode == 0
    assert contents(other / "my demo") == before
    assert "cd 'my demo' && make dev" in first.stdout


def test_dry_run_lists_files_and_sizes_and_writes_nothing(shell: Shell) -> None:
    result = shell.run("demo", "--yes", "--dry-run")
    assert result.returncode == 0, result.stderr
    assert os.listdir(shell.folder) == []
    listed = dict(reversed(line.split()) for line in re.findall(r"^ +[\d,]+  \S+$", result.stdout, re.MULTILINE))
    assert ".copier-answers.yml" in listed
    made = shell.run("demo", "--yes", "--no-git", "--no-install")
    assert made.returncode == 0
    files = [path for path in (shell.folder / "demo").rglob("*") if path.is_file()]
    sizes = {str(path.relative_to(shell.folder / "demo")): f"{path.stat().st_size:,}" for path in files}
    assert listed == sizes


def test_a_failing_install_is_told_and_leaves_the_files(shell: Shell) -> None:
    shell.replace("make", MAKE_FAILS)
    result = shell.run("demo", "--yes")
    assert result.returncode == 1
    assert "NOT READY" in result.stderr
    assert "no matching distribution" in result.stderr.split("exit code 7")[1]
    assert "cd demo && make install" in result.stderr
    assert "Made again" not in result.stdout
    assert (shell.folder / "demo" / ".copier-answers.yml").is_file()
    assert not (shell.folder / "demo" / ".git").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_an_interrupt_while_installing_leaves_nothing(shell: Shell, number: signal.Signals, there: bool) -> None:
    shell.replace("make", MAKE_HANGS)
    if there:
        (shell.folder / "a" / "b" / "demo").mkdir(parents=True)
    process = shell.start("a/b/demo", "--yes")
    home = Path(shell.environment["HOME"])
    wait_for(home / "hanging", process)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    left = [str(path.relative_to(shell.folder)) for path in sorted(shell.folder.rglob("*"))]
    assert left == (["a", "a/b", "a/b/demo"] if there else [])
    with pytest.raises(ProcessLookupError):
        os.kill(int((home / "pid").read_text()), 0)


def test_an_interrupt_while_rendering_leaves_nothing(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    assert shell.execute("git", "clone", "-q", str(checkout), str(slow)).returncode == 0
    os.mkfifo(slow / "template_fastapi" / "zzz")  # after everything else, a file that nobody finishes
    shell.environment["PYTHONPATH"] = str(slow / "generator")
    process = shell.start("new/demo", "--yes")
    writer = wait_for_reader(slow / "template_fastapi" / "zzz", process)
    for _ in range(30):  # one that arrives just before the read begins is noticed only after it
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
            break
    _, stderr = process.communicate(timeout=30)
    os.close(writer)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert os.listdir(shell.folder) == []


def test_a_folder_that_is_not_empty_is_refused_and_untouched(shell: Shell) -> None:
    demo = shell.folder / "demo"
    demo.mkdir()
    for number in range(12):
        (demo / f"file-{number:02}").write_text("mine")
    result = shell.run("demo", "--yes")
    assert result.returncode == 1
    assert "demo is not empty; nothing was touched" in result.stderr
    assert "file-09" in result.stderr
    assert "file-10" not in result.stderr
    assert "and 2 more" in result.stderr
    assert {path.name: path.read_text() for path in demo.iterdir()} == {f"file-{n:02}": "mine" for n in range(12)}


def test_a_file_is_no_destination(shell: Shell) -> None:
    (shell.folder / "demo").write_text("mine")
    (shell.folder / "nowhere").symlink_to("gone")
    for dest, expected in (("demo", "demo is a file"), ("demo/sub", "demo is a file"), ("nowhere", "leads nowhere")):
        result = shell.run(dest, "--yes")
        assert result.returncode == 1
        assert expected in result.stderr
    assert (shell.folder / "demo").read_text() == "mine"


def test_the_current_folder_is_a_destination(shell: Shell) -> None:
    result = shell.run(".", "--yes", "--no-install")
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("Next:           make dev\n")
    assert (shell.folder / ".copier-answers.yml").is_file()
    assert (shell.folder / ".git").is_dir()
    assert not [name for name in os.listdir(shell.folder) if name.startswith(".new-project-")]


def test_no_git(shell: Shell) -> None:
    assert shell.run("demo", "--yes", "--no-git", "--no-install").returncode == 0
    assert not (shell.folder / "demo" / ".git").exists()


def test_inside_another_repository_it_gets_none_of_its_own(shell: Shell) -> None:
    git(shell, shell.folder, "init", "--quiet")
    (shell.folder / ".gitignore").write_text("ignored*/\n")
    result = shell.run("demo", "--yes", "--no-install")
    assert result.returncode == 0
    assert f"inside the repository {shell.folder}" in result.stderr
    assert not (shell.folder / "demo" / ".git").exists()
    assert shell.run("ignored-demo", "--yes", "--no-install").returncode == 0
    assert (shell.folder / "ignored-demo" / ".git").is_dir()


def test_the_users_identity_signs_the_commit(shell: Shell) -> None:
    git(shell, shell.folder, "config", "--global", "user.name", "Ada Lovelace")
    git(shell, shell.folder, "config", "--global", "user.email", "ada@example.com")
    git(shell, shell.folder, "config", "--global", "commit.gpgSign", "true")
    git(shell, shell.folder, "config", "--global", "init.defaultBranch", "trunk")
    assert shell.run("demo", "--yes", "--no-install").returncode == 0
    assert git(shell, shell.folder / "demo", "log", "--format=%an <%ae>") == "Ada Lovelace <ada@example.com>"
    assert git(shell, shell.folder / "demo", "rev-parse", "--abbrev-ref", "HEAD") == "trunk"


@pytest.mark.parametrize(("there", "missing"), [((), "git"), (("git",), "make")])
def test_a_missing_program_is_told_before_anything_happens(shell: Shell, there: tuple[str, ...], missing: str) -> None:
    shell.only(*there)
    result = shell.run("demo", "--yes")
    assert result.returncode == 1
    assert f"{missing} is not installed" in result.stderr
    assert os.listdir(shell.folder) == []


def git(shell: Shell, folder: Path, *arguments: str) -> str:
    result = shell.execute("git", *arguments, cwd=folder)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_for_reader(pipe: Path, process: subprocess.Popen[str]) -> int:
    deadline = time.monotonic() + 30
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)


def umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
