"""The macros in Copier itself, as copier.yml and the templates use them."""

import json
import shutil
from pathlib import Path

import pytest
from copier import run_copy

from new_project.decision import recommend
from new_project.resources import template_root
from new_project.weights import Answer

from .conftest import needs

RECORD = """\
{% from 'generator/decision/decide.jinja' import verdict %}
{{ dict(needs=needs, verdict=verdict(weights[0], needs) | from_json) | to_json }}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questions and the decision, with trees that hold nothing but the verdict and their own name."""
    root = tmp_path_factory.mktemp("template")
    shutil.copy(template_root() / "copier.yml", root)
    shutil.copytree(template_root() / "generator", root / "generator", ignore=shutil.ignore_patterns("new_project"))
    for tree in ("fastapi", "django", "hybrid"):
        folder = root / f"template_{tree}"
        folder.mkdir()
        (folder / "record.json.jinja").write_text(RECORD)
        (folder / "tree").write_text(tree)
    return root


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"admin_needs": "heavy", "team_familiarity": "django"},
        {"existing_django": True, "performance": "primary"},
    ],
    ids=["fastapi", "django", "hybrid"],
)
def test_copier_renders_what_was_decided(
    answers: dict[str, Answer], template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run_copy(str(template), tmp_path / "project", data=answers, defaults=True, quiet=True)

    rendered = json.loads((tmp_path / "project" / "record.json").read_text())
    expected = recommend(needs(**answers))
    assert rendered["needs"] == needs(**answers)
    assert rendered["verdict"] == {**expected.as_json_dict(), "margin": expected.margin}
    assert (tmp_path / "project" / "tree").read_text() == expected.architecture == request.node.callspec.id
