"""Three releases of today's template, as real tags of a scratch checkout, and projects that were made from each.

`tests/conftest.py` has them as the fixture `released`. The tool of the last release runs by
`PYTHONPATH=<scratch>/generator python -m new_project`; those of older ones have a work tree each.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import mkdtemp

from tests.release_history import IN_1_1_0, IN_1_2_0, UPGRADING, VERSIONS, complete

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ("tests/", "benchmarks/", "docs/", "uv.lock")
"""What the tool does not need, and would only be copied."""

SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.com"), ("DATE", "2026-11-01T12:00:00Z"))
}


def git(folder: Path, *arguments: str) -> str:
    """What git says, as somebody whom nobody's configuration reaches."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= SOMEBODY | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
    return done.stdout


def commit(folder: Path, message: str) -> None:
    """Commit all that is in a folder, which becomes a repository if it is none."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", f"--message={message}")


def copied(project: Path, to: Path | None = None) -> Path:
    """A copy of a project, byte for byte, in a folder of the same name elsewhere."""
    copy = Path(mkdtemp(dir=to or project.parent.parent)) / project.name
    shutil.copytree(project, copy, symlinks=True)
    return copy


@dataclass(frozen=True)
class Releases:
    """The scratch checkout, and what is made from it. Nothing of it may be changed by a test."""

    folder: Path
    made: dict[str, Path] = field(default_factory=dict)
    """The projects that this process has made, to copy from."""

    @property
    def root(self) -> Path:
        """The checkout, at the last release, with all tags."""
        return self.folder / "new-project"

    def tree(self, version: str) -> Path:
        """The template and the tool as they were released: a work tree at the tag."""
        return self.root if version == VERSIONS[-1] else self.folder / version

    def rendered(self, version: str, architecture: str, answers: Mapping[str, object] | None = None) -> Path:
        """What a release makes of answers, in a new folder, without a repository."""
        from new_project.render import render

        project = Path(mkdtemp(dir=self.folder, prefix=f"{architecture}-{version}-")) / "call-center"
        render(self.tree(version), project, {"architecture": architecture, **(answers or {})})
        return project

    def project_of(self, version: str, architecture: str, answers: Mapping[str, object] | None = None) -> Path:
        """A project of a release: rendered, a repository, committed. Whoever asks may do with it what they like."""
        key = json.dumps([version, architecture, answers], sort_keys=True)
        if key not in self.made:
            self.made[key] = self.rendered(version, architecture, answers)
            commit(self.made[key], f"Start from new-project {version}")
        return copied(self.made[key])


def releases(shared: Path) -> Releases:
    """Make the releases in a folder, or take those that another process has made there."""
    folder = shared / "releases"
    with locked(shared / "releases.lock"):
        if not folder.exists():
            unfinished = shared / "releases.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            release_all(unfinished / "new-project")
            unfinished.rename(folder)
            for version in VERSIONS[:-1]:
                git(folder / "new-project", "worktree", "add", "--quiet", "--detach", str(folder / version), version)
    return Releases(folder)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process of this machine in at a time."""
    with path.open("w") as file:
        flock(file, LOCK_EX)
        yield


def release_all(root: Path) -> None:
    """Make the checkout: today's files are the last release; undoing what a release changed gives the one before."""
    copy_tracked(root)
    git(root, "init", "--quiet", "--initial-branch=main")
    complete(root)
    trees = {"1.2.0": written(root, "1.2.0")}
    for version, changes in (("1.1.0", IN_1_2_0), ("1.0.0", IN_1_1_0)):
        for change in changes:
            change.undo(root)
        trees[version] = written(root, version)
    parent: list[str] = []
    for version in VERSIONS:
        made = git(root, "commit-tree", trees[version], *parent, "-m", f"Release {version}").strip()
        git(root, "tag", "--annotate", "-m", version, version, made)
        parent = ["-p", made]
    git(root, "reset", "--quiet", "--hard", VERSIONS[-1])


def copy_tracked(root: Path) -> None:
    """Copy what git knows of this repository, as the files are now; links stay links."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, root / name
        if name.startswith(LEFT_OUT) or not (source.exists() or source.is_symlink()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)


def written(root: Path, version: str) -> str:
    """The tree of a release, with its number and the changelog up to it."""
    (root / "generator" / "version.txt").write_text(f"{version}\n", encoding="utf-8")
    until = reversed(VERSIONS[: VERSIONS.index(version) + 1])
    sections = [
        f"## {each} (2026-0{VERSIONS.index(each) + 7}-01)\n\n* What {each} has.\n\n### Upgrading\n\n{UPGRADING[each]}\n"
        for each in until
    ]
    text = "# Changelog\n\nThe generator and its templates share one version.\n\n" + "\n".join(sections)
    (root / "CHANGELOG.md").write_text(text, encoding="utf-8")
    git(root, "add", "--all", "--force")
    return git(root, "write-tree").strip()
