"""Teams as they are, and what a senior engineer would tell each of them."""

import pytest

from new_project.decision import recommend, why
from new_project.errors import WrongInput
from new_project.weights import Answer

from .conftest import needs

PERSONAS: dict[str, tuple[dict[str, Answer], str, str]] = {
    # --- the article's own examples ---
    "chat backend: WebSockets all day": ({"async_needs": "heavy"}, "fastapi", "clear"),
    "back office of a Django shop": ({"admin_needs": "heavy", "team_familiarity": "django"}, "django", "clear"),
    "call centre: agents in the admin, calls streamed": (
        {"admin_needs": "heavy", "async_needs": "heavy"},
        "hybrid",
        "clear",
    ),
    "Django product whose API must become fast": (
        {"existing_django": True, "performance": "primary"},
        "hybrid",
        "clear",
    ),
    "one microservice among forty": ({"services": "microservice"}, "fastapi", "clear"),
    "web site with forms and logins": ({"interface": "pages"}, "django", "clear"),
    "start-up that ships next month": (
        {"interface": "both", "admin_needs": "some", "data_model": "relational", "time_to_market": "urgent"},
        "django",
        "clear",
    ),
    # --- nothing decides much ---
    "all defaults: a small API, a team that knows both": ({}, "fastapi", "close"),
    "the same with related tables": ({"data_model": "relational"}, "django", "tie"),
    "the same, known well: FastAPI": ({"data_model": "relational", "team_familiarity": "fastapi"}, "fastapi", "clear"),
    "a Django team's small API": ({"team_familiarity": "django"}, "django", "clear"),
    "beginners with a small API": ({"team_familiarity": "neither"}, "fastapi", "close"),
    "beginners in a hurry": ({"team_familiarity": "neither", "time_to_market": "urgent"}, "django", "close"),
    # --- the team against the need ---
    "Django team, asked for WebSockets": ({"team_familiarity": "django", "async_needs": "heavy"}, "fastapi", "close"),
    "Django team with some hot endpoints": (
        {"team_familiarity": "django", "performance": "important"},
        "django",
        "tie",
    ),
    "FastAPI team, asked for a back office": (
        {"team_familiarity": "fastapi", "admin_needs": "heavy"},
        "django",
        "close",
    ),
    "FastAPI team that corrects a record at times": (
        {"team_familiarity": "fastapi", "admin_needs": "some"},
        "fastapi",
        "clear",
    ),
    "beginners, asked for everything": (
        {"team_familiarity": "neither", "admin_needs": "heavy", "async_needs": "heavy"},
        "hybrid",
        "close",
    ),
    # --- one side, and a little of the other: not worth two programs ---
    "streaming API with a small admin": ({"async_needs": "heavy", "admin_needs": "some"}, "fastapi", "close"),
    "back office that calls a few services": ({"admin_needs": "heavy", "async_needs": "some"}, "django", "close"),
    "fast API on a complex model": ({"performance": "primary", "data_model": "complex"}, "fastapi", "close"),
    "rules and permissions, behind an API": ({"data_model": "complex"}, "django", "close"),
    "streaming prototype, due soon": ({"async_needs": "heavy", "time_to_market": "urgent"}, "fastapi", "clear"),
    "microservice, due soon": ({"services": "microservice", "time_to_market": "urgent"}, "fastapi", "close"),
    # --- both sides: worth two programs ---
    "pages for people, live updates for all": ({"interface": "both", "async_needs": "heavy"}, "hybrid", "close"),
    "marketplace: back office, and speed sells": (
        {"interface": "both", "admin_needs": "heavy", "performance": "primary", "data_model": "complex"},
        "hybrid",
        "clear",
    ),
    "streams over a complex model that people look after": (
        {"async_needs": "heavy", "data_model": "complex", "admin_needs": "some"},
        "hybrid",
        "close",
    ),
    # --- a Django project exists ---
    "one more feature in a Django project": ({"existing_django": True}, "django", "close"),
    "its back office grows": (
        {"existing_django": True, "interface": "pages", "admin_needs": "heavy"},
        "django",
        "clear",
    ),
    "it gets WebSockets": ({"existing_django": True, "async_needs": "heavy"}, "hybrid", "clear"),
    "some of its endpoints are hot": ({"existing_django": True, "performance": "important"}, "hybrid", "close"),
    "the same, and only Django is known": (
        {"existing_django": True, "performance": "important", "team_familiarity": "django"},
        "django",
        "close",
    ),
    "it gets a service beside it": ({"existing_django": True, "services": "microservice"}, "hybrid", "close"),
    "a FastAPI team inherits it": ({"existing_django": True, "team_familiarity": "fastapi"}, "hybrid", "tie"),
    "a FastAPI team would rather rewrite it": (
        {
            "existing_django": True,
            "team_familiarity": "fastapi",
            "async_needs": "heavy",
            "performance": "primary",
            "services": "microservice",
        },
        "hybrid",
        "clear",
    ),
}


@pytest.mark.parametrize(("answers", "architecture", "strength"), PERSONAS.values(), ids=PERSONAS)
def test_persona(answers: dict[str, Answer], architecture: str, strength: str) -> None:
    verdict = recommend(needs(**answers))
    assert (verdict.architecture, verdict.strength) == (architecture, strength), verdict


def test_a_verdict_can_be_explained() -> None:
    verdict = recommend(needs(admin_needs="heavy", async_needs="heavy"))
    assert verdict.scores == {"fastapi": 8, "hybrid": 11, "django": 7}
    assert verdict.contributions["admin_needs"] == {"fastapi": 0, "hybrid": 7, "django": 7}
    assert "admin" in why("admin_needs", "heavy")
    assert "two programs" in why("existing_django", False)
    assert why("admin_needs", "none") == ""


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"admin_needs": "lots"}, "admin_needs: 'lots' is none of its answers: none, some, heavy"),
        ({"existing_django": "true"}, "existing_django: 'true' is none of its answers: False, True"),
        ({"colour": "red"}, "missing or unknown: colour"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(answers: dict[str, Answer], named: str) -> None:
    with pytest.raises(WrongInput) as refusal:
        recommend(needs(**answers))
    assert named in str(refusal.value)


def test_a_need_without_an_answer_is_refused_by_name() -> None:
    given = needs()
    del given["services"]
    with pytest.raises(WrongInput, match="missing or unknown: services"):
        recommend(given)
