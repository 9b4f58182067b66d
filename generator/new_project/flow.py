"""Which page of the interview comes next, and how one gets back to an earlier one with all other answers kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from new_project.answers import Answers, Offer, consider
from new_project.asking import influence
from new_project.pages import DEFAULTS, FEW, KNOWN, REST
from new_project.presets import NO_PRESET, Preset
from new_project.prompts import BACK
from new_project.questions import Questionnaire

WAY, SETTLED, ARCHITECTURE, REASON = "way", "settled", "architecture", "overrule_reason"
"""Pages beside those of needs and options: how to start; that no need changes anything more; the decision; why."""

DERIVED = ("project_slug", "package_name", "author_name", "author_email")
"""Follow from the project's name, or may be empty: they are not asked, but can be changed on the last page."""

CHOSEN_OUTRIGHT = "It was chosen outright; the needs were not asked."
"""The reason that the record gives for an architecture that no needs were asked for."""


@dataclass
class Flow:
    """What the person has answered so far, and on which page they are."""

    questionnaire: Questionnaire
    given: Mapping[str, object]
    preset: Preset = NO_PRESET
    origins: Mapping[str, str] = field(default_factory=dict)
    """How each given answer was given, in words."""
    typed: dict[str, Any] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    """The pages that were shown, in order; one can go back along them."""
    at: int = 0

    def look(self) -> tuple[Answers, dict[str, Offer]]:
        """Complete the answers so far with defaults; also return all that can still be answered otherwise."""
        offers: dict[str, Offer] = {}

        def choose(offer: Offer) -> object:
            offers[offer.question.key] = offer
            value = self.typed.get(offer.question.key, self.proposed(offer))
            return offer.default if offer.check(value) else value

        return consider(self.questionnaire, self.given, choose, self.preset), offers

    def proposed(self, offer: Offer) -> object:
        """The default; for an architecture that no need speaks for or against, the reason is known."""
        outright = offer.question.key == REASON and not offer.default and not self.informed
        return CHOSEN_OUTRIGHT if outright else offer.default

    @property
    def informed(self) -> bool:
        """Whether anybody has answered any need."""
        answered = {*self.typed, *self.given, *self.preset.locks}
        return any(question.key in answered for question in self.questionnaire.needs)

    def page(self, offers: Mapping[str, Offer]) -> str | None:
        """Return the page to show now; None when all is answered and only has to be confirmed."""
        while self.at < len(self.pages):
            if self.pages[self.at] in offers or self.pages[self.at] in {WAY, SETTLED}:
                return self.pages[self.at]
            del self.pages[self.at]  # it is not asked any more, after what was changed
            self.at = max(0, self.at - 1)
        return self.next_page(offers)

    def next_page(self, offers: Mapping[str, Offer]) -> str | None:
        """Return the first page that was not shown yet."""
        undecided = ARCHITECTURE in offers and ARCHITECTURE not in self.typed
        if undecided and WAY not in self.typed:
            return WAY
        if self.typed.get(WAY) == DEFAULTS:
            return REASON if self.lacks_reason(offers) else None
        if undecided:
            return self.next_need(offers) or ARCHITECTURE
        return self.next_option(offers)

    def next_need(self, offers: Mapping[str, Offer]) -> str | None:
        """Return the need that can change the verdict most; once none can, the page that says so."""
        if self.typed.get(WAY) == KNOWN:
            return None
        left = [need for need in self.needs(offers) if need not in self.typed]
        deciding = next(iter(influence(self.known())), None)
        if deciding or not left:
            return deciding
        if SETTLED not in self.typed:
            return SETTLED
        return left[0] if self.typed[SETTLED] == REST else None

    def next_option(self, offers: Mapping[str, Offer]) -> str | None:
        """Return what else is asked, choices before texts: what is open, and what does not fit the other answers."""
        needs = self.needs(offers)
        left = [
            offer.question
            for key, offer in offers.items()
            if (offer.question.ask and key not in {*self.typed, *needs, *DERIVED, REASON})
            or offer.check(self.typed.get(key, offer.default))
        ]
        if self.lacks_reason(offers):
            return REASON
        return min(left, key=lambda each: not each.answers).key if left else None

    def lacks_reason(self, offers: Mapping[str, Offer]) -> bool:
        """Whether the answers were overruled, and nobody has said why."""
        return REASON in offers and REASON not in self.typed and not self.proposed(offers[REASON])

    def needs(self, offers: Mapping[str, Offer]) -> list[str]:
        """The needs that nobody has answered beforehand."""
        return [question.key for question in self.questionnaire.needs if question.key in offers]

    def known(self) -> dict[str, Any]:
        """The needs that are answered, by whatever means."""
        answers, offers = self.look()
        return {need: value for need, value in answers.needs.items() if need not in offers or need in self.typed}

    def assumed(self) -> list[str]:
        """The needs that nobody was asked about."""
        known = self.known()
        return [question.key for question in self.questionnaire.needs if question.key not in known]

    def turn(self, page: str, answer: Any) -> None:
        """Go to the next page, or back to the one before."""
        if answer is BACK:
            self.at -= 1
            return
        is_need = page in {question.key for question in self.questionnaire.needs}
        if page == WAY or (is_need and self.typed.get(page) != answer):
            self.typed.pop(ARCHITECTURE, None)  # it was chosen in the light of another verdict
        self.typed[page] = answer
        if self.at == len(self.pages):
            self.pages.append(page)
        self.at = len(self.pages)

    def go_to(self, page: str) -> None:
        """Return to any page, or go to one that would not have been shown."""
        if page not in self.pages:
            self.pages.append(page)
        self.at = self.pages.index(page)

    def start_with_needs(self) -> None:
        """Ask for the needs, all of them, without a page before them or between."""
        self.typed |= {WAY: FEW, SETTLED: REST}
