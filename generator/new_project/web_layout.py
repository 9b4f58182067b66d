"""Which of a Django project's files go to `web/` when it becomes a hybrid: decided by the names at its top."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from new_project.python_mentions import Mentions

WEB = "web/"

TOOLS = frozenset(
    {
        ".coveragerc", ".flake8", ".ruff.toml", "conftest.py", "mypy.ini", "pytest.ini", "ruff.toml", "setup.cfg",
        "tox.ini", "uv.lock",
    }
)  # fmt: skip
"""What tools read beside pyproject.toml, and the versions that it was locked to."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Move:
    """What becomes of something of the owner's at the project's top."""

    name: str
    goes: bool
    why: str


@dataclass(frozen=True)
class Layout:
    """What moves: the template's names, and the owner's with the reason for each."""

    template: frozenset[str]
    own: tuple[Move, ...]

    @property
    def names(self) -> frozenset[str]:
        """All that goes to `web/`."""
        return self.template | {move.name for move in self.own if move.goes}

    def place(self, path: str) -> str:
        """Where a file is afterwards."""
        return WEB + path if top(path) in self.names else path

    def arranged(self, files: Mapping[str, Value]) -> dict[str, Value]:
        """The files in their new places."""
        return {self.place(path): value for path, value in files.items()}


def top(path: str) -> str:
    """The first part of a path."""
    return path.split("/", 1)[0]


def moving_names(django: Iterable[str], hybrid: Collection[str]) -> frozenset[str]:
    """The names at the top of Django's tree that the hybrid has in `web/`."""
    return frozenset(top(path) for path in django if WEB + path in hybrid)


def own_names(ours: Iterable[str], template: Iterable[str]) -> dict[str, list[str]]:
    """What is at the top of a project and not the template's: each name with its files."""
    known = {top(path) for path in template}
    found: dict[str, list[str]] = {}
    for path in sorted(ours):
        if top(path) not in known:
            found.setdefault(top(path), []).append(path)
    return found


def lay_out(
    django: Collection[str],
    hybrid: Collection[str],
    ours: Collection[str],
    spoken: Mapping[str, Mentions],
    said: Mapping[str, bool],
) -> Layout:
    """Decide what goes to `web/`.

    What the owner's code on Django's side imports or names goes there, and so does what imports Django's side; one may
    lead to another. `spoken`: what modules speak of that the owner wrote, or changed. `said`: what the owner wants, by
    name, true where it goes.
    """
    template = moving_names(django, hybrid)
    own = own_names(ours, django)
    moves = {name: Move(name, goes, "as you said") for name, goes in said.items()}
    moves |= {name: Move(name, True, "it goes with pyproject.toml") for name in own.keys() & TOOLS - moves.keys()}
    while found := next(reasons(own, moves, spoken, template), None):
        moves[found.name] = found
    moves |= {name: Move(name, False, "nothing in web/ names it") for name in own.keys() - moves.keys()}
    return Layout(template, tuple(moves[name] for name in sorted(moves)))


def reasons(
    own: Mapping[str, list[str]], moves: Mapping[str, Move], spoken: Mapping[str, Mentions], template: Collection[str]
) -> Iterator[Move]:
    """Why something goes to `web/`, of what is not decided yet."""
    there = {*template, *(name for name, move in moves.items() if move.goes)}
    side = {"django", *map(module, there)}
    for name in sorted(own.keys() - moves.keys()):
        for path, said in sorted(spoken.items()):
            if top(path) in there and (module(name) in said.imports or {name, module(name)} & said.strings):
                yield Move(name, True, f"{path} names it")
            elif top(path) == name and side & said.imports:
                yield Move(name, True, f"{path} imports {min(side & said.imports)}")


def module(name: str) -> str:
    """What Python calls a file or folder at the top."""
    return name.removesuffix(".py")
