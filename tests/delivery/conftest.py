"""What the tests of delivery share."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from new_project.render import render as render_into
from tests.delivery.projects import Answers


@pytest.fixture(scope="session")
def render(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Answers], Path]:
    """Render a project with our own renderer, which is quick, once for each set of answers."""
    done: dict[str, Path] = {}

    def render_once(answers: Answers) -> Path:
        key = json.dumps(answers, sort_keys=True)
        if key not in done:
            done[key] = tmp_path_factory.mktemp("delivery") / "call-center"
            render_into(template, done[key], answers)
        return done[key]

    return render_once
