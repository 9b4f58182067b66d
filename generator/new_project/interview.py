"""Getting the answers: from the command line, from the defaults, or from the person at the terminal."""

from collections.abc import Mapping
from typing import Any

import typer

from new_project import prompts
from new_project.answers import Answers, Offer, resolve, take_default
from new_project.decision import recommend
from new_project.errors import WrongInput
from new_project.questions import Questionnaire
from new_project.verdict import summarize


def interview(questionnaire: Questionnaire, given: Mapping[str, object], *, yes: bool) -> Answers:
    """Get all answers, and say what they speak for: before the options are asked, where there is someone to ask."""
    if not yes and prompts.interactive():
        return ask_all(questionnaire, given)
    answers = resolve(questionnaire, given) if yes else resolve_given(questionnaire, given)
    announce(questionnaire, answers.needs, answers.values["architecture"])
    return answers


def ask_all(questionnaire: Questionnaire, given: Mapping[str, object]) -> Answers:
    """Ask whatever is not given."""

    def choose(offer: Offer) -> object:
        if offer.question.key == "architecture":
            announce(questionnaire, offer.known["needs"], offer.default)
        return prompts.ask(offer) if offer.question.ask else take_default(offer)

    answers = resolve(questionnaire, given, choose)
    if "architecture" in given:
        announce(questionnaire, answers.needs, given["architecture"])
    return answers


def resolve_given(questionnaire: Questionnaire, given: Mapping[str, object]) -> Answers:
    """Take the given answers only; raise WrongInput with the flags of those that are missing."""
    missing: list[str] = []

    def remember(offer: Offer) -> object:
        if offer.question.ask:
            missing.append(offer.question.flag)
        return take_default(offer)

    answers = resolve(questionnaire, given, remember)
    if missing:
        raise WrongInput(
            f"There is no terminal to ask on. Add --yes to take the defaults, or answer: {', '.join(missing)}",
            code="needs-terminal",
        )
    return answers


def announce(questionnaire: Questionnaire, needs: Mapping[str, Any], architecture: object) -> None:
    """Say what the answers speak for, and what is made in spite of it."""
    verdict = recommend(needs)
    typer.echo(f"\n{summarize(questionnaire, needs, verdict)}")
    if architecture != verdict.architecture:
        question = questionnaire["architecture"]
        typer.echo(f"Overruled by {question.flag}: {question.label(architecture)}")
    typer.echo()
