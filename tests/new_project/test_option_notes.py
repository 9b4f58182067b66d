"""What is said of an option that comes or goes is about options that there are, and about files that there are."""

import re

import pytest

from new_project.answers import consider
from new_project.option_changes import differences
from new_project.option_names import options
from new_project.option_notes import OptionNotes, load_notes
from tests.new_project.option_table import CASES, QUESTIONNAIRE, Case, Values
from tests.trees import Trees

WORDS = {"added", "removing", "removed", "apps"}
DOCUMENT = re.compile(r"docs/[a-z-]+\.md|\.env\.example")


@pytest.fixture(scope="module")
def trees() -> Trees:
    return Trees(QUESTIONNAIRE.root)


def notes(before: Values, after: Values) -> OptionNotes:
    came, went = differences(QUESTIONNAIRE, before, after)
    return OptionNotes(QUESTIONNAIRE, consider(QUESTIONNAIRE, after), came, went)


def test_it_is_about_options_that_there_are() -> None:
    answers = {question.key: set(question.answers) for question in options(QUESTIONNAIRE)}
    for key, written in load_notes(QUESTIONNAIRE.root).items():
        assert set(written) <= answers[key]
        for answer, texts in written.items():
            assert set(texts) <= WORDS, (key, answer)
            assert all(isinstance(text, str) for each in texts.values() for text in each)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_names_files_that_there_are(case: Case, trees: Trees) -> None:
    tree = trees.tree(case.having)
    for text in [*notes(case.lacking, case.having).afterwards(), *notes(case.having, case.lacking).before()]:
        assert "{" not in text
        where = ("", "web/", "api/") if case.architecture == "hybrid" else ("",)
        for name in DOCUMENT.findall(text):
            assert any(f"{folder}{name}" in tree for folder in where), (text, name)


def test_it_is_said_of_projects_that_it_is_about() -> None:
    storage = {case.architecture: notes(case.lacking, case.having) for case in CASES if case.option.name == "storage"}
    assert all("STORAGE_URL" in said.afterwards()[0] for said in storage.values())
    live = {case.architecture: notes(case.lacking, case.having) for case in CASES if case.option.name == "websockets"}
    assert "its server runs beside" in live["django"].afterwards()[0]
    assert live["fastapi"].afterwards() == []
    flags = {case.architecture: case for case in CASES if case.option.name == "feature_flags"}
    assert notes(flags["django"].having, flags["django"].lacking).apps() == ["waffle"]
    assert notes(flags["fastapi"].having, flags["fastapi"].lacking).apps() == []


def test_a_version_without_such_a_file_says_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert load_notes(tmp_path_factory.mktemp("old")) == {}
