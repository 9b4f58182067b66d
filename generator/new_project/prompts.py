"""The prompts: one choice of several, or a line of text, each with a way back to the question before."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from new_project.output import out

if TYPE_CHECKING:
    import questionary

BACK: Final = object()
"""What is answered by someone who wants to return to the question before."""

STYLE = [
    ("qmark", "bold"),
    ("question", "bold"),
    ("answer", ""),
    ("pointer", "bold"),
    ("highlighted", "bold"),
    ("selected", "noreverse"),
    ("instruction", ""),
    ("placeholder", "ansigray"),
    ("bottom-toolbar", "noreverse"),
]

DESCRIPTION = "  Description: "
"""What questionary puts before the line on the focused choice."""


@dataclass(frozen=True)
class Item:
    """A choice: what it is called, what it stands for, and one line of why, shown while it is in focus."""

    label: str
    value: Any
    why: str = ""
    refused: str = ""
    """Why it cannot be chosen, after what was answered before."""


def interactive() -> bool:
    """Whether there is a person at both ends: no pipe, no file, no CI, nothing that reads JSON."""
    if out.as_json or os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def select(
    message: str,
    items: Iterable[Item],
    default: object = None,
    *,
    back: bool = True,
    meanwhile: Callable[[], None] | None = None,
) -> Any:
    """Ask for one of the items, and do something meanwhile; return the item's value, or BACK.

    Raises KeyboardInterrupt when the person has had enough.
    """
    import questionary

    shown = [*items, *([Item("Back", BACK, "to the question before; Shift-Tab does the same")] if back else [])]
    # By number: a value may be false or None, which questionary would replace by the title.
    choices = [choice(item, number) for number, item in enumerate(shown)]
    open_ones = [number for number, item in enumerate(shown) if not item.refused]
    focused = next((number for number in open_ones if shown[number].value == default), open_ones[0])
    question = questionary.select(
        out.folded(message, hanging=2), choices, default=choices[focused], instruction=" ", **looks()
    )
    fit(question)
    if meanwhile:
        work = Thread(target=meanwhile, daemon=True)
        question.application.after_render.add_handler(lambda _: None if work.ident else work.start())
    number = run(question, question.application.key_bindings, back=back)
    return BACK if number is BACK else shown[number].value


def several(
    message: str,
    items: Iterable[Item],
    chosen: Sequence[object],
    check: Callable[[list[Any]], str],
    *,
    back: bool = True,
) -> Any:
    """Ask for any number of the items, beginning with those that are chosen; return their values, or BACK.

    Raises KeyboardInterrupt when the person has had enough.
    """
    shown = list(items)
    while (values := tick(message, shown, chosen, back=back)) is not BACK and (mistake := check(values)):
        out.say(out.folded(mistake, indent=2, hanging=2))
        chosen = values
    return values


def tick(message: str, items: Sequence[Item], chosen: Sequence[object], *, back: bool) -> Any:
    """Ask once; return the values of the items that are ticked, or BACK."""
    import questionary

    choices = [choice(item, number, checked=item.value in chosen) for number, item in enumerate(items)]
    keys = "  ".join(["Space: on or off", *(["Shift-Tab: back"] if back else [])])
    question = questionary.checkbox(out.folded(message, hanging=2), choices, instruction=f"\n  {keys}", **looks())
    fit(question)
    numbers = run(question, question.application.key_bindings, back=back)
    return BACK if numbers is BACK else [items[number].value for number in numbers]


def choice(item: Item, number: int, *, checked: bool = False) -> "questionary.Choice":
    """Make a choice of an item; one that is refused says why, and cannot be reached."""
    import questionary

    if not item.refused:
        return questionary.Choice(item.label, number, checked=checked, description=item.why or None)
    mark = "   - "  # questionary puts it before what is disabled
    why = out.folded(f"{mark}{item.label}: {item.refused}", hanging=len(mark)).removeprefix(mark)
    return questionary.Choice(why, number, disabled=True)  # type: ignore[arg-type]  # for who gives no reason of its own


def text(message: str, default: str, check: Callable[[str], str], *, back: bool = True) -> Any:
    """Ask for a line; Enter alone takes the default, one space makes it empty, and typing replaces it.

    Return the line, or BACK. Raises KeyboardInterrupt when the person has had enough.
    """
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    def read(typed: str) -> str:
        return typed.strip() if typed else default

    keys = KeyBindings()
    question = questionary.text(
        out.folded(message, hanging=2),
        placeholder=default,
        validate=lambda typed: check(read(typed)) or True,
        **looks(),
        key_bindings=keys,
        bottom_toolbar=toolbar(clearable=bool(default) and not check(""), back=back),
    )
    answer = run(question, keys, back=back)
    return BACK if answer is BACK else read(answer)


def toolbar(*, clearable: bool, back: bool) -> str:
    """Say which keys do something here, in less than 40 columns."""
    return "  ".join([*(["Space: empty"] if clearable else []), *(["Shift-Tab: back"] if back else [])])


def run(question: "questionary.Question", keys: Any, *, back: bool) -> Any:
    """Show the prompt and wait. Ctrl-D is a way out, as Ctrl-C is."""
    from prompt_toolkit.keys import Keys

    if back:
        keys.add(Keys.BackTab, eager=True)(lambda event: event.app.exit(result=BACK))
    keys.add(Keys.ControlD, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
    answer = question.unsafe_ask()
    if answer is BACK:
        out.say()
    return answer


def looks() -> dict[str, Any]:
    """How prompts look: bold where that helps, and nothing but letters where that is asked for."""
    import questionary
    from prompt_toolkit.output import ColorDepth

    if out.plain:
        return {"style": questionary.Style([]), "color_depth": ColorDepth.DEPTH_1_BIT}
    return {"style": questionary.Style(STYLE)}


def fit(question: "questionary.Question") -> None:
    """Break long lines, and show the line on the focused choice as it is."""
    for window in question.application.layout.find_all_windows():
        window.wrap_lines = to_filter(True)
        show_description_only(window.content)


def to_filter(value: bool) -> Any:
    """Make prompt_toolkit's own kind of boolean."""
    from prompt_toolkit.filters import to_filter

    return to_filter(value)


def show_description_only(control: Any) -> None:
    """Show the line on the focused choice without the word that questionary puts before it."""
    from questionary.prompts.common import InquirerControl

    if isinstance(control, InquirerControl):
        tokens: Any = control.text
        control.text = lambda: [(look, described(words)) for look, words in tokens()]


def described(words: str) -> str:
    """Set a description off from the choices; leave anything else as it is."""
    if not words.startswith(DESCRIPTION):
        return words
    return "\n" + out.folded(words.removeprefix(DESCRIPTION), indent=2, hanging=2)
