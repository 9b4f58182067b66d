"""compose.yaml of a hybrid: the gateway before both services, each with a spare one for the time of its replacement."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.delivery.composition import SECRETS, check_confined, config, is_valid, services
from tests.delivery.projects import Answers, hybrids, name, runs, settings_of

Render = Callable[[Answers], Path]
SIDES = {"web": "web", "web-spare": "web", "migrate": "web", "api": "api", "api-spare": "api", "gateway": "gateway"}
"""Which image a service is of"""
READ_BY_OTHERS = {
    "POSTGRES_PASSWORD",
    "API_POSTGRES_PASSWORD",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "GATEWAY_PORT",
    "GATEWAY_TRUSTED_PROXIES",
}
"""By Compose, and by the library that speaks to S3"""

compositions = pytest.mark.parametrize("answers", list(hybrids("compose")), ids=name)


@compositions
def test_it_is_valid(answers: Answers, render: Render) -> None:
    assert is_valid(render(answers) / "compose.yaml")


@compositions
def test_every_service_is_confined(answers: Answers, render: Render, tmp_path: Path) -> None:
    for service, facts in services(render(answers), tmp_path).items():
        check_confined(service, facts, ours=service in SIDES)
        assert ("ports" in facts) == (service == "gateway"), service


@compositions
def test_it_starts_in_order(answers: Answers, render: Render, tmp_path: Path) -> None:
    found = services(render(answers), tmp_path)
    assert set(found) == {*SIDES, *(["database"] if answers["database"] == "postgres" else [])}
    after = {service: set(facts.get("depends_on", {})) for service, facts in found.items()}
    assert after["gateway"] == {"web", "api"}
    assert all(after[service] == {"migrate"} for service in ("web", "web-spare", "api", "api-spare"))
    assert after["migrate"] == ({"database"} if answers["database"] == "postgres" else set())
    for service, facts in found.items():
        for other, condition in facts.get("depends_on", {}).items():
            expected = "service_completed_successfully" if other == "migrate" else "service_healthy"
            assert condition["condition"] == expected, (service, other)
    assert {service for service, facts in found.items() if facts.get("profiles")} == {"web-spare", "api-spare"}


@compositions
def test_a_spare_is_what_it_stands_in_for(answers: Answers, render: Render, tmp_path: Path) -> None:
    found = services(render(answers), tmp_path)
    for side in ("web", "api"):
        main, spare = dict(found[side]), dict(found[f"{side}-spare"])
        assert "build" in main, "the other one is started from what this one builds"
        for facts in (main, spare):
            for key in ("build", "pull_policy", "profiles"):
                facts.pop(key, None)
        assert main == spare


@compositions
def test_each_image_has_a_dockerfile(answers: Answers, render: Render, tmp_path: Path) -> None:
    project = render(answers)
    found = services(project, tmp_path)
    for service, image in SIDES.items():
        assert found[service]["image"] == f"call-center-{image}", service
        if built := found[service].get("build"):
            context = project / Path(built["context"]).relative_to(tmp_path)
            assert (context / built.get("dockerfile", "Dockerfile")).exists(), service
            assert (context / ".dockerignore").exists(), service
    assert {service for service, facts in found.items() if "build" in facts} == {"web", "api", "gateway"}


@compositions
def test_it_sets_what_the_services_read(answers: Answers, render: Render, tmp_path: Path) -> None:
    project = render(answers)
    read = {
        side: settings_of(project / side, f"call_center{suffix}") for side, suffix in (("web", ""), ("api", "_api"))
    }
    for service, facts in services(project, tmp_path).items():
        if (side := SIDES.get(service)) in read:
            environment = facts["environment"]
            assert set(environment) - READ_BY_OTHERS <= read["web"] | read["api"], service
            assert environment["ENVIRONMENT"] == "production"
            assert environment["SECRET_KEY"] == SECRETS["SECRET_KEY"]
            assert facts["command"] is None or runs(project / side, facts["command"]), service
            if side == "api":
                assert (environment["HOST"], environment["PORT"]) == ("0.0.0.0", "8000"), service  # noqa: S104


@compositions
def test_the_gateway_knows_where_everybody_is(answers: Answers, render: Render, tmp_path: Path) -> None:
    project = render(answers)
    found = services(project, tmp_path)
    environment = found["gateway"]["environment"]
    addresses = {key: value for key, value in environment.items() if key.endswith("_ADDRESS")}
    assert set(addresses) == {f"{side}_{kind}ADDRESS" for side in ("WEB", "API") for kind in ("", "SPARE_")}
    for key, address in addresses.items():
        host, _, port = address.partition(":")
        assert host == key.removesuffix("_ADDRESS").lower().replace("_", "-")
        assert f"EXPOSE {port}\n" in (project / SIDES[host] / "Dockerfile").read_text()
    assert not {"SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD"} & set(environment), "it has no use for a secret"
    caddyfile = (project / "gateway" / "Caddyfile").read_text()
    set_by_image = re.findall(
        r"(\w+)=", " ".join(re.findall(r"^ENV .*(?:\\\n.*)*", (project / "gateway/Dockerfile").read_text(), re.M))
    )
    assert set(re.findall(r"\{\$(\w+)[:}]", caddyfile)) <= {*environment, *set_by_image}


@compositions
def test_what_outlives_a_container_is_in_a_volume(answers: Answers, render: Render, tmp_path: Path) -> None:
    found = services(render(answers), tmp_path)
    mounted = {
        service: {each["target"]: each["source"] for each in facts.get("volumes", [])}
        for service, facts in found.items()
    }
    assert mounted["gateway"] == {"/data": "gateway", "/shadow": "shadow"}
    assert mounted["web"]["/shadow"] == "shadow"
    assert found["web"]["environment"]["SHADOW_LOG"].startswith("/shadow/")
    keeps = answers["database"] == "sqlite" or "storage" in answers["features"]
    assert (mounted["web"].get("/data") == mounted["api"].get("/data") == "data") == keeps


@compositions
def test_no_password_is_there_by_itself(answers: Answers, render: Render, tmp_path: Path) -> None:
    result = config(render(answers), tmp_path)
    if answers["database"] == "postgres":
        assert result.returncode != 0
        assert "POSTGRES_PASSWORD" in result.stderr
    else:
        assert result.returncode == 0, result.stderr
