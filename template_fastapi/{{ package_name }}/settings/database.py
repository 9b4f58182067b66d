"""The database."""

from pydantic import BaseModel, PositiveInt


class DatabaseSettings(BaseModel):
    """Where it is, and how many connections each process keeps."""

    database_url: str
    database_pool_size: PositiveInt = 8
