"""Why the server ends a socket."""


class Closing(Exception):  # noqa: N818 - it is not always an error
    """Close the socket with a code, and a reason for people."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
