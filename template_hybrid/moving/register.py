"""Adds a route to what exists: FastAPI's application, and the gateway's list."""

import re

from moving.names import Names


class NotRegisteredError(Exception):
    """A file is not as it was made, so it is not touched; the message says what to add by hand."""


def in_application(text: str, names: Names) -> str:
    """`main.py` with the router."""
    variable = names.many if not re.search(rf"\b{names.many}\b(?!\.)", text) else f"{names.many}_router"
    line = f"from {names.package}.{names.many}.router import router as {variable}"
    if f"from {names.package}.{names.many}.router import" in text:
        return text
    included = f"    app.include_router({variable})"
    place = re.search(r"^    app\.include_router\(health\.router\)$", text, re.MULTILINE)
    if not place:
        raise NotRegisteredError(f"main.py is not as it was made: import the router and add\n{included}")
    text = f"{text[: place.start()]}{included}\n{text[place.start() :]}"
    imports = list(re.finditer(rf"^from {names.package}\.(\S+) import .*\n", text, re.MULTILINE))
    after = next((each for each in imports if each[1] > f"{names.many}.router"), None)
    at = after.start() if after else imports[-1].end()
    return f"{text[:at]}{line}\n{text[at:]}"


def in_gateway(text: str, route: str) -> str:
    """`routes.toml` with the route, of which FastAPI answers nothing yet."""
    if re.search(rf"""^\s*["']{re.escape(route)}["']\s*=""", text, re.MULTILINE):
        return text
    line = f'"{route}" = ' + '{ share = 0, methods = ["GET"] }\n'
    table = re.search(r"^\[routes\]\n", text, re.MULTILINE)
    if not table:
        raise NotRegisteredError(f"routes.toml has no table [routes]: add it, and in it\n{line}")
    following = re.compile(r"^\[", re.MULTILINE).search(text, table.end())
    end = following.start() if following else len(text)
    before = text[:end].rstrip("\n")
    return f"{before}\n{line}{text[end:] and chr(10)}{text[end:]}"
