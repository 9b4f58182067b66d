"""What the tests of updates share: the tool of the last of three releases, and projects of the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.owner_edits import with_edits
from tests.releases import Releases, copied, git
from tests.updating.found import ANSWERS
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


@pytest.fixture(scope="session")
def edited(released: Releases) -> Path:
    """A project of the first release that its owner has edited where nothing conflicts; to copy from."""
    return owned(released, near=False)


@pytest.fixture(scope="session")
def edited_near(released: Releases) -> Path:
    """The same, edited where releases change something, too."""
    return owned(released, near=True)


def owned(released: Releases, *, near: bool) -> Path:
    """A project of the first release with its owner's edits."""
    project = released.project_of("1.0.0", "fastapi", ANSWERS)
    with_edits(project, near=near)
    git(project, "repack", "-a", "-d", "-q")  # one file, which is copied faster
    return project


@pytest.fixture
def project(edited: Path) -> Path:
    """A copy of a project without conflicts; tests may do with it what they like."""
    return copied(edited)
