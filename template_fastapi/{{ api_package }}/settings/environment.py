"""Where this runs."""

from typing import Literal

from pydantic import BaseModel, ValidationInfo


class EnvironmentSettings(BaseModel):
    """Whether this is somebody's own machine: some settings have a default only there."""

    environment: Literal["development", "production"] = "production"


def in_development(info: ValidationInfo) -> bool:
    """Tell a validator of `EnvironmentSettings` where this runs; where that was wrong, it is not development."""
    return info.data.get("environment") == "development"
