"""HTTP: what is let in, and for how long."""

from pydantic import BaseModel


class ServerSettings(BaseModel):
    """Limits and headers of every request."""
