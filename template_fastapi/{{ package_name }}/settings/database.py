"""The database."""

from pydantic import BaseModel, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt


class DatabaseSettings(BaseModel):
    """Where it is, how many connections each process keeps, and how long it waits for what. In seconds, but for one."""

    database_url: str
    database_pool_size: PositiveInt = 8
    database_start_timeout: NonNegativeFloat = 10
    database_connect_timeout: PositiveFloat = 5
    database_statement_timeout: PositiveFloat = 30
    # In milliseconds; 0 logs nothing, and costs nothing.
    database_slow_query_ms: NonNegativeInt = 0
