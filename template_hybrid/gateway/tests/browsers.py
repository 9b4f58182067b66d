"""Browsers whose users log in at Django's pages, through the gateway."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from gateway.tests.conftest import served_by
from parity.signing import AGENT

FIELD = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Browser:
    """A client with a jar of cookies."""

    client: httpx.Client

    def submit(self, path: str, **fields: str) -> httpx.Response:
        """Open a page and send its form."""
        page = self.client.get(path, follow_redirects=True)
        (token, *_) = FIELD.findall(page.text)
        headers = {"Origin": str(self.client.base_url).rstrip("/")}
        return self.client.post(page.url, data={**fields, "csrfmiddlewaretoken": token}, headers=headers)

    @property
    def session_key(self) -> str:
        """What Django knows the session by."""
        return self.client.cookies["sessionid"]

    @property
    def proof(self) -> dict[str, str]:
        """What a page's script sends with what it changes."""
        return {"X-CSRFToken": self.client.cookies["csrftoken"]}


@contextmanager
def logged_in(url: str, credentials: Mapping[str, str] = AGENT) -> Iterator[Browser]:
    """A browser whose user has logged in at the admin."""
    with httpx.Client(base_url=url) as jar:
        browser = Browser(jar)
        answer = browser.submit("/admin/", login=credentials["email"], password=credentials["password"])
        assert (answer.status_code, served_by(answer)) == (302, "web")
        yield browser
