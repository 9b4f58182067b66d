"""A file that lists the projects of a fleet: a path in each line, or a list in YAML."""

from pathlib import Path

import yaml

from new_project.errors import WrongInput
from new_project.marked_yaml import NULL, Mistakes, compose
from new_project.user_files import read_text

CODE = "fleet-invalid"
SUFFIXES = (".yml", ".yaml")


def read_paths(file: Path) -> dict[str, Path]:
    """The folders that a file lists, each under the words that name it there; raise WrongInput with every mistake."""
    text = read_text(file, CODE)
    mistakes = Mistakes(file, "list of projects", CODE)
    lines = from_yaml(text, mistakes) if file.suffix in SUFFIXES else from_lines(text)
    found: dict[str, Path] = {}
    for number, word in lines:
        path = (file.parent / Path(word).expanduser()) if word.isprintable() else file
        if not word.isprintable():
            mistakes.found.append((number, "a path must be one line of text."))
        elif path in found.values():
            mistakes.found.append((number, f"{word}: it is there twice."))
        else:
            found[word] = path
    mistakes.complain()
    if not found:
        raise WrongInput(f"{file} lists no projects: write the path of one in each line.", code=CODE)
    return found


def from_lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold something, each with its number; what follows a # is a remark."""
    lines = enumerate((line.strip() for line in text.removeprefix("\ufeff").split("\n")), start=1)
    return [(number, line.split(" #")[0].strip()) for number, line in lines if line and not line.startswith("#")]


def from_yaml(text: str, mistakes: Mistakes) -> list[tuple[int, str]]:
    """The entries of a list, or of the list `projects` of a mapping, each with its line."""
    node = compose(text, mistakes)
    if isinstance(node, yaml.MappingNode):
        pairs = mistakes.only(mistakes.mapping(node, "It"), ["projects"])
        node = pairs["projects"][1] if "projects" in pairs else None
    if node is None or node.tag == NULL:
        return []
    if not isinstance(node, yaml.SequenceNode):
        mistakes.add(node, "the projects must be a list: a line of - PATH for each.")
        return []
    return [(entry.start_mark.line + 1, word) for entry in node.value if (word := mistakes.line(entry, "A path"))]
