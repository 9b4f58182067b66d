"""What the API's models say of tables."""

from pathlib import Path

from moving.api_models import read_models

MODELS = '''
class Note(Base):
    """Django's `notes.Note`."""

    __tablename__ = "notes_note"
    __table_args__ = (_sa.UniqueConstraint("writer_id", "title"),)

    id: Mapped[int] = mapped_column(_sa.BigInteger, primary_key=True)
    writer_id: Mapped[int] = mapped_column(_sa.BigInteger, _sa.ForeignKey("users_user.id"), index=True)
    title: Mapped[str] = mapped_column(_sa.String(80), unique=True, default="")
    metadata_: Mapped[_typing.Any] = mapped_column("metadata", _pg.JSONB(none_as_null=True), nullable=True)
    ended_at: Mapped[_dt.datetime | None] = mapped_column(UtcDateTime)

    writer: Mapped["User"] = relationship(foreign_keys=[writer_id], viewonly=True, lazy="raise")


class Helper:
    """No model."""
'''


def test_tables_and_columns_are_found_by_the_names_that_the_database_has(tmp_path: Path) -> None:
    file = tmp_path / "models.py"
    file.write_text(MODELS)
    (table,) = read_models(file).items()
    assert (table[0], table[1].name, table[1].attribute("metadata")) == ("notes_note", "Note", "Note.metadata_")
    columns = table[1].columns
    assert list(columns) == ["id", "writer_id", "title", "metadata", "ended_at"]
    assert (columns["id"].is_key, columns["title"].is_key, columns["title"].is_unique) == (True, False, True)
    assert (columns["title"].length, columns["id"].length) == (80, None)
    assert (columns["writer_id"].references, columns["id"].references) == ("users_user", "")
    assert [name for name, column in columns.items() if column.is_null] == ["metadata", "ended_at"]
    assert [name for name, column in columns.items() if column.has_default] == ["title"]
