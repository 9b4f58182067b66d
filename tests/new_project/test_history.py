"""The released versions: in a checkout from its tags, in an installed package from its bundle, without a network."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from new_project.resources import PACKAGE
from new_project.template import copy_parts
from tests.new_project.conftest import Shell

LISTING = """
import os
from pathlib import Path
with tree({version!r}) as root:
    files = sorted(p for p in root.rglob("*") if p.is_symlink() or p.is_file())
    files = [p for p in files if not {{".git", "new_project"}} & set(p.relative_to(root).parts)]
    result = {{str(p.relative_to(root)): os.readlink(p) if p.is_symlink() else p.read_bytes().decode() for p in files}}
    result[""] = str(root)
"""
REFUSAL = """
from new_project.errors import Problem
try:
    with tree({version!r}) as root:
        result = ["given", str(root)]
except Problem as problem:
    result = [problem.code, str(problem)]
"""
CHANGES = """\
# Changelog

## 1.10.0 (unreleased)

* Third.

### Upgrading

Do this.

### Fixed

* Fourth.

## 1.2.0 (2026-02-01)

### Upgrading

* Do that.

## 1.0.0 (2026-01-01)

* First.
"""


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"]
    return subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def write(root: Path, version: str) -> None:
    """A small template of a version, whose mount is a link, and which has one executable file."""
    for name, text in {
        "copier.yml": f"# {version}\n",
        "generator/version.txt": f"{version}\n",
        "template_hybrid/{{ name }}.jinja": f"{version} {{{{ name }}}}\n",
        "template_part/run": f"#!/bin/sh\necho {version}\r\n",
        "tests/nobody_renders_this.py": "",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    (root / "template_part" / "run").chmod(0o755)
    if not (root / "template_hybrid" / "web").is_symlink():
        (root / "template_hybrid" / "web").symlink_to("../template_part")


@dataclass
class Tool:
    """A new-project of its own, with its own templates."""

    shell: Shell
    packages: Path

    def ask(self, code: str) -> Any:
        """Run lines of Python that leave a `result`, in a process of their own."""
        result = self.run(code)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def run(self, code: str) -> subprocess.CompletedProcess[str]:
        self.shell.environment |= {"PYTHONPATH": str(self.packages)}
        program = f"import json\nfrom new_project.history import *\n{code}\nprint(json.dumps(result))"
        return self.shell.execute(sys.executable, "-c", program)

    def refusal(self, version: str) -> tuple[str, str]:
        """The code and the message of a version that is not there."""
        code, message = self.ask(REFUSAL.format(version=version))
        return code, message

    def listing(self, version: str) -> dict[str, str]:
        """Each file of a version's tree with its text, or, of a link, where it leads to; under "" its folder."""
        listed: dict[str, str] = self.ask(LISTING.format(version=version))
        return listed


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout: versions 1.0.0, 1.2.0 and 1.10.0rc1 are tags (one is annotated), 1.10.0 is being worked on."""
    root = tmp_path_factory.mktemp("history") / "checkout"
    shutil.copytree(PACKAGE, root / "generator" / "new_project", ignore=shutil.ignore_patterns("__pycache__"))
    git(root, "init", "--quiet")
    for version, tag in (
        ("1.2.0", ("tag", "1.2.0")),
        ("1.0.0", ("tag", "--annotate", "--message=First", "1.0.0")),
        ("1.10.0rc1", ("tag", "1.10.0rc1")),
        ("2.0.0", ("tag", "2.0.0")),
    ):
        write(root, version)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", version)
        git(root, *tag)
    for other in ("nightly", "v1.1.0", "1.1", "release/1.3.0"):
        git(root, "tag", other)
    git(root, "tag", "--delete", "1.1")
    write(root, "1.10.0")
    (root / "CHANGELOG.md").write_text(CHANGES)
    return root


@pytest.fixture(scope="module")
def package(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is unpacked to: the package, the template inside, the bundle beside it."""
    site = tmp_path_factory.mktemp("site-packages")
    shutil.copytree(repository / "generator" / "new_project", site / "new_project")
    copy_parts(repository, site / "new_project" / "template")
    git(repository, "bundle", "create", "--quiet", str(site / "new_project" / "template.bundle"), "--tags")
    return site


@pytest.fixture(params=["checkout", "package"])
def tool(request: pytest.FixtureRequest, repository: Path, package: Path, shell: Shell) -> Tool:
    return Tool(shell, repository / "generator" if request.param == "checkout" else package)


def test_versions_are_the_released_ones_and_the_own_one_last(tool: Tool) -> None:
    assert tool.ask("result = versions()") == ["1.0.0", "1.2.0", "1.10.0rc1", "1.10.0"]


def test_a_tree_is_what_was_released_with_its_links_and_modes(tool: Tool) -> None:
    listed = tool.listing("1.0.0")
    folder = Path(listed.pop(""))
    assert listed == {
        "copier.yml": "# 1.0.0\n",
        "generator/version.txt": "1.0.0\n",
        "template_hybrid/web": "../template_part",
        "template_hybrid/{{ name }}.jinja": "1.0.0 {{ name }}\n",
        "template_part/run": "#!/bin/sh\necho 1.0.0\r\n",
    }
    plain, executable = ((folder / name).stat().st_mode & 0o777 for name in ("copier.yml", "template_part/run"))
    umask = os.umask(0)
    os.umask(umask)
    assert (plain, executable) == (0o666 & ~umask, 0o777 & ~umask)


def test_it_is_kept_for_the_next_time_and_replaced_when_it_is_not_whole(tool: Tool) -> None:
    first = Path(tool.listing("1.2.0")[""])
    assert first.is_relative_to(tool.shell.environment["HOME"])
    before = (first / "copier.yml").stat().st_ino
    assert Path(tool.listing("1.2.0")[""]) == first
    assert (first / "copier.yml").stat().st_ino == before
    (first / "copier.yml").unlink()
    assert tool.listing("1.2.0")["copier.yml"] == "# 1.2.0\n"
    (first / "copier.yml").write_text("")
    assert tool.listing("1.2.0")["copier.yml"] == "# 1.2.0\n"
    assert os.listdir(first.parent.parent) == [first.parent.name], "something was left beside it"


def test_the_own_version_is_the_template_as_it_is(tool: Tool) -> None:
    listed = tool.listing("1.10.0")
    assert listed["copier.yml"] == "# 1.10.0\n"
    assert Path(listed[""]).is_relative_to(tool.packages.parent)


def test_many_processes_share_one(tool: Tool) -> None:
    code = "\n".join(
        (
            "import os, sys",
            "from new_project.history import tree",
            "sys.stdin.read()",  # all begin at once
            'with tree("1.0.0") as root:',
            "    print((root / 'copier.yml').read_text().strip(), root)",
        )
    )
    environment = tool.shell.environment | {"PYTHONPATH": str(tool.packages)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    answers = {process.communicate(timeout=60)[0] for process in processes}
    assert len(answers) == 1
    kept = Path(answers.pop().split()[2]).parent
    assert os.listdir(kept.parent) == [kept.name]


def test_without_a_place_to_keep_it_a_temporary_one_is_used_and_removed(tool: Tool) -> None:
    nowhere = tool.shell.folder / "file"
    nowhere.write_text("")
    tool.shell.environment |= {"XDG_CACHE_HOME": str(nowhere), "TMPDIR": str(tool.shell.folder)}
    listed = tool.listing("1.0.0")
    assert listed["copier.yml"] == "# 1.0.0\n"
    assert Path(listed[""]).is_relative_to(tool.shell.folder)
    assert os.listdir(tool.shell.folder) == ["file"]


def test_what_nobody_will_use_is_removed(tool: Tool) -> None:
    first = Path(tool.listing("1.0.0")[""]).parent
    kept = first.parent
    for name, days in ((".new-old", 2), (".new-fresh", 0), ("unused", 101), ("used", 99), (first.name, 101)):
        (kept / name / "tree").mkdir(parents=True, exist_ok=True)
        then = time.time() - days * 86_400
        os.utime(kept / name, (then, then))
    assert tool.listing("1.0.0")[""] == str(first / "tree")
    second = Path(tool.listing("1.2.0")[""]).parent
    assert sorted(os.listdir(kept)) == sorted([".new-fresh", "used", first.name, second.name])


def test_neither_the_callers_repository_nor_their_configuration_matters(tool: Tool) -> None:
    home = Path(tool.shell.environment["HOME"])
    hooks = home / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text(f"#!/bin/sh\ntouch {home}/hook\n")
    (hooks / "post-checkout").chmod(0o755)
    (home / ".gitconfig").write_text(
        f"[core]\n\tautocrlf = true\n\thooksPath = {hooks}\n[init]\n\tdefaultObjectFormat = sha256\n"
        "[protocol]\n\tallow = never\n[transfer]\n\tfsckObjects = maybe\n"
    )
    (home / ".config" / "git").mkdir(parents=True)
    (home / ".config" / "git" / "attributes").write_text("* text eol=crlf\n")
    git(tool.shell.folder, "init", "--quiet")
    status = git(tool.shell.folder, "status", "--porcelain")
    tool.shell.environment |= {
        "GIT_DIR": str(tool.shell.folder / ".git"),
        "GIT_WORK_TREE": str(tool.shell.folder),
        "GIT_INDEX_FILE": str(tool.shell.folder / ".git" / "index"),
        "GIT_DEFAULT_HASH": "sha256",
    }
    assert tool.ask("result = versions()")[0] == "1.0.0"
    assert tool.listing("1.0.0")["copier.yml"] == "# 1.0.0\n"
    assert not (home / "hook").exists()
    assert git(tool.shell.folder, "status", "--porcelain") == status
    assert not (tool.shell.folder / ".git" / "index").exists()


def test_a_checkout_is_left_as_it_was(repository: Path, shell: Shell) -> None:
    tool = Tool(shell, repository / "generator")
    before = (git(repository, "status", "--porcelain"), (repository / ".git" / "index").read_bytes())
    tool.listing("1.0.0")
    assert (git(repository, "status", "--porcelain"), (repository / ".git" / "index").read_bytes()) == before


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2.0.0", "Version 2.0.0 is newer than this new-project, which is 1.10.0. Use that one: "),
        ("2.0.0", ": uvx --from new-project-cli==2.0.0 new-project update"),
        ("1.1.0", "Version 1.1.0 was never released. There are: 1.0.0, 1.2.0, 1.10.0rc1, 1.10.0."),
        ("v1.1.0", "Version v1.1.0 was never released."),
        ("nightly", "Version nightly was never released."),
    ],
)
def test_a_version_that_is_not_there(tool: Tool, version: str, message: str) -> None:
    code, said = tool.refusal(version)
    assert code == "version-unknown"
    assert message in said


def test_where_there_is_no_history_it_says_how_to_get_one(repository: Path, package: Path, shell: Shell) -> None:
    shallow, installed = shell.folder / "shallow", shell.folder / "site"
    shutil.copytree(repository / "generator" / "new_project", shallow / "generator" / "new_project")
    write(shallow, "1.10.0")
    git(shallow, "init", "--quiet")
    shutil.copytree(package, installed)
    (installed / "new_project" / "template.bundle").unlink()
    for tool, remedy in (
        (Tool(shell, shallow / "generator"), "git fetch --tags"),
        (Tool(shell, installed), "Install new-project-cli from PyPI"),
    ):
        assert tool.ask("result = versions()") == ["1.10.0"]
        code, said = tool.refusal("1.0.0")
        assert code == "version-unknown"
        assert "has no version but its own, 1.10.0" in said
        assert remedy in said


def test_without_git_the_own_version_is_there(tool: Tool) -> None:
    tool.shell.only("env")
    assert tool.listing("1.10.0")["copier.yml"] == "# 1.10.0\n"
    code, said = tool.refusal("1.0.0")
    assert code == "git-missing"
    assert "older templates are read with it" in said


def test_a_damaged_bundle_is_told_with_what_git_says(package: Path, shell: Shell) -> None:
    site = shell.folder / "site"
    shutil.copytree(package, site)
    bundle = site / "new_project" / "template.bundle"
    bundle.write_bytes(bundle.read_bytes()[:-200])
    code, said = Tool(shell, site).refusal("1.0.0")
    assert code == "template-broken"
    assert "cannot be read:\n" in said
    assert list((Path(shell.environment["HOME"]) / ".cache" / "new-project" / "trees").iterdir()) == []


def test_notes_are_of_the_versions_between_and_oldest_first(tool: Tool) -> None:
    ask = "result = [[n.version, n.upgrading, n.changes] for n in notes({!r}, {!r})]"
    third = ["1.10.0", "Do this.", "* Third.\n\n### Fixed\n\n* Fourth."]
    assert tool.ask(ask.format("1.0.0", "1.10.0")) == [["1.2.0", "* Do that.", ""], third]
    assert tool.ask(ask.format("1.2.0", "1.10.0")) == [third]
    assert tool.ask(ask.format("1.10.0", "1.10.0")) == []
    assert tool.ask(ask.format("0.9", "1.0.0")) == [["1.0.0", "", "* First."]]
