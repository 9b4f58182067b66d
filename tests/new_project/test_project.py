"""Reading what a project says of itself."""

from pathlib import Path

import pytest

from new_project.project import NotAProject, load_project
from new_project.template import ANSWERS_FILE


def test_a_project_says_what_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_text("_commit: 1.2.3\n_src_path: https://here\narchitecture: django\nci: none\n")
    project = load_project(tmp_path)
    assert (project.version, project.origin, project.architecture) == ("1.2.3", "https://here", "django")
    assert project.answers == {"architecture": "django", "ci": "none"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no readable"),
        ("- a\n", "no readable"),
        ("<<<<<<< ours\na: [\n", "conflicts"),
        ("architecture: flask\n", "does not know: flask"),
    ],
)
def test_anything_else_is_no_project(text: str | None, said: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / ANSWERS_FILE).write_text(text)
    with pytest.raises(NotAProject, match=said):
        load_project(tmp_path)
