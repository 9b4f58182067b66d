"""The settings of a Django project that has nothing of this one but its database."""

import os

from config.settings.database import read_database

DATABASES = {"default": read_database(os.environ["DATABASE_URL"])}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "bridge.tests.shapes"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "for tests"  # noqa: S105
USE_TZ = True
