"""What a project reads from its environment, its README and its .env.example: all three name the same."""

import re
from collections.abc import Mapping
from pathlib import Path

from new_project.servers import PRIVATE
from tests.delivery.projects import settings_of
from tests.matrix import Row

# Read by others: the database's image, the client of S3, and Flower.
NOT_OURS = {"POSTGRES_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "FLOWER_BASIC_AUTH"}

# Single flags have a prefix instead; and of its own Redis `make` tells a Django project, elsewhere it has BROKER_URL.
NOT_TOLD = {"fastapi": {"FLAG_OVERRIDES"}, "django": {"REDIS_URL"}}

POINTS = re.compile(r"(^MAIL|_(URL|DSN|ENDPOINT|STORAGE|FILE|KEY|FALLBACKS|TOKEN))$")


def test_every_setting_is_documented_and_every_documented_one_is_read(sample: Mapping[Row, Path]) -> None:
    checked = set()
    for row, project in sample.items():
        checked.add(row.architecture)
        if row.architecture == "hybrid":
            check_both_sides(row, project)
            continue
        fields = settings_of(project) - NOT_TOLD[row.architecture]
        assert "DATABASE_URL" in fields, row.name
        assert named_in_readme(project) == fields, row.name
        assert named_in_example(project) - NOT_OURS <= fields, row.name
        assert fields - named_in_example(project) <= set_by_delivery(project), row.name
    assert checked == {"fastapi", "django", "hybrid"}


def check_both_sides(row: Row, project: Path) -> None:
    """What either side reads is in the example, to which the README points; Kubernetes' files tell the rest."""
    fields = settings_of(project / "web") | settings_of(project / "api", "call_center_api")
    untold = fields - NOT_TOLD["fastapi"] - named_in_example(project)
    assert row.deploy == "kubernetes" or untold <= set_by_delivery(project), row.name


def test_what_a_hybrid_documents_is_read_by_a_side_or_by_the_gateway(sample: Mapping[Row, Path]) -> None:
    hybrids = [project for row, project in sample.items() if row.architecture == "hybrid"]
    assert hybrids
    for project in hybrids:
        read = settings_of(project / "web") | settings_of(project / "api", "call_center_api") | read_by_glue(project)
        assert named_in_example(project) - NOT_OURS <= read, project


def test_a_project_that_is_tried_reaches_nothing_of_the_user_s(sample: Mapping[Row, Path]) -> None:
    """What names a service, a file or a secret is taken out of the environment that our own runs give a project."""
    read = set().union(*(settings_of(project) for row, project in sample.items() if row.architecture != "hybrid"))
    pointing = {name for name in read if POINTS.search(name)}
    assert pointing >= {"DATABASE_URL", "MAIL"}
    assert pointing <= set(PRIVATE)


def named_in_readme(project: Path) -> set[str]:
    """The names in the first column of the table of settings."""
    _, _, section = (project / "README.md").read_text().partition("\n## Settings\n")
    rows = re.findall(r"^\| (`[A-Z].*?) \|", section, re.MULTILINE)
    names = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    return {name for name in names if not name.startswith("FLAG_")}


def named_in_example(project: Path) -> set[str]:
    """The names that .env.example gives a value, or would."""
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", (project / ".env.example").read_text(), re.MULTILINE))


def read_by_glue(project: Path) -> set[str]:
    """What a hybrid's gateway, its commands and its one process read, and what Compose or Kubernetes pass on."""
    folders = (project / name for name in ("gateway", "together", "deploy"))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and ".venv" not in path.parts]
    text = "".join(path.read_text(encoding="utf-8") for path in (*files, *project.glob("compose.yaml")))
    return set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", text))


def set_by_delivery(project: Path) -> set[str]:
    """What Compose's or Kubernetes' files set themselves, so that nobody else has to."""
    files = [project / "compose.yaml", project / "deploy" / "kubernetes" / "kustomization.yaml"]
    text = "".join(file.read_text() for file in files if file.exists())
    return set(re.findall(r"^ +(?:- )?([A-Z_]+)[:=]", text, re.MULTILINE))
