"""What can be counted in a project's code: all of it, and what of that its owner has added to the template."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from new_project.code_modules import Sources, read_sources
from new_project.code_routes import Route, find_routes
from new_project.code_tables import find_admins, find_tables, is_about_permissions

Facts = Mapping[str, Mapping[tuple[str, ...], str]]
"""What was found of each measure, by what identifies it, with where it is."""


@dataclass(frozen=True)
class Measure:
    """How much there is of something, how much of that was added to the template, and where."""

    all: int = 0
    own: int = 0
    where: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Code:
    """A project's code, counted."""

    routes: tuple[Route, ...]
    facts: Facts
    broken: Mapping[str, str]


def read_code(files: Mapping[str, bytes], architecture: str, asking: Set[str]) -> Code:
    """Count what is in these files. `asking`: the libraries that wait for others."""
    if architecture == "hybrid":  # what is between the two sides serves nobody
        files = {name: text for name, text in files.items() if name.startswith(("web/", "api/"))}
    sources = read_sources(files)
    routes = tuple(find_routes(sources, asking))
    facts: dict[str, Mapping[tuple[str, ...], str]] = {
        "routes": {(route.file, route.path, route.handler): route.place for route in routes},
        "waiting_routes": {(route.file, route.path, route.handler): route.place for route in routes if route.waits},
        **of_tables(sources, architecture),
        "admins": dict(of_admins(sources, routes, architecture)),
        "pages": {(name,): name for name in files if is_page(name)},
    }
    return Code(routes, facts, sources.broken)


def of_tables(sources: Sources, architecture: str) -> Facts:
    """The tables and their relations; a hybrid's API has those of Django, written anew."""
    found = [
        each for each in find_tables(sources) if not (architecture == "hybrid" and each[0].file.startswith("api/"))
    ]
    tables = [table for table, _, _ in found]
    links = [link for _, _, links in found for link in links]
    relations = [reference for _, references, _ in found for reference in references] + links
    permissions = [table for table in tables if is_about_permissions(table)]
    kinds = {"tables": tables, "relations": relations, "links": links, "own_permissions": permissions}
    return {kind: {tuple(each): f"{each.name} in {each.file}" for each in named} for kind, named in kinds.items()}


def of_admins(sources: Sources, routes: tuple[Route, ...], architecture: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is registered and, where there is no admin to register with, the routes of one."""
    for admin in find_admins(sources):
        yield tuple(admin), f"{admin.name} in {admin.file}"
    for route in routes:
        if architecture == "fastapi" and "admin" in PurePosixPath(route.path).parts:
            yield (route.file, route.path, route.handler), route.place


def is_page(name: str) -> bool:
    """Whether a file is a template of a page."""
    path = PurePosixPath(name)
    return path.suffix in {".html", ".jinja2", ".j2"} and "templates" in path.parts and "tests" not in path.parts


def measure(code: Code, baseline: Code) -> dict[str, Measure]:
    """Each count, beside what the template itself brought."""
    measures = {
        kind: Measure(
            len(found),
            len(own := sorted(found.keys() - baseline.facts[kind].keys())),
            tuple(found[key] for key in own),
        )
        for kind, found in code.facts.items()
    }
    waiting, routes = measures["waiting_routes"], measures["routes"]
    percent = Measure(share(waiting.all, routes.all), share(waiting.own, routes.own))
    return measures | {"waiting_percent": percent}


def share(part: int, whole: int) -> int:
    """In percent."""
    return round(100 * part / whole) if whole else 0
