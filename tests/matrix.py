"""The table of projects. Every row is rendered and linted; the built ones are installed, tested and booted too."""

from dataclasses import dataclass
from itertools import product

Answers = dict[str, str]


@dataclass(frozen=True)
class Row:
    """One combination of answers, named by them."""

    architecture: str
    database: str
    ci: str
    api_style: str | None = None

    @property
    def name(self) -> str:
        """The answers, joined by dashes."""
        return "-".join(self.answers.values())

    @property
    def answers(self) -> Answers:
        """The answers to give; what is not asked for the architecture is left out."""
        answers = {
            "architecture": self.architecture,
            "database": self.database,
            "api_style": self.api_style,
            "ci": self.ci,
        }
        return {key: value for key, value in answers.items() if value}


DATABASES = ("postgres", "sqlite")
CIS = ("github", "none")
API_STYLES = ("drf", "ninja")

SUPPORTED = (
    *(Row("fastapi", database, ci) for database, ci in product(DATABASES, CIS)),
    *(Row("django", database, ci, style) for database, ci, style in product(DATABASES, CIS, API_STYLES)),
    *(Row("hybrid", database, ci, style) for database, ci, style in product(DATABASES, CIS, API_STYLES)),
)

# Every pair of answers of an architecture is in one of its rows.
BUILT = (
    Row("fastapi", "postgres", "github"),
    Row("fastapi", "sqlite", "none"),
    Row("django", "postgres", "github", "drf"),
    Row("django", "postgres", "none", "ninja"),
    Row("django", "sqlite", "none", "drf"),
    Row("django", "sqlite", "github", "ninja"),
    Row("hybrid", "postgres", "github", "drf"),
    Row("hybrid", "sqlite", "none", "drf"),
    Row("hybrid", "postgres", "none", "ninja"),
    Row("hybrid", "sqlite", "github", "ninja"),
)

# What gives an option away: none of these words may stand in a project that has another answer.
TRACES = {
    ("architecture", "fastapi"): ("alembic",),
    ("architecture", "hybrid"): ("fastapi sidecar", "caddy", "honcho", "routes.toml"),
    ("database", "postgres"): ("postgres", "psycopg", "asyncpg", "pgserver"),
    ("database", "sqlite"): ("sqlite",),
    ("api_style", "drf"): ("rest_framework", "restframework", "spectacular", "serializer"),
    ("api_style", "ninja"): ("ninja",),
    ("ci", "github"): (".github", "github actions"),
}
