"""What can go wrong in a way that its reader can mend: each error is a sentence for them and an exit code."""

INTERRUPTED = 130


class Problem(Exception):
    """Something that new-project cannot do; the message says what and how to mend it."""

    exit_code = 1


class WrongInput(Problem):
    """What was typed is not what can be answered; nothing was started."""

    exit_code = 2
