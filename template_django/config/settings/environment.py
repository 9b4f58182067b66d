"""What the settings read from the environment: what is missing is named, and production has no usable defaults."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def read_environment() -> str:
    """Return `production` unless the environment says `development`: to forget the variable must be safe."""
    value = os.environ.get("ENVIRONMENT") or "production"
    if value not in {"development", "production"}:
        raise ImproperlyConfigured(f"ENVIRONMENT is {value!r}: it is either 'development' or 'production'")
    return value


PRODUCTION = read_environment() == "production"


def required_in_production(name: str, *, development: str) -> str:
    """Read a variable that has a default in development only."""
    value = os.environ.get(name)
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set: production does not start without it")
    return development
