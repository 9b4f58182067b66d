"""Where the templates of released versions are: the repository of a checkout, or the bundle that a wheel holds."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from new_project.errors import Problem
from new_project.resources import PACKAGE, template_root
from new_project.versions import parse

BUNDLE = "template.bundle"
TEMPLATE = ("copier.yml", "generator", "template_*")
"""What is taken of a version's files."""

# Neither hooks, watchers nor attributes. A checkout of another user's is trusted: this code is of it.
ALONE = {
    "core.attributesFile": os.devnull,
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "gc.auto": "0",
    "safe.directory": "*",
}


@dataclass(frozen=True)
class Released:
    """Which commit each released version is, in a repository or in a bundle."""

    source: Path
    remedy: str
    """What to do where a version is missing."""
    commits: Mapping[str, str] = field(default_factory=dict)

    def extract(self, version: str, folder: Path) -> None:
        """Write a version's template into an empty folder; raise Problem where git cannot."""
        commit = self.commits[version]
        repository = self.source
        if self.source.is_file() and self.source.name == BUNDLE:
            repository = folder.with_name(f"{folder.name}.git")
            git("init", "--quiet", "--bare", "--template=", "--object-format=sha1", str(repository))
            git("--git-dir", str(repository), "fetch", "--quiet", "--no-tags", str(self.source), f"refs/tags/{version}")
        index = {"GIT_INDEX_FILE": str(folder.with_name(f"{folder.name}.index"))}
        paths = ("--git-dir", str(repository), "--work-tree", str(folder))
        git(*paths, "checkout", "--quiet", commit, "--", *TEMPLATE, cwd=folder, environment=index)


def find_released() -> Released:
    """Find the released versions that come with this tool; none where it is neither a checkout nor a built wheel."""
    root = template_root()
    repository, bundle = root / ".git", PACKAGE / BUNDLE
    if root.is_relative_to(PACKAGE) and bundle.is_file():
        return Released(bundle, "Install new-project-cli from PyPI: its wheels hold them all.", heads(bundle))
    if not root.is_relative_to(PACKAGE) and repository.exists():
        return Released(repository, "Its tags are missing: git fetch --tags", tags(repository))
    return Released(bundle, "Install new-project-cli from PyPI: its wheels hold them all.")


def tags(repository: Path) -> dict[str, str]:
    """The versions among a repository's tags."""
    wanted = "--format=%(refname:strip=2) %(objectname) %(*objectname)"
    lines = git("--git-dir", str(repository), "for-each-ref", wanted, "refs/tags").splitlines()
    named = (line.split() for line in lines)
    return {name: objects[-1] for name, *objects in named if parse(name)}


def heads(bundle: Path) -> dict[str, str]:
    """The versions in a bundle: its head is text, up to an empty line."""
    found = {}
    with bundle.open("rb") as file:
        for line in iter(file.readline, b"\n"):
            commit, _, name = line.decode(errors="replace").strip().partition(" refs/tags/")
            if not line:
                break
            if parse(name):
                found[name] = commit
    return found


def git(*arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None, text: str = "") -> str:
    """Run git, whoever's environment and configuration these are; raise Problem with what it says when it fails."""
    settings = [part for name, value in ALONE.items() for part in ("-c", f"{name}={value}")]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    alone = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ATTR_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
    try:
        result = subprocess.run(
            ["git", *settings, *arguments],
            cwd=cwd,
            env={**inherited, **alone, **(environment or {})},
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise Problem(
            "git is not installed, or not on the PATH; older templates are read with it.", code="git-missing"
        ) from None
    if result.returncode:
        raise Problem(
            f"The templates of older versions cannot be read:\n{result.stderr.strip()}", code="template-broken"
        )
    return result.stdout
