"""Logs go to standard error, one line an event, from LOG_LEVEL up."""

import os
from typing import Any

LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO").upper()

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers would print a second time in development and send mail in production.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
