"""Replace the instance of a side without a failed request: a spare one of the new version answers meanwhile."""

import time
from typing import Protocol

from gateway.instances import MAIN, SPARE

PAUSE = 2.0
"""Seconds from a switch to SIGTERM: what was just being passed on has arrived by then."""


class Instances(Protocol):
    """What runs the services, and what tells the gateway which of them answers."""

    def start(self, side: str, instance: str) -> None:
        """Start an instance of the new version, in place of one that runs, and wait until it is well."""

    def stop(self, side: str, instance: str) -> None:
        """Let an instance finish what it has, and end it."""

    def choose(self, side: str, instance: str) -> None:
        """Tell the gateway who answers from now on."""

    def chosen(self, side: str) -> str:
        """Who answers now."""


def replace(side: str, instances: Instances, pause: float = PAUSE) -> None:
    """Replace a side's instance. Where one does not start, the other answers on; to do it again goes on from there."""
    if instances.chosen(side) == MAIN:
        instances.start(side, SPARE)
        instances.choose(side, SPARE)
        time.sleep(pause)
    instances.start(side, MAIN)
    instances.choose(side, MAIN)
    time.sleep(pause)
    instances.stop(side, SPARE)
