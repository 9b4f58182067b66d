"""What Django signed: verified and read as `django.core.signing` of Django 5.2 does, and never unpickled."""

import json
import string
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from hashlib import sha256
from hmac import HMAC, compare_digest

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
"""Of the numbers to the base 62 by which times are written"""

MOST_BYTES = 64 * 1024
"""What may be there when it is unpacked: a small text must not become a large one."""


def salted_hmac(salt: str, value: str, key: str) -> HMAC:
    """Hash a value as Django does for one purpose, which the salt names."""
    return HMAC(sha256((salt + key).encode()).digest(), value.encode("utf-8", "replace"), sha256)


def sign(value: str, salt: str, key: str) -> str:
    """Make the signature of a text."""
    return urlsafe_b64encode(salted_hmac(f"{salt}signer", value, key).digest()).rstrip(b"=").decode()


def read_signed(signed: str, salt: str, keys: Sequence[str], max_age: int | None = None) -> dict[str, object] | None:
    """Read what one of the keys signed, in the last `max_age` seconds if it says so; nothing where none did."""
    dated, _, signature = signed.rpartition(":")
    if not any(compare_digest(signature.encode("utf-8", "replace"), sign(dated, salt, key).encode()) for key in keys):
        return None
    encoded, _, date = dated.rpartition(":")
    if max_age is not None and time.time() - seconds(date) > max_age:
        return None
    return unpack(encoded)


def seconds(date: str) -> int:
    """Read the time of a signature; its signature is right, so it was Django that wrote it."""
    number = 0
    for digit in date:
        number = number * len(DIGITS) + DIGITS.index(digit)
    return number


def unpack(encoded: str) -> dict[str, object] | None:
    """Read an object: base64 of JSON, which is compressed where it begins with a dot."""
    packed = encoded.removeprefix(".")
    try:
        plain = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        if packed != encoded:
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(plain, MOST_BYTES)
            if unpacker.unconsumed_tail:
                return None
        found = json.loads(plain.decode("latin-1"))
    except (Base64Error, zlib.error, ValueError):
        return None
    return found if isinstance(found, dict) else None
