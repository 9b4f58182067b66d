"""The questions, asked in a terminal."""

import sys

from new_project.answers import Offer

STYLE = [
    ("qmark", "bold"),
    ("question", "bold"),
    ("answer", ""),
    ("pointer", "bold"),
    ("highlighted", "bold"),
    ("selected", "noreverse"),
]


def interactive() -> bool:
    """Whether there is a person at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(offer: Offer) -> object:
    """Ask one question. Raises KeyboardInterrupt when the person has had enough."""
    try:
        return prompt(offer)
    except EOFError:  # Ctrl-D
        raise KeyboardInterrupt from None


def prompt(offer: Offer) -> object:
    """Show the question's prompt and wait for the answer."""
    import questionary

    question = offer.question
    style = questionary.Style(STYLE)
    if question.choices:
        choices = [questionary.Choice(choice.label, choice.value) for choice in question.choices]
        return questionary.select(
            question.help, choices, default=str(offer.default), style=style, instruction=" "
        ).unsafe_ask()
    if question.type == "bool":
        return questionary.confirm(question.help, default=bool(offer.default), style=style).unsafe_ask()
    default = str(offer.default)
    answer = questionary.text(
        question.help,
        placeholder=default,  # typing replaces it; Enter takes it
        validate=lambda text: offer.check(text or default) or True,
        style=style,
    ).unsafe_ask()
    return answer or default
