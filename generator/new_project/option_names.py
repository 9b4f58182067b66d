"""What a word on the command line means as an option of a project; the questionnaire knows, and no list here."""

from dataclasses import dataclass

from new_project.errors import WrongInput
from new_project.questions import Question, Questionnaire
from new_project.values import NONE, closest

RECONSIDER = "new-project reconsider"


@dataclass(frozen=True)
class Option:
    """One thing that a project can have: an answer to a question; None is whatever it has of the question."""

    question: Question
    value: str | None

    @property
    def name(self) -> str:
        """How it is spoken of: by its own name, unless other questions have an answer of that name."""
        if self.value is None:
            return self.question.key
        return f"{self.question.key}={self.value}" if self.value == NONE else self.value


def options(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions whose answers can come and go: not the needs, and not what is decided from them."""
    decided = {need.key for need in questionnaire.needs}
    return tuple(each for each in questionnaire.answerable if each.choices and each.ask and each.key not in decided)


def read_options(questionnaire: Questionnaire, text: str) -> list[Option]:
    """Read words that are joined by commas. Raises WrongInput, with what could be meant."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise unknown(f"Say which option.\n{listed(questionnaire)}")
    return list(dict.fromkeys(read_option(questionnaire, word) for word in words))


def read_option(questionnaire: Questionnaire, word: str) -> Option:
    """Read one: an answer, KEY=ANSWER where several questions have it, or KEY."""
    key, equals, value = word.lower().removeprefix("--").replace("-", "_").partition("=")
    if equals and key not in {each.key for each in options(questionnaire)}:
        raise no_option(questionnaire, word, key)
    asked = [each for each in options(questionnaire) if not equals or each.key == key]
    found = [each for each in asked if (value if equals else key) in each.answers]
    if len(found) > 1:
        several = " or ".join(f"{each.key}={key}" for each in found)
        raise unknown(f"'{word}' is an answer to several questions. Say which: {several}.")
    if found:
        return Option(found[0], value if equals else key)
    if equals:
        nearest = closest(value, asked[0].answers)
        raise unknown(f"{word}: {key} has no answer '{value}', but {', '.join(asked[0].answers)}.{nearest}")
    for question in asked:
        if question.key == key:
            return Option(question, None)
    raise no_option(questionnaire, word, key)


def no_option(questionnaire: Questionnaire, word: str, key: str) -> WrongInput:
    """The error that a word names no option, with what it names instead."""
    architecture = questionnaire["architecture"]
    if key in {architecture.key, *architecture.answers}:
        return unknown(f"'{word}' is no option, but about the architecture. What another would mean: {RECONSIDER}")
    if needs := [need for need in questionnaire.needs if key in {need.key, *need.answers}]:
        answer = key if key != needs[0].key else word.partition("=")[2] or "ANSWER"
        of = " and ".join(need.key for need in needs)
        return unknown(
            f"'{word}' is no option, but about a need ({of}), and needs decide the architecture. "
            f"What another would mean: {RECONSIDER} {needs[0].flag} {answer}"
        )
    names = [name for each in options(questionnaire) for name in (each.key, *each.answers) if name != NONE]
    nearest = "" if key in questionnaire else closest(key, names)
    return unknown(f"There is no option '{word}'.{nearest}\n{listed(questionnaire)}")


def listed(questionnaire: Questionnaire) -> str:
    """All options, a question a line."""
    lines = (f"  {each.key}: {', '.join(each.answers)}" for each in options(questionnaire))
    return "\n".join(["Options, several joined by commas:", *lines])


def unknown(message: str) -> WrongInput:
    """The error that a word is no option that can be taken."""
    return WrongInput(message, code="option-unknown")
