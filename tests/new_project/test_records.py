"""The numbers of decision records, and what one says when another supersedes it."""

import pytest

from new_project.records import next_number, record_path, superseded_by

STATUS = "status: superseded by [0002](0002-architecture.md)\n"


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ([], 1),
        (["0001-architecture.md"], 2),
        (["0001-architecture.md", "0012-ours.md", "0003-x.md"], 13),
        (["README.md", "00011-x.md", "0005.txt", "template.md", "0004.md"], 1),
        (["0007-new\nline.md"], 8),
    ],
)
def test_the_next_number_is_after_all_others(names: list[str], number: int) -> None:
    assert next_number(f"docs/decisions/{name}" for name in names) == number


def test_records_of_other_folders_do_not_count() -> None:
    assert next_number(["docs/decisions/old/0009-x.md", "decisions/0009-x.md", record_path(3)]) == 4


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("---\nstatus: accepted\ndate: x\n---\n\n# T\n", f"---\n{STATUS}date: x\n---\n\n# T\n"),
        ("---\ndate: x\nstatus: proposed\n---\n# T\n\nstatus: x\n", f"---\ndate: x\n{STATUS}---\n# T\n\nstatus: x\n"),
        ("---\ndate: x\n---\n# T\n", f"---\n{STATUS}date: x\n---\n# T\n"),
        ("---\n---\n# T\n", f"---\n{STATUS}---\n# T\n"),
        ("# T\n\n---\nstatus: accepted\n---\n", f"---\n{STATUS}---\n\n# T\n\n---\nstatus: accepted\n---\n"),
        ("", f"---\n{STATUS}---\n\n"),
        ("---\r\nstatus: accepted\r\n---\r\n# T\r\n", f"---\n{STATUS}---\n# T\n".replace("\n", "\r\n")),
    ],
)
def test_only_the_status_changes(text: str, changed: str) -> None:
    assert superseded_by(2, text) == changed
