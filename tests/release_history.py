"""Three releases: what 1.1.0 and 1.2.0 changed. 1.2.0 is today's template and what `complete` adds to it."""

from pathlib import Path

from tests.release_changes import (
    Added,
    Change,
    Dropped,
    LineDropped,
    MadeExecutable,
    Moved,
    Rehomed,
    Reworded,
    located,
)

VERSIONS = ("1.0.0", "1.1.0", "1.2.0")
TREES = ("template_fastapi", "template_django", "template_hybrid")
ALONE = ("template_fastapi", "template_django")

OLD = "of an older release"
"""In every line that a later release drops."""

QUESTIONS = {
    "support_hours": "support_hours:\n  type: str\n  help: When does somebody answer?\n  default: 9 to 5\n\n",
    "support_email": """support_email:
  type: str
  help: Who is asked about it?
  default: support@example.com
  validator: "{% if '@' not in support_email %}That is not an email address.{% endif %}"

""",
}
DERIVED = "# --- derived: never asked, never stored."
SUPPORT = "\nAsk {{ support_email }}.\n"
HOURS = "\nSomebody answers from {{ support_hours }}.\n"
CONDUCT = "# Conduct\n\nBe kind.\n\nSay what you mean.\n\nMean what you say.\n\nAsk.\n"
GLOSSARY = "# Glossary\n\n* call: somebody speaks\n* caller: who\n* note: what of it is kept\n"
CONSOLE = '#!/bin/sh\n# Opens a console with the settings of this project.\nexec make "$@"\n'
CONTRIBUTING = "# Contributing\n\nOpen an issue.\n\nWrite a test.\n\nKeep it small.\n"


def at_root(tree: str, name: str) -> str:
    """The path of a file that stands at the root of a repository, or below a folder there."""
    first, *rest = name.split("/")
    return "/".join((tree, first if tree == "template_hybrid" else f"{{% if standalone %}}{first}{{% endif %}}", *rest))


def complete(root: Path) -> None:
    """Add what 1.2.0 has and today's template does not."""
    questionnaire = (root / "copier.yml").read_text(encoding="utf-8")
    assert DERIVED in questionnaire
    asked = "".join(QUESTIONS.values()) + DERIVED
    (root / "copier.yml").write_text(questionnaire.replace(DERIVED, asked), encoding="utf-8")
    for tree in TREES:
        with located(root, f"{tree}/README.md").open("a", encoding="utf-8") as readme:
            readme.write(SUPPORT + HOURS)
        for name, text in (("docs/conduct.md", CONDUCT), ("docs/glossary.md", GLOSSARY), ("scripts/console", CONSOLE)):
            file = root / at_root(tree, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (root / at_root(tree, "scripts/console")).chmod(0o755)


def dropped_lines(tree: str, *names: str) -> list[LineDropped]:
    """A comment near the top of each of these files."""
    return [LineDropped(f"{tree}/{name}", comment(name)) for name in names]


def comment(name: str) -> str:
    """A line that changes nothing, in the language of a file."""
    if name.endswith(".md"):
        return f"\nWords {OLD}."
    return f"<!-- {OLD} -->" if name.endswith(".html") else f"# {OLD}"


IN_1_1_0: list[Change] = [
    Reworded("copier.yml", QUESTIONS["support_hours"], ""),
    Reworded("copier.yml", "default: Keeps track of phone calls.", "default: Tracks calls."),
    Reworded("copier.yml", "  default: github\n", "  default: gitlab\n"),
    *[Reworded(f"{tree}/README.md", HOURS, "") for tree in TREES],
    *[LineDropped(f"{tree}/README.md", comment("README.md")) for tree in TREES],
    *[LineDropped(f"{tree}/{name}", comment(name)) for tree in TREES for name in ("pyproject.toml", "compose.yaml")],
    *[Dropped(at_root(tree, f"old/{name}"), f"# {name}\n\nOf old.\n") for tree in TREES for name in ("a.md", "b.md")],
    *[MadeExecutable(f"{tree}/scripts/console") for tree in TREES],
    MadeExecutable("template_django/manage.py"),
    Moved(
        "template_fastapi/{{ api_package }}/paging.py",
        now="paging",
        was="pages",
        mentions=(("{{ api_package }}.paging ", "{{ api_package }}.pages "),),
    ),
    Moved(
        "template_django/{{ package_name }}/calls/services.py",
        now="services.py",
        was="actions.py",
        mentions=(("{{ package_name }}.calls.services ", "{{ package_name }}.calls.actions "),),
    ),
    Moved("template_hybrid/docs/moving-a-route.md", now="docs/moving", was="docs/guides/moving"),
]
"""Undone, it makes 1.0.0 of 1.1.0."""

IN_1_2_0: list[Change] = [
    Reworded("copier.yml", QUESTIONS["support_email"], ""),
    *[Reworded(f"{tree}/README.md", SUPPORT, "") for tree in TREES],
    *[
        LineDropped(f"{tree}/{name}", comment(name))
        for tree in TREES
        for name in ("Makefile", ".env.example", ".gitignore", "docs/onboarding.md")
    ],
    *[LineDropped(f"{tree}/Dockerfile", comment("Dockerfile"), after=3) for tree in ALONE],
    LineDropped("template_fastapi/.pre-commit-config.yaml", comment(".pre-commit-config.yaml")),
    LineDropped("template_fastapi/.github/workflows/ci.yml", comment("ci.yml")),
    LineDropped("template_fastapi/{{ api_package }}/calls/router.py", comment("router.py")),
    LineDropped("template_django/{{ package_name }}/calls/queries.py", comment("queries.py")),
    LineDropped(
        "template_django/{{ package_name }}/backoffice/templates/backoffice/dashboard.html", comment("dashboard.html")
    ),
    LineDropped("template_hybrid/gateway/routes.toml", comment("routes.toml")),
    Reworded("template_fastapi/renovate.json", '"3 days"', '"5 days"'),
    *[Reworded(f"{tree}/docs/conduct.md", "Be kind.", "Be nice.") for tree in TREES],
    *[Added(f"{tree}/docs/glossary.md") for tree in TREES],
    *[Dropped(at_root(tree, "CONTRIBUTING.md"), CONTRIBUTING) for tree in TREES],
    Moved(
        "template_fastapi/{{ api_package }}/pagination.py",
        now="pagination",
        was="paging",
        mentions=(("{{ api_package }}.pagination ", "{{ api_package }}.paging "),),
    ),
    Moved("template_fastapi/tests/http", now="http", was="web", mentions=(("tests.http.", "tests.web."),)),
    Moved(
        "template_django/{{ package_name }}/backoffice/transfer",
        now="transfer",
        was="exchange",
        mentions=((".backoffice.transfer.", ".backoffice.exchange."),),
    ),
    Moved(
        "template_hybrid/gateway/tests", now="tests", was="checks", mentions=(("gateway.tests.", "gateway.checks."),)
    ),
    Rehomed("template_fastapi/.devcontainer", "template_django/.devcontainer"),
]
"""Undone, it makes 1.1.0 of 1.2.0."""

UPGRADING = {
    "1.0.0": "Nothing: it is the first.",
    "1.1.0": "Pages are called paging, and what changes calls `services`; `old/` is gone. Merge your imports.",
    "1.2.0": "Paging is called pagination. `CONTRIBUTING.md` is gone: keep yours. Say who is asked (`support_email`).",
}
"""What the changelog tells those who update."""
