"""Browsers, and what they show."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.conftest import MakeUser

VOID = {"input", "meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """What is checked of a page without a browser: elements with their attributes, and that each is closed in order."""

    def __init__(self, answer: Any) -> None:
        """Read the page of an answer."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(answer.content.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        assert self.open.pop() == tag

    def all(self, *tags: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of some kinds, in order."""
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture
def browser(make_user: MakeUser) -> Client:
    """Return the browser of an agent."""
    return logged_in(make_user, "agent")


@pytest.fixture
def viewer(make_user: MakeUser) -> Client:
    """Return the browser of a viewer."""
    return logged_in(make_user, "viewer")


def logged_in(make_user: MakeUser, group: str | None) -> Client:
    """Return the browser of a new user, which answers errors of ours as a server does."""
    client = Client(raise_request_exception=False)
    client.force_login(make_user(group))
    return client
