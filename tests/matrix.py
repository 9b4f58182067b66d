"""The table of projects. Every row is rendered and linted; the built ones are installed, tested and booted too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, combinations, product

Answer = str | list[str]
Answers = Mapping[str, Answer]
Pair = frozenset[tuple[str, str]]
"""Two answers, or the only one that counts by itself."""

DATABASES = ("postgres", "sqlite")
API_STYLES = ("drf", "ninja")
TASKS = ("none", "celery", "taskiq", "procrastinate")
FEATURES = ("websockets", "feature_flags", "storage", "observability", "admin_ui", "admin_theme", "social_auth")
CIS = ("github", "gitlab", "none")
DEPLOYS = ("compose", "kubernetes", "none")


@dataclass(frozen=True)
class Row:
    """One combination of answers, named by them. What is not asked for its architecture is None."""

    architecture: str
    database: str = "postgres"
    api_style: str | None = None
    tasks: str | None = None
    features: tuple[str, ...] | None = None
    ci: str = "github"
    deploy: str | None = None
    interface: str | None = None
    """A need that decides a part of the project, too: named where it is not the default."""

    @property
    def name(self) -> str:
        """The answers, joined by dashes."""
        return "-".join("+".join(each) or "bare" if isinstance(each, list) else each for each in self.answers.values())

    @property
    def answers(self) -> Answers:
        """The answers to give, in the order of the questions."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in values.items()
            if value is not None
        }

    @property
    def chosen(self) -> Mapping[str, Sequence[str]]:
        """The answers, each as a list."""
        return {key: value if isinstance(value, list) else [value] for key, value in self.answers.items()}

    @property
    def single(self) -> Iterator[tuple[str, str]]:
        """Each answer as an item of its own; each feature is one that is there or not."""
        for key, value in self.answers.items():
            if key != "features":
                yield key, str(value)
        if self.features is not None:
            yield from ((feature, "with" if feature in self.features else "without") for feature in FEATURES)

    @property
    def pairs(self) -> frozenset[Pair]:
        """The pairs of answers that a build of this row tries together.

        Of Django only the database, the API's style, the queue and pages are paired, and each feature with the style
        that its routes are written in and with each queue: where CI runs changes no other file. Of a hybrid only the
        database and the style: all else is that of the FastAPI and Django rows, from the same files.
        """
        items = [item for item in self.single if item[0] != "architecture"]
        if self.architecture == "fastapi":
            return frozenset(map(frozenset, combinations(items, 2)))
        of_django = ("tasks", "interface") if self.architecture == "django" else ()
        paired = [item for item in items if item[0] in ("database", "api_style", *of_django)]
        single = [item for item in items if item not in paired]
        features = [item for item in single if item[1] == "with" and self.architecture == "django"]
        beside = [item for item in paired if item[0] in ("api_style", "tasks") and item[1] != "none"]
        pairs = chain(combinations(paired, 2), product(beside, features), ([item] for item in single))
        return frozenset(map(frozenset, pairs))


NEEDS_POSTGRES = {
    ("tasks", "procrastinate"): "take taskiq, or database postgres",
    ("features", "websockets"): "leave websockets out, or take database postgres",
    ("deploy", "kubernetes"): "take database postgres, or deploy compose",
}
"""What is refused with SQLite, and how the refusal ends."""


def subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every choice among names, in their order."""
    return chain.from_iterable(combinations(names, number) for number in range(len(names) + 1))


REFUSED_FEATURES: Mapping[str, frozenset[str]] = {
    "fastapi": frozenset({"admin_theme", "social_auth"}),
    "django": frozenset({"admin_ui"}),
    "hybrid": frozenset({"admin_ui"}),
}
"""Features that an architecture does not have, or brings along."""


REFUSED_TASKS: Mapping[str, frozenset[str]] = {
    "fastapi": frozenset({"celery"}),
    "django": frozenset({"taskiq"}),
    "hybrid": frozenset(),
}
"""Queues that are not made for an architecture."""


def fits(row: Row) -> bool:
    """Whether nothing in the row needs a database or an architecture that it does not have."""
    if REFUSED_FEATURES[row.architecture] & set(row.chosen["features"]):
        return False
    if row.tasks in REFUSED_TASKS[row.architecture]:
        return False
    return row.database == "postgres" or not any(answer in row.chosen.get(key, ()) for key, answer in NEEDS_POSTGRES)


EVERY_FASTAPI = tuple(
    Row("fastapi", database, tasks=tasks, features=features, ci=ci, deploy=deploy)
    for database, tasks, features, ci, deploy in product(DATABASES, TASKS, subsets(FEATURES), CIS, DEPLOYS)
)
OF_PAGES = ("admin_theme", "social_auth")
IN_HYBRIDS = tuple(each for each in subsets(FEATURES) if len(each) == 1 or len(set(OF_PAGES) & set(each)) != 1)
"""What only Django's pages have is tried alone, and all of it with anything: the Django rows combine those files."""

EVERY_HYBRID = tuple(
    Row("hybrid", database, style, features=features, ci=ci, deploy="compose")
    for database, style, features, ci in product(DATABASES, API_STYLES, IN_HYBRIDS, CIS)
)
EVERY_DJANGO = tuple(
    Row("django", database, style, tasks=tasks, features=features, ci=ci, deploy="compose")
    for database, style, tasks, features, ci in product(DATABASES, API_STYLES, TASKS, subsets(FEATURES), CIS)
)


def some(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Those with no feature and with all: each is tried that others share files with, and not each combination."""
    every = tuple(feature for feature in FEATURES if feature not in REFUSED_FEATURES[rows[0].architecture])
    return tuple(row for row in rows if row.ci == "github" and row.features in ((), every))


def deployed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The same rows, deployed in each other way."""
    return tuple(replace(row, deploy=deploy) for row in rows for deploy in DEPLOYS if deploy != row.deploy)


SOME_DJANGO = some(EVERY_DJANGO)
DEPLOYED = (*deployed(SOME_DJANGO), *deployed(some(EVERY_HYBRID)))
WITH_PAGES = tuple(replace(row, interface="both") for row in (*SOME_DJANGO, *deployed(SOME_DJANGO)))
MORE_HYBRIDS = tuple(
    replace(row, ci=ci, deploy=deploy, interface=interface)
    for row, (ci, deploy), interface in product(some(EVERY_HYBRID), zip(CIS, DEPLOYS, strict=True), (None, "both"))
)
EVERY = tuple(dict.fromkeys((*EVERY_FASTAPI, *EVERY_DJANGO, *DEPLOYED, *WITH_PAGES, *EVERY_HYBRID, *MORE_HYBRIDS)))
SUPPORTED = tuple(filter(fits, EVERY))
UNSUPPORTED = tuple(row for row in EVERY if not fits(row))

DEFAULT = Row("fastapi", tasks="none", features=(), deploy="compose")
NOTHING = replace(DEFAULT, database="sqlite", ci="none", deploy="none")
OF_FASTAPI = tuple(feature for feature in FEATURES if feature not in REFUSED_FEATURES["fastapi"])
EVERYTHING = replace(DEFAULT, tasks="taskiq", features=OF_FASTAPI, deploy="kubernetes")

ALONE = (
    DEFAULT,
    replace(DEFAULT, database="sqlite"),
    *(replace(DEFAULT, tasks=tasks) for tasks in TASKS if tasks not in {"none", *REFUSED_TASKS["fastapi"]}),
    *(replace(DEFAULT, features=(feature,)) for feature in OF_FASTAPI),
    *(replace(DEFAULT, ci=ci) for ci in CIS if ci != DEFAULT.ci),
    *(replace(DEFAULT, deploy=deploy) for deploy in DEPLOYS if deploy != DEFAULT.deploy),
)
"""The default, and each answer that differs from it in one thing only."""


def pairwise(rows: Sequence[Row], sample: Sequence[Row] = ()) -> tuple[Row, ...]:
    """Add rows to a sample until every pair of answers in `rows` is in one of its rows, the richest row first."""
    chosen = list(sample)
    pairs = {row: row.pairs for row in rows}
    missing = frozenset().union(*pairs.values()) - frozenset().union(*(row.pairs for row in chosen))
    while missing:
        best = max(rows, key=lambda row: len(pairs[row] & missing))
        chosen.append(best)
        missing -= pairs[best]
    return tuple(chosen)


def of(architecture: str) -> tuple[Row, ...]:
    """The supported rows of an architecture."""
    return tuple(row for row in SUPPORTED if row.architecture == architecture)


PAIRWISE = (
    *pairwise(of("fastapi"), (DEFAULT, NOTHING, EVERYTHING)),
    *pairwise(of("django")),
    *pairwise(of("hybrid")),
)
BUILT = tuple(row for row in PAIRWISE if row.architecture != "fastapi" or row in PAIRWISE[:5])
"""The extremes of FastAPI, two rich rows besides, and all pairs of the others: what CI has the time for."""

FUZZED = (
    EVERYTHING,
    NOTHING,
    *(
        max(
            (row for row in BUILT if (row.architecture, row.api_style) == ("django", style)),
            key=lambda row: len(row.features or ()),
        )
        for style in API_STYLES
    ),
)
"""What is asked whatever can be made up: FastAPI's extremes, and with each way to write an API Django's richest row."""

PLAIN_DJANGO = tuple(row for row in BUILT if (row.architecture, row.features) == ("django", ()))
BACK_OFFICE = next(row for row in PLAIN_DJANGO if row.database == "postgres" and row.interface is None)
PAGES = next(row for row in PLAIN_DJANGO if row.interface is not None)
"""Where a browser opens the admin as Django has it, and the pages."""

WALKED = tuple(row for row in BUILT if (row.architecture, row.database) == ("hybrid", "postgres"))
"""Where a newcomer moves a route: one of each style of Django's API"""

FIRST_DAYS = (
    EVERYTHING,
    NOTHING,
    *(
        next(row for row in BUILT if (row.architecture, row.api_style, row.tasks) == ("django", *answers))
        for answers in (("drf", "celery"), ("ninja", "none"))
    ),
    next(row for row in BUILT if (row.architecture, row.database) == ("hybrid", "postgres") and row.features),
)
"""Where a newcomer has a first day: FastAPI's extremes, each style of Django's API, and a rich hybrid"""

BUILT_ON_REQUEST = tuple(
    dict.fromkeys((*PAIRWISE, *ALONE, *of("django"), *(row for row in of("hybrid") if len(row.features or ()) < 2)))
)
"""With --build-all: the sample, each option alone, and all that has no features to combine."""

# What gives answers away: none of these words may stand in a project that has none of them.
TRACES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("interface", "both"): ("htmx", "/pages/", "locale", "secure_csp", "makemessages", "make messages"),
    ("architecture", "fastapi"): ("alembic",),
    ("architecture", "hybrid"): ("fastapi sidecar", "caddy", "routes.toml"),
    ("database", "postgres"): ("postgres", "psycopg", "asyncpg", "pgserver"),
    ("database", "sqlite"): ("sqlite",),
    ("api_style", "drf"): (
        "rest_framework",
        "restframework",
        "spectacular",
        "serializers.py",
        "serializers import",
        "modelserializer",
    ),
    ("api_style", "ninja"): ("ninja",),
    ("tasks", "celery"): ("celery", "broker_url"),
    ("tasks", "taskiq"): ("taskiq",),
    ("tasks", "procrastinate"): ("procrastinate",),
    ("features", "websockets"): ("websockets", "/ws/calls", "/live/", "pg_notify"),
    ("features", "feature_flags"): ("openfeature", "feature flag", "feature_flag", "flags.toml", "waffle"),
    ("features", "storage"): ("s3:", "attachment", "presign", "/files/", "storage_url"),
    ("features", "observability"): (
        "structlog",
        "prometheus",
        "opentelemetry",
        "sentry",
        "grafana",
        "otel_",
        "traceparent",
    ),
    ("features", "admin_ui"): ("sqladmin", "admin_ui"),
    ("features", "admin_theme"): ("unfold", "admin_theme", "admin_csp"),
    ("features", "social_auth"): ("socialaccount", "google", "github_client"),
    ("ci", "github"): (".github/", "github actions"),
    ("ci", "gitlab"): ("gitlab",),
    ("deploy", "compose"): ("compose.yaml", "docker compose"),
    ("deploy", "kubernetes"): ("kubernetes", "kubectl", "kustom"),
    ("deploy", "compose", "kubernetes"): ("dockerfile", "dockerignore", "hadolint"),
}


def foreign_words(row: Row) -> tuple[str, ...]:
    """The words that may not stand in a row's project."""
    return tuple(
        word
        for (key, *answers), words in TRACES.items()
        if not set(answers) & set(row.chosen.get(key, ()))
        for word in words
    )
