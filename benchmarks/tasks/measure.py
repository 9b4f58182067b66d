"""One round of a queue: what its worker does in a second, and what that costs."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.cli.costs import Failed
from benchmarks.processes import cpu_of_tree, running, tree
from benchmarks.tasks.contest import Cpu, Measured, Round
from benchmarks.tasks.effects import PATIENCE, Effects
from benchmarks.tasks.queues import Queue

COUNT, NOTE, END_TO_END = "Count in Redis", "Write a row", "Write a row, asked for one by one"
WARM_UP, SINGLE_TASKS, PAUSE = 300, 60, 0.05
WORKER_CORE, *REST = sorted(os.sched_getaffinity(0))
OTHER_CORES = set(REST) or {WORKER_CORE}


@dataclass(frozen=True)
class Servers:
    """What all queues share."""

    postgresql: int
    redis: int
    redis_url: str


class Working:
    """A worker that works, and what can be seen of it."""

    def __init__(self, queue: Queue, servers: Servers, process: int, effects: Effects) -> None:
        self.queue, self.process, self.effects = queue, process, effects
        self._servers = servers

    def drain(self, task: str, number: int) -> Measured:
        """Let it do tasks that were asked for while it was held."""
        self.effects.clear()
        self._signal(signal.SIGSTOP)
        ask(self.queue, task, 1, number)
        before, start = self._cpu(), time.perf_counter()
        self._signal(signal.SIGCONT)
        end = self.effects.wait_for(task, number)
        return Measured(number / (end - start), self._cpu().per_task(before, number))

    def end_to_end(self, number: int) -> Measured:
        """Ask for a task in each of many transactions, while it works."""
        self.effects.clear()
        before = self._cpu()
        asked = ask(self.queue, "note", number, 1)
        end = self.effects.wait_for("note", number)
        return Measured(number / (end - asked.start), self._cpu().per_task(before, number), asked.cpu / number)

    def latencies(self) -> tuple[float, float]:
        """Ask now and then: the median and the 95th percentile of the time until it is done."""
        self.effects.clear()
        ask(self.queue, "note", SINGLE_TASKS, 1, PAUSE)
        self.effects.wait_for("note", SINGLE_TASKS)
        parts = quantiles(self.effects.latencies(), n=20)
        return parts[9], parts[18]

    def _cpu(self) -> Cpu:
        servers = self._servers
        return Cpu(cpu_of_tree(self.process), cpu_of_tree(servers.postgresql), cpu_of_tree(servers.redis))

    def _signal(self, number: signal.Signals) -> None:
        for process in tree(self.process):
            os.kill(process, number)


@contextmanager
def working(queue: Queue, servers: Servers) -> Iterator[Working]:
    """Run a worker on one core, however many processes it has; the block begins when it has done some tasks."""
    command = ["taskset", "--cpu-list", str(WORKER_CORE), *queue.worker]
    with (
        closing(Effects(queue.environment["DATABASE_URL"], servers.redis_url)) as effects,
        running("worker", command, queue.folder, queue.environment) as process,
    ):
        effects.clear()
        for task in ("count", "note"):
            ask(queue, task, 1, WARM_UP)
            effects.wait_for(task, WARM_UP)
        yield Working(queue, servers, process.pid, effects)


def measure(queue: Queue, servers: Servers, number: int) -> Round:
    """Start a worker, and measure it in every way."""
    with working(queue, servers) as worker:
        works = {
            COUNT: worker.drain("count", number),
            NOTE: worker.drain("note", number),
            END_TO_END: worker.end_to_end(number // 2),
        }
        return Round(works, *worker.latencies())


@dataclass(frozen=True)
class Asked:
    """When asking began, and what it has cost."""

    start: float
    cpu: float


def ask(queue: Queue, task: str, transactions: int, of_each: int, pause: float = 0) -> Asked:
    """Ask for tasks, in another process; the clock that it reads is that of the whole machine."""
    command = [*queue.ask, task, str(transactions), str(of_each), str(pause)]
    ran = subprocess.run(
        command, cwd=queue.folder, env=queue.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    if ran.returncode != 0:
        raise Failed(f"{command}: {ran.stdout}{ran.stderr}")
    said = json.loads(ran.stdout)
    return Asked(said["start"], said["cpu"])
