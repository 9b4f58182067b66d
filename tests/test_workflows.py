"""The generated workflow passes the linters that its owner would run."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.matrix import Row

BIN = Path(sys.executable).parent


LINTERS = (["actionlint"], ["zizmor", "--offline", "--pedantic"])
linters = pytest.mark.parametrize("linter", LINTERS, ids=lambda linter: linter[0])


@linters
def test_workflows_are_clean(linter: list[str], sample: Mapping[Row, Path]) -> None:
    projects = [project for row, project in sample.items() if row.ci == "github"]
    workflows = [path for project in projects for path in sorted((project / ".github" / "workflows").glob("*.yml"))]
    assert len(workflows) >= len(projects)
    command = [str(BIN / linter[0]), *linter[1:], *map(str, workflows)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@linters
def test_the_linters_see_what_is_wrong(linter: list[str], tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "ci.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(
        "on: [push]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v4\n      - run: echo ${{ github.head_ref }} ${{ nothing.here }}\n"
    )
    command = [str(BIN / linter[0]), *linter[1:], str(workflow)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
