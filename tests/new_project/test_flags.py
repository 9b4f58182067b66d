"""Questions as options, and answers as words of a command line."""

from new_project.flags import as_flags
from new_project.questions import Question


def question(key: str, type_: str = "str") -> Question:
    return Question(key=key, type=type_, help="", choices=(), default="", validator="", when=True, ask=True)


QUESTIONS = [question("first_name"), question("last_name"), question("is_new", "bool")]


def test_answers_as_words() -> None:
    assert as_flags(QUESTIONS, {"is_new": True, "first_name": "Ada B."}) == [
        "--first-name",
        "Ada B.",
        "--is-new",
        "true",
    ]
    assert as_flags(QUESTIONS, {"last_name": ["b", "a"]}) == ["--last-name", "b,a"]
    assert as_flags(QUESTIONS, {"last_name": []}) == ["--last-name", "none"]
    assert as_flags(QUESTIONS, {"first_name": "", "last_name": "--x"}) == ["--first-name", "", "--last-name=--x"]
