"""What was compared is written down: in a file that `make traffic` counts, and what differs in the log."""

import fcntl
import json
import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
"""Then a new file is begun, and one old one is kept."""
MOST_DIFFERENCES = 10


def write(method: str, path: str, differences: Sequence[str]) -> None:
    """Add a comparison. Queries are left out, as in the gateway's log: they may say who asked."""
    shown = differences[:MOST_DIFFERENCES]
    if shown:
        logger.warning("FastAPI does not answer %s %s as Django does: %s", method, path, "; ".join(shown))
    if settings.SHADOW_LOG:
        line = {"at": time.time(), "method": method, "path": path, "differences": shown}
        append(Path(settings.SHADOW_LOG), json.dumps(line, ensure_ascii=False) + "\n")


def append(file: Path, line: str) -> None:
    """Write a line that no other process's mixes with."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        log.write(line)
        log.flush()
        # Who waited for the lock may hold a file that is the old one by now.
        if log.tell() > MOST_BYTES and os.path.samestat(os.fstat(log.fileno()), file.stat()):
            file.replace(file.with_suffix(".old"))
