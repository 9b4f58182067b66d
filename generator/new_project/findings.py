"""What the doctor finds: a typed record that says what it is, where, how that was found, and what mends it."""

from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Literal, TypeAlias

Status: TypeAlias = Literal["ok", "hint", "warning", "problem", "skipped"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found. A problem keeps something from working; a warning may; a hint is worth a thought."""

    status: Status
    found: str
    how: str = ""
    """How it was found out, where the sentence alone does not say it."""
    mend: str = ""
    """The command that mends it, as one would type it where the doctor was called."""
    where: str = ""
    """The file, the folder or the program that it is about."""
    check: str = ""
    area: str = ""

    def of(self, check: str, area: str) -> "Finding":
        """The same, as what this check found."""
        return replace(self, check=check, area=area)

    def as_json_dict(self) -> dict[str, Any]:
        """Return it as `new-project doctor --json` prints it."""
        found = asdict(self)
        return {key: found[key] for key in ("area", "check", "status", "found", "how", "where", "mend")}


ok = partial(Finding, "ok")
hint = partial(Finding, "hint")
warning = partial(Finding, "warning")
problem = partial(Finding, "problem")
skipped = partial(Finding, "skipped")


def listed(names: list[str], most: int = 3) -> str:
    """Some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 file`, `2 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
