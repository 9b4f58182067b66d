"""What the tests of updates share: the tool of the last of three releases, and projects of the others."""

import pytest

from tests.releases import Releases
from tests.updating.tool import Tool, tool_in


@pytest.fixture(scope="session")
def tool(released: Releases, tmp_path_factory: pytest.TempPathFactory) -> Tool:
    """The tool of the last release. What it keeps of older ones is shared by the tests, as by its user's projects."""
    return tool_in(released.root, tmp_path_factory.mktemp("home"))
