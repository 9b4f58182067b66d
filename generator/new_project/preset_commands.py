"""`new-project preset`: what each of its commands takes and says."""

from collections.abc import Mapping
from typing import Annotated

import typer

from new_project.errors import Problem
from new_project.options import with_answers
from new_project.output import out
from new_project.presets import settable
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
NameOrFile = Annotated[str, typer.Argument(metavar="NAME|FILE", show_default=False)]
About = Annotated[str, typer.Option("--about", metavar="TEXT", help="Say what the preset is for.", show_default=False)]
Locked = Annotated[
    list[str] | None,
    typer.Option("--lock", metavar="KEY", help="Lock this one of the answers given here.", show_default=False),
]
Because = Annotated[
    list[str] | None,
    typer.Option(
        "--because", metavar="TEXT", help="Why it is locked: one for each --lock, or one for all.", show_default=False
    ),
]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of one that has this name.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else on standard output.")]


def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """Add `preset` and its commands."""
    preset = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=COMMANDS["preset"])
    add_save(preset, questionnaire)
    add_list(preset, questionnaire)
    add_show(preset, questionnaire)
    app.add_typer(preset, name="preset")


def add_save(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`preset save NAME`."""

    def save(
        answers: dict[str, object],
        name: Name,
        lock: Locked = None,
        because: Because = None,
        about: About = "",
        replace: Replace = False,
        as_json: Json = False,
    ) -> None:
        from new_project.preset_files import save
        from new_project.preset_saving import Draft, checked, reasons_for

        draft = Draft(name, about, answers, reasons_for(lock or [], because or []))
        path = save(checked(questionnaire, draft), replace=replace)
        out.event("saved", preset=name, path=str(path))
        out.say(f"Saved in {path}.\nUse it: new-project DEST --preset {name}")

    app.command("save", help="Keep the answers given here under a NAME.")(with_answers(settable(questionnaire), save))


def add_list(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`preset list`."""

    @app.command("list", help="List your own presets.")
    def list_presets(as_json: Json = False) -> None:
        from new_project.preset_files import folder, saved

        found = {name: described(questionnaire, name) for name in saved()}
        out.document({"folder": str(folder()), "presets": [{"name": name, **what} for name, what in found.items()]})
        if not found:
            out.say(f"There are no presets in {folder()} yet: new-project preset save NAME makes one.")
            return
        width = max(map(len, found))
        for name, what in found.items():
            out.say(f"{name:<{width}}  {what['description'] or what['error']}".rstrip())
        out.say(f"\nThey are in {folder()}.")


def described(questionnaire: Questionnaire, name: str) -> Mapping[str, str]:
    """What a preset says of itself, or why it cannot be used."""
    from new_project.presets import load_preset

    try:
        return {"description": load_preset(questionnaire, name).description, "error": ""}
    except Problem as problem:
        code = problem.code
    except OSError:
        code = "system"
    return {"description": "", "error": f"cannot be used ({code}): new-project preset show {name} says why"}


def add_show(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`preset show NAME`."""

    @app.command("show", help="Say what a preset proposes, and what it locks and why.")
    def show(name: NameOrFile, as_json: Json = False) -> None:
        from new_project.preset_files import find
        from new_project.preset_reading import read_preset
        from new_project.preset_text import as_document, sentences

        path = find(name)
        preset = read_preset(questionnaire, path)
        out.document({"path": str(path), **as_document(preset)})
        out.say("\n".join([*sentences(questionnaire, preset), "", f"It is in {path}."]))
