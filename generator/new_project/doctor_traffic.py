"""What a hybrid's gateway tells: slow routes that FastAPI could have, and a sidecar to which nothing has moved."""

import shlex
import time
from collections.abc import Iterator

from new_project.findings import Finding, counted, hint, ok, problem, skipped, warning
from new_project.patient import Patient
from new_project.thresholds import load_thresholds
from new_project.traffic import LOG, ROUTES, is_slow, shares, times

SHOWN = 3
DAY = 24 * 60 * 60


def check_traffic(patient: Patient) -> Iterator[Finding]:
    """Whether Django answers a route slowly that is asked often."""
    if not (patient.path / LOG).exists():
        yield skipped(f"Not measured: there is no {LOG}, which the gateway writes.", mend=patient.inside("make dev"))
        return
    timed = times(patient.path / LOG)
    slow = [(path, each) for path, each in timed.items() if is_slow(each)]
    routes = moving(patient)
    for path, each in slow[:SHOWN]:
        known = next((route for route in routes if f"{path}/".startswith(f"{route}/")), None)
        target = (
            f"plan ROUTE={shlex.quote(known)} PERCENT=100" if known else f"move ROUTE={shlex.quote(path)} DRY_RUN=1"
        )
        yield hint(
            f"{path} is slow in Django: 95 of 100 answers took up to {each.p95_ms:.0f} ms. FastAPI could have it.",
            how=f"{counted(len(each.seconds), 'request')} in the gateway's log",
            mend=patient.inside(f"make {target}"),
            where=LOG,
        )
    if not slow:
        requests = sum(len(each.seconds) for each in timed.values())
        yield ok(f"Django answers nothing slowly ({counted(requests, 'request')} in the gateway's log).", where=LOG)


def moving(patient: Patient) -> dict[str, int]:
    """The routes that may move; none where that cannot be read, which `check_sidecar` says."""
    try:
        return shares(patient)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def check_sidecar(patient: Patient) -> Iterator[Finding]:
    """Whether any traffic has moved to the sidecar, in the time that the record gives it."""
    try:
        routes = shares(patient)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield problem(f"{ROUTES} cannot be read: {error}", mend=patient.inside("make shift"), where=ROUTES)
        return
    moved = [route for route, share in routes.items() if share]
    days = age_in_days(patient)
    if moved:
        yield ok(f"FastAPI answers {counted(len(moved), 'route')} of {len(routes)}.", where=ROUTES)
    elif days is None or days < load_thresholds().idle_sidecar_days:
        yield ok("No traffic has moved to FastAPI yet.", where=ROUTES)
    else:
        yield warning(
            "The record says: a sidecar to which no traffic has moved after some months is a reason to reconsider. "
            f"It is {days} days old, and every share is 0.",
            how="git knows since when the file is there",
            mend=patient.tool("reconsider"),
            where=ROUTES,
        )


def age_in_days(patient: Patient) -> int | None:
    """How long ago the gateway's routes were first committed; None where git does not know."""
    said = patient.git("log", "--diff-filter=A", "--format=%ct", "--", ROUTES).stdout.split()
    return int((time.time() - int(said[-1])) / DAY) if said else None
