"""What the document of a project's first day, and AGENTS.md, claim of the project, held against its files."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import yaml

from tests.documents import FIRST_DAY, WALKED
from tests.trees import Tree
from tests.walk_through import Block, blocks, changed

DOCUMENT = f"docs/{FIRST_DAY}"
MAP = re.compile(r"^## Where things are\n(.*?)^## ", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"`([\w./-]+)`")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"\b(?:[A-Z]+[a-z]\w+|[a-zA-Z]\w*_\w+|[a-z]\w+(?=\())")
"""What looks like a name of the code: a class, words with an underscore, a call"""
NOT_THERE_YET = {"server_default", "create_all", *WALKED}
"""SQLAlchemy's, to be used or not to be, and what the walk makes"""


def off_the_map(tree: Tree) -> Iterator[str]:
    """Folders of the project and packages of its application that the map does not show."""
    shown = on_the_map(tree[DOCUMENT])
    name = yaml.safe_load(tree[".copier-answers.yml"])["package_name"]
    for path in tree:
        folder, *below = path.split("/")
        if below and not folder.startswith(".") and not any(place.startswith(f"{folder}/") for place in shown):
            yield f"{DOCUMENT}: {folder}/ is not on the map"
        if re.fullmatch(rf"(?:web/|api/)?{name}(?:_api)?/\w+/__init__\.py", path):
            package = path.removesuffix("__init__.py")
            if package not in shown:
                yield f"{DOCUMENT}: {package} is not on the map"


@cache
def on_the_map(document: str) -> Sequence[str]:
    """The paths that a map shows."""
    (shown,) = MAP.findall(document)
    return tuple(path for path in SHOWN.findall(shown) if "/" in path)


def steps_that_do_not_fit(tree: Tree) -> Iterator[str]:
    """What cannot be written or changed as the document says."""
    files = dict(tree)
    for block in steps(tree[DOCUMENT]):
        if block.kind == "python":
            if block.file in files:
                yield f"{DOCUMENT}: {block.file} is there already"
            continue
        try:
            files[block.file] = changed(files[block.file], block.text)
        except (AssertionError, KeyError) as reason:
            yield f"{DOCUMENT}: {block.file}: {reason}"


@cache
def steps(document: str) -> Sequence[Block]:
    """What a document has one write and change."""
    return tuple(block for block in blocks(document) if block.kind != "console")


def unknown_names(tree: Tree) -> Iterator[str]:
    """Names in the two documents that are nowhere in the project."""
    code = "\n".join(f"{path}\n{text}" for path, text in tree.items() if not path.endswith(".md"))
    for document in (DOCUMENT, "AGENTS.md"):
        spans = SPAN.findall(FENCED.sub("", tree[document]))
        names = {name for span in spans if "new-project" not in span for name in NAME.findall(span)}
        for name in sorted(names - NOT_THERE_YET):
            if not re.search(rf"\b{re.escape(name)}\b", code):
                yield f"{document}: {name}"
