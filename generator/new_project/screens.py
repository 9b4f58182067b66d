"""The interview's pages in the terminal: what each shows, and what is answered on it."""

from collections.abc import Callable, Mapping
from typing import Any

from new_project import pages, prompts
from new_project.answers import Answers, Offer
from new_project.decision import Verdict, recommend
from new_project.flow import ARCHITECTURE, SETTLED, WAY, Flow
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.verdict import bars, headline

HOW = "How shall we start?"


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


def confirm(flow: Flow, answers: Answers, offers: Mapping[str, Offer], preview: Callable[[Answers], str]) -> Any:
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


def say_overruled(questionnaire: Questionnaire, answers: Answers, verdict: Verdict) -> None:
    """Say so when what is made is not what is recommended."""
    chosen = answers.values[ARCHITECTURE]
    if chosen != verdict.architecture:
        question = questionnaire[ARCHITECTURE]
        out.say(f"Overruled by {question.flag}: {question.label(chosen)}")
