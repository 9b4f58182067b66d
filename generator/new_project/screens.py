"""The interview's pages in the terminal: what each shows, and what is answered on it."""

from collections.abc import Callable, Mapping
from typing import Any

from new_project import pages, prompts
from new_project.answers import Answers, Offer
from new_project.decision import Verdict, recommend
from new_project.flow import ARCHITECTURE, SETTLED, WAY, Flow
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.values import plain
from new_project.verdict import bars, headline
from new_project.verdict import show as show_verdict

HOW = "How shall we start?"


def show(flow: Flow, page: str, answers: Answers, offers: Mapping[str, Offer]) -> Any:
    """Show a page and return what was answered, or BACK."""
    back = flow.at > 0
    verdict = recommend(answers.needs)
    if page == WAY:
        ways = pages.ways(flow.questionnaire, answers, len(flow.needs(offers)))
        return prompts.select(HOW, ways, flow.typed.get(WAY), back=back)
    if page == SETTLED:
        return show_settled(flow, verdict)
    if page == ARCHITECTURE:
        return show_architecture(flow, verdict, answers, back=back)
    offer = offers[page]
    if page in verdict.contributions:
        out.show("", bars(verdict.scores), progress(flow, offers))
    value = flow.typed.get(page, flow.proposed(offer))
    if not offer.question.answers:
        return prompts.text(offer.question.help, str(value), offer.check, back=back)
    items = pages.choices_of(offer, flow.preset)
    if offer.question.multiple:
        return prompts.several(offer.question.help, items, value, offer.check, back=back)
    return prompts.select(offer.question.help, items, value, back=back)


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
    """Offer the architectures: by what speaks for each, the best first; unasked, by what each is."""
    if not flow.informed:
        items = pages.natures(flow.questionnaire)
        return prompts.select("Which is it to be?", items, flow.typed.get(ARCHITECTURE), back=back)
    out.show("", headline(flow.questionnaire, verdict), "", bars(verdict.scores))
    items = pages.architectures(flow.questionnaire, verdict, answers.needs)
    question, focused = pages.decide(verdict), answers.values[ARCHITECTURE]
    while (choice := prompts.select(question, items, focused, back=back)) == pages.WHY:
        show_verdict(flow.questionnaire, answers.needs, verdict)
    return choice


def progress(flow: Flow, offers: Mapping[str, Offer]) -> str:
    """Say how far one is through the needs, and what the bars take for those that are open."""
    needs = flow.needs(offers)
    number = sum(page in needs for page in flow.pages[: flow.at]) + 1
    return f"Needs {number} of at most {len(needs)}; what is open counts as its default."


def confirm(flow: Flow, answers: Answers, offers: Mapping[str, Offer], preview: Callable[[Answers], str]) -> Any:
    """Show all answers and what would be written; return whether to make it, or what to change."""
    out.say()
    if flow.informed or flow.typed.get(WAY) == pages.DEFAULTS:
        verdict = recommend(answers.needs)
        out.show(headline(flow.questionnaire, verdict))
        say_overruled(flow.questionnaire, answers, verdict)
    out.show(preview(answers))
    lines = pages.lines(flow.questionnaire, answers, offers, flow.preset, flow.origins)
    return prompts.select("Is this what you want?", lines, back=bool(flow.pages))


def change(flow: Flow, choice: Any, offers: Mapping[str, Offer]) -> None:
    """Do what was chosen on the last page."""
    if choice == pages.CANCEL:
        raise KeyboardInterrupt
    if choice is prompts.BACK:
        flow.at = len(flow.pages) - 1
    elif choice in offers:
        flow.go_to(choice)
    elif lock := flow.preset.locks.get(choice):
        out.say(f"{pages.name_of(choice)} is locked to {plain(lock.answer)} by '{flow.preset.name}': {lock.because}")
    else:
        out.say(f"{pages.name_of(choice)} was given {flow.origins.get(choice, '')}. Start again without that.")


def say_overruled(questionnaire: Questionnaire, answers: Answers, verdict: Verdict) -> None:
    """Say so when what is made is not what is recommended. To choose among equals overrules nothing."""
    chosen = answers.values[ARCHITECTURE]
    if verdict.overruled_by(chosen):
        out.say(f"Overruled: it is to be {questionnaire[ARCHITECTURE].label(chosen)}.")
