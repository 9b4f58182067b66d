"""compose.yaml: what Docker Compose itself makes of it, and what each service must be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.delivery.composition import SECRETS, check_confined, config, is_valid, services
from tests.delivery.projects import Answers, name, projects, runs, settings_of

Render = Callable[[Answers], Path]
JOBS = ("migrate",)
SERVERS = ("app", "live", "flower")
READ_BY_OTHERS = {"POSTGRES_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "FLOWER_BASIC_AUTH"}
"""By Compose, for DATABASE_URL, by the library that speaks to S3, and by Flower."""
ENDS_ITSELF = (*JOBS, "worker", "beat")
"""They serve nothing that could be asked; where they cannot go on, they end with an error. Celery's worker is asked."""

compositions = pytest.mark.parametrize("answers", list(projects("compose")), ids=name)


@compositions
def test_it_is_valid(answers: Answers, render: Render) -> None:
    assert is_valid(render(answers) / "compose.yaml")


@compositions
def test_every_service_is_confined(answers: Answers, render: Render, tmp_path: Path) -> None:
    project = render(answers)
    for service, facts in services(project, tmp_path).items():
        check_confined(service, facts, ours=facts["image"] == "call-center")
        assert "ports" not in facts or service in SERVERS


@compositions
def test_every_service_says_whether_it_is_well(answers: Answers, render: Render, tmp_path: Path) -> None:
    for service, facts in services(render(answers), tmp_path).items():
        restart = "on-failure:5" if service in JOBS else "unless-stopped"
        assert facts["restart"] == restart, service
        if service in ENDS_ITSELF and not (service == "worker" and answers["tasks"] == "celery"):
            assert facts["healthcheck"] == {"disable": True}, service
        else:
            # The image's own asks the server for /healthz; another image has to bring one.
            assert service in SERVERS or "test" in facts["healthcheck"], service


@compositions
def test_it_starts_in_order(answers: Answers, render: Render, tmp_path: Path) -> None:
    found = services(render(answers), tmp_path)
    for service, facts in found.items():
        for other, condition in facts.get("depends_on", {}).items():
            expected = "service_completed_successfully" if other in JOBS else "service_healthy"
            assert condition["condition"] == expected, (service, other)
    ours = {service for service, facts in found.items() if facts["image"] == "call-center"}
    live = answers["architecture"] == "django" and "websockets" in answers["features"]
    parts = {
        "worker": answers["tasks"] != "none",
        "beat": answers["tasks"] == "celery",
        "live": live,
        "flower": answers["tasks"] == "celery",
    }
    assert ours == {"app", "migrate", *(service for service, there in parts.items() if there)}
    assert ("redis" in found) == (answers["tasks"] in {"celery", "taskiq"})
    assert ("database" in found) == (answers["database"] == "postgres")
    assert {service for service in ours if "migrate" not in found[service].get("depends_on", {})} == {"migrate"}
    assert [service for service in found if "build" in found[service]] == ["app"]


@compositions
def test_it_sets_what_the_application_reads(answers: Answers, render: Render, tmp_path: Path) -> None:
    project = render(answers)
    for service, facts in services(project, tmp_path).items():
        if facts["image"] == "call-center":
            environment = facts["environment"]
            assert set(environment) - READ_BY_OTHERS <= settings_of(project), service
            assert environment["ENVIRONMENT"] == "production"
            assert facts["command"] is None or runs(project, facts["command"]), service
            assert environment["SECRET_KEY"] == SECRETS["SECRET_KEY"]
            if answers["architecture"] == "fastapi":
                assert (environment["HOST"], environment["PORT"]) == ("0.0.0.0", "8000"), service  # noqa: S104


@compositions
def test_no_password_is_there_by_itself(answers: Answers, render: Render, tmp_path: Path) -> None:
    result = config(render(answers), tmp_path)
    if answers["database"] == "postgres":
        assert result.returncode != 0
        assert "POSTGRES_PASSWORD" in result.stderr
    else:
        assert result.returncode == 0, result.stderr
