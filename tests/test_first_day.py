"""The document of a project's first day: its picture, its map and its walk say of each project what is so."""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from new_project.answers import resolve
from new_project.usage import COMMANDS
from tests.documents import FIRST_DAY, code
from tests.first_day import DOCUMENT, off_the_map, steps_that_do_not_fit, unknown_names
from tests.in_browser import browser_page
from tests.matrix import BUILT, FEATURES, SUPPORTED, Row
from tests.trees import Tree, Trees

PICTURE = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"new-project (?!-)([a-z]+)")

# What each answer brings into the picture.
ALWAYS = {
    "fastapi": {"Clients", "FastAPI", "Mail server"},
    "django": {"People", "Clients", "Django", "Mail server"},
    "hybrid": {"People", "Clients", "Gateway", "Django", "FastAPI", "Mail server"},
}
OF_DATABASE = {"postgres": {"PostgreSQL"}, "sqlite": {"SQLite"}}
OF_TASKS = {
    "celery": {"Worker", "Beat", "Redis or RabbitMQ"},
    "taskiq": {"Worker", "Redis"},
    "procrastinate": {"Worker"},
}
OF_FEATURES = {
    "websockets": {"/ws/calls", "NOTIFY"},
    "storage": {"S3 or a folder"},
    "observability": {"Prometheus", "OTLP collector", "Sentry"},
    "feature_flags": {"flags.toml"},
    "admin_ui": {"Managers"},
    "social_auth": {"Google and GitHub"},
    "admin_theme": set[str](),
}
IN_DJANGO = {"websockets": {"WebSockets", "/ws/calls", "NOTIFY"}, "feature_flags": set[str]()}
"""Where Django has it in another way: a server of its own, flags in the database"""
OF_PAGES = {"/calls"}
SAID = {"/calls", "/ws/calls", "NOTIFY"}
"""What of the words at the arrows depends on answers"""

READ = """
async ([picture, draw]) => {
    await mermaid.parse(picture);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(picture);
    if (draw) await mermaid.render('drawn', picture);
    return [[...db.getVertices().values()].map((each) => each.text), db.getEdges().map((each) => each.text)];
}
"""


def expected(row: Row) -> set[str]:
    """What a row's picture names."""
    features = {**OF_FEATURES, **(IN_DJANGO if row.architecture == "django" else {})}
    named = ALWAYS[row.architecture] | OF_DATABASE[row.database] | OF_TASKS.get(row.tasks or "none", set())
    named |= OF_PAGES if row.interface == "both" else set()
    return named.union(*(features[name] for name in row.features or ()))


@pytest.fixture(scope="module")
def trees(template: Path) -> Trees:
    """What renders documents."""
    return Trees(template)


@pytest.fixture(scope="module")
def mermaid() -> Iterator[Page]:
    """A page of a browser that knows Mermaid."""
    script = files("diagram_renderer") / "renderers/static/js/mermaid.min.js"
    with browser_page() as page:
        page.add_script_tag(content=script.read_text(encoding="utf-8"))
        yield page


def first_day(trees: Trees, row: Row) -> str:
    """The document of a row, without the rest of its project."""
    known = resolve(trees.questionnaire, row.answers)
    (source,) = (trees.root / f"template_{row.architecture}").glob(f"*docs*/{FIRST_DAY}.jinja")
    return trees.text(source.read_text(encoding="utf-8"), known.computed | known.values)


def seen(mermaid: Page, picture: str, *, draw: bool = False) -> set[str]:
    """What a picture names: its parts by their first lines, and the words at its arrows."""
    parts, arrows = mermaid.evaluate(READ, [picture, draw])
    said = {word for arrow in arrows for word in arrow.split(", ")}
    return {part.split("<br>")[0] for part in parts} | (said & SAID)


def test_every_picture_names_what_the_answers_brought_and_nothing_else(trees: Trees, mermaid: Page) -> None:
    read: dict[str, set[str]] = {}
    for row in SUPPORTED:
        if row.ci == "github":  # where CI runs is in no picture
            (picture,) = PICTURE.findall(first_day(trees, row))
            if picture not in read:
                read[picture] = seen(mermaid, picture, draw=row in BUILT)
            assert read[picture] == expected(row), row.name
    assert len(read) > 100


def test_what_is_no_picture_is_refused(trees: Trees, mermaid: Page) -> None:
    (picture,) = PICTURE.findall(first_day(trees, BUILT[0]))
    with pytest.raises(Error, match="Parse error"):
        seen(mermaid, picture.replace('["Clients"]', '["Clients"'))


def test_each_feature_has_its_place_in_the_picture() -> None:
    assert set(OF_FEATURES) == set(FEATURES)


@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.name)
def test_what_agents_and_newcomers_are_told_is_so(row: Row, trees: Trees) -> None:
    tree = trees.tree(row.answers)
    assert list(unknown_names(tree)) == []
    typed = {command for path in (DOCUMENT, "AGENTS.md") for command in TYPED.findall(code(tree[path]))}
    assert {"update", "add"} <= typed
    assert typed <= set(COMMANDS)


LOST: dict[str, tuple[Callable[[Tree], Iterator[str]], str, str, str]] = {
    "a package": (off_the_map, "call_center/more/__init__.py", "", "call_center/more/ is not on the map"),
    "a folder": (off_the_map, "more/file.txt", "", "more/ is not on the map"),
    "a line": (steps_that_do_not_fit, "call_center/models.py", "# nothing\n", "call_center/models.py: 0 places"),
    "a name": (unknown_names, "AGENTS.md", "`no_such_name` and `nothing(1)`", "AGENTS.md: no_such_name"),
}


@pytest.mark.parametrize("lost", LOST)
def test_what_is_not_so_is_seen(lost: str, trees: Trees) -> None:
    check, path, text, complaint = LOST[lost]
    tree = trees.tree(BUILT[0].answers)
    assert list(check(tree)) == []
    assert any(complaint in each for each in check({**tree, path: text}))
