"""Rules that keep the templates readable: `python -m tests.template_hygiene` prints what breaks them and exits 1.

The rules are those of docs/adding-an-option.md. They look at the sources; what the sources render to is the matrix's business.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TREES = ("template_fastapi", "template_django", "template_hybrid")
LONGEST_BLOCK = 8
"""Lines that an `if` may hold; more is a file of its own."""

TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
CONDITION = re.compile(r"(not )?\w+( and (not )?\w+)*")


def booleans(root: Path) -> set[str]:
    """The derived names of copier.yml, the only ones that a template may test."""

    class Loader(yaml.SafeLoader):
        """Knows Copier's tag, whose content does not matter here."""

    Loader.add_constructor("!include", lambda *_: None)
    questions = yaml.load((root / "copier.yml").read_text(encoding="utf-8"), Loader)  # noqa: S506 - a SafeLoader
    return {
        key
        for key, value in questions.items()
        if isinstance(value, dict) and value.get("when") is False and value["type"] == "bool"
    }


def sources(root: Path) -> Iterator[Path]:
    """Every file and folder of the trees; a mount is visited once, in the tree that owns it."""
    for tree in TREES:
        for path in sorted((root / tree).rglob("*")):
            if not any(part.is_symlink() for part in (path, *path.parents)) and not is_junk(path):
                yield path


def is_junk(path: Path) -> bool:
    """Whether a path is what tools leave behind."""
    return any(part in ("__pycache__", ".venv") or part.endswith("_cache") for part in path.parts)


def complaints(root: Path = ROOT) -> Iterator[str]:
    """What is wrong, a sentence each, with where it is."""
    known = booleans(root)
    for path in sources(root):
        where = str(path.relative_to(root))
        yield from (f"{where}: the name {problem}" for problem in wrong_conditions(path.name, known))
        if path.is_file() and path.suffix != ".mo":  # a compiled catalogue of translations
            text = path.read_text(encoding="utf-8")
            yield from (f"{where}: {problem}" for problem in problems(path.name, text, known))


def problems(name: str, text: str, known: set[str]) -> Iterator[str]:
    """What is wrong with a template file's content."""
    has_jinja = bool(re.search(r"\{[{%#]", RAW.sub("{% raw %}", text)))
    if name.endswith(".jinja") and not has_jinja:
        yield "holds no Jinja: take the .jinja off its name"
    if not name.endswith(".jinja"):
        return
    text = RAW.sub(lambda match: "\n" * match.group().count("\n"), text)
    yield from wrong_conditions(text, known)
    yield from wrong_blocks(text)


def wrong_conditions(text: str, known: set[str]) -> Iterator[str]:
    """Conditions that test anything but derived booleans."""
    for match in TAG.finditer(text):
        keyword, condition = match.groups()
        if keyword == "elif":
            yield f"chains `elif {condition}`: make alternatives files"
        if keyword != "if":
            continue
        names = set(re.findall(r"\w+", condition)) - {"and", "not"}
        if not CONDITION.fullmatch(condition) or not names <= known:
            yield f"tests `{condition}`: derive a boolean in copier.yml and test its name"


def wrong_blocks(text: str) -> Iterator[str]:
    """Blocks that are nested or too long; a block ends at its `else` or `endif`."""
    opened: list[int] = []
    for match in TAG.finditer(text):
        keyword = match.group(1)
        line = text.count("\n", 0, match.start()) + 1
        if keyword == "if":
            if opened:
                yield f"line {line}: an `if` inside an `if`: make it a file"
            opened.append(line)
        elif keyword in ("else", "endif") and opened:
            if line - opened[-1] - 1 > LONGEST_BLOCK:
                yield f"line {opened[-1]}: a block of {line - opened[-1] - 1} lines: make it a file"
            opened[-1] = line
            if keyword == "endif":
                opened.pop()


def main() -> int:
    """Print the complaints; 1 when there are any."""
    found = list(complaints())
    for complaint in found:
        sys.stderr.write(f"{complaint}\n")
    if not found:
        sys.stdout.write("templates: clean\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
