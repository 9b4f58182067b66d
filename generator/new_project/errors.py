"""What can go wrong in a way that its reader can mend: a sentence for people, a code and an exit code for programs."""

INTERRUPTED = 130


class Problem(Exception):
    """Something that new-project cannot do; the message says what and how to mend it.

    `code` is one of errors.yml, where `new-project explain CODE` reads what is behind it.
    """

    exit_code = 1

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class WrongInput(Problem):
    """What was typed is not what can be answered; nothing was started."""

    exit_code = 2

    def __init__(self, message: str, *, code: str = "wrong-answer") -> None:
        super().__init__(message, code=code)
