"""Who asks, and what they may: both services are asked the same questions, and give the same answers."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest

from parity import services
from parity.compare import Answer, comparable, difference
from parity.environments import run_in
from parity.questions import ABOUT_COOKIES, ABOUT_PEOPLE, ABOUT_TOKENS, LOGGED_OUT_IN_COOKIES, SETTINGS, Question
from parity.servers import Server, client, running

ENGINES = {
    "db": [*ABOUT_PEOPLE, *ABOUT_COOKIES, *ABOUT_TOKENS],
    "signed_cookies": [*ABOUT_PEOPLE[:-1], LOGGED_OUT_IN_COOKIES],
    "cache": ABOUT_PEOPLE,  # which the API asks Django about
}
ASKED = [pytest.param(engine, each, id=f"{engine}: {each}") for engine, asked in ENGINES.items() for each in asked]


@dataclass(frozen=True)
class Sides:
    """Both services, and what each person shows."""

    web: Server
    api: Server
    people: dict[str, dict[str, str]]

    def ask(self, server: Server, question: Question) -> Answer:
        """Ask one of them."""
        shown = self.people[question.who] if question.who else {}
        with client(server.url) as asking:
            answer = asking.request(
                question.method, question.path, headers=question.headers(shown), content=question.body
            )
        return Answer(answer.status_code, answer.headers, answer.content)


@pytest.fixture(scope="module")
def start(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Sides]]:
    """Starts both with an engine of sessions, on one database, unless they run with it already."""
    with ExitStack() as stack:

        @lru_cache(maxsize=1)
        def started(engine: str) -> Sides:
            stack.close()
            folder = tmp_path_factory.mktemp("login")
            web, api = services.web_server(database_url, folder), services.api_server(database_url, folder)
            settings = {**SETTINGS, "SESSION_ENGINE": f"django.contrib.sessions.backends.{engine}"}
            for server in (web, api):
                server.environment |= {**settings, "WEB_ADDRESS": web.address}
                stack.enter_context(running(server))
            people: Any = json.loads(run_in("web", "-m", "parity.people", DATABASE_URL=database_url, **settings))
            return Sides(web, api, people)

        yield started


@pytest.mark.parametrize(("engine", "question"), ASKED)
def test_both_say_the_same(start: Callable[[str], Sides], engine: str, question: Question) -> None:
    sides = start(engine)
    # Django gives a session a new key, or ends it, where the API only looks: it is asked last.
    api = comparable(sides.ask(sides.api, question))
    web = comparable(sides.ask(sides.web, question))

    assert difference(web, api) == ""
    assert web["status"] == question.status


def test_while_django_is_down_nobody_is_told_to_log_in_again(start: Callable[[str], Sides]) -> None:
    sides = start("cache")
    session, token = Question("session: may read", 503), Question("token: may read", 200)
    sides.web.stop()
    answers = [sides.ask(sides.api, each) for each in (session, token)]
    sides.web.start()

    assert [answer.status for answer in answers] == [503, 200]
    assert sides.ask(sides.api, session).status == 200


def test_there_are_enough() -> None:
    assert len({str(each) for asked in ENGINES.values() for each in asked}) >= 40
