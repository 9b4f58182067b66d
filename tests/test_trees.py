"""What is rendered into memory is what `new_project.render` writes."""

from collections.abc import Mapping
from pathlib import Path

from tests.matrix import BUILT, Row
from tests.ruff import complaints, files_to_lint
from tests.trees import Trees, read


def test_it_is_what_is_written(template: Path, sample: Mapping[Row, Path]) -> None:
    trees = Trees(template)
    for _ in range(2):  # the second time all of it is remembered
        for row in BUILT:
            project = sample[row]
            written = {
                path.relative_to(project).as_posix(): read(path) for path in project.rglob("*") if path.is_file()
            }
            assert trees.tree(row.answers) == written, row.name


def test_ruff_sees_each_file_under_its_own_settings() -> None:
    tree = {
        "pyproject.toml": '[project]\nname = "x"\n\n[tool.ruff]\nline-length = 20\n[tool.ruff.lint]\nselect = ["E"]\n',
        "api/pyproject.toml": '[tool.ruff]\nline-length = 40\n[tool.ruff.lint]\nselect = ["E"]\n[tool.mypy]\n',
        "a.py": "name = 'eleven' + ''\n",
        "api/a.py": "name = 'eleven and more'\n",
        "web/b.py": 'name = "eleven words and"\n',
    }
    found = complaints(sorted(files_to_lint(tree)))
    assert [line.split(":")[0].split("/", 1)[-1] for line in found.splitlines() if ": E501" in line] == ["web/b.py"]
    assert '+name = "eleven" + ""' in found
    assert '+name = "eleven and more"' in found
    assert '+name = "eleven words and"' not in found
