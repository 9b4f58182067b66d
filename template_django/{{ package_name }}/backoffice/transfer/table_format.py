"""What the formats have in common."""

from import_export.formats.base_formats import Format


class TableFormat(Format):  # type: ignore[misc]
    """A format in which tables come in and go out."""

    title: str
    content_type: str

    def __init__(self, encoding: str | None = None) -> None:
        """Take an encoding, for which nothing asks: each format knows its own."""

    def get_title(self) -> str:
        """Name the format."""
        return self.title

    def get_extension(self) -> str:
        """Name its files."""
        return self.title

    def get_content_type(self) -> str:
        """Name its type."""
        return self.content_type

    def can_import(self) -> bool:
        """It is read."""
        return True

    def can_export(self) -> bool:
        """It is written."""
        return True
