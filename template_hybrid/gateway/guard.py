"""Move traffic under guard: `python -m gateway.guard ROUTE PERCENT [--steps PERCENT ...] [--window SECONDS]`.

It goes up in steps, and down at once; --plan only says which. After each step the requests of the window decide: where
FastAPI fails more often than Django did, or takes much longer, the step is taken back and nothing more is moved.
"""

import argparse
import sys
import time
from collections.abc import Callable

from gateway.access import Numbers, measure
from gateway.routes import RouteError, read_routes
from gateway.shift import MovedError, parse, rollback, shift, stands

WINDOW = 60
LADDER = (1, 5, 10, 25, 50)
"""The steps on the way up, in percent, unless others are said; the last one is where it shall go."""
POLL = 1.0
"""Seconds between two looks."""
FEWEST = 20
"""Requests of FastAPI without which nothing can be said."""
MORE_ERRORS = 0.01
"""By how much FastAPI's share of faults may be above Django's."""
SLOWER = 1.5
"""How many times Django's p95 FastAPI's may be, unless it is said; below a few milliseconds it does not matter."""
TOO_FAST_TO_MATTER = 0.02

Measure = Callable[[float], tuple[Numbers, Numbers]]
"""Django's numbers and FastAPI's since a time"""


def main(arguments: list[str]) -> int:
    """Go step by step; 1 where a step was taken back, 2 where the command makes no sense."""
    options = argparse.ArgumentParser(prog="python -m gateway.guard", description=__doc__)
    options.add_argument("route")
    options.add_argument("percent", help="where it shall go")
    options.add_argument("--steps", nargs="+", help="on the way, like 10 50")
    options.add_argument("--plan", action="store_true", help="only say what would be done")
    options.add_argument("--window", type=float, default=WINDOW, help="seconds for which each step is watched")
    options.add_argument("--slower", type=float, default=SLOWER, help="how many times Django's p95 FastAPI's may be")
    asked = options.parse_args(arguments)
    try:
        steps = steps_to(asked.route, asked.percent, asked.steps)
        if asked.plan:
            print(plan(asked.route, steps, asked.window, asked.slower))
            return 0
        for percent in steps:
            if not step(asked.route, percent, asked.window, asked.slower):
                return 1
    except MovedError as error:
        print(f"  {error}")
        return 1
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def steps_to(route: str, percent: str, given: list[str] | None) -> list[int]:
    """The steps that are said, or those of the ladder that lie between here and there."""
    target = parse(route, percent)[1]
    if given is not None:
        return [*(parse(route, each)[1] for each in given), target]
    now = read_routes()[route].share
    return [*(each for each in LADDER if now < each < target), target]


def plan(route: str, steps: list[int], window: float, slower: float) -> str:
    """Say what would be done."""
    too_slow = f"its p95 is above {slower:g} times Django's and {TOO_FAST_TO_MATTER * 1000:g} ms"
    lines = [
        f"{route}  {read_routes()[route].share} % now",
        *(f"  {each} %, watched for {window:g} s" for each in steps),
        f"Each is taken back where, of {FEWEST} requests and more, FastAPI fails {MORE_ERRORS:.0%} more than Django,",
        f"or {too_slow}. Nothing has been moved.",
    ]
    return "\n".join(lines)


def step(route: str, percent: int, window: float, slower: float) -> bool:
    """Move once and watch; False where it was taken back. What somebody else moves meanwhile stays."""
    since = time.time()
    before = stands(route)
    print(shift(route, percent, why=f"under guard for {window:g} s", was=before), flush=True)

    def of_route(since: float) -> tuple[Numbers, Numbers]:
        stands(route, percent)
        sides = measure(since, read_routes())[route]
        return sides["web"], sides["api"]

    fault = watch(of_route, since, window, slower)
    if fault is None:
        web, api = of_route(since)
        verdict = "nothing is wrong" if api.requests >= FEWEST else f"of less than {FEWEST}, nothing can be said"
        print(f"  {window:g} s: FastAPI answered {api.requests} requests and Django {web.requests}; {verdict}.")
        return True
    print(f"  {fault}", flush=True)
    if percent != before:
        print(rollback(route, was=percent))
    return False


def watch(measured: Measure, since: float, window: float, slower: float = SLOWER) -> str | None:
    """Look until the window is over; what is wrong, as soon as something is."""
    before = measured(since - window)[0]
    end = since + window
    while True:
        web, api = measured(since)
        if fault := what_is_wrong(web if web.requests >= FEWEST else before, api, slower):
            return fault
        if time.time() >= end:
            return None
        time.sleep(min(POLL, max(0.0, end - time.time())))


def what_is_wrong(web: Numbers, api: Numbers, slower: float = SLOWER) -> str | None:
    """Compare what FastAPI does with what Django does, or did; None where nothing can be said against it."""
    if api.requests < FEWEST:
        return None
    if api.error_rate > web.error_rate + MORE_ERRORS:
        return f"FastAPI fails {api.error_rate:.1%} of {api.requests} requests, Django {web.error_rate:.1%}."
    allowed = max(web.p95 * slower, TOO_FAST_TO_MATTER)
    if web.requests >= FEWEST and api.p95 > allowed:
        return f"FastAPI's p95 is {api.p95 * 1000:.0f} ms, Django's {web.p95 * 1000:.0f} ms."
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
