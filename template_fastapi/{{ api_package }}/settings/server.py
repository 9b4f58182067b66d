"""The server: where it listens, and how it ends. The names are those that uvicorn reads where it has one."""

from pydantic import BaseModel, Field, NonNegativeFloat, PositiveInt


class ServerSettings(BaseModel):
    """What `python -m` of this package starts with."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    web_concurrency: PositiveInt = 1
    forwarded_allow_ips: str = "127.0.0.1"
    shutdown_delay: NonNegativeFloat = 0
    shutdown_timeout: PositiveInt = 30
