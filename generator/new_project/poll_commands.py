"""`new-project poll`: what each of its commands takes and says."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from new_project.options import with_answers
from new_project.output import out
from new_project.questions import Questionnaire
from new_project.usage import COMMANDS

File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="Say what is to be built.", show_default=False)]
Members = Annotated[
    list[str] | None,
    typer.Option("--member", metavar="NAME", help="Who is asked; once for each. Others can answer, too."),
]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who you are.", show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take the default for each need that is not answered here.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Change what you have answered: the needs given here, or else all.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else on standard output.")]


def add(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """Add `poll` and its commands."""
    poll = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=COMMANDS["poll"])
    add_new(poll)
    add_answer(poll, questionnaire)
    add_show(poll, questionnaire)
    app.add_typer(poll, name="poll")


def add_new(app: typer.Typer) -> None:
    """`poll new FILE`."""

    @app.command("new", help="Start a poll in FILE, which is for the project's repository.")
    def new(file: File, title: Title = "", member: Members = None, as_json: Json = False) -> None:
        from new_project.poll_answering import start

        start(file, title, member or [])
        out.event("started", file=str(file))
        out.say(f"Started {file}. Each member: new-project poll answer {quote(str(file))} --as NAME")


def add_answer(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`poll answer FILE --as NAME`."""

    def answer(
        answers: dict[str, object],
        file: File,
        member: As,
        yes: Yes = False,
        replace: Replace = False,
        as_json: Json = False,
    ) -> None:
        from new_project.poll_answering import Turn

        poll = Turn(questionnaire, file, member, yes, replace).take(answers)
        out.event("answered", file=str(file), answered=len(poll.answered), members=len(poll.members))
        out.say(
            f"Your answers are in {file}, for you to commit; {len(poll.answered)} of {len(poll.members)} have answered."
            f"\nSee what they come to: new-project poll show {quote(str(file))}"
        )

    app.command("answer", help="Add your answers to FILE. The others' are not shown.")(
        with_answers(questionnaire.needs, answer)
    )


def add_show(app: typer.Typer, questionnaire: Questionnaire) -> None:
    """`poll show FILE`."""

    @app.command("show", help="Say what the answers come to, and which disagreement decides.")
    def show(file: File, as_json: Json = False) -> None:
        from new_project.poll_merge import merge
        from new_project.poll_text import as_document, report
        from new_project.polls import load_poll

        poll = load_poll(questionnaire, file)
        merged = merge(questionnaire, poll.answered) if poll.answered else None
        out.document(as_document(poll, merged))
        out.say("\n".join(report(questionnaire, poll, merged)))
