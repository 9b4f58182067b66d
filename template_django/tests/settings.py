"""The settings of the tests: those of development, with cheap passwords."""

import os

import pytest

os.environ["ENVIRONMENT"] = "development"
if not os.environ.get("DATABASE_URL"):
    raise pytest.UsageError("DATABASE_URL is not set: run `make test`")

from config.settings import *

# The real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
