"""An organisation's folder with small projects of three releases, and what its people did to them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.releases import Releases, commit, git

SMALL: Mapping[str, object] = {"ci": "none", "deploy": "none", "database": "sqlite"}
OURS = "Ours.\n"


def make_fleet(released: Releases, folder: Path) -> Path:
    """Outdated, edited, in conflict, not committed, up to date, two in one repository, broken, and without git."""
    plain = released.rendered("1.0.0", "fastapi", SMALL)
    put(plain, folder / "plain")
    newest = released.rendered("1.2.0", "django", SMALL)
    put(newest, folder / "tools" / "newest")
    edited = put(plain, folder / "edited")
    (edited / "ours.py").write_text("OURS = 1\n")
    (edited / "AGENTS.md").unlink()
    commit(edited, "Ours")
    in_conflict = put(plain, folder / "in-conflict")
    readme = in_conflict / "README.md"
    readme.write_text(readme.read_text() + OURS)  # where 1.1.0 and 1.2.0 append, too
    commit(in_conflict, "Ours")
    dirty = put(plain, folder / "dirty")
    (dirty / "README.md").write_text(OURS)
    git(dirty, "switch", "--quiet", "--create", "a-branch")
    both = folder / "both"
    shutil.copytree(plain, both / "services" / "one")
    shutil.copytree(released.rendered("1.1.0", "fastapi", SMALL), both / "services" / "two")
    commit(both, "Both")
    broken = put(plain, folder / "broken")
    shutil.rmtree(broken / ".git" / "refs")
    shutil.copytree(plain, folder / "without-git")
    (folder / "elsewhere" / "deep").mkdir(parents=True)
    put(folder / "elsewhere", folder / "another-kind")
    return folder


def put(source: Path, target: Path) -> Path:
    """A copy as a repository of its own, committed."""
    shutil.copytree(source, target)
    (target / "kept").write_text("")  # whatever is in it, there is something to commit
    commit(target, "Start")
    return target


def remembered(fleet: Path) -> dict[str, object]:
    """All that no fleet command may change: files, what git says of them, and what is checked out."""
    found: dict[str, object] = {}
    for path in sorted(fleet.rglob("*")):
        if ".git" not in path.parts and path.is_file():
            found[str(path.relative_to(fleet))] = path.read_bytes()
        elif path.name == ".git" and path.parent.name != "broken":
            git_says = [git(path.parent, *words) for words in SAID]
            found[str(path.relative_to(fleet))] = [*git_says, (path / "HEAD").read_text()]
    return found


SAID = (("status", "--porcelain=v2"), ("worktree", "list"), ("stash", "list"), ("config", "--list", "--local"))
