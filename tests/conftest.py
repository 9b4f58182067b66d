"""What the tests share: the template as a clean folder, and rendered projects that no test may change."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from new_project.template import copy_parts
from tests.matrix import BUILT, Answers, Row
from tests.releases import Releases, releases

pytest.register_assert_rewrite("tests.contract")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the whole matrix."""
    parser.addoption(
        "--build-all",
        action="store_true",
        help="build and boot each option alone, too, and every row of Django and of the hybrid",
    )


BUILT_ROW = re.compile(r"test_matrix_built\.py::.*\[(?P<row>(?P<architecture>[a-z]+)-[a-z_+-]+)\]")
CHUNK = re.compile(r"test_matrix_rendered\.py::.*\[(?P<chunk>rows [0-9-]+)\]")


TOGETHER = (
    "test_unprivileged",
    "test_image",
    "test_real_projects",
    "test_release.py",
    "updating/test_conflicts",
    "updating/test_killed",
    "updating/test_places",
)
"""Tests that share what one worker makes once."""


class ByRow(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives all tests of a row, or of rows that are rendered together, to one worker; all hybrids go to the same.

    Two hybrids at once starve each other.

    `--dist loadgroup` would do this by marks, but with pytest 9.2 its groups are not seen (xdist 3.8).
    """

    def _split_scope(self, nodeid: str) -> str:
        if built := BUILT_ROW.search(nodeid):
            return "hybrid" if built["architecture"] == "hybrid" else built["row"]
        if rendered := CHUNK.search(nodeid):
            return rendered["chunk"]
        alone = [name for name in TOGETHER if name in nodeid]
        return alone[0] if alone else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Let a row be built once, not once by each worker."""
    return ByRow(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On CI every test must run: one that skips itself there has failed."""
    report = yield
    if report.skipped and os.environ.get("NEW_PROJECT_CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI must not skip: {report.longrepr}"
    return report


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    """A folder to build in. Not one of pytest's: each pytest locks the others' users out of those, PostgreSQL's too."""
    with tempfile.TemporaryDirectory(prefix="new-project-tests-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def uv() -> str:
    """The uv that runs these tests; it tells its children where it is, and may be on nobody's path."""
    found = os.environ.get("UV") or shutil.which("uv")
    assert found, "run the tests with `make test`, which brings uv along"
    return found


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template without the repository around it, so that Copier takes the files as they are now."""
    folder = tmp_path_factory.mktemp("template")
    copy_parts(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Three releases of this template, made once for all workers."""
    own = tmp_path_factory.getbasetemp()
    return releases(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def sample(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[Row, Path]:
    """The rows that are built elsewhere, only rendered: together they have every option. No test may change them."""
    from new_project.render import render

    folder = tmp_path_factory.mktemp("sample")
    projects = {row: folder / row.name / "call-center" for row in BUILT}
    for row, project in projects.items():
        render(template, project, row.answers)
    return projects


@pytest.fixture(scope="session")
def render(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Answers], Path]:
    """Render a project from answers, once for each set of answers."""
    from copier import run_copy

    def with_copier(project: Path, answers: Answers) -> None:
        run_copy(str(template), project, data=dict(answers), defaults=True, quiet=True)

    return once(with_copier, tmp_path_factory)


def once(
    render_into: Callable[[Path, Answers], None], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Answers], Path]:
    """Render into a new folder, or give the one that has these answers already."""
    done: dict[str, Path] = {}

    def render_once(answers: Answers) -> Path:
        key = json.dumps(answers, sort_keys=True)
        if key not in done:
            # Inside a folder that is named like a default project, so that no path gives an option away.
            done[key] = tmp_path_factory.mktemp("rendered") / "call-center"
            render_into(done[key], answers)
        return done[key]

    return render_once
