"""What files of every model have in common."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, ModelResource
from import_export.widgets import Widget
from tablib import Dataset

Row = Mapping[str, Any]
MAX_ID = 2**63 - 1


class IdWidget(Widget):  # type: ignore[misc]
    """The number of a row that exists, or nothing: then the row is new."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> int | None:
        """Read it."""
        text = str("" if value is None else value).strip()
        if not text:
            return None
        if not is_id(text):
            raise ValueError(f"{text[:20]!r} is not an id.")
        return int(text)


def is_id(text: str) -> bool:
    """Tell whether the database could have such an id."""
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MAX_ID


class RowLoader(BaseInstanceLoader):  # type: ignore[misc]
    """Finds all rows that a file names at once, and lets nobody change them meanwhile."""

    def __init__(self, resource: ModelResource, dataset: Dataset) -> None:
        """Leave out what is no id: its row will be refused."""
        super().__init__(resource, dataset)
        named = {str(value) for value in dataset["id"] if is_id(str(value))}
        rows = resource.get_queryset().select_for_update(of=("self",), no_key=True)
        self.found = {row.pk: row for row in rows.filter(pk__in=named)}

    def get_instance(self, row: Row) -> Any:
        """Return what a row changes, if it changes something."""
        return self.found.get(IdWidget().clean(row["id"]))


class PlainDiff(Diff):  # type: ignore[misc]
    """What was and what will be. The library's own takes long for long texts, and styles that a policy forbids."""

    right: list[Any]

    def compare_with(self, resource: ModelResource, instance: Any) -> None:
        """Leave out the id that a new row had for the preview only."""
        super().compare_with(resource, instance)
        if self.new:
            fields = resource.get_import_fields()
            self.right = [
                "" if field.attribute == "id" else cell for field, cell in zip(fields, self.right, strict=True)
            ]

    def as_html(self) -> list[str]:
        """Return a cell for each column."""
        pairs = zip(self.left, self.right, strict=True)
        return [
            format_html("{}", new) if self.new or old == new else format_html("<del>{}</del> <ins>{}</ins>", old, new)
            for old, new in pairs
        ]


class RowResource(ModelResource):  # type: ignore[misc]
    """A row with an id changes what has it; it makes nothing of an id that it chose itself."""

    id = Field(attribute="id", column_name="id", widget=IdWidget())

    class Meta:
        instance_loader_class = RowLoader
        skip_unchanged = True
        use_transactions = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        """Show what changes."""
        return PlainDiff

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Take a file without ids for one of new rows."""
        if "id" not in dataset.headers:
            dataset.append_col([""] * len(dataset), header="id")

    def validate_instance(
        self, instance: Any, import_validation_errors: dict[str, Any] | None = None, validate_unique: bool = True
    ) -> None:
        """Validate as a form does, but do not ask the database, row by row, for what it will refuse by itself."""
        errors = dict(import_validation_errors or {})
        related = {field.name for field in instance._meta.concrete_fields if field.is_relation}
        try:
            instance.full_clean(
                exclude={*errors, *related}, validate_unique=validate_unique, validate_constraints=False
            )
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def get_or_init_instance(self, instance_loader: Any, row: Row) -> tuple[Any, bool]:
        """Find what a row changes."""
        instance, is_new = super().get_or_init_instance(instance_loader, row)
        if is_new and row["id"] not in {"", None}:
            raise ValidationError({"id": "There is none with this id."})
        return instance, is_new
