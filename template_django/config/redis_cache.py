"""Django's cache in Redis, but for a Redis that is gone: then nothing is remembered, and nothing fails or waits."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends import redis
from django.utils.functional import cached_property

logger = logging.getLogger(__name__)

PAUSE = 5
"""Seconds until a Redis that did not answer is asked again: meanwhile no request waits for it."""


class RedisCache(redis.RedisCache):
    """The backend that the settings name."""

    @cached_property
    def _cache(self) -> Any:
        return Forgiving(super()._cache)


class Forgiving:
    """Calls the client, and answers as an empty cache does while that fails."""

    def __init__(self, client: Any) -> None:
        """Take the client."""
        self._client = client
        self._asked_again_at = 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a method of the client, which never raises because of Redis."""
        method = getattr(self._client, name)

        def call(*arguments: Any, **named: Any) -> Any:
            if time.monotonic() >= self._asked_again_at:
                try:
                    return method(*arguments, **named)
                except (ValueError, TypeError):  # a key that is not there, or a value that is no number
                    raise
                except Exception as error:
                    logger.warning("Nothing is cached for %s s: %s", PAUSE, error)
                    self._asked_again_at = time.monotonic() + PAUSE
            return absent(name, arguments)

        return call


def absent(name: str, arguments: tuple[Any, ...]) -> Any:
    """Answer like a cache that holds nothing."""
    match name:
        case "get":
            return arguments[1] if len(arguments) > 1 else None
        case "get_many":
            return {}
        case "set_many":
            return []
        case "incr":
            raise ValueError(f"Key '{arguments[0]}' not found")
        case _:
            return False
