"""Runs new-project again and again without starting Python anew: each run is a fork, in a process group of its own.

Each line of standard input is a run as JSON: `arguments`, `cwd`, `environment`, `output` (a path), and `kill_at`: the
event that may leave traces in `cwd` (the first is 1) before which the whole group is killed, as when a machine goes
down. The answer is a line of JSON with the exit code. How many such events there were is in a file beside the output.
"""

import json
import os
import signal
import sys
from typing import Any

import copier  # noqa: F401 - what is imported before the fork need not be imported after it
import jinja2_ansible_filters  # noqa: F401
import questionary  # noqa: F401

from new_project import carrying_out, update, update_command  # noqa: F401
from new_project.cli import main

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "shutil.copyfile"}


class Events:
    """Counts what may leave traces in a folder: a program that is started, a file there that is changed."""

    def __init__(self, folder: str, counted: str, kill_at: int) -> None:
        self.folder = folder
        self.counter = os.open(counted, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self.kill_at = kill_at
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python tells before it does something; the one to be killed at never happens, nor anything after it."""
        if event != "subprocess.Popen" and not self.changes(event, arguments):
            return
        self.seen += 1
        os.pwrite(self.counter, b"%d" % self.seen, 0)
        if self.seen == self.kill_at:
            os.killpg(0, signal.SIGKILL)

    def changes(self, event: str, arguments: tuple[Any, ...]) -> bool:
        """Whether something in the folder is about to be changed."""
        if event == "open":
            return isinstance(arguments[2], int) and bool(arguments[2] & WRITING) and self.holds(arguments[0])
        beside = [number for number in arguments if isinstance(number, int) and number > 2]
        return event in CHANGES and any(self.holds(path, *beside[-1:]) for path in arguments)

    def holds(self, path: object, beside: int | None = None) -> bool:
        """Whether a path leads into it; a relative one is of the working directory, or of a folder that is open."""
        if not isinstance(path, (str, os.PathLike)):
            return False
        where = os.readlink(f"/proc/self/fd/{beside}") if beside and not os.path.isabs(path) else ""  # noqa: PTH115, PTH117
        return os.path.abspath(os.path.join(where, path)).startswith(self.folder)  # noqa: PTH100, PTH118


def child(run: dict[str, Any]) -> int:
    """Be new-project, once."""
    os.setsid()
    os.chdir(run["cwd"])
    os.environ.clear()
    os.environ.update(run["environment"])
    output = os.open(run["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, output), (2, output)):
        os.dup2(target, stream)
    sys.argv = ["new-project", *run["arguments"]]
    sys.addaudithook(Events(run["cwd"], f"{run['output']}.events", run["kill_at"]))
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


for line in sys.stdin:
    request = json.loads(line)
    if (process := os.fork()) == 0:
        code = 70
        try:
            code = child(request)
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(process, 0)
    print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)  # noqa: T201 - the answer
