"""Looks at and updates an organisation of many projects, and prints Markdown, also into benchmarks/results/fleet.md."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.cli.costs import Failed
from benchmarks.cli.machine import processor
from benchmarks.fleet.measure import Taken, Tool
from benchmarks.fleet.organisation import Plan, make_organisation, seen_by_owners
from tests.releases import releases

RESULTS = Path(__file__).parent.parent / "results/fleet.md"
Row = tuple[str, Taken, int]
"""What was done, what it took, and with how many projects."""


def main() -> None:
    """Try and measure everything; what comes out otherwise than it must ends it."""
    parser = argparse.ArgumentParser(prog="make bench-fleet ARGS=...", description=__doc__)
    parser.add_argument("--projects", type=int, default=200, help="how many projects there are (default: 200)")
    size = parser.parse_args().projects
    if size < 8:
        parser.error("--projects: at least 8")
    with tempfile.TemporaryDirectory(prefix="new-project-bench-", ignore_cleanup_errors=True) as name:
        try:
            text = "\n\n".join([circumstances(size), *sections(Path(name).resolve(), size)]) + "\n"
        except Failed as failure:
            sys.exit(f"\nNothing is measured where something fails: {failure}")
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def sections(folder: Path, size: int) -> Iterator[str]:
    """What was tried, one after the other."""
    report(f"Making {size} projects of three releases")
    released = releases(folder)
    made = folder / "made"
    plans = make_organisation(released, made, size)
    tool = Tool(folder, environment(folder, released.root))
    rows: list[Row] = []
    for row in chain(statuses(tool, made, plans), updates(tool, made, plans)):
        rows.append(row)
        report(f"  {line(row)}")
    yield table(rows)
    yield f"What became of them, each time: {described(plans)}. {load()}"


def statuses(tool: Tool, made: Path, plans: list[Plan]) -> Iterator[Row]:
    """How they are."""
    for jobs in ("1", "2"):
        report(f"status, {jobs} at once")
        taken = tool.run("fleet", "status", str(made), "--jobs", jobs)
        expect(taken.events[0]["total"], len(plans), "projects")
        yield f"`fleet status`, {jobs} at once", taken, len(plans)
    few = some(made, plans)
    report("status of a quarter")
    yield f"`fleet status` of {len(plans) // 4}, 2 at once", tool.run("fleet", "status", str(few)), len(plans) // 4


def updates(tool: Tool, made: Path, plans: list[Plan]) -> Iterator[Row]:
    """Update them, each time from where they were."""
    for jobs in ("1", "2"):
        with copied(made) as acme:
            report(f"update, {jobs} at once")
            taken = tool.run("fleet", "update", str(acme), "--jobs", jobs)
            check(taken.events, plans)
            yield f"`fleet update`, {jobs} at once", taken, len(plans)
            if jobs == "2":
                report("update, when all is done")
                yield "again, 2 at once", tool.run("fleet", "update", str(acme), "--jobs", jobs), len(plans)
    with copied(made) as acme:
        yield from interrupted(tool, acme, plans)
    quarter = plans[: len(plans) // 4]
    with copied(made) as acme:
        report("update of a quarter")
        taken = tool.run("fleet", "update", str(some(acme, plans)), "--jobs", "2")
        check(taken.events, quarter)
        yield f"`fleet update` of {len(quarter)}, 2 at once", taken, len(quarter)


def interrupted(tool: Tool, acme: Path, plans: list[Plan]) -> Iterator[Row]:
    """Kill it in the middle, and let it go on."""
    report("update, killed in the middle")
    done: list[str] = []

    def is_half(event: dict[str, Any]) -> bool:
        done.extend([event["project"]] if event["event"] == "project" else [])
        return len(done) >= len(plans) // 2

    first = tool.run("fleet", "update", str(acme), "--jobs", "2", until=is_half)
    report("update, continued")
    second = tool.run("fleet", "update", str(acme), "--jobs", "2")
    twice = {event["project"] for event in second.events if event["event"] == "project"} & set(done)
    expect({plan.expected for plan in plans if plan.name in twice} - {"failed"}, set(), "done twice")
    check([*first.events, *second.events], plans)
    yield "killed with `kill -9` when half was done", first, len(done)
    yield "and started again", second, len(plans) - len(done)


def some(folder: Path, plans: list[Plan]) -> Path:
    """A file that lists the first quarter."""
    file = folder.with_suffix(".txt")
    file.write_text("".join(f"{folder.name}/{plan.name}\n" for plan in plans[: len(plans) // 4]), encoding="utf-8")
    return file


@contextmanager
def copied(made: Path) -> Iterator[Path]:
    """A copy of the organisation, which must look the same to its owners afterwards."""
    folder = shutil.copytree(made, made.with_name("acme"), symlinks=True)
    before = seen_by_owners(folder)
    yield folder
    expect(seen_by_owners(folder) == before, True, "owners that were left alone")
    shutil.rmtree(folder)


def check(events: list[dict[str, Any]], plans: list[Plan]) -> None:
    """Raise Failed unless each project came out as it must."""
    found = {event["project"].removeprefix("acme/"): event["result"] for event in events if event["event"] == "project"}
    wrong = {plan.name: found.get(plan.name) for plan in plans if found.get(plan.name) != plan.expected}
    expect(wrong, {}, "outcomes")


def expect(found: object, wanted: object, what: str) -> None:
    """Raise Failed where something else is found than what is wanted."""
    if found != wanted:
        raise Failed(f"{what}: {found!r}, not {wanted!r}")


def described(plans: list[Plan]) -> str:
    """How many came to what."""
    return ", ".join(f"{number} {result}" for result, number in Counter(plan.expected for plan in plans).most_common())


def table(rows: list[Row]) -> str:
    """One line for each."""
    lines = ["| | Projects | Seconds | CPU seconds | CPU for each | Most memory |", "|---|--:|--:|--:|--:|--:|"]
    return "\n".join([*lines, *map(line, rows)])


def line(row: Row) -> str:
    """What was done and what it took; nobody knows what processes had that were killed."""
    what, taken, size = row
    cpu = (f"{taken.cpu:.0f}", f"{taken.cpu / size:.2f} s") if taken.exit_code >= 0 else ("", "")
    return f"| {what} | {size} | {taken.wall:.0f} | {cpu[0]} | {cpu[1]} | {taken.memory:.0f} MB |"


def environment(folder: Path, root: Path) -> dict[str, str]:
    """Nobody's settings, and a home that begins empty."""
    home = folder / "home"
    home.mkdir()
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(root / "generator"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }


def circumstances(size: int) -> str:
    """Say what was tried, when and where."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {size} projects (two in five FastAPI, two in five Django, one in five hybrid; "
        "SQLite, no CI, no image) of the releases 1.0.0, 1.1.0 and 1.2.0, some edited, dirty, or in conflict, "
        f"one broken, one without git; {processor()}, {os.cpu_count()} cores, Linux {platform.release()}, "
        f"Python {platform.python_version()}. No gates, no pushes. CPU is that of all processes, git's too."
    )


def load() -> str:
    """How busy the machine was with other things."""
    return f"The machine's load was {os.getloadavg()[2]:.1f} in the last quarter of an hour."


def report(text: str) -> None:
    """Say how far it is; the results alone go to standard output."""
    print(f"{datetime.now(UTC):%H:%M:%S} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
