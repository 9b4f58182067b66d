"""Every option in every tree: added and removed, the result is a fresh project with its owner's edits, byte for byte.

Trees are rendered into memory (tests/test_trees.py compares them with real ones) and merged by the engine of `update`.
"""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from new_project.merging import Sides, merge
from new_project.option_changes import with_options, without_options
from new_project.repository import Files, Repository
from tests.matrix import of
from tests.new_project.option_table import CASES, QUESTIONNAIRE, Case, has
from tests.trees import Tree, Trees

Line = tuple[str, str, str]
"""A file, a pattern that one of its lines matches, and what its owner writes below that line."""

OF_DJANGO = (
    ("pyproject.toml", r'  "cryptography>=', '  "dateparser>=1.2,<2",\n'),
    ("config/settings/apps.py", r'    "django.contrib.humanize"', '    "call_center.agents",\n'),
    ("config/settings/__init__.py", r"from config.settings.logs", "from config.settings.mail_of_ours import *\n"),
    ("config/urls.py", r'    path\("readyz"', '    path("agents/", include("call_center.agents.urls")),\n'),
)
EDITS: Mapping[str, tuple[Line, ...]] = {
    "fastapi": (
        ("README.md", r"# Call Center$", "\nWhat we added ourselves is in `agents/`.\n"),
        ("pyproject.toml", r'  "pydantic>=', '  "pydantic-extra-types>=2.10,<3",\n'),
        ("call_center/main.py", r"    app.include_router\(calls", "    app.include_router(agents)\n"),
        ("call_center/settings/__init__.py", r"    log_level: ", "    agents: int = 8\n"),
        (".env.example", r"LOG_LEVEL=", "AGENTS=8\n"),
        ("Makefile", r"\t@\$\(WITH_DATABASE\) pytest", "\nagents: install\n\t@$(RUN) python -m agents\n"),
    ),
    "django": (
        ("README.md", r"# Call Center$", "\nWhat we added ourselves is in `agents/`.\n"),
        *OF_DJANGO,
        (".env.example", r"LOG_LEVEL=", "AGENTS=8\n"),
    ),
    "hybrid": (
        ("README.md", r"# Call Center$", "\nWhat we added ourselves is in `agents/`.\n"),
        *((f"web/{file}", after, line) for file, after, line in OF_DJANGO),
        ("api/pyproject.toml", r'  "pydantic>=', '  "pydantic-extra-types>=2.10,<3",\n'),
        ("api/call_center_api/main.py", r"    app.include_router\(calls", "    app.include_router(agents)\n"),
    ),
}


def edited(architecture: str, tree: Tree) -> Tree:
    """A project as its owner has edited it: a line in some files that options write into, too, and a file."""
    made = dict(tree)
    for file, after, line in EDITS[architecture]:
        made[file], found = re.subn(rf"^({after}.*\n)", lambda match: match[1] + line, made[file], flags=re.MULTILINE)  # noqa: B023
        assert found == 1, (file, after)
    return {**made, "agents/ours.py": "OURS = True\n"}


@pytest.fixture(scope="module")
def trees(template: Path) -> Trees:
    """What renders them."""
    return Trees(template)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Where they are merged."""
    folder = tmp_path_factory.mktemp("merged")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return Repository(folder, "")


def kept(repository: Repository, *projects: Tree) -> list[Files]:
    """Put projects into git's store, all at once."""
    words: list[bytes] = []
    for number, project in enumerate(projects):
        words.append(f"commit refs/made/{number}\ncommitter we <we@localhost> 0 +0000\ndata 0\ndeleteall\n".encode())
        for path, text in project.items():
            content = text.encode(errors="surrogateescape")
            words += [f'M 100644 inline "{path}"\ndata {len(content)}\n'.encode(), content, b"\n"]
    repository.git("fast-import", "--quiet", "--force", given=b"".join(words))
    return [repository.files(f"refs/made/{number}") for number in range(len(projects))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_option_comes_and_goes_and_nothing_is_lost(case: Case, trees: Trees, repository: Repository) -> None:
    assert {**case.lacking, **with_options(QUESTIONNAIRE, case.lacking, [case.option])} == case.having
    if can_go(case):
        assert {**case.having, **without_options(QUESTIONNAIRE, case.having, [case.option])} == case.lacking
    lacking, having = trees.tree(case.lacking), trees.tree(case.having)
    owners = [edited(case.architecture, tree) for tree in (lacking, having)]
    fresh_without, fresh_with, ours_without, ours_with = kept(repository, lacking, having, *owners)
    assert fresh_without != fresh_with

    added = merge(repository, {}, Sides(fresh_without, ours_without, fresh_with))

    assert added.conflicts == []
    assert repository.files(added.tree) == ours_with
    removed = merge(repository, {}, Sides(fresh_with, repository.files(added.tree), fresh_without))
    assert removed.conflicts == []
    assert repository.files(removed.tree) == ours_without


def can_go(case: Case) -> bool:
    """Whether the option can be removed without another instead."""
    return case.option.question.multiple or "none" in case.option.question.answers


def test_no_option_of_any_project_is_left_out() -> None:
    offered = {(case.architecture, case.option.question.key, case.option.value) for case in CASES}
    supported = {
        (row.architecture, key, answer)
        for name in ("fastapi", "django", "hybrid")
        for row in of(name)
        for key, answers in row.chosen.items()
        for answer in answers
        if key not in {"architecture", "interface"} and answer != "none"
    }
    assert offered == supported
    assert all(has(case.having, case.option) and not has(case.lacking, case.option) for case in CASES)
    assert len(CASES) == 2 * len(offered)


def test_among_all_others_means_among_many() -> None:
    for case in CASES:
        if case.beside == "among all":
            assert len(case.lacking["features"]) >= 2, case.name
