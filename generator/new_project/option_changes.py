"""What a project's answers are with an option more or less, and why some options cannot come or go."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from new_project.answers import consider, inapplicable
from new_project.errors import WrongInput
from new_project.option_names import Option, options
from new_project.questions import Question, Questionnaire
from new_project.values import NONE


def with_options(questionnaire: Questionnaire, recorded: Mapping[str, Any], wanted: Sequence[Option]) -> dict[str, Any]:
    """The answers that change when options are added. Raises WrongInput with the reason where that cannot be."""
    return change(questionnaire, recorded, wanted, added, "added")


def without_options(
    questionnaire: Questionnaire, recorded: Mapping[str, Any], unwanted: Sequence[Option]
) -> dict[str, Any]:
    """The answers that change when options are removed. Raises WrongInput with the reason where that cannot be."""
    return change(questionnaire, recorded, unwanted, removed, "removed")


def change(
    questionnaire: Questionnaire,
    recorded: Mapping[str, Any],
    chosen: Sequence[Option],
    answer: Callable[[Option, Any], object],
    how: str,
) -> dict[str, Any]:
    """Change the answers option by option; the questionnaire says whether what comes of it makes sense."""
    before = consider(questionnaire, recorded).values
    refuse_alternatives(chosen)
    after = dict(before)
    for option in chosen:
        key = option.question.key
        if key not in before:
            raise refused(f"{option.name} cannot be {how} here. {inapplicable(option.question)}")
        after[key] = answer(option, after[key])
    unused = consider(questionnaire, after).unused  # what was asked before, and is not any more
    if mistakes := consider(questionnaire, {key: value for key, value in after.items() if key not in unused}).mistakes:
        names = " and ".join(option.name for option in chosen)
        raise refused("\n".join([f"{names} cannot be {how} here:", *mistakes]))
    return {key: value for key, value in after.items() if value != before[key]}


def refuse_alternatives(chosen: Sequence[Option]) -> None:
    """Refuse two answers to a question that takes one."""
    first: dict[str, Option] = {}
    for option in chosen:
        other = first.setdefault(option.question.key, option)
        if other != option and not option.question.multiple:
            raise refused(
                f"{other.name} and {option.name} cannot go together: a project has one {option.question.key}."
            )


def added(option: Option, answer: Any) -> object:
    """The answer to the option's question with the option."""
    if option.value is None:
        raise unclear(option)
    return option.question.ordered([*answer, option.value]) if option.question.multiple else option.value


def removed(option: Option, answer: Any) -> object:
    """The answer to the option's question without the option."""
    question = option.question
    if question.multiple:
        if option.value is None:
            raise unclear(option)
        return [value for value in answer if value != option.value]
    if option.value == NONE:
        raise refused(f"{option.name} cannot be removed, since nothing is there. Add: {others(question)}")
    if option.value not in {None, answer}:
        return answer
    if NONE not in question.answers:
        raise refused(
            f"{option.name} cannot be removed: a project has one of {', '.join(question.answers)}. "
            f"To have another: new-project add {others(question, answer)}"
        )
    return NONE


def unclear(option: Option) -> WrongInput:
    """The error that only a question is named where one of its answers must be."""
    return refused(f"Say which {option.question.key}: {others(option.question)}.")


def others(question: Question, answer: str = NONE) -> str:
    """The answers to a question besides one."""
    return " or ".join(each for each in question.answers if each not in {answer, NONE})


def differences(
    questionnaire: Questionnaire, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The options that came, and those that went."""
    had, has = (
        [Option(each, value) for each in options(questionnaire) for value in present(answers.get(each.key))]
        for answers in (before, after)
    )
    return tuple(each for each in has if each not in had), tuple(each for each in had if each not in has)


def present(answer: Any) -> list[str]:
    """The options in an answer: none in that which says so."""
    return [value for value in (answer if isinstance(answer, list) else [answer]) if value not in {None, NONE}]


def refused(message: str) -> WrongInput:
    """The error that an option cannot come or go."""
    return WrongInput(message, code="option-refused")
