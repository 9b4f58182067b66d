"""A template for cookiecutter that renders the same files as one of our projects."""

import json
import re
import shutil
from pathlib import Path

VARIABLES = {"project_name": "Call Center", "project_slug": "call-center", "package_name": "call_center"}
MARK = re.compile(r"\{\{|\{%|\{#")


def write_template(project: Path, template: Path) -> None:
    """Make a template of a rendered project: its names become variables, all other text stays as long as it is."""
    template.mkdir()
    (template / "cookiecutter.json").write_text(json.dumps(VARIABLES), encoding="utf-8")
    for source in sorted(path for path in project.rglob("*") if path.is_file()):
        name = f"call-center/{source.relative_to(project).as_posix()}"
        target = template / with_variables(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(with_variables(source.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.copymode(source, target)


def with_variables(text: str) -> str:
    """The text as Jinja that renders it."""
    text = MARK.sub(lambda mark: f'{{{{ "{mark[0]}" }}}}', text)
    for variable, value in VARIABLES.items():
        text = text.replace(value, f"{{{{ cookiecutter.{variable} }}}}")
    return text
