"""A Django project becomes a hybrid: Django goes to `web/` with all that is its owner's, then the rest is merged."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from new_project.errors import WrongInput
from new_project.merging import Sides
from new_project.python_mentions import Mentions, mentions
from new_project.repository import Entry, Files, Repository
from new_project.web_layout import Layout, Move, lay_out, own_names, top

PLAIN_FILE = "100"
"""What the mode of a file begins with that is no link and no other repository."""

BINARY = "\0"


@dataclass
class IntoHybrid:
    """Arranges the sides of the merge. What it decided can be read off it afterwards."""

    said: Mapping[str, bool] = field(default_factory=dict)
    """What the owner wants of things of theirs, by name: true where it goes to `web/`."""
    layout: Layout = field(default_factory=lambda: Layout(frozenset(), ()))
    left: list[str] = field(default_factory=list)
    """Files that stay where they are and name something that moves."""
    strings: frozenset[str] = frozenset()
    """What the owner's strings in `web/` begin with."""

    def __call__(self, repository: Repository, sides: Sides) -> Sides:
        """Move what goes to `web/` on both sides, so that edits meet the lines that they were made in."""
        refuse_unknown(self.said, own_names(sides.ours, sides.base))
        said = spoken(repository, sides)
        self.layout = lay_out(sides.base, sides.theirs, sides.ours, said, self.said)
        refuse_in_the_way(self.layout.own, sides.theirs)
        there = (each.strings for path, each in said.items() if top(path) in self.layout.names)
        self.strings = frozenset().union(*there)
        self.left = sorted(naming(repository, sides, self.layout))
        return Sides(self.layout.arranged(sides.base), self.layout.arranged(sides.ours), sides.theirs)


def spoken(repository: Repository, sides: Sides) -> dict[str, Mentions]:
    """What the owner's modules speak of; of the template's, what the owner made them speak of besides."""
    found = {}
    for path, entry in edited(sides):
        if path.endswith(".py"):
            was = mentions(repository.text(sides.base[path])) if path in sides.base else Mentions()
            found[path] = mentions(repository.text(entry)).besides(was)
    return found


def edited(sides: Sides) -> Iterator[tuple[str, Entry]]:
    """The owner's files, and those of the template that they changed."""
    for path, entry in sides.ours.items():
        if entry.mode.startswith(PLAIN_FILE) and sides.base.get(path) != entry:
            yield path, entry


def naming(repository: Repository, sides: Sides, layout: Layout) -> Iterator[str]:
    """The owner's files outside of `web/` with lines of theirs that name what is there now."""
    names = {f"{name}/" if is_folder(name, sides.ours) else name for name in layout.names}
    for path, entry in edited(sides):
        if top(path) in layout.names or path == ".copier-answers.yml":
            continue
        text = repository.text(entry)
        known = set(repository.text(sides.base[path]).splitlines()) if path in sides.base else set()
        lines = [] if BINARY in text else [line for line in text.splitlines() if line not in known]
        if any(name in line for line in lines for name in names):
            yield path


def is_folder(name: str, files: Collection[str]) -> bool:
    """Whether a name at the top is that of a folder."""
    return name not in files


def refuse_unknown(said: Mapping[str, bool], own: Collection[str]) -> None:
    """Raise WrongInput for a name that is not of something of the owner's."""
    if unknown := sorted(said.keys() - set(own)):
        there = f" There is: {', '.join(sorted(own))}." if own else ""
        raise WrongInput(
            "--keep and --move take the names of files and folders of yours at the project's top. "
            f"None is called {' or '.join(unknown)}.{there}",
            code="usage",
        )


def refuse_in_the_way(own: Collection[Move], theirs: Files) -> None:
    """Raise WrongInput where something that stays has a name which the hybrid needs."""
    taken = {top(path) for path in theirs}
    if names := [move.name for move in own if not move.goes and move.name in taken]:
        raise WrongInput(
            f"A hybrid has something else of this name: {', '.join(names)}. Rename yours, or let it go to web/: "
            + " ".join(f"--move {name}" for name in names),
            code="usage",
        )
