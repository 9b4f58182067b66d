"""Who answers for a side while its instance is replaced: `python -m gateway.instances web spare`, then `... web main`.

Without arguments it shows who does. It takes effect with the next request. Where the instances are, the environment
says: WEB_ADDRESS, WEB_SPARE_ADDRESS, API_ADDRESS and API_SPARE_ADDRESS.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from gateway import routes
from gateway.routes import RouteError, replace

MAIN, SPARE = "main", "spare"
USUAL = {"web": "127.0.0.1:8001", "api": "127.0.0.1:8002"}
"""Where the sides are, unless something else is said"""


def main(arguments: list[str]) -> int:
    """Choose, or show; 2 when the command line makes no sense."""
    try:
        if arguments:
            choose(*parse(arguments))
    except RouteError as error:
        print(error, file=sys.stderr)
        return 2
    for side, instance in chosen().items():
        print(f"{side}  {instance}")
    return 0


def parse(arguments: list[str]) -> tuple[str, str]:
    """The side and the instance that are meant."""
    match arguments:
        case [("web" | "api") as side, ("main" | "spare") as instance]:
            return side, instance
    raise RouteError("Say a side and an instance: web spare, web main, api spare or api main.")


def choose(side: str, instance: str) -> None:
    """Let an instance answer for its side from the next request on."""
    address, other = (os.environ.get(variable(side, each), "") for each in (instance, MAIN))
    if not address or not other:
        raise RouteError(f"{variable(side, MAIN)} and {variable(side, SPARE)} must say where the instances are.")
    if sum(one != two for one, two in zip(split(address), split(other), strict=True)) > 1:
        raise RouteError(
            f"{address} and {other} differ in host and port: a switch in one step needs one to be the same."
        )
    with routes.alone():
        write(side, instance, address)


def publish() -> None:
    """Tell Caddy where the sides are, as far as the environment says so."""
    for side, instance in chosen().items():
        address = os.environ.get(variable(side, instance), "")
        if address or not file(f"{side}.port").exists():
            write(side, instance, address or USUAL[side])


def chosen() -> Mapping[str, str]:
    """The instance that answers, for each side."""
    return {side: file(side).read_text(encoding="utf-8") if file(side).exists() else MAIN for side in USUAL}


def write(side: str, instance: str, address: str) -> None:
    """Write the files of a side; Caddy reads its host and its port at each request."""
    file(side).parent.mkdir(parents=True, exist_ok=True)
    for name, text in zip(("host", "port"), split(address), strict=True):
        replace(file(f"{side}.{name}"), text)
    replace(file(side), instance)


def split(address: str) -> tuple[str, str]:
    """The host and the port of an address."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise RouteError(f"{address!r} is no address like 127.0.0.1:8001.")
    return host, port


def variable(side: str, instance: str) -> str:
    """The name of what says where an instance is."""
    return f"{side}_{'' if instance == MAIN else 'spare_'}address".upper()


def file(name: str) -> Path:
    """One of the files."""
    return routes.STATE / "instances" / name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
