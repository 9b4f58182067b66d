"""Bursts of requests, and what they cost."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cli.costs import Failed

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Burst:
    """What wrk saw. Times are in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    errors: int


def burst(url: str, endpoint: str, connections: int, seconds: float, token: str | None = None) -> Burst:
    """Ask as fast as there are answers, on that many connections."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout=10s", f"-s{SCRIPT}", url]
    ran = subprocess.run(
        [*command, "--", endpoint, *([token] if token else [])], capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise Failed(f"wrk: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return Burst(**json.loads(ran.stdout.strip().splitlines()[-1]))
