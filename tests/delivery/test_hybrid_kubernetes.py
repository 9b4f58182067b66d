"""deploy/kubernetes of a hybrid: what each side is alone, and routes of the Gateway API that divide the traffic."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.delivery.projects import Answers, hybrids, name, runs, settings_of
from tests.delivery.test_kubernetes import Object, containers, errors, kustomization, objects, pods, selectors

Render = Callable[[Answers], Path]
GATEWAYS = json.loads((Path(__file__).parent / "schemas" / "gateway-api.json").read_text(encoding="utf-8"))["kinds"]
SIDES = ("web", "api")

clusters = pytest.mark.parametrize("answers", list(hybrids("kubernetes")), ids=name)


def mistakes(each: Object) -> list[str]:
    """What the cluster would refuse."""
    if each["kind"] not in GATEWAYS:
        return errors(each)
    found = Draft202012Validator(GATEWAYS[each["kind"]]).iter_errors(each)
    return [f"{error.json_path}: {error.message}" for error in found]


@clusters
def test_every_object_is_valid(answers: Answers, render: Render) -> None:
    found = {f"{each['kind']} {each['metadata']['name']}": mistakes(each) for each in objects(render(answers))}
    assert {key: value for key, value in found.items() if value} == {}


def test_the_schemas_see_what_is_wrong(render: Render) -> None:
    route = next(each for each in objects(render(next(iter(hybrids("kubernetes"))))) if each["kind"] == "HTTPRoute")
    rule = route["spec"]["rules"][0]
    rule["backendRefs"][0]["wait"] = rule["backendRefs"][0].pop("weight")
    rule["matches"][0]["path"]["type"] = "Prefix"
    assert len(mistakes(route)) == 2


@clusters
def test_it_names_every_file_and_no_other(answers: Answers, render: Render) -> None:
    project = render(answers)
    folder = project / "deploy" / "kubernetes"
    assert {path.name for path in folder.iterdir()} == {"kustomization.yaml", *kustomization(project)["resources"]}
    names = [(each["kind"], each["metadata"]["name"]) for each in objects(project)]
    assert len(names) == len(set(names))


@clusters
def test_each_side_has_all_that_a_service_has(answers: Answers, render: Render) -> None:
    found = {(each["kind"], each["metadata"]["name"]) for each in objects(render(answers))}
    kinds = (
        "ServiceAccount",
        "Deployment",
        "Service",
        "HorizontalPodAutoscaler",
        "PodDisruptionBudget",
        "NetworkPolicy",
    )
    others = {("Job", "call-center-web-migrate"), ("Gateway", "call-center")}
    if "storage" in answers["features"]:
        others.add(("CronJob", "call-center-api-clean-up"))
    expected = {(kind, f"call-center-{side}") for kind in kinds for side in SIDES} | others
    assert {each for each in found if each[0] != "HTTPRoute"} == expected


@clusters
def test_every_pod_is_confined_and_runs_its_side_s_image(answers: Answers, render: Render) -> None:
    project = render(answers)
    for workload, labels, pod in pods(project):
        assert pod["automountServiceAccountToken"] is False, workload
        assert pod["securityContext"]["runAsNonRoot"] is True, workload
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, workload
        image = labels["app.kubernetes.io/name"]
        side = image.removeprefix("call-center-")
        assert f"USER {pod['securityContext']['runAsUser']}:" in (project / side / "Dockerfile").read_text(), workload
        for container in pod["containers"]:
            assert container["image"] == image, workload
            assert {next(iter(source.values()))["name"] for source in container["envFrom"]} == {image}, workload
            assert "args" not in container or runs(project / side, container["args"]), workload
    for workload, container in containers(project):
        assert container["securityContext"]["readOnlyRootFilesystem"] is True, workload
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, workload


@clusters
def test_selectors_find_their_pods(answers: Answers, render: Render) -> None:
    project = render(answers)
    labels = [each for _, each, _ in pods(project)]
    for each in objects(project):
        for selector in selectors(each):
            found = {label["app.kubernetes.io/name"] for label in labels if selector.items() <= label.items()}
            assert found == {each["metadata"]["name"]}, each["metadata"]["name"]


@clusters
def test_routes_lead_to_services_that_exist(answers: Answers, render: Render) -> None:
    found = objects(render(answers))
    ports = {
        each["metadata"]["name"]: [port["port"] for port in each["spec"]["ports"]]
        for each in found
        if each["kind"] == "Service"
    }
    routes = [each for each in found if each["kind"] == "HTTPRoute"]
    assert len(routes) == (3 if answers["features"] else 2)
    for route in routes:
        (parent,) = route["spec"]["parentRefs"]
        assert ("Gateway", parent["name"]) in {(each["kind"], each["metadata"]["name"]) for each in found}
        for rule in route["spec"]["rules"]:
            assert sum(backend["weight"] for backend in rule["backendRefs"]) == 100
            assert all(backend["port"] in ports[backend["name"]] for backend in rule["backendRefs"])


@clusters
def test_it_sets_what_the_sides_read_and_holds_no_secret(answers: Answers, render: Render) -> None:
    project = render(answers)
    for generated, side in zip(kustomization(project)["configMapGenerator"], SIDES, strict=True):
        values = dict(literal.split("=", 1) for literal in generated["literals"])
        read = settings_of(project / side, "call_center_api")
        assert generated["name"] == f"call-center-{side}"
        assert {key for key in values if not key.startswith("GRANIAN_")} <= read
        assert not [key for key in values if any(word in key for word in ("SECRET", "PASSWORD", "TOKEN", "KEY", "URL"))]
    assert [image["name"] for image in kustomization(project)["images"]] == [f"call-center-{side}" for side in SIDES]


@clusters
def test_the_deploy_target_finds_what_it_names(answers: Answers, render: Render) -> None:
    project = render(answers)
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    names = {(each["kind"], each["metadata"]["name"]) for each in objects(project)}
    assert "kubectl delete job call-center-web-migrate" in makefile
    assert ("Job", "call-center-web-migrate") in names
    for side in SIDES:
        assert f"rollout status deployment/call-center-{side}" in makefile
        assert ("Deployment", f"call-center-{side}") in names
    components = [each["metadata"].get("labels", {}).get("app.kubernetes.io/component") for each in objects(project)]
    assert components.count("migrate") == 1, "what --selector applies first"
