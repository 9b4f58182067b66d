"""What the environment decides."""

from functools import cache
from typing import Literal

from pydantic import PositiveInt
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Each field is an environment variable of the same name in capitals."""

    environment: Literal["development", "production"] = "production"
    database_url: str
    database_pool_size: PositiveInt = 8
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"


@cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
