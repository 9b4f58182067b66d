"""The interview's order without a terminal: what comes next, what is kept on the way back, what is asked again."""

from typing import Any

import pytest

from new_project.flow import ARCHITECTURE, CHOSEN_OUTRIGHT, SETTLED, WAY, Flow
from new_project.pages import DEFAULTS, FEW, KNOWN, REST
from new_project.presets import Lock, Preset
from new_project.prompts import BACK
from new_project.questions import load_questionnaire
from new_project.resources import template_root

QUESTIONNAIRE = load_questionnaire(template_root())
NEEDS = [question.key for question in QUESTIONNAIRE.needs]


def page(flow: Flow) -> str | None:
    """The page that is shown now."""
    return flow.page(flow.look()[1])


def answer(flow: Flow, **answers: Any) -> list[str]:
    """Answer pages, with the default where no other answer is named, to the end; return which they were."""
    shown = []
    while (now := page(flow)) is not None:
        shown.append(now)
        default = {WAY: FEW, SETTLED: "on"}.get(now) or flow.look()[0].values[now]
        flow.turn(now, answers.get(now, default))
    return shown


def test_needs_then_the_architecture_then_options_then_texts() -> None:
    shown = answer(Flow(QUESTIONNAIRE, {}))
    assert shown[0] == WAY
    decided = shown.index(ARCHITECTURE)
    assert set(shown[1:decided]) <= {*NEEDS, SETTLED}
    assert shown[decided + 1 :] == ["database", "tasks", "features", "ci", "deploy", "project_name", "description"]


def test_what_cannot_change_the_verdict_is_asked_only_on_request() -> None:
    settled = answer(Flow(QUESTIONNAIRE, {}), interface="pages", team_familiarity="django")
    assert SETTLED in settled
    assert not set(NEEDS) <= set(settled)
    everything = answer(Flow(QUESTIONNAIRE, {}), interface="pages", team_familiarity="django", settled=REST)
    assert set(NEEDS) <= set(everything)


def test_back_returns_page_by_page_and_keeps_every_other_answer() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, FEW)
    first = page(flow)
    assert first
    flow.turn(first, "some")
    second = page(flow)
    assert second
    flow.turn(second, "important")
    third = page(flow)
    flow.turn(str(third), BACK)
    assert page(flow) == second
    flow.turn(second, BACK)
    assert page(flow) == first
    flow.turn(first, "heavy")
    assert flow.typed[second] == "important"
    assert page(flow) not in {first, second}


def test_back_from_the_first_need_leads_to_the_way() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, FEW)
    flow.turn(str(page(flow)), BACK)
    assert page(flow) == WAY


def test_another_answer_to_a_need_asks_for_the_architecture_again() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    answer(flow)
    flow.go_to("admin_needs")
    flow.turn("admin_needs", "heavy")
    assert page(flow) == ARCHITECTURE
    flow.turn(ARCHITECTURE, "django")
    assert page(flow) == "api_style"  # which is asked of Django only
    flow.turn("api_style", "ninja")
    assert page(flow) is None


def test_the_same_answer_to_a_need_asks_for_nothing_again() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    answer(flow)
    flow.go_to("admin_needs")
    flow.turn("admin_needs", "none")
    assert page(flow) is None


def test_a_page_that_applies_no_more_is_left_out_on_the_way_back() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, KNOWN)
    flow.turn(ARCHITECTURE, "django")
    flow.turn("database", "sqlite")
    flow.turn("api_style", "ninja")
    flow.go_to(ARCHITECTURE)
    flow.turn(ARCHITECTURE, "fastapi")
    flow.turn(str(page(flow)), BACK)  # over api_style, which is gone
    assert page(flow) == "database"
    assert flow.look()[0].values["database"] == "sqlite"


def test_whoever_knows_what_they_want_is_asked_for_no_reason() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, KNOWN)
    flow.turn(ARCHITECTURE, "hybrid")
    assert "overrule_reason" not in answer(flow)
    assert flow.look()[0].values["overrule_reason"] == CHOSEN_OUTRIGHT
    assert flow.assumed() == NEEDS


def test_whoever_overrules_the_answers_is() -> None:
    assert "overrule_reason" in answer(Flow(QUESTIONNAIRE, {}), architecture="hybrid")


def test_whoever_turns_from_knowing_to_being_asked_gives_a_reason_of_their_own() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, KNOWN)
    flow.turn(ARCHITECTURE, "hybrid")
    flow.go_to(WAY)
    flow.turn(WAY, FEW)
    assert "overrule_reason" in answer(flow, architecture="hybrid")


def test_whoever_overrules_on_the_last_page_gives_a_reason_if_anything_was_answered() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, DEFAULTS)
    flow.go_to(ARCHITECTURE)
    flow.turn(ARCHITECTURE, "hybrid")
    assert page(flow) is None
    flow.go_to("admin_needs")
    flow.turn("admin_needs", "heavy")
    flow.go_to(ARCHITECTURE)
    flow.turn(ARCHITECTURE, "fastapi")
    assert page(flow) == "overrule_reason"


def test_a_given_need_is_one_that_was_answered() -> None:
    flow = Flow(QUESTIONNAIRE, {"admin_needs": "heavy"})
    flow.turn(WAY, KNOWN)
    flow.turn(ARCHITECTURE, "fastapi")
    assert page(flow) == "overrule_reason"


def test_defaults_are_only_confirmed() -> None:
    flow = Flow(QUESTIONNAIRE, {})
    flow.turn(WAY, DEFAULTS)
    assert page(flow) is None
    assert flow.assumed() == NEEDS


@pytest.mark.parametrize("given", [{"architecture": "django"}, dict.fromkeys(NEEDS, "none")])
def test_what_is_given_or_locked_is_not_asked(given: dict[str, Any]) -> None:
    defaults = {question.key: question.default for question in QUESTIONNAIRE.needs}
    given = {key: value if key == ARCHITECTURE else defaults[key] for key, value in given.items()}
    preset = Preset(name="acme", locks={"database": Lock("postgres", "We run it.")})
    shown = answer(Flow(QUESTIONNAIRE, given, preset))
    assert not {*given, "database"} & set(shown)


def test_a_derived_name_is_asked_only_where_it_will_not_do() -> None:
    assert "package_name" not in answer(Flow(QUESTIONNAIRE, {}))
    flow = Flow(QUESTIONNAIRE, {}, typed={WAY: KNOWN, ARCHITECTURE: "fastapi"})
    shown: list[str] = []
    while (now := page(flow)) is not None and len(shown) < 20:
        shown.append(now)
        flow.turn(now, {"project_name": "class", "package_name": "lessons"}.get(now, flow.look()[0].values[now]))
    assert shown.index("package_name") > shown.index("project_name")
