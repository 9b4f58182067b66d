"""What the gateway promises while traffic moves and services die, tried at a site."""

import http.client
import http.cookiejar
import json
import re
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cli.costs import Failed
from benchmarks.hybrid.site import ROUTE, Site

BUCKETS = [f"{number:02x}" for number in range(256)]
USERS = 1_000
STEPS = (10, 50, 100, 0)
LOGIN = "/accounts/login/"
SECONDS = 2
"""How long a share stays under load."""
SCRIPT = Path(__file__).with_name("mixed.lua")
QUESTIONS = 40
"""So many, at least, are asked of both sides about signing in."""
STATUSES_OF_WRITES = {201, 503}


@dataclass(frozen=True)
class Promise:
    """Something that was tried: what, how it went, and whether that is what is promised."""

    what: str
    found: str
    is_kept: bool


def shares(site: Site) -> Promise:
    """10 % of new users are some 10 %, and none of those who are in falls out on the way up."""
    site.shift(10)
    users = [newcomer(site) for _ in range(USERS)]
    part = sum(side == "api" for _, side in users) / USERS
    flipped, before = 0, dict(users)
    for percent in (10, 50, 100):
        site.shift(percent)
        now = site.sides(sorted(before))
        flipped += sum(before[bucket] == "api" and now[bucket] != "api" for bucket, _ in users)
        before = now
    site.shift(0)
    found = f"{part:.1%} of {USERS:,} users, {flipped} flipped on the way to 100 %"
    return Promise("10 % is 8 to 12 %, and who is in stays in", found, 0.08 <= part <= 0.12 and not flipped)


def newcomer(site: Site) -> tuple[str, str]:
    """The bucket that a new user is given, and who answered."""
    connection = site.connect()
    connection.request("GET", f"{ROUTE}/1")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    given = re.search("gateway_bucket=([0-9a-f]{2})", answer.headers["Set-Cookie"] or "")
    if given is None:
        raise Failed(f"a newcomer was given no bucket, but {answer.status} {answer.reason}\n{answer.headers}")
    return given[1], answer.headers["X-Served-By"]


def moves(site: Site, rounds: int) -> Promise:
    """Shares move up and back under saturated load with reads and writes."""
    counts: Counter[str] = Counter()
    for _ in range(rounds):
        duration = SECONDS * (len(STEPS) + 1)
        command = ["wrk", "-t2", "-c32", f"-d{duration}s", "--timeout=20s", f"-s{SCRIPT}", site.url, "--", site.token()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as load:
            for percent in STEPS:
                time.sleep(SECONDS)
                site.shift(percent)
            output, _ = load.communicate()
        counts.update(json.loads(output.strip().splitlines()[-1]))
        site.database.restore()
    found = f"{counts['web']:,} requests to Django, {counts['api']:,} to FastAPI, {counts['failed']} failed"
    is_kept = not counts["failed"] and min(counts["web"], counts["api"]) > 0
    return Promise(f"0 → 10 → 50 → 100 → 0 under load, {rounds} times: no request fails", found, is_kept)


@dataclass
class Clients:
    """Readers and writers without a pause, in threads; they have signed in."""

    site: Site
    signed_in: dict[str, str]
    stop: threading.Event = field(default_factory=threading.Event)
    served: Counter[str] = field(default_factory=Counter)
    failed_reads: list[str] = field(default_factory=list)
    writes: Counter[int] = field(default_factory=Counter)
    odd_writes: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def read(self) -> None:
        """Read until the end; each answer must be a whole list."""
        connection = self.site.connect()
        while not self.stop.is_set():
            start = time.monotonic()
            try:
                connection.request("GET", f"{ROUTE}?limit=2", headers=self.signed_in)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.failed_reads.append(repr(error))
                connection.close()
                continue
            self.slowest = max(self.slowest, time.monotonic() - start)
            self.served[answer.headers["X-Served-By"] or ""] += 1
            if answer.status != http.HTTPStatus.OK or len(json.loads(body)["results"]) != 2:
                self.failed_reads.append(f"{answer.status} {body!r}")

    def write(self, name: str) -> None:
        """Write until the end, each time something that nobody else writes."""
        connection, number = self.site.connect(), 0
        while not self.stop.is_set():
            number += 1
            notes = f"{name} {number}"
            body = json.dumps({"caller_id": 1, "status": "ringing", "notes": notes})
            try:
                connection.request("POST", ROUTE, body, {"Content-Type": "application/json", **self.signed_in})
                answer = connection.getresponse()
                said = answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.odd_writes.append(repr(error))
                connection.close()
                continue
            self.writes[answer.status] += 1
            if answer.status == http.HTTPStatus.CREATED:
                self.created.append(notes)
            elif answer.status not in STATUSES_OF_WRITES:
                self.odd_writes.append(f"{answer.status} {said!r}")


@contextmanager
def clients(site: Site, name: str) -> Iterator[Clients]:
    """Twelve readers and four writers."""
    people = Clients(site, {"Authorization": f"Bearer {site.token()}"})
    threads = [threading.Thread(target=people.read) for _ in range(12)]
    threads += [threading.Thread(target=people.write, args=(f"{name} {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield people
    finally:
        people.stop.set()
        for thread in threads:
            thread.join()


def crash_of_fastapi(site: Site) -> list[Promise]:
    """Kill FastAPI while it answers everything, and let it come back."""
    site.shift(100)
    site.wait_for("api")
    with clients(site, "crash") as people:
        time.sleep(SECONDS)
        site.api.kill()
        carries_on = site.wait_for("web")
        time.sleep(SECONDS)
        site.api.start()
        site.wait_for("api")
        time.sleep(SECONDS)
    kept, twice = written(site, "crash")
    lost = len(set(people.created) - kept)
    site.database.restore()
    site.shift(0)
    reads = sum(people.served.values())
    refused = people.writes[503]
    odd = len(people.odd_writes)
    return [
        Promise(
            "`kill -9` of FastAPI at 100 %: no read fails, there and back",
            f"{len(people.failed_reads)} of {reads:,} failed, the slowest took {people.slowest:.2f} s",
            not people.failed_reads,
        ),
        Promise("Django carries on within 1 s", f"{carries_on:.2f} s", carries_on < 1),
        Promise(
            "No write is applied twice or lost",
            f"{len(people.created):,} made, {refused:,} refused with 503, {odd} otherwise; {twice} twice, {lost} lost",
            not (twice or lost or odd),
        ),
    ]


def written(site: Site, name: str) -> tuple[set[str], int]:
    """What the database holds of the writers, and how much of it twice."""
    command = [str(site.database.psql), "--no-psqlrc", "--tuples-only", "--no-align", site.database.url]
    query = f"SELECT notes FROM calls_call WHERE notes LIKE '{name} %'"  # noqa: S608 - our own name
    ran = subprocess.run([*command, "--command", query], capture_output=True, text=True, check=True)
    notes = Counter(ran.stdout.split("\n")[:-1])
    return set(notes), sum(count > 1 for count in notes.values())


def crash_of_django(site: Site) -> Promise:
    """Kill Django while FastAPI answers its routes."""
    site.shift(100)
    site.wait_for("api")
    with clients(site, "django") as people:
        site.web.kill()
        time.sleep(2 * SECONDS)
    failed = len(people.failed_reads) + len(people.odd_writes) + people.writes[503]
    site.web.start()
    site.shift(0)
    site.wait_for("web")
    site.database.restore()
    answers = sum(people.served.values()) + people.writes[201]
    return Promise("`kill -9` of Django: FastAPI's routes go on", f"{failed} of {answers:,} failed", not failed)


def replacement(site: Site, side: str) -> Promise:
    """A side is replaced while it answers everything: a spare instance answers meanwhile, as `make deploy` has it."""
    name = f"replaced {side}"
    site.shift(100 if side == "api" else 0)
    site.wait_for(side)
    main, spare = {"web": site.web, "api": site.api}[side], site.spares[side]
    with clients(site, name) as people:
        time.sleep(SECONDS)
        spare.start()
        site.choose(side, "spare")
        time.sleep(SECONDS)
        main.stop()
        main.start()
        site.choose(side, "main")
        time.sleep(SECONDS)
        spare.stop()
        time.sleep(SECONDS)
    kept, twice = written(site, name)
    lost = len(set(people.created) - kept)
    failed = len(people.failed_reads) + len(people.odd_writes) + people.writes[503]
    site.database.restore()
    site.shift(0)
    found = f"{failed} of {sum(people.served.values()) + people.writes.total():,} failed, {twice} twice, {lost} lost"
    what = {"web": "Django", "api": "FastAPI"}[side]
    return Promise(f"A new version of {what} is deployed: no request fails", found, not (failed or twice or lost))


def restart_of_the_gateway(site: Site) -> Promise:
    """Whoever was logged in and in a share is so afterwards, on both sides."""
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    browser.open(f"{site.url}{LOGIN}").close()
    (token,) = (cookie.value for cookie in cookies if cookie.name == "csrftoken")
    form = {"login": "admin@example.com", "password": "admin", "csrfmiddlewaretoken": token, "next": "/admin/"}
    browser.open(f"{site.url}{LOGIN}", urllib.parse.urlencode(form).encode()).close()
    site.shift(50)
    before = site.sides(BUCKETS)
    site.gateway.stop()
    site.gateway.start()
    moved = sum(side != before[bucket] for bucket, side in site.sides(BUCKETS).items())
    with browser.open(f"{site.url}/admin/") as page:
        is_in = page.url.endswith("/admin/")
    for percent, side in ((0, "web"), (100, "api")):
        site.shift(percent)
        is_in = is_in and shows_calls(browser, site, side)
    site.shift(0)
    found = f"{moved} of {len(BUCKETS)} buckets moved, the session {'lives' if is_in else 'is gone'}"
    return Promise("The gateway starts anew: shares and sessions survive", found, not moved and is_in)


def shows_calls(browser: urllib.request.OpenerDirector, site: Site, side: str) -> bool:
    """Whether a side shows calls to a browser that is logged in."""
    try:
        with browser.open(f"{site.url}{ROUTE}?limit=1") as answer:
            return bool(answer.headers["X-Served-By"] == side)
    except urllib.error.HTTPError:
        return False


def parity(site: Site) -> Promise:
    """Both sides are asked the same, by the project's own command."""
    command = [str(site.folder / ".venv/bin/python"), "-m", "parity.replay"]
    ran = subprocess.run(
        command, cwd=site.folder, env=site.web.environment, capture_output=True, text=True, check=False
    )
    if not ran.stdout:
        raise Failed(f"parity.replay: exit code {ran.returncode}\n{ran.stderr}")
    return Promise("Django and FastAPI answer the same", ran.stdout.splitlines()[-1], ran.returncode == 0)


def logins(site: Site) -> Promise:
    """Both sides are asked who may come in, by the project's own tests."""
    command = [str(site.folder / ".venv/bin/python"), "-m", "pytest", "parity/test_login.py"]
    command += ["-q", "-k", "both_say_the_same"]
    ran = subprocess.run(
        command, cwd=site.folder, env=site.web.environment, capture_output=True, text=True, check=False
    )
    agreed, differed = (
        sum(int(number) for number in re.findall(rf"(\d+) {word}", ran.stdout)) for word in ("passed", "failed")
    )
    asked = agreed + differed
    if not asked:
        raise Failed(f"parity/test_login.py: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
    found = f"{agreed} of {asked} questions agree"
    return Promise("Who may come in, and to what: asked of both", found, ran.returncode == 0 and asked >= QUESTIONS)
