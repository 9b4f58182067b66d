"""Rendering what `copier copy` renders, in a fraction of the time: docs/decisions/0002-rendering.md."""

import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from jinja2 import TemplateError

from new_project.answers import resolve
from new_project.errors import Problem
from new_project.evaluate import Evaluator
from new_project.questions import load_questionnaire
from new_project.settings import Settings, load_settings


def render(root: Path, destination: Path, answers: Mapping[str, object]) -> None:
    """Render the template in `root` into a new or empty folder, byte for byte and mode for mode as Copier does.

    Raises Problem, which names the file, when the template cannot be rendered.
    """
    renderer, tree = renderer_for(root, answers)
    renderer.folder(tree, destination)


def names(root: Path, answers: Mapping[str, object]) -> frozenset[str]:
    """The names of all files that these answers render to, without rendering them. Raises Problem as `render` does."""
    renderer, tree = renderer_for(root, answers)
    return frozenset(path.as_posix() for path in renderer.names(tree, PurePath()))


def renderer_for(root: Path, answers: Mapping[str, object]) -> "tuple[Renderer, Path]":
    """What a project is rendered from, and the folder that becomes it."""
    settings = load_settings(root)
    questionnaire = load_questionnaire(root)
    evaluator = Evaluator(questionnaire)
    with blaming("copier.yml"):
        resolved = resolve(questionnaire, answers)
        known = resolved.computed | resolved.values
        subdirectory = evaluator.text(settings.subdirectory, known)
        answers_file = PurePath(evaluator.text(settings.answers_file, known))
    # Copier adds where the template was; ours says itself where it can be had.
    context = known | {"_copier_answers": resolved.values, "_copier_conf": {"answers_file": answers_file}}
    return Renderer(root, settings, evaluator, context), root / subdirectory


@dataclass(frozen=True)
class Renderer:
    """What one project is rendered from."""

    root: Path
    settings: Settings
    evaluator: Evaluator
    context: Mapping[str, Any]

    def folder(self, source: Path, target: Path) -> None:
        """Render all that is in a folder."""
        target.mkdir(parents=True, exist_ok=True)
        for entry, name in self.entries(source):
            if entry.is_dir():
                self.folder(entry, target / name)
            else:
                self.file(entry, target / name)

    def names(self, source: Path, target: PurePath) -> Iterator[PurePath]:
        """Name all files that a folder would become."""
        for entry, name in self.entries(source):
            if entry.is_dir():
                yield from self.names(entry, target / name)
            else:
                yield target / name

    def entries(self, source: Path) -> Iterator[tuple[Path, str]]:
        """What of a folder is in the project, and what it is called there."""
        for entry in sorted(source.iterdir()):
            with blaming(entry.relative_to(self.root)):
                name = self.name(entry)
            if name and not self.settings.left_out.match(name):
                yield entry, name

    def name(self, entry: Path) -> str:
        """What a file or folder is called in the project; empty where it is not in it."""
        if entry.is_symlink() and not entry.resolve().is_relative_to(self.root.resolve()):
            raise ValueError("it is a link that leads out of the template")
        is_template = entry.name.endswith(self.settings.suffix)
        if is_template and entry.is_dir():
            raise ValueError(f"only a file's name may end in {self.settings.suffix}")
        name = self.evaluator.text(entry.stem if is_template else entry.name, self.context)
        if name in {".", ".."} or "/" in name or "\\" in name:
            raise ValueError(f"it would be called {name!r}")
        return name

    def file(self, source: Path, target: Path) -> None:
        """Render or copy one file."""
        content = source.read_bytes()
        if source.name.endswith(self.settings.suffix):
            with blaming(source.relative_to(self.root)):
                content = self.evaluator.text(content.decode(), self.context).encode()
        try:
            with target.open("xb") as file:
                file.write(content)
        except FileExistsError:
            raise broken(source.relative_to(self.root), f"{target.name} is there already") from None
        mode = stat.S_IMODE(source.stat().st_mode)
        if stat.S_IMODE(target.stat().st_mode) != mode:
            with suppress(PermissionError):  # a file system without modes
                target.chmod(mode)


@contextmanager
def blaming(part: PurePath | str) -> Iterator[None]:
    """Say which part of the template it is that cannot be rendered."""
    try:
        yield
    except (TemplateError, ValueError, TypeError) as error:
        raise broken(part, f"{type(error).__name__}: {error}") from error


def broken(part: PurePath | str, why: str) -> Problem:
    """The error that a part of the template cannot be rendered."""
    return Problem(f"The template cannot be rendered: {part}: {why}", code="template-broken")
