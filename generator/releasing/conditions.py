"""What must be so before there can be a release; each condition that does not hold is a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

from new_project.changelog import CHANGELOG, UNRELEASED, Section, sections
from new_project.git import git
from new_project.released import tags
from new_project.versions import parse, version_key
from releasing.repository import BRANCH, Refused

THREE_NUMBERS = re.compile(r"\d+\.\d+\.\d+[^+!]*")
"""An answers file holds the version unquoted: with fewer numbers, YAML would read 1.10 as 1.1."""


def check(root: Path, version: str) -> None:
    """Raise Refused with all that stands against releasing this version."""
    if not version:
        raise Refused("Say which version: make release VERSION=1.2.3")
    if parse(version) is None or not THREE_NUMBERS.fullmatch(version):
        raise Refused(f"'{version}' is no version that can be released: use three numbers, like 1.2.3 or 1.2.3rc1.")
    if complaints := [*against_the_repository(root), *against_the_tags(root, version), *against_changes(root, version)]:
        raise Refused("\n".join(complaints))


def against_the_repository(root: Path) -> Iterator[str]:
    """What is wrong with what is checked out."""
    branch = git(root, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
    if branch != BRANCH:
        yield f"Releases are made from {BRANCH}, and {branch or 'no branch'} is checked out: git switch {BRANCH}"
    if changed := git(root, "status", "--porcelain").stdout.splitlines():
        some = ", ".join(line[3:] for line in changed[:3]) + (", …" if len(changed) > 3 else "")
        yield f"Something is not committed ({some}): commit it, or put it away with git stash --include-untracked"


def against_the_tags(root: Path, version: str) -> Iterator[str]:
    """What is wrong with this version beside those that are released."""
    if git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{version}").returncode == 0:
        yield f"There is a tag {version} already. What is published is never replaced: release another version."
        return
    last = max(tags(root / ".git"), key=version_key, default=None)
    if last and version_key(version) < version_key(last):
        yield f"{version} is not newer than {last}, which is the last release."


def against_changes(root: Path, version: str) -> Iterator[str]:
    """What is wrong with what the changelog says of it."""
    section = unreleased((root / CHANGELOG).read_text(encoding="utf-8"))
    if section is None:
        yield f"{CHANGELOG} has no section of changes to release: begin one with '## {version} ({UNRELEASED})'"
    elif section.version != version:
        yield f"{CHANGELOG} says that {section.version} is what comes next, not {version}: release that, or rename it."
    elif not section.text:
        yield f"{CHANGELOG} says nothing of {version}: write what has changed."


def unreleased(changelog: str) -> Section | None:
    """The section of what comes next, if there is one."""
    return next((section for section in sections(changelog) if section.date == UNRELEASED), None)
