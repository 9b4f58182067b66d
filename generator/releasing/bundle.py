"""The bundle of a wheel: the template of every version in a git repository, without links, each time the same bytes."""

import posixpath
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from new_project.released import Released, git
from new_project.template import PARTS
from releasing.repository import Refused

LINK = "120000"
MOST = 10
"""Mounts in mounts; more is a circle."""

AUTHOR = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in {
        "NAME": "new-project",
        "EMAIL": "new-project@localhost",
        "DATE": "2020-01-01T00:00:00Z",
    }.items()
}

Entry = tuple[str, str]
"""A file's mode and content, as git names both; of a link, its mode and the path that it leads to."""


def write_bundle(released: Released, versions: Sequence[str], bundle: Path) -> None:
    """Write the bundle of a repository's versions: one commit for each, after one another, each tagged."""
    objects = git("--git-dir", str(released.source), "rev-parse", "--path-format=absolute", "--git-path", "objects")
    with tempfile.TemporaryDirectory(prefix="new-project-bundle-") as temporary:
        repository = Path(temporary) / "repository"
        git("init", "--quiet", "--bare", "--template=", "--object-format=sha1", "-b", "main", str(repository))
        borrowed = repository / "objects" / "info" / "alternates"
        borrowed.parent.mkdir(exist_ok=True)
        borrowed.write_text(objects, encoding="utf-8")
        parents: list[str] = []
        for version in versions:
            parents = [commit(without_links(repository, released.commits[version]), version, repository, parents)]
        # Packed anew and by one thread: how the objects were packed before, and which thread was faster, is chance.
        here = ("-c", "pack.threads=1", "--git-dir", str(repository))
        git(*here, "repack", "-a", "-d", "-F", "--quiet")
        git(*here, "bundle", "create", "--quiet", "--version=2", str(bundle), "HEAD", "main", "--tags")


def without_links(repository: Path, released: str) -> dict[str, Entry]:
    """The files of a released commit's template, those that mounts lead to included."""
    listed = git("--git-dir", str(repository), "ls-tree", "-r", "-z", "--full-tree", released)
    entries: dict[str, Entry] = {}
    for line in filter(None, listed.split("\0")):
        (mode, _, content), path = line.split("\t")[0].split(), line.split("\t")[1]
        if mode == LINK:
            target = git("--git-dir", str(repository), "cat-file", "blob", content)
            content = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        entries[path] = (mode, content)
    files = {path: entry for path, entry in entries.items() if is_part(path)}
    for _ in range(MOST):
        files = {name: entry for path, entry in files.items() for name, entry in led_to(path, entry, entries).items()}
    if circle := [path for path, (mode, _) in files.items() if mode == LINK]:
        raise Refused(f"These links lead nowhere, or in a circle: {', '.join(circle)}")
    return files


def led_to(path: str, entry: Entry, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """What is at a path: the file, or what its link leads to."""
    mode, target = entry
    if mode != LINK:
        return {path: entry}
    below = {
        f"{path}{name.removeprefix(target)}": found
        for name, found in entries.items()
        if name == target or name.startswith(f"{target}/")
    }
    return below or {path: entry}


def is_part(path: str) -> bool:
    """Whether a path is of what rendering and updating need."""
    parts = PurePosixPath(path).parts
    return any(PurePosixPath(*parts[: pattern.count("/") + 1]).match(pattern) for pattern in PARTS)


def commit(files: Mapping[str, Entry], version: str, repository: Path, parents: Sequence[str]) -> str:
    """Commit and tag one version; return the commit."""
    place = ("--git-dir", str(repository))
    index = {"GIT_INDEX_FILE": str(repository / f"{version}.index")}
    lines = "".join(f"{mode} {content}\t{path}\0" for path, (mode, content) in files.items())
    git(*place, "update-index", "-z", "--index-info", environment=index, text=lines)
    tree = git(*place, "write-tree", environment=index).strip()
    after = [part for parent in parents for part in ("-p", parent)]
    made = git(*place, "commit-tree", tree, *after, "-m", version, environment=AUTHOR).strip()
    for reference in ("refs/heads/main", f"refs/tags/{version}"):
        git(*place, "update-ref", reference, made)
    return made
