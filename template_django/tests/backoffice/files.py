"""Files that are uploaded to the admin, and what comes out of it."""

import csv
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tests.browsers import Browser

CSV, XLSX = "0", "1"
CALLS = "/admin/calls/call/"


def workbook(*rows: list[Any]) -> bytes:
    """Make an XLSX file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """Put something else in the place of a part of an XLSX file."""
    file = BytesIO()
    with ZipFile(BytesIO(book)) as given, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(part.filename, content if part.filename == name else given.read(part))
    return file.getvalue()


def upload(browser: Browser, data: bytes | str, kind: str = CSV, path: str = CALLS) -> Any:
    """Upload a file; return the preview, or the form with what is wrong."""
    file = SimpleUploadedFile("calls", data.encode() if isinstance(data, str) else data)
    return browser.post(f"{path}import/", {"import_file": file, "format": kind, "resource": "0"})


def confirm(browser: Browser, preview: Any, path: str = CALLS, **changes: str) -> Any:
    """Confirm what a preview shows."""
    form = {name: str(value) for name, value in preview.context["confirm_form"].initial.items()}
    return browser.post(f"{path}process_import/", {**form, **changes}, follow=True)


def refusal(answer: Any) -> str:
    """Return what the form says of a file."""
    assert "confirm_form" not in answer.context
    (message,) = answer.context["form"].errors["import_file"]
    return str(message)


def export(browser: Browser, kind: str = CSV, path: str = CALLS, query: str = "") -> Any:
    """Ask for a file."""
    return browser.post(f"{path}export/{query}", {"format": kind, "resource": "0"})


def rows_of_csv(content: bytes) -> list[list[str]]:
    """Read a CSV file."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def rows_of_xlsx(content: bytes) -> list[list[Any]]:
    """Read an XLSX file; formulas are shown as such."""
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].rows]
