"""Results as Markdown."""

from collections.abc import Sequence

from benchmarks.tasks.contest import Latency, Result


def tables(results: Sequence[Result], latencies: Sequence[Latency]) -> str:
    """A table for each kind of work, and one of latencies."""
    parts: dict[str, list[str]] = {}
    for result in results:
        parts.setdefault(result.work, []).append(row(result))
    texts = ["\n".join([*head(work), *rows]) for work, rows in parts.items()]
    lines = [f"| {each.queue} | {milliseconds(each.p50, 0)} | {milliseconds(each.p95, 0)} |" for each in latencies]
    return "\n\n".join(
        [*texts, "\n".join(["| From asking to done, with little to do | p50 | p95 |", "|---|---:|---:|", *lines])]
    )


def head(work: str) -> list[str]:
    """The columns."""
    return [
        f"| {work} | tasks/s | ratio | CPU of the worker | ratio | of PostgreSQL | of Redis | of asking |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]


def row(result: Result) -> str:
    """One queue. What asking costs is measured where it happens at the same time."""
    seen = result.measured
    cells = [
        f"{seen.rate:,.0f}",
        f"{result.ratio:.2f}",
        milliseconds(seen.cpu.worker),
        f"{result.cpu_ratio:.2f}",
        milliseconds(seen.cpu.postgresql),
        milliseconds(seen.cpu.redis),
        milliseconds(seen.asking) if seen.asking else "",
    ]
    return f"| {result.queue} | {' | '.join(cells)} |"


def milliseconds(seconds: float, digits: int = 2) -> str:
    """A time as it is read."""
    return f"{seconds * 1000:,.{digits}f} ms"
