"""Passwords: hashed by Argon2id, in threads of their own number, so that the event loop never waits for one."""

import os

from anyio import CapacityLimiter, to_thread
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

# OWASP's parameters of 19 MiB. Stronger ones are a change here: a hash is renewed when its owner next signs in.
HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))


class Passwords:
    """Hashes and checks, a few at a time: each takes a processor for some 30 ms, and 19 MiB."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(min(4, os.cpu_count() or 1))
        # What a password is compared with where there is no such user, so that the answer takes as long.
        self._nobodys_hash = HASHER.hash(os.urandom(16))

    async def hash(self, password: str) -> str:
        """Hash a new password."""
        return await to_thread.run_sync(HASHER.hash, password, limiter=self._limiter)

    async def check(self, password: str, password_hash: str | None) -> tuple[bool, str | None]:
        """Whether it is the password of that hash, and its new hash where the parameters have changed since."""
        given = password_hash or self._nobodys_hash
        right, renewed = await to_thread.run_sync(HASHER.verify_and_update, password, given, limiter=self._limiter)
        return right and password_hash is not None, renewed
