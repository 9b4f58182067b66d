"""Requests that schemathesis makes up from an API's own description, sent to a server that runs."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

# It ends the session that the fuzz is signed in with, and all after it would be 401.
ENDS_THE_SESSION = ("/api/auth/logout/all",)
# A description cannot say which ids exist, so a request in its form may still be refused.
NOT_CHECKED = ("positive_data_acceptance",)
EXAMPLES = 40
TIMEOUT = 600


def fuzz(project: Path, url: str, headers: Mapping[str, str]) -> tuple[int, str]:
    """Send made-up requests with these headers; the number of cases, and what was wrong with any answer ('' if none)."""
    command = [str(project / ".venv/bin/schemathesis"), "run", f"{url}/api/schema", "--no-color", "--seed", "1"]
    command += ["--max-examples", str(EXAMPLES), "--exclude-checks", ",".join(NOT_CHECKED)]
    command += [part for path in ENDS_THE_SESSION for part in ("--exclude-path", path)]
    command += [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    cases = re.search(r"(\d+) generated", ran.stdout)
    return int(cases[1]) if cases else 0, "" if ran.returncode == 0 else ran.stdout[-6000:] + ran.stderr[-2000:]
