"""Boot a generated project, use it from outside as a client would, stop it, and print the receipt."""

import time
from pathlib import Path

from new_project.http import get, request
from new_project.install import install
from new_project.output import out
from new_project.project import load_project
from new_project.receipt import Failed, Receipt
from new_project.servers import Servers, serving

PORTS = {"fastapi": ("PORT",), "django": ("PORT",), "hybrid": ("PORT", "WEB_PORT", "API_PORT")}
"""The servers of each architecture by the make variable of their port; PORT is the one that a person opens."""

ROUND_TRIPS = (("PORT", "PORT"), ("WEB_PORT", "API_PORT"), ("API_PORT", "WEB_PORT"))
"""Who writes a call and who reads it, as far as the architecture has them."""

SIDES = {"WEB_PORT": "Django", "API_PORT": "FastAPI"}

DEMO_USER = {"email": "agent@example.com", "password": "demo-password"}
"""Who signs in: the demo data of every project has this user."""

PAGES = {
    "/healthz": "application/json",
    "/readyz": "application/json",
    "/api/schema": "application/json",
    "/api/docs": "text/html",
}


def verify(project: Path) -> bool:
    """Boot and probe a project, and print the receipt; true when all steps passed.

    The project's own database is used; the one call that is written is deleted again. Raises NotAProject.
    """
    architecture = load_project(project).architecture
    out.say(f"Receipt for {project} ({architecture})")
    start = time.monotonic()
    receipt = Receipt()
    try:
        with receipt.step("make install"):
            install(project, lambda _line: None)
        boot_and_probe(project, architecture, receipt)
    except Failed as step:
        out.say(f"FAILED at: {step}")
        out.event("receipt", ok=False, failed=str(step))
        return False
    out.say(f"All {receipt.steps} steps passed in {time.monotonic() - start:.1f} s.")
    out.event("receipt", ok=True, steps=receipt.steps)
    return True


def boot_and_probe(project: Path, architecture: str, receipt: Receipt) -> None:
    """Start the servers, ask them everything, stop them."""
    ports = PORTS[architecture]
    with serving(project, ports) as servers:
        with receipt.step(f"make dev, healthy on {servers.url()}"):
            for port in reversed(ports):
                servers.wait_until_healthy(port)
        for path, content_type in PAGES.items():
            with receipt.step(f"GET {path}"):
                expect_page(servers, path, content_type)
        if architecture != "fastapi":
            with receipt.step("GET /admin/login/"):
                expect_page(servers, "/admin/login/", "text/html")
        for writer, reader in ROUND_TRIPS:
            if writer in ports:
                with receipt.step(round_trip_name(writer, reader)):
                    round_trip(servers.url(writer), servers.url(reader), sign_in(servers.url()))
        with receipt.step("Ctrl-C ends every process"):
            servers.stop()
            expect_no_database(project)


def expect_page(servers: Servers, path: str, content_type: str) -> None:
    """Fetch a path from the server that a person opens; fail unless it is there and of that type."""
    answer = get(servers.url() + path)
    if answer.status != 200:
        raise Failed(f"{answer.status or 'no answer'}: {answer.body[:500]}\n{servers.tail()}")
    if answer.content_type != content_type and not (path == "/api/schema" and answer.json()):
        raise Failed(f"expected {content_type}, got {answer.content_type}")


def round_trip_name(writer: str, reader: str) -> str:
    """Name a round trip by the sides that it takes, where there are two."""
    if writer == reader:
        return "a call is written, read back and deleted"
    return f"a call written by {SIDES[writer]} is read by {SIDES[reader]}"


def round_trip(writer: str, reader: str, signed_in: dict[str, str]) -> None:
    """Create a call on one server, read the very same on the other, and delete it."""
    calls = get(f"{writer}/api/calls?limit=1", signed_in).json()
    if not calls or not calls.get("results"):
        raise Failed("GET /api/calls shows no demo data")
    new = {"caller_id": calls["results"][0]["caller"]["id"], "status": "completed", "notes": "written by verify"}
    created = request("POST", f"{writer}/api/calls", new, signed_in)
    if created.status != 201:
        raise Failed(f"POST /api/calls: {created.status} {created.body[:500]}")
    path = f"/api/calls/{created.json()['id']}"
    read = get(reader + path, signed_in)
    deleted = request("DELETE", reader + path, headers=signed_in)
    gone = get(writer + path, signed_in)
    if read.json() != created.json():
        raise Failed(f"written: {created.body[:500]}\nread:    {read.body[:500]}")
    if deleted.status != 204 or gone.status != 404:
        raise Failed(f"DELETE {path}: {deleted.status}, and afterwards GET: {gone.status}")


def sign_in(url: str) -> dict[str, str]:
    """Sign in at the server that a person opens; the header that shows it to every server."""
    answer = request("POST", f"{url}/api/auth/token", DEMO_USER)
    if answer.status != 200:
        raise Failed(f"POST /api/auth/token as {DEMO_USER['email']}: {answer.status} {answer.body[:500]}")
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def expect_no_database(project: Path) -> None:
    """Fail when the project's embedded PostgreSQL still runs."""
    if (project / ".postgres" / "data" / "postmaster.pid").exists():
        raise Failed("the embedded PostgreSQL is still running")
