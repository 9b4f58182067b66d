"""From rounds of queues to tables, and what is copied into projects."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.tasks.contest import Cpu, Latency, Measured, Round, compare, hold, latencies
from benchmarks.tasks.table import tables

PEERS = Path(__file__).parents[2] / "benchmarks/tasks/peers"


def measured(rate: float, worker: float, asking: float = 0) -> Measured:
    return Measured(rate, Cpu(worker, 0.001, 0), asking)


def test_rounds_are_interleaved_and_begin_with_another_each_time() -> None:
    order: list[str] = []

    def measure(name: str) -> Round:
        order.append(name)
        return Round({}, len(order), 0)

    taken = hold(["a", "b", "c"], 3, measure)
    assert "".join(order) == "abc" + "bca" + "cab"
    assert [each.p50 for each in taken["a"]] == [1, 6, 8]


def test_everyone_is_compared_within_a_round() -> None:
    busy, calm = 10, 1
    ours = [measured(400 / busy, 0.001 * busy), measured(400, 0.001), measured(100, 0.004)]
    theirs = [measured(100 / busy, 0.003 * busy), measured(100, 0.003), measured(100 / calm, 0.004)]
    taken = {
        "us": [Round({"a": each}, 0.1, 0.2) for each in ours],
        "them": [Round({"a": each}, 0.1, 0.2) for each in theirs],
    }
    us, them = compare(taken, "them")
    assert (us.queue, us.work, us.ratio, them.ratio, them.cpu_ratio) == ("us", "a", 4, 1, 1)
    assert us.cpu_ratio == pytest.approx(3)
    assert us.measured == Measured(100, Cpu(0.004, 0.001, 0))


def test_what_a_task_costs() -> None:
    assert Cpu(3, 2, 1).per_task(Cpu(1, 1, 1), 2) == Cpu(1, 0.5, 0)


def test_the_tables() -> None:
    taken = {
        "us": [Round({"a": measured(4000, 0.0005), "b": measured(1, 1, 0.5)}, 0.1, 0.25)],
        "them": [Round({"a": measured(1000, 0.001), "b": measured(1, 1)}, 0.01, 0.02)],
    }
    assert latencies(taken) == [Latency("us", 0.1, 0.25), Latency("them", 0.01, 0.02)]
    text = tables(compare(taken, "them"), latencies(taken))
    assert "| us | 4,000 | 4.00 | 0.50 ms | 2.00 | 1.00 ms | 0.00 ms |  |" in text
    assert "| us | 1 | 1.00 | 1,000.00 ms | 1.00 | 1.00 ms | 0.00 ms | 500.00 ms |" in text
    assert text.count("| them |") == 3
    assert text.endswith("| us | 100 ms | 250 ms |\n| them | 10 ms | 20 ms |")


def test_asking_needs_nothing_but_itself(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    (tmp_path / "asking.py").write_bytes((PEERS / "asking.py").read_bytes())
    program.write_text(
        "import asyncio, sys\nfrom asking import ask\n"
        "async def transaction(task, number): sys.stderr.write(f'{task} {number};')\n"
        "asyncio.run(ask(transaction))\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(program), "note", "2", "3", "0"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stderr == "note 0;note 3;note 3;"
    assert json.loads(ran.stdout)["cpu"] >= 0
