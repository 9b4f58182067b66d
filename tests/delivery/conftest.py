"""What the tests of delivery share."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from new_project.render import render as render_into
from tests.conftest import once
from tests.delivery.projects import Answers


@pytest.fixture(scope="session")
def render(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Answers], Path]:
    """Render a project with our own renderer, which is quick, once for each set of answers."""
    return once(partial(render_into, template), tmp_path_factory)
