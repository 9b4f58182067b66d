"""A project's own Python, read and never run: its modules, and what the names in them stand for."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeAlias

NOT_COUNTED = {"tests", "migrations", "devtools", "node_modules"}
"""Folders whose code serves nobody."""

Origin: TypeAlias = tuple[str, str]
"""A module by its dotted name, and a name in it; no name where it is the module itself."""

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file: what it imports under which name, and the functions and classes at its top."""

    file: str
    name: str
    tree: ast.Module
    imports: Mapping[str, Origin] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)

    def origin(self, expression: ast.expr) -> Origin | None:
        """Where a name, or an attribute of a module, comes from; None for anything else."""
        words = dotted(expression)
        if not words:
            return None
        first, *rest = words
        if first in self.definitions:
            return self.name, first
        if first not in self.imports:
            return None
        module, name = self.imports[first]
        if not rest:
            return module, name
        return ".".join(filter(None, [module, name, *rest[:-1]])), rest[-1]

    def imports_from(self, library: str) -> bool:
        """Whether it imports anything of a library."""
        return any(module.partition(".")[0] == library for module, _ in self.imports.values())


@dataclass(frozen=True)
class Sources:
    """All modules of a project, by their dotted name, and the files that are no Python."""

    modules: Mapping[str, Module]
    broken: Mapping[str, str]
    """What is wrong, by the file's name."""

    def find(self, origin: Origin | None) -> tuple[Module, Definition] | None:
        """The function or class of that origin, also where a package passes it on."""
        for _ in range(5):
            if origin is None or origin[0] not in self.modules:
                return None
            module, name = self.modules[origin[0]], origin[1]
            if name in module.definitions:
                return module, module.definitions[name]
            origin = module.imports.get(name)
        return None


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """Read all Python among the files, but for tests and migrations."""
    roots = sorted((str(PurePosixPath(file).parent) for file in files if is_root(file)), key=len, reverse=True)
    modules, broken = {}, {}
    for file in sorted(files):
        if not file.endswith(".py") or NOT_COUNTED & set(PurePosixPath(file).parts):
            continue
        try:
            tree = parse(files[file])
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            broken[file] = f"{file}{f', line {line}' if line else ''}: {getattr(error, 'msg', error)}"
            continue
        name = module_name(file, roots)
        modules[name] = Module(file, name, tree, dict(imported(tree, name, file)), dict(defined(tree)))
    return Sources(modules, broken)


@lru_cache(maxsize=2048)
def parse(text: bytes) -> ast.Module:
    """Parse a file; most are in the project as the template brought them, and counted there, too."""
    return ast.parse(text)


def is_root(file: str) -> bool:
    """Whether modules are imported from the folder of this file."""
    return PurePosixPath(file).name == "pyproject.toml"


def module_name(file: str, roots: list[str]) -> str:
    """How a file is imported from the nearest folder that has an environment of its own."""
    path = PurePosixPath(file)
    root = next((root for root in roots if root == "." or path.is_relative_to(root)), ".")
    parts = path.relative_to(root).with_suffix("").parts if root != "." else path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imported(tree: ast.Module, name: str, file: str) -> Iterator[tuple[str, Origin]]:
    """Each name that is imported anywhere in a file, with its origin."""
    package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.partition(".")[0],
                    (
                        alias.name if alias.asname else alias.name.partition(".")[0],
                        "",
                    ),
                )
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (above, node.module) if part)
            for alias in node.names:
                yield alias.asname or alias.name, (module, alias.name)


def defined(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    """The functions and classes at the top of a file, and those that another function makes and returns."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node


def dotted(expression: ast.expr) -> list[str]:
    """The words of `a.b.c`; none where it is anything else."""
    if isinstance(expression, ast.Name):
        return [expression.id]
    if isinstance(expression, ast.Attribute):
        before = dotted(expression.value)
        return [*before, expression.attr] if before else []
    return []
