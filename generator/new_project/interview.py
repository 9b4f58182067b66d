"""Getting the answers: from the command line, from the defaults, or from the person at the terminal."""

from collections.abc import Callable, Mapping
from importlib import import_module

from new_project import pages, prompts
from new_project.answers import Answers, Offer, consider, resolve, take_default
from new_project.decision import recommend
from new_project.errors import WrongInput
from new_project.flow import ARCHITECTURE, WAY, Flow
from new_project.output import out
from new_project.presets import Preset
from new_project.questions import Questionnaire
from new_project.screens import HOW, change, confirm, say_overruled, show
from new_project.sources import Given
from new_project.verdict import summarize

Preview = Callable[[Answers], str]
"""Says what would be written."""

Propose = Callable[[], Preset]
"""Says what is proposed, and what is locked."""


def interview(questionnaire: Questionnaire, given: Given, propose: Propose, preview: Preview, *, yes: bool) -> Answers:
    """Get all answers, and say what they speak for. Raises WrongInput, and KeyboardInterrupt for "Cancel"."""
    if not yes and prompts.interactive():
        return converse(start(questionnaire, given, propose), preview)
    take = resolve_all if yes else resolve_given
    answers = take(questionnaire, given.answers, propose())
    announce(questionnaire, answers)
    return answers


def start(questionnaire: Questionnaire, given: Given, propose: Propose) -> Flow:
    """Begin. Where nothing is given, the first page is shown before anything is loaded that it does without."""
    if given.answers or given.preset.locks:
        return Flow(questionnaire, given.answers, propose(), given.origins)
    way = prompts.select(HOW, pages.ways(questionnaire), back=False, meanwhile=load_the_rest)
    return Flow(questionnaire, {}, propose(), typed={WAY: way}, pages=[WAY], at=1)


def load_the_rest() -> None:
    """Load what the next pages need."""
    import_module("new_project.render")
    import_module("rich.table")


def resolve_all(questionnaire: Questionnaire, given: Mapping[str, object], preset: Preset) -> Answers:
    """Take the defaults for what is not given."""
    return resolve(questionnaire, given, preset=preset)


def resolve_given(questionnaire: Questionnaire, given: Mapping[str, object], preset: Preset) -> Answers:
    """Take the given answers only; raise WrongInput with the flags of those that are missing."""
    missing: list[str] = []

    def remember(offer: Offer) -> object:
        if offer.question.ask:
            missing.append(offer.question.flag)
        return take_default(offer)

    answers = resolve(questionnaire, given, remember, preset)
    if missing:
        raise WrongInput(
            f"There is no terminal to ask on. Add --yes to take the defaults, or answer: {', '.join(missing)}",
            code="needs-terminal",
        )
    return answers


def announce(questionnaire: Questionnaire, answers: Answers) -> None:
    """Say what the answers speak for, and what is made in spite of it."""
    verdict = recommend(answers.needs)
    summarize(questionnaire, answers.needs, verdict)
    out.event("verdict", **verdict.as_json_dict(), chosen=answers.values[ARCHITECTURE])
    say_overruled(questionnaire, answers, verdict)
    out.say()


def converse(flow: Flow, preview: Preview) -> Answers:
    """Show page after page until everything is answered and confirmed."""
    consider(flow.questionnaire, flow.given, preset=flow.preset).complain()
    while True:
        answers, offers = flow.look()
        page = flow.page(offers)
        if page:
            flow.turn(page, show(flow, page, answers, offers))
            continue
        choice = confirm(flow, answers, offers, preview)
        if choice == pages.MAKE:
            for message in answers.unused.values():
                out.warn(f"Not used: {message}")
            answers.values["assumed_needs"] = flow.assumed()
            return answers
        change(flow, choice, offers)


def ask_rest(questionnaire: Questionnaire, given: Mapping[str, object]) -> dict[str, object]:
    """Ask whatever is not given, where the decision is; return the answers to that only."""
    flow = Flow(questionnaire, given)
    while True:
        answers, offers = flow.look()
        page = flow.page(offers)
        if page is None:
            return flow.typed
        flow.turn(page, show(flow, page, answers, offers))


def ask_needs(questionnaire: Questionnaire, given: Mapping[str, object]) -> dict[str, object]:
    """Ask every need that is not given, those that decide most first; return the answers to all."""
    flow = Flow(questionnaire, given)
    flow.start_with_needs()
    consider(questionnaire, given).complain()
    while True:
        answers, offers = flow.look()
        page = flow.page(offers)
        if page is None or page == ARCHITECTURE:
            return answers.needs
        flow.turn(page, show(flow, page, answers, offers))
