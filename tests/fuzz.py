"""Requests that schemathesis makes up from an API's own description, sent to a server that runs."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

ENDS_SESSIONS = ("/api/auth/logout/all", "/api/auth/sessions/{session_id}", "/api/users/{user_id}")
"""What can end the session that the requests are signed in with, where there is such a path; they are asked last."""

# A description cannot say which ids exist, so a request in its form may still be refused.
NOT_CHECKED = ("positive_data_acceptance",)
EXAMPLES = 45
TIMEOUT = 900


def fuzz(project: Path, url: str, headers: Mapping[str, str]) -> tuple[int, str]:
    """Send made-up requests with these headers; how many, and what was wrong with answers ('' if nothing was)."""
    both = [run(project, url, headers, kind) for kind in ("--exclude-path", "--include-path")]
    return sum(cases for cases, _ in both), "".join(complaint for _, complaint in both)


def run(project: Path, url: str, headers: Mapping[str, str], kind: str) -> tuple[int, str]:
    """Ask all but what ends sessions, or only that."""
    command = [str(project / ".venv/bin/schemathesis"), "run", f"{url}/api/schema", "--no-color", "--seed", "1"]
    command += ["--max-examples", str(EXAMPLES), "--exclude-checks", ",".join(NOT_CHECKED)]
    command += [part for path in ENDS_SESSIONS for part in (kind, path)]
    command += [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    cases = re.search(r"(\d+) generated", ran.stdout)
    return int(cases[1]) if cases else 0, "" if ran.returncode == 0 else ran.stdout[-6000:] + ran.stderr[-2000:]
