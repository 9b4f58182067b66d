"""What is read off a rendered project is what its own tools say of it."""

import subprocess
import tomllib
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from new_project.compare_facts import read_facts
from new_project.errors import Problem
from new_project.render import render
from new_project.resources import template_root
from tests.matrix import API_STYLES, DATABASES

ARCHITECTURES = ("fastapi", "django", "hybrid")
Rendered = Callable[..., Path]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Render a project; a test may change it."""

    def make(**answers: str) -> Path:
        project = tmp_path_factory.mktemp("rendered") / "project"
        render(template_root(), project, answers)
        return project

    return make


def said_by(project: Path, command: str) -> str:
    return subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_numbers_and_commands_are_those_of_other_tools(rendered: Rendered, architecture: str) -> None:
    project = rendered(architecture=architecture)
    facts = read_facts(project)
    assert sum(facts.files.values()) == int(said_by(project, "find . -type f | wc -l"))
    assert sum(facts.lines.values()) == int(said_by(project, "find . -type f -exec cat {} + | wc -l"))
    helped = said_by(project, "make --no-print-directory help").splitlines()
    assert [line.split(maxsplit=1) for line in helped] == [[name, does] for name, does in facts.commands.items()]
    assert {"dev", "test", "lint"} <= facts.commands.keys()


def test_each_file_is_counted_as_what_it_is(tmp_path: Path) -> None:
    for name in ("app/main.py", "app/page.html", "app/data.json", "README.md", "Makefile"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1\n\n3")
    for name in ("conftest.py", "part/tests/test_a.py", "part/tests/deep/__init__.py", "part/tests/a.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("1\n")
    (tmp_path / "README.md").write_text("uv run --no-dev serve --port 1\n")
    (tmp_path / "Makefile").write_text(
        "dev: ## Run it\n\t@first && exec python serve.py $(PORT)\n\nother:\n\texec no\n"
    )
    (tmp_path / ".env.example").write_text("DEBUG=\n")
    facts = read_facts(tmp_path)
    assert facts.files == {"source": 2, "tests": 4, "other": 4}
    assert facts.lines == {"source": 6, "tests": 4, "other": 3 + 1 + 5 + 1}
    assert (facts.development, facts.production) == (["serve.py"], ["serve"])
    assert facts.commands == {"dev": "Run it"}


@pytest.mark.parametrize(("database", "api_style"), [*product(DATABASES, API_STYLES)])
def test_processes_and_dependencies(rendered: Rendered, database: str, api_style: str) -> None:
    fastapi = read_facts(rendered(architecture="fastapi", database=database))
    django = read_facts(rendered(architecture="django", database=database, api_style=api_style))
    hybrid = read_facts(rendered(architecture="hybrid", database=database, api_style=api_style))
    server = ["PostgreSQL"] if database == "postgres" else []
    assert (fastapi.development, fastapi.production) == (["uvicorn", *server], ["call_center", *server])
    assert (django.development, django.production) == (["manage.py runserver", *server], ["granian", *server])
    assert sorted(hybrid.development) == sorted(["gateway", "web", "api", *server])
    assert hybrid.production == hybrid.development
    assert ("psycopg" in django.distributions) == ("asyncpg" in fastapi.distributions) == bool(server)
    assert set(hybrid.dependencies) == {"web", "api"}
    assert set(hybrid.dependencies["web"]) == set(django.distributions)
    assert set(hybrid.distributions) == set(hybrid.dependencies["web"]) | set(hybrid.dependencies["api"])
    assert len(hybrid.distributions) == len(set(hybrid.distributions))


@pytest.mark.parametrize("deploy", ["compose", "kubernetes", "none"])
def test_fastapi_in_production_is_the_same_however_it_is_deployed(rendered: Rendered, deploy: str) -> None:
    assert read_facts(rendered(architecture="fastapi", deploy=deploy)).production == ["call_center", "PostgreSQL"]


def test_dependencies_are_all_that_pyproject_names(rendered: Rendered) -> None:
    project = rendered(architecture="fastapi")
    named = tomllib.loads((project / "pyproject.toml").read_text())["project"]["dependencies"]
    found = read_facts(project).dependencies["."]
    assert len(found) == len(named)
    assert all(any(requirement.startswith(name) for requirement in named) for name in found)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("Makefile", None, "Makefile"),
        ("Makefile", "dev:\n\tserve\n", "make dev"),
        ("README.md", "Nothing on production.", "Procfile"),
    ],
)
def test_what_cannot_be_read_is_said(rendered: Rendered, name: str, content: str | None, named: str) -> None:
    project = rendered(architecture="fastapi", deploy="none")
    (project / name).write_text(content) if content else (project / name).unlink()
    with pytest.raises(Problem, match=f"without {named}, so it cannot be compared") as caught:
        read_facts(project)
    assert caught.value.code == "template-broken"
