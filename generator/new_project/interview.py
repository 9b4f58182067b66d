"""Getting the answers: from the command line, from the defaults, or from the person at the terminal."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from new_project import pages, prompts
from new_project.answers import Answers, Offer, consider, resolve, take_default
from new_project.decision import Verdict, recommend
from new_project.errors import WrongInput
from new_project.flow import ARCHITECTURE, SETTLED, WAY, Flow
from new_project.output import out
from new_project.presets import Preset
from new_project.questions import Questionnaire
from new_project.sources import Given
from new_project.verdict import bars, headline, summarize

HOW = "How shall we start?"

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
        return Flow(questionnaire, given.answers, propose())
    way = prompts.select(HOW, pages.ways(questionnaire), back=False, meanwhile=load_the_rest)
    return Flow(questionnaire, given.answers, propose(), {WAY: way}, [WAY], 1)


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


def say_overruled(questionnaire: Questionnaire, answers: Answers, verdict: Verdict) -> None:
    """Say so when what is made is not what is recommended."""
    chosen = answers.values[ARCHITECTURE]
    if chosen != verdict.architecture:
        question = questionnaire[ARCHITECTURE]
        out.say(f"Overruled by {question.flag}: {question.label(chosen)}")


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


def show(flow: Flow, page: str, answers: Answers, offers: Mapping[str, Offer]) -> Any:
    """Show a page and return what was answered, or BACK."""
    back = flow.at > 0
    verdict = recommend(answers.needs)
    if page == WAY:
        return prompts.select(HOW, pages.ways(flow.questionnaire), flow.typed.get(WAY), back=back)
    if page == SETTLED:
        return show_settled(flow, verdict)
    if page == ARCHITECTURE:
        return show_architecture(flow, verdict, answers, back=back)
    offer = offers[page]
    if page in verdict.contributions:
        out.show("", bars(verdict.scores), progress(flow, offers))
    value = flow.typed.get(page, offer.default)
    if not offer.question.answers:
        return prompts.text(offer.question.help, str(value), offer.check, back=back)
    return prompts.select(offer.question.help, pages.choices_of(offer), value, back=back)


def show_settled(flow: Flow, verdict: Verdict) -> Any:
    """Say that the verdict stands; the other needs can still be answered."""
    known = len(flow.known())
    out.show("", bars(verdict.scores), pages.settled(verdict, known, len(flow.questionnaire.needs) - known))
    items = [
        prompts.Item("Go on", "on", "the others are taken to have their defaults"),
        prompts.Item("Answer the others, too", pages.REST, "for the record of the decision"),
    ]
    return prompts.select("And now?", items, flow.typed.get(SETTLED))


def show_architecture(flow: Flow, verdict: Verdict, answers: Answers, *, back: bool) -> Any:
    """Offer the architectures, the recommended one first."""
    if flow.typed.get(WAY) != pages.KNOWN:
        out.show("", headline(flow.questionnaire, verdict), "", bars(verdict.scores))
    items = pages.architectures(flow.questionnaire, verdict, answers.needs)
    return prompts.select(pages.decide(verdict), items, answers.values[ARCHITECTURE], back=back)


def progress(flow: Flow, offers: Mapping[str, Offer]) -> str:
    """Say how far one is through the needs."""
    needs = flow.needs(offers)
    number = sum(page in needs for page in flow.pages[: flow.at]) + 1
    return f"Needs {number} of at most {len(needs)}"


def confirm(flow: Flow, answers: Answers, offers: Mapping[str, Offer], preview: Preview) -> Any:
    """Show all answers and what would be written; return whether to make it, or what to change."""
    out.say()
    if flow.typed.get(WAY) != pages.KNOWN:
        verdict = recommend(answers.needs)
        out.show(headline(flow.questionnaire, verdict))
        say_overruled(flow.questionnaire, answers, verdict)
    out.show(preview(answers))
    return prompts.select(
        "Is this what you want?", pages.lines(flow.questionnaire, answers, offers, flow.preset), back=bool(flow.pages)
    )


def change(flow: Flow, choice: Any, offers: Mapping[str, Offer]) -> None:
    """Do what was chosen on the last page."""
    if choice == pages.CANCEL:
        raise KeyboardInterrupt
    if choice is prompts.BACK:
        flow.at = len(flow.pages) - 1
    elif choice in offers:
        flow.go_to(choice)
    elif lock := flow.preset.locks.get(choice):
        out.say(f"{pages.name_of(choice)} is locked to {lock.answer} by '{flow.preset.name}': {lock.because}")
    else:
        out.say(f"{pages.name_of(choice)} was given with {flow.questionnaire[choice].flag}. Start again without it.")
