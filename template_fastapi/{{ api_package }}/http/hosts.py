"""The names under which the service answers."""


class Hosts:
    """Those of ALLOWED_HOSTS; any where it names none. `*.example.com` stands for all names below it."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        names = [name.lower().encode() for name in allowed]
        self.names = {name for name in names if not name.startswith(b"*.")}
        self.suffixes = tuple(name[1:] for name in names if name.startswith(b"*."))
        self.any = not names

    def know(self, host: bytes | None) -> bool:
        """Whether a Host header names one of them, on whatever port."""
        if self.any:
            return True
        name, _, port = (host or b"").lower().rpartition(b":")
        if not port.isdigit():
            name = (host or b"").lower()
        return name in self.names or name.endswith(self.suffixes)
