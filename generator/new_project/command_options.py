"""The options that commands have besides the questions; those that several share stand here once."""

from typing import Annotated

import typer

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take the default for each question that is not answered here.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the files and their sizes; write nothing.")]
Git = Annotated[bool, typer.Option("--git/--no-git", help="Make a git repository and the first commit, or do not.")]
Install = Annotated[bool, typer.Option("--install/--no-install", help="Install the project's dependencies, or do not.")]
Verify = Annotated[bool, typer.Option("--verify", help="Boot the project when it is made, and prove that it works.")]
AnswersFile = Annotated[
    str | None, typer.Option("--answers", metavar="FILE|-", help="Take answers from YAML or JSON; - is standard input.")
]
PresetName = Annotated[
    str | None, typer.Option("--preset", metavar="NAME|FILE", help="Take a team's defaults and locks.")
]
PollFile = Annotated[str | None, typer.Option("--poll", metavar="FILE", help="Take the needs from a team's poll.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else on standard output.")]
Events = Annotated[
    bool, typer.Option("--json", help="Print each event as a line of JSON, and nothing else; ask nothing.")
]

ProjectPath = Annotated[str, typer.Argument(metavar="[PATH]", show_default=False)]
ChangeDryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; touch nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change, line by line; touch nothing.")]
Continue = Annotated[bool, typer.Option("--continue", help="Go on with what conflicts, a gate or an end had stopped.")]
Abort = Annotated[bool, typer.Option("--abort", help="Restore the project to what it was before.")]
Gates = Annotated[
    bool, typer.Option("--gates/--no-gates", help="Install, lint and test the project afterwards, or do not.")
]
