"""How often one client may ask."""

import os
import re
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

RATE = re.compile(r"[1-9]\d*/(second|minute|hour|day)")


def read_rate(value: str) -> str:
    """Take a rate, or nothing: then nothing is counted."""
    if value and not RATE.fullmatch(value):
        raise ImproperlyConfigured("RATE_LIMIT says how often, like 600/minute (or second, hour, day)")
    return value


def read_storage(address: str) -> str:
    """Take a Redis whose client is installed, or nothing: then each process counts by itself."""
    if address and not address.startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured("RATE_LIMIT_STORAGE names a Redis, like redis://host:6379/0")
    if address and find_spec("redis") is None:
        raise ImproperlyConfigured("RATE_LIMIT_STORAGE: its client is not installed: uv add redis")
    return address


RATE_LIMIT = read_rate(os.environ.get("RATE_LIMIT", ""))
RATE_LIMIT_STORAGE = read_storage(os.environ.get("RATE_LIMIT_STORAGE", ""))
