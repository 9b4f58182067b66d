"""What a route's package is called."""

from pathlib import Path

import pytest

from moving.facts import Access, Description, Table
from moving.names import names_of

TABLE = Table("notes.Note", "notes_note", "id", "int", "its name")


@pytest.mark.parametrize(
    ("route", "many"),
    [
        ("/api/notes", "notes"),
        ("/api/old-notes", "old_notes"),
        ("/api/import", "api_import"),
        ("/api/None", "api_None"),
        ("/api/2fa", "api_2fa"),
        ("/api/users/2fa", "users_2fa"),
        ("/api/notes²", "notes_"),
        ("/api/main", "api_main"),
        ("/api/calls", "calls"),
        ("/api/old/calls", "old_calls"),
    ],
)
def test_it_is_a_name_that_nothing_has_yet(route: str, many: str, tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/router.py").write_text('router = APIRouter(prefix="/api/calls")\n', encoding="utf-8")
    description = Description(route, TABLE, Access("open", "nothing guards it"), ())
    assert names_of(description, tmp_path).many == many
