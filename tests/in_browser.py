"""People at work in a generated Django project, in a real Chromium."""

import base64
import csv
import hmac
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from new_project.servers import clean_environment
from new_project.verify import DEMO_USER

CALLS = 100_000
PERIOD = 30
"""Seconds for which a code of a second factor is good (RFC 6238)."""
PATIENCE = 60_000
"""Milliseconds that a busy machine may take for a page."""
OPEN = ("/accounts/login/", "/accounts/password/reset/")
CLOSED = (
    "/calls/",
    "/calls/?status=missed",
    "/calls/new/",
    "/calls/1/",
    "/calls/1/edit/",
    "/calls/1/delete/",
    "/nothing",
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/logout/",
)
"""Pages that are ours, or of allauth's in our frame. Those of the admin are Django's."""

ADD_CALLS = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('''
        INSERT INTO calls_call (caller_id, status, started_at, duration_seconds, notes)
        SELECT (SELECT min(id) FROM calls_caller) + mod(n, 5),
            (ARRAY['ringing', 'in_progress', 'completed', 'missed'])[1 + mod(n, 4)],
            now() - n * interval '1 minute', mod(n, 600), 'Number ' || n
        FROM generate_series(1, %s) AS n
    ''', [CALLS])
"""


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of a browser that nobody has used."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "a real browser is needed: install Debian's chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(accept_downloads=True, locale="en-US").new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


def add_calls(project: Path) -> None:
    """Give the project's own database, which is served meanwhile, as many calls as a year has."""
    python = str(project / ".venv/bin/python")
    command = [
        python,
        "-m",
        "devtools.with_postgres",
        python,
        "manage.py",
        "shell",
        "--verbosity",
        "0",
        "-c",
        f"CALLS = {CALLS}{ADD_CALLS}",
    ]
    environment = {**clean_environment(), "ENVIRONMENT": "development"}
    subprocess.run(command, cwd=project, env=environment, check=True)


def code_of(secret: str, at: float) -> str:
    """The code that an authenticator app shows at a time (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // PERIOD), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def sign_in(page: Page, url: str) -> None:
    """Ask for the admin, and show the password that it wants."""
    page.goto(f"{url}/admin/")
    page.fill("[name=login]", DEMO_USER["email"])
    page.fill("[name=password]", DEMO_USER["password"])
    page.press("[name=password]", "Enter")


def set_up_second_factor(page: Page, url: str) -> tuple[str, str]:
    """Show the password once more, and enter the secret into an app; returns it, and the code that is used up now."""
    expect(page).to_have_url(f"{url}/admin/")
    page.goto(f"{url}/accounts/2fa/totp/activate/")
    page.fill("[name=password]", DEMO_USER["password"])
    page.press("[name=password]", "Enter")
    secret = page.input_value("#authenticator_secret")
    code = code_of(secret, time.time())
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    expect(page.get_by_text("recovery codes").first).to_be_visible()
    return secret, code


def next_code(secret: str, used: str) -> str:
    """Wait until the app shows another code: none is good twice."""
    while (code := code_of(secret, time.time())) == used:
        time.sleep(0.5)
    return code


def work_in_the_admin(url: str) -> None:
    """An agent signs in with both factors, and works through all calls as far as the group may."""
    with browser_page() as page:
        sign_in(page, url)
        secret, used = set_up_second_factor(page, url)
        page.context.clear_cookies()

        sign_in(page, url)
        expect(page).to_have_url(f"{url}/accounts/2fa/authenticate/")
        page.fill("[name=code]", "000000")
        page.press("[name=code]", "Enter")
        expect(page.get_by_text("Incorrect code")).to_be_visible()
        page.fill("[name=code]", next_code(secret, used))
        page.press("[name=code]", "Enter")
        expect(page).to_have_url(f"{url}/admin/")

        find_a_call(page, url)
        change_it(page)
        end_two(page, url)
        export_all(page, url)
        be_refused(page, url)


def find_a_call(page: Page, url: str) -> None:
    """Page, filter, then search among all calls."""
    page.goto(f"{url}/admin/calls/call/?p=7")
    expect(page.locator("#result_list tbody tr")).to_have_count(50)
    page.goto(f"{url}/admin/calls/call/?status__exact=missed")
    assert set(page.locator("#result_list td.field-status").all_inner_texts()) == {"Missed"}
    page.goto(f"{url}/admin/calls/call/")
    page.fill("#searchbar", "Number 99998")
    page.press("#searchbar", "Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


def change_it(page: Page) -> None:
    """Open the only one of the list, and note something."""
    page.click("#result_list tbody th a")
    page.fill("[name=notes]", "=cmd()")
    page.click("[name=_save]")
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def end_two(page: Page, url: str) -> None:
    """Mark two calls that ring as missed, once asked whether that is meant."""
    page.goto(f"{url}/admin/calls/call/?status__exact=ringing")
    for box in page.locator("input.action-select").all()[:2]:
        box.check()
    page.select_option("select[name=action]", "mark_as_missed")
    page.click("button[name=index]")
    expect(page.get_by_role("heading", name="Mark calls as missed")).to_be_visible()
    page.click("#content form [type=submit]")
    expect(page.get_by_text("2 of them became missed.")).to_be_visible()


def export_all(page: Page, url: str) -> None:
    """Get all calls as CSV, which no spreadsheet takes for formulas."""
    page.goto(f"{url}/admin/calls/call/export/")
    page.select_option("[name=format]", label="csv")
    with page.expect_download(timeout=PATIENCE) as download:
        page.click("#content form [type=submit]")
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= CALLS
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["notes"] for row in rows if "cmd()" in row["notes"]] == ["'=cmd()"]


def be_refused(page: Page, url: str) -> None:
    """See no way to what only others may, and find none."""
    page.goto(f"{url}/admin/")
    seen = page.content()
    assert "/admin/calls/call/" in seen
    assert "/admin/users/" not in seen
    for path in ("users/user/", "users/user/add/", "auth/group/", "calls/caller/1/delete/"):
        answer = page.goto(f"{url}/admin/{path}")
        assert answer is not None
        assert answer.status in {403, 404}, path
    page.goto(f"{url}/admin/calls/caller/")
    page.click("#result_list tbody th a")
    expect(page.locator("[name=_save]").first).to_be_visible()
    expect(page.locator(".deletelink")).to_have_count(0)


def barriers(url: str) -> list[str]:
    """What axe finds on the pages of a project, in the light and in the dark."""
    found = []
    with browser_page() as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.context.clear_cookies()
            found += [barrier for path in OPEN for barrier in look_at(page, f"{url}{path}")]
            sign_in(page, url)
            expect(page).to_have_url(f"{url}/admin/")
            found += [barrier for path in CLOSED for barrier in look_at(page, f"{url}{path}")]
    return found


def look_at(page: Page, url: str) -> list[str]:
    """What axe finds on a page."""
    page.goto(url)
    violations = Axe().run(page).response["violations"]
    return [f"{url}: {each['id']}: {node['html']}" for each in violations for node in each["nodes"]]
