"""Renders thousands of projects into memory, where most files are the same in hundreds of them: each is made once.

What it makes is what `new_project.render` writes: tests/test_trees.py compares the two.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path, PurePath
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from new_project.answers import resolve
from new_project.evaluate import Evaluator
from new_project.questions import load_questionnaire
from new_project.settings import load_settings
from tests.matrix import Answers

Tree = Mapping[str, str]
"""A project's files: path and text. A text that several projects share is one object, so that to compare is cheap."""


class Trees:
    """The projects of one template."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = load_settings(root)
        self.questionnaire = load_questionnaire(root)
        self.evaluator = Evaluator(self.questionnaire)
        self._made: dict[tuple[str, object], str] = {}

    def tree(self, answers: Answers) -> Tree:
        """Render one."""
        resolved = resolve(self.questionnaire, answers)
        known = resolved.computed | resolved.values
        answers_file = PurePath(self.text(self.settings.answers_file, known))
        context = known | {"_copier_answers": resolved.values, "_copier_conf": {"answers_file": answers_file}}
        return dict(self._folder(self.root / self.text(self.settings.subdirectory, known), "", context))

    def _folder(self, folder: Path, prefix: str, context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for source, name_template, content in self._entries(folder):
            name = self.text(name_template, context)
            if not name or self.settings.left_out.match(name):
                continue
            if content is None:
                yield from self._folder(source, f"{prefix}{name}/", context)
            elif source.name.endswith(self.settings.suffix):
                yield prefix + name, self.text(content, context)
            else:
                yield prefix + name, content

    @cache  # noqa: B019 - there is one for all tests
    def _entries(self, folder: Path) -> list[tuple[Path, str, str | None]]:
        """What is in a folder of the template: where, its name's template, and its text unless it is a folder."""
        return [
            (entry, entry.name.removesuffix(self.settings.suffix), None if entry.is_dir() else read(entry))
            for entry in sorted(folder.iterdir())
        ]

    def text(self, source: str, context: Mapping[str, Any]) -> str:
        """Render a text, or take what came of it when all that it reads was the same."""
        read = [context.get(name) for name in self._reads(source)]
        key: tuple[str, object] = (source, tuple(read))
        try:
            made = self._made.get(key)
        except TypeError:  # a list or a mapping is among it
            key = (source, repr(read))
            made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.evaluator.text(source, context)
        return made

    @cache  # noqa: B019 - there is one for all tests
    def _reads(self, source: str) -> tuple[str, ...]:
        """The answers that a text depends on, itself or by what it includes."""
        environment = self.evaluator.environment
        parsed = environment.parse(source)
        names = find_undeclared_variables(parsed)
        for included in find_referenced_templates(parsed):
            assert included is not None, f"what this includes is only known when it is rendered: {source}"
            names |= set(self._reads(self._source(included)))
        return tuple(sorted(names - self._constants))

    def _source(self, name: str) -> str:
        environment = self.evaluator.environment
        assert environment.loader is not None
        try:
            return environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:  # the second of two, for a checkout without links: to miss it is its message
            return ""

    @cached_property
    def _constants(self) -> set[str]:
        """What is the same in every project."""
        questions = self.questionnaire.questions
        return {each.key for each in questions if each.computed and not isinstance(each.default, str)}


def read(file: Path) -> str:
    """A file's text; the bytes of a file that is none, such as a compiled catalogue, are kept as they are."""
    return file.read_text("utf-8", errors="surrogateescape")
