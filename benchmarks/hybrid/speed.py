"""How fast a route is that FastAPI answers through the gateway, beside stock Django REST Framework without one.

FastAPI is shown an access token with each request, which it checks; its peer asks for none, which is to its advantage.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.cli.machine import UV
from benchmarks.http.contestants import DRF, PEERS, PEERS_OF_ALL, run
from benchmarks.http.load import burst
from benchmarks.hybrid.promises import Promise
from benchmarks.hybrid.site import ROUTE, Site, environment
from benchmarks.processes import await_answer, free_port, running

AIMS = {"list": 3, "detail": 4}
"""How many times as many requests a second."""
CONNECTIONS = 32


@dataclass(frozen=True)
class Rates:
    """Requests per second of everyone in turn, and the errors of all."""

    taken: dict[tuple[str, str], list[float]]
    errors: int

    def ratio(self, endpoint: str, name: str) -> float:
        """How many times stock DRF's, in the same round; the median of the rounds."""
        pairs = zip(self.taken[endpoint, name], self.taken[endpoint, DRF], strict=True)
        return median(rate / other for rate, other in pairs)


def speed(site: Site, rounds: int, seconds: int, report: Callable[[str], None]) -> list[Promise]:
    """Measure everyone in each round."""
    with ExitStack() as stack:
        urls = {DRF: stock_drf(site, stack), "gateway": site.url, "fastapi": f"http://{site.api.address}"}
        site.shift(100)
        site.wait_for("api")
        for name, url in urls.items():
            for endpoint in AIMS:
                burst(url, endpoint, CONNECTIONS, 1, token_for(name, site))
        rates = measure(site, urls, rounds, seconds, report)
        site.shift(0)
    return [
        Promise(
            f"Reads moved to FastAPI, {endpoint}: {aim} times stock DRF's, the gateway included",
            f"{rates.ratio(endpoint, 'gateway'):.2f} times ({median(rates.taken[endpoint, 'gateway']):,.0f} requests a "
            f"second); FastAPI without the gateway {rates.ratio(endpoint, 'fastapi'):.2f} times; {rates.errors} errors",
            rates.ratio(endpoint, "gateway") >= aim and not rates.errors,
        )
        for endpoint, aim in AIMS.items()
    ]


def token_for(name: str, site: Site) -> str | None:
    """What a contestant is shown."""
    return None if name == DRF else site.token()


def measure(site: Site, urls: dict[str, str], rounds: int, seconds: int, report: Callable[[str], None]) -> Rates:
    """Ask everyone in turn, so that a busy moment hits all."""
    taken: dict[tuple[str, str], list[float]] = {}
    errors = 0
    for number in range(rounds):
        report(f"Speed, round {number + 1} of {rounds}")
        for endpoint in AIMS:
            for name, url in urls.items():
                seen = burst(url, endpoint, CONNECTIONS, seconds, token_for(name, site))
                taken.setdefault((endpoint, name), []).append(seen.requests / seen.seconds)
                errors += seen.errors
    return Rates(taken, errors)


def stock_drf(site: Site, stack: ExitStack) -> str:
    """Start Django REST Framework as its tutorial has it, on the same tables."""
    peers, port = site.folder.parent / "peers", free_port()
    run([UV, "venv", "--quiet", str(peers)], site.folder, environment())
    pip = [UV, "pip", "install", "--quiet", "--python", str(peers), "--requirements", str(PEERS / "requirements.txt")]
    run(pip, site.folder, environment())
    program, *arguments = PEERS_OF_ALL[DRF].format(port=port).split()
    variables = {
        "DATABASE_URL": site.database.url,
        "TABLES": ",".join(site.database.tables),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2])]),
    }
    stack.enter_context(
        running("drf", [str(peers / "bin" / program), *arguments], site.folder, environment() | variables)
    )
    await_answer(f"http://127.0.0.1:{port}{ROUTE}", DRF)
    return f"http://127.0.0.1:{port}"
