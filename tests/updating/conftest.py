"""What the tests of updates share: the tool of the last of three releases, and projects of the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.owner_edits import with_edits
from tests.releases import Releases
from tests.updating.tool import Tool, WarmTool, tool_in


@pytest.fixture(scope="session")
def tool(released: Releases, tmp_path_factory: pytest.TempPathFactory) -> Tool:
    """The tool of the last release. What it keeps of older ones is shared by the tests, as by its user's projects."""
    return tool_in(released.root, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def warm(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmTool]:
    """The same tool, without starting Python anew each time."""
    started = WarmTool(tool, tmp_path_factory.mktemp("warm"))
    yield started
    started.stop()


@pytest.fixture
def project(released: Releases) -> Path:
    """A project of the first release that its owner has edited where nothing conflicts."""
    project = released.project_of("1.0.0", "fastapi", {"ci": "github"})
    with_edits(project)
    return project
