"""Reading copier.yml."""

from pathlib import Path

import pytest

from new_project.evaluate import Evaluator
from new_project.questions import Choice, Questionnaire, load_questionnaire
from new_project.resources import template_root

SMALL = """
_envops: {undefined: jinja2.StrictUndefined}
weights:
  type: yaml
  when: false
  default: !include parts/*.yml
flavour:
  type: str
  help: Which?
  choices:
    Sweet, like honey: sweet
    Sour: sour
  default: sweet
hot:
  type: bool
  default: false
extras:
  type: str
  multiselect: true
  choices:
    Nuts, of all kinds: nuts
    Cream: cream
  default: "{{ ['cream', 'nuts', 'cream'] if hot else [] }}"
name:
  type: str
  ask: false
  when: "{{ hot }}"
  validator: "{% if not name %}Say something.{% endif %}"
  default: "{{ flavour }}"
"""


@pytest.fixture
def small(tmp_path: Path) -> Questionnaire:
    (tmp_path / "copier.yml").write_text(SMALL)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.yml").write_text("second: 2")
    (tmp_path / "parts" / "a.yml").write_text("needs: {flavour: {}}")
    return load_questionnaire(tmp_path)


def test_settings_are_no_questions(small: Questionnaire) -> None:
    assert [question.key for question in small.questions] == ["weights", "flavour", "hot", "extras", "name"]
    assert small.envops == {"undefined": "jinja2.StrictUndefined"}


def test_an_include_is_the_list_of_what_the_files_hold(small: Questionnaire) -> None:
    assert small["weights"].default == [{"needs": {"flavour": {}}}, {"second": 2}]
    assert small["weights"].computed


def test_choices_have_labels(small: Questionnaire) -> None:
    flavour = small["flavour"]
    assert flavour.choices == (Choice("Sweet, like honey", "sweet"), Choice("Sour", "sour"))
    assert flavour.answers == ("sweet", "sour")
    assert flavour.label("sour") == "Sour"


def test_several_answers_are_one_list_in_the_order_of_the_choices(small: Questionnaire) -> None:
    extras = small["extras"]
    assert extras.multiple
    assert extras.ordered(["cream", "nuts", "cream"]) == ["nuts", "cream"]
    assert extras.label(["nuts", "cream"]) == "Nuts, of all kinds, Cream"
    assert extras.title([]) == ""
    evaluator = Evaluator(small)
    assert evaluator.default(extras, {"hot": True}) == ["nuts", "cream"]
    assert evaluator.default(extras, {"hot": False}) == []


def test_flags(small: Questionnaire) -> None:
    assert small["hot"].answers == ("true", "false")
    assert small["name"].answers == ()
    assert not small["name"].ask
    assert [question.flag for question in small.answerable] == ["--flavour", "--hot", "--extras", "--name"]
    assert [question.key for question in small.needs] == ["flavour"]


def test_the_real_questions() -> None:
    questionnaire = load_questionnaire(template_root())
    assert [question.key for question in questionnaire.needs] == [
        "interface",
        "async_needs",
        "performance",
        "services",
        "admin_needs",
        "data_model",
        "time_to_market",
        "team_familiarity",
        "existing_django",
    ]
    assert questionnaire["architecture"].answers == ("fastapi", "django", "hybrid")
    assert all(question.help for question in questionnaire.answerable)
