"""Results as Markdown."""

from collections.abc import Mapping, Sequence

from benchmarks.http.contest import Result


def tables(results: Sequence[Result], memory: Mapping[str, float]) -> str:
    """A table for each endpoint and number of connections, and one of memory."""
    parts: dict[str, list[str]] = {}
    for result in results:
        title = f"{result.endpoint}, {result.connections} connections"
        parts.setdefault(title, []).append(row(result))
    texts = ["\n".join([*head(title), *rows]) for title, rows in parts.items()]
    lines = [f"| {name} | {megabytes:,.0f} MB |" for name, megabytes in memory.items()]
    return "\n\n".join([*texts, "\n".join(["| Memory afterwards | |", "|---|---:|", *lines])])


def head(title: str) -> list[str]:
    """The columns."""
    return [
        f"| {title.capitalize()} | requests/s | ratio | p50 | p95 | p99 | CPU/request | ratio | PostgreSQL | errors |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]


def row(result: Result) -> str:
    """One contestant. Where there was any error, its rate is no result."""
    seen = result.measured
    errors = f"**{seen.errors}: not a result**" if seen.errors else "0"
    latencies = " | ".join(f"{value:,.0f} ms" for value in (seen.p50, seen.p95, seen.p99))
    cpus = f"{seen.cpu:.2f} ms | {result.cpu_ratio:.2f} | {seen.database_cpu:.2f} ms"
    return f"| {result.contestant} | {seen.rate:,.0f} | {result.ratio:.2f} | {latencies} | {cpus} | {errors} |"
