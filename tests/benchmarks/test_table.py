"""From costs to a table."""

import pytest

from benchmarks.cli.contest import Contestant, Result, hold, middle
from benchmarks.cli.costs import Cost, Failed
from benchmarks.cli.table import table


def test_the_middle_of_each_kind_of_time() -> None:
    assert middle([Cost(3, 10), Cost(1, 30), Cost(2, 20)]) == Cost(2, 20)
    assert middle([Cost(1, 1), Cost(2, 4)]) == Cost(1.5, 2.5)
    assert middle([]) is None


def test_rounds_are_interleaved_and_the_first_does_not_count() -> None:
    order: list[str] = []

    def runs(name: str) -> Contestant:
        def run() -> Cost:
            order.append(name)
            return Cost(1000 if order.count(name) == 1 else 1, order.count(name))

        return Contestant(name, run)

    results = hold([runs("a"), runs("b"), Contestant("c", None)], rounds=3)
    assert "".join(order) == "ab" + "ba" + "ab" + "ab"
    assert results == [Result("a", Cost(1, 3)), Result("b", Cost(1, 3)), Result("c", None)]


def test_one_failure_is_no_number() -> None:
    def fails() -> Cost:
        raise Failed("no")

    with pytest.raises(Failed):
        hold([Contestant("a", lambda: Cost(1, 1)), Contestant("b", fails)], rounds=1)


def test_a_table_compares_with_its_first_line() -> None:
    results = [Result("us", Cost(0.08, 0.1)), Result("them", Cost(1.2, 0.1)), Result("fast", Cost(0.004, 0.025))]
    assert table("`--help`", [*results, Result("npm", None)]).splitlines() == [
        "| `--help` | CPU | ratio | clock | ratio |",
        "|---|---:|---:|---:|---:|",
        "| us | 80 ms | 1.0 | 100 ms | 1.0 |",
        "| them | 1,200 ms | 15.0 | 100 ms | 1.0 |",
        "| fast | 4 ms | 0.05 | 25 ms | 0.25 |",
        "| npm | not here | | | |",
    ]
