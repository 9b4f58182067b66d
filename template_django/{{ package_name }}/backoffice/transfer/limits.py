"""How much is taken in, and given out, at once."""

MOST_BYTES = 5 * 2**20
MOST_UNPACKED_BYTES = 25 * 2**20
MOST_PARTS = 200
"""Files in an XLSX file, which is a ZIP archive."""

MOST_COLUMNS = 50
MOST_ROWS_IN = 2_000
MOST_ROWS_OUT = {"csv": 250_000, "xlsx": 50_000}
"""What a request has the time for: ten times more for CSV."""


class RefusedError(ValueError):
    """A file is not read or not written, for a reason that people can read."""
