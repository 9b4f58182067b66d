"""What `new-project --help` says, and which commands there are. It imports nothing, so that it is there at once."""

COMMANDS = {
    "create": "Make a project in the folder DEST; ask what no option answers.",
    "recommend": "Say which architecture fits, and why.",
    "compare": "Show all three architectures for the same answers, side by side.",
    "poll": "Collect the needs of each member of a team, and merge them.",
    "preset": "Keep a team's defaults and locks.",
    "questions": "List every question with its answers and its default.",
    "update": "Bring the project in PATH to a newer version of its template.",
    "add": "Add options to the project in PATH.",
    "remove": "Remove options from the project in PATH.",
    "doctor": "Say what is wrong in a project or the machine, and what mends it.",
    "reconsider": "Decide again for the project in PATH, and record it.",
    "verify": "Boot the project in PATH, use it as a client would, stop it.",
    "fleet": "See and update many projects at once.",
    "explain": "Say what an error code means, and what to do about it.",
    "completion": "Print what makes bash, zsh or fish complete new-project.",
}

GENERAL = {
    "--plain": "No color, nothing that moves, bars of plain letters.",
    "--debug": "Show where in the program an error came from.",
}
"""The options that are taken anywhere on the command line."""

ABOUT = "Asks what a team and its product need, says what fits, makes the project."


def overview() -> str:
    """The help for all of it."""
    own = {**GENERAL, "--version": "Show the version and exit.", "-h, --help": "Show this, or a command's help."}
    return "\n".join(
        [
            "Usage: new-project DEST [OPTION ...]",
            "       new-project COMMAND [OPTION ...]",
            "",
            ABOUT,
            "`new-project DEST` is short for `new-project create DEST`.",
            "",
            "Commands:",
            *(f"  {name:<11} {summary}" for name, summary in COMMANDS.items()),
            "",
            "Options, anywhere on the line:",
            *(f"  {name:<11} {summary}" for name, summary in own.items()),
        ]
    )
