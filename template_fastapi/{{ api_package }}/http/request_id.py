"""The id of a request: the caller's own where it is a sane one, else a new one."""

import os
import re
from contextvars import ContextVar

SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""The id of the request that is being answered; a dash outside of requests."""


def identify(given: bytes | None) -> bytes:
    """Choose the id of a request and remember it. Anything that could forge a line of a log is no id."""
    chosen = given if given and SANE.fullmatch(given) else os.urandom(16).hex().encode()
    request_id.set(chosen.decode())
    return chosen
