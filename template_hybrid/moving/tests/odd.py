"""Describe routes of moving/tests/odd_views.py: `python -m moving.tests.odd ROUTE ...`, in web's environment."""

import json
import os
import sys
from dataclasses import asdict
from typing import Any

import django
from django.test.utils import override_settings


def main(routes: list[str]) -> None:
    """Print a description, or why there is none, for each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with override_settings(ROOT_URLCONF="moving.tests.odd_views"):
        print(json.dumps({route: described(route) for route in routes}))


def described(route: str) -> Any:
    """One of them."""
    from moving.reading import NotDescribedError  # noqa: PLC0415 - not before Django is set up
    from moving.route import describe  # noqa: PLC0415

    try:
        return asdict(describe(route))
    except NotDescribedError as error:
        return [error.code, str(error)]


if __name__ == "__main__":
    main(sys.argv[1:])
