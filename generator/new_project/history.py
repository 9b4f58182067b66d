"""The released versions of this tool and its templates: from tags in a checkout, from a bundle in a wheel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from new_project.changelog import Notes, read_changelog
from new_project.errors import Problem
from new_project.kept_trees import kept_tree
from new_project.released import Released, find_released
from new_project.resources import template_root
from new_project.version import version as own_version
from new_project.versions import parse, version_key

PACKAGE_NAME = "new-project-cli"


def versions() -> list[str]:
    """All versions up to this tool's own, which is the last whether it is released or not; the oldest is first."""
    return known(find_released())


def known(released: Released) -> list[str]:
    """The same, of what has been found."""
    own = own_version()
    older = (version for version in released.commits if version_key(version) < version_key(own))
    return [*sorted(older, key=version_key), own]


@contextmanager
def tree(version: str) -> Iterator[Path]:
    """Give the folder with a version's template, to read in it while the block runs. Raises Problem without one."""
    if version == own_version():
        yield template_root()
        return
    released = find_released()
    if version not in known(released):
        raise unknown(version, released)
    with kept_tree(released, version) as folder:
        yield folder


def notes(after: str, to: str) -> list[Notes]:
    """What the changelog says of the versions after one and up to another, the oldest first."""
    told = read_changelog(template_root())
    between = [entry for entry in told if version_key(after) < version_key(entry.version) <= version_key(to)]
    return sorted(between, key=lambda entry: version_key(entry.version))


def unknown(version: str, released: Released) -> Problem:
    """The error that there is no template of a version here, with what to type."""
    own = own_version()
    wanted = parse(version)
    if wanted and wanted > version_key(own):
        text = (
            f"Version {version} is newer than this new-project, which is {own}. "
            f"Use that one: uvx --from {PACKAGE_NAME}=={version} new-project update"
        )
    elif not released.commits:
        text = f"Version {version} is not here: this new-project has no version but its own, {own}. {released.remedy}"
    else:
        text = f"Version {version} was never released. There are: {', '.join(known(released))}."
    return Problem(text, code="version-unknown")
