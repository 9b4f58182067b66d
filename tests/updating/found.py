"""What is found in a project: its files, its state in git, its conflicts, and what it would be if it were new."""

from pathlib import Path

import yaml

from tests.owner_edits import with_edits
from tests.releases import Releases, git

OLDER = ("1.0.0", "1.1.0")
LAST = "1.2.0"
ARCHITECTURES = ("fastapi", "django", "hybrid")
ANSWERS = {"ci": "github", "description": "Ours, all ours."}
MARKERS = ("<<<<<<< ", ">>>>>>> ")


Tree = dict[str, tuple[str, bytes]]


def files_of(folder: Path) -> Tree:
    """All files of a folder but git's: how each may be used, and what it holds; links, too."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if ".git" in name.parts or (path.is_dir() and not path.is_symlink()):
            continue
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        found[name.as_posix()] = (oct(path.lstat().st_mode), content)
    return found


def state_of(project: Path) -> tuple[Tree, str, str, str]:
    """All that must be as it was after going back: files, branch, commit, and what git says of the index."""
    staged = git(project, "ls-files", "--stage", "-z", "--full-name", ":/")
    return (
        files_of(project),
        git(project, "rev-parse", "HEAD"),
        (git(project, "branch", "--show-current") + git(project, "status", "--porcelain", "--ignored")),
        staged,
    )


def fresh_with_edits(released: Releases, project: Path) -> Path:
    """What the last release makes of a project's answers, and its owner of that."""
    recorded = yaml.safe_load((project / ".copier-answers.yml").read_text())
    assert recorded.pop("_commit") == LAST
    assert recorded.pop("_src_path").startswith("https://")
    assert recorded["description"] == ANSWERS["description"]
    assert recorded["support_email"] == "support@example.com"
    fresh = released.rendered(LAST, recorded["architecture"], recorded)
    with_edits(fresh)
    return fresh


def unmerged(project: Path) -> set[str]:
    """What git says is in conflict."""
    return {line.split("\t")[1] for line in git(project, "ls-files", "--unmerged").splitlines()}


def marked(project: Path) -> set[str]:
    """The files that hold a conflict's markers."""
    return {
        name
        for name, (_, content) in files_of(project).items()
        if any(line.startswith(MARKERS) for line in content.decode(errors="replace").splitlines())
    }
