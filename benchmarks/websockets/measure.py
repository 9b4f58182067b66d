"""One measurement: how fast events reach everyone, and what that costs the server."""

import json
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection

from benchmarks.cli.costs import cpu_of
from benchmarks.websockets.audience import audience
from benchmarks.websockets.servers import BODY, Running

PUBLISHERS = 16


@dataclass(frozen=True)
class Cost:
    """Deliveries in a second on the clock, and the server's processor time for each, in seconds."""

    rate: float
    cpu: float


def measure(running: Running, clients: int, events: int) -> Cost:
    """Create calls while all clients listen; every client has to get every one."""
    headers = f"Authorization: {running.authorization}\r\n" if running.authorization else ""
    with audience(running.port, clients, headers) as listening:
        create(running, 1)  # so that nothing is done for the first time
        listening.wait_for(clients)
        cpu, start = cpu_of(running.process), time.perf_counter()
        publishing = threading.Thread(target=publish, args=(running, events))
        publishing.start()
        end = listening.wait_for(events * clients)
        publishing.join()
        cpu = cpu_of(running.process) - cpu
    deliveries = events * clients
    return Cost(deliveries / (end - start), cpu / deliveries)


def publish(running: Running, events: int) -> None:
    """Create calls by HTTP, a few at a time."""
    threads = [threading.Thread(target=create, args=(running, events // PUBLISHERS)) for _ in range(PUBLISHERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def create(running: Running, number: int) -> None:
    """Create calls, one after the other, on one connection."""
    connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
    for _ in range(number):
        connection.request("POST", "/api/calls", json.dumps(BODY), running.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"POST /api/calls: {answer.status}")
