"""What cookiecutter is measured with renders the very project."""

import json
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from benchmarks.cli.contests import contents
from benchmarks.cli.cookiecutter_template import with_variables, write_template
from tests.matrix import Answers


def rendered(template: Path) -> dict[str, tuple[bytes, bool]]:
    """Render a template as cookiecutter does."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 - not HTML
    known = {"cookiecutter": json.loads((template / "cookiecutter.json").read_text())}

    def text(source: str) -> str:
        return environment.from_string(source).render(known)

    files = {name: file for name, file in contents(template).items() if name != "cookiecutter.json"}
    return {text(name): (text(data.decode()).encode(), runs) for name, (data, runs) in files.items()}


def test_it_renders_the_same_files(render: Callable[[Answers], Path], tmp_path: Path) -> None:
    project = render({"architecture": "fastapi"})
    write_template(project, tmp_path / "template")
    made = rendered(tmp_path / "template")
    assert made == {f"call-center/{name}": file for name, file in contents(project).items()}
    named = (tmp_path / "template").rglob("*{{ cookiecutter.package_name }}*")
    assert list(named), "no name is a variable"


def test_what_looks_like_jinja_stays() -> None:
    source = with_variables("${{ github.ref }} {% {# }} call-center")
    assert source.endswith("{{ cookiecutter.project_slug }}")
    known = {"cookiecutter": {"project_slug": "x"}}
    assert Environment().from_string(source).render(known) == "${{ github.ref }} {% {# }} x"  # noqa: S701 - not HTML
