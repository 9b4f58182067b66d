"""What a storage can do. A bucket and a folder both can, so that clients need not know which one it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import quote

UPLOAD_WITHIN = timedelta(minutes=15)
DOWNLOAD_WITHIN = timedelta(minutes=5)


class StorageUnreachableError(Exception):
    """The storage cannot be reached, or refuses us."""


class NotUploadedError(Exception):
    """The storage does not have the file, or has another one than was announced."""


@dataclass(frozen=True)
class SignedUrl:
    """An address that is good for one thing, for a while, for whoever has it. A request there carries the headers."""

    url: str
    expires_at: datetime
    headers: Mapping[str, str]


class Storage(Protocol):
    """Keeps files by keys of ours. No file is ever overwritten."""

    async def upload(self, key: str, content_type: str, size: int) -> SignedUrl:
        """Where to PUT a file of exactly this type and size."""

    async def download(self, key: str, content_type: str, name: str) -> SignedUrl:
        """Where to GET a file. Browsers save it under this name and never show or run it."""

    async def find(self, key: str) -> int | None:
        """The size of a file; None where there is none."""

    async def delete(self, key: str) -> None:
        """Delete a file, if it is there."""


def expiry(lifetime: timedelta) -> datetime:
    """When an address that is signed now ends; in whole seconds, as it is signed."""
    return datetime.now(UTC).replace(microsecond=0) + lifetime


def disposition(name: str) -> str:
    """The header that has browsers save a file (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
