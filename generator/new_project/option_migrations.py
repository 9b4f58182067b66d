"""Migrations that go with an option: how a database is rid of them, and which of the owner's build on them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from new_project.changing import Plan

ALEMBIC = "migrations/versions"
REVISION = re.compile(r"^revision\b.*= [\"'](\w+)[\"']", re.MULTILINE)
FOLLOWS = re.compile(r"^down_revision\b.*= [\"'](\w+)[\"']", re.MULTILINE)


@dataclass(frozen=True)
class Gone:
    """The migrations that a change takes out of a project."""

    revisions: dict[str, str]
    """Alembic's, each with the one that it follows."""
    labels: list[str]
    """The apps that Django's belong to."""

    def commands(self, apps: Iterable[str] = ()) -> list[str]:
        """What takes them back in a database, and drops their tables, as long as the code is there."""
        alembic = [f"make downgrade TO={revision}@-1" for revision in latest_first(self.revisions)]
        django = [f'make manage ARGS="migrate {label} zero"' for label in (*self.labels, *apps)]
        return [*alembic, *django]


def gone(plan: Plan) -> Gone:
    """Find them among the files that the plan takes away."""
    files = plan.repository.own(plan.before)
    taken = [each.before or each.path for each in plan.changes if each.change in {"deleted", "renamed"}]
    texts = [plan.repository.text(files[path]) for path in taken if is_alembic(path)]
    found = ((REVISION.search(text), FOLLOWS.search(text)) for text in texts)
    labels = {label_of(path) for path in taken if is_django(path)}
    return Gone({own.group(1): other.group(1) for own, other in found if own and other}, sorted(labels))


def come(plan: Plan) -> bool:
    """Whether there are migrations that were not there before."""
    there = [each.path for each in plan.changes if each.change in {"added", "renamed"}]
    return any(is_alembic(path) or is_django(path) for path in there)


def built_on(plan: Plan, found: Gone) -> Iterator[str]:
    """Say which migrations stay that build on those that go, and what is to be done about each."""
    staying = plan.repository.own(plan.repository.files(plan.merge.tree))
    for path in filter(is_alembic if found.revisions else is_django, sorted(staying)):
        text = plan.repository.text(staying[path])
        for revision in named_in(text, found.revisions):
            yield (
                f"{path} follows {revision}, which goes. Let it follow {kept(found.revisions, revision)} instead, and "
                "leave out `make downgrade`, which would take yours back, too: one of your own drops the tables."
            )
        for label in named_in(text, found.labels):
            yield f"{path} builds on the app {label}, which goes: take that out of it."


def named_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Those of some names that stand in a text, in quotes."""
    return (name for name in names if re.search(rf"[\"']{name}[\"']", text))


def kept(revisions: dict[str, str], revision: str) -> str:
    """The last revision before those that go."""
    return kept(revisions, revisions[revision]) if revision in revisions else revision


def latest_first(revisions: dict[str, str]) -> list[str]:
    """Each revision before the one that it follows."""

    def depth(revision: str) -> int:
        return 1 + depth(revisions[revision]) if revision in revisions else 0

    return sorted(revisions, key=depth, reverse=True)


def is_alembic(path: str) -> bool:
    """Whether a file is a migration of Alembic's."""
    return PurePosixPath(path).match(f"{ALEMBIC}/*.py")


def is_django(path: str) -> bool:
    """Whether a file is a migration of Django's."""
    return PurePosixPath(path).match("migrations/[0-9]*.py")


def label_of(path: str) -> str:
    """The app that a migration of Django's is in."""
    return PurePosixPath(path).parts[-3]
