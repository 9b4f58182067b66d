"""deploy/kubernetes: valid, whole, and each object finds those that it names. Needs neither a cluster nor a network."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.delivery.projects import Answers, documents, name, projects, runs, settings_of

Render = Callable[[Answers], Path]
Object = dict[str, Any]
SCHEMAS = json.loads((Path(__file__).parent / "schemas" / "kubernetes.json").read_text(encoding="utf-8"))
WORKLOADS = ("CronJob", "Deployment", "Job")

clusters = pytest.mark.parametrize("answers", list(projects("kubernetes")), ids=name)


def kustomization(project: Path) -> Object:
    """What kustomize reads first."""
    return next(documents(project / "deploy" / "kubernetes" / "kustomization.yaml"))


def objects(project: Path) -> list[Object]:
    """All objects of the resources that the kustomization names."""
    folder = project / "deploy" / "kubernetes"
    return [each for path in kustomization(project)["resources"] for each in documents(folder / path)]


def errors(each: Object) -> list[str]:
    """What Kubernetes would refuse; a field that it does not know is refused, too."""
    schema = {**SCHEMAS["kinds"][each["kind"]], "$defs": SCHEMAS["$defs"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(each)]


def pods(project: Path) -> Iterator[tuple[str, Object, Object]]:
    """The workloads' names, their pods' labels and what is in them."""
    for each in objects(project):
        if each["kind"] in WORKLOADS:
            template = each["spec"].get("jobTemplate", each)["spec"]["template"]
            yield each["metadata"]["name"], template["metadata"]["labels"], template["spec"]


def containers(project: Path) -> Iterator[tuple[str, Object]]:
    """Every container, with the name of its workload."""
    for workload, _, pod in pods(project):
        for container in [*pod["containers"], *pod.get("initContainers", [])]:
            yield workload, container


@clusters
def test_every_object_is_valid(answers: Answers, render: Render) -> None:
    found = {f"{each['kind']} {each['metadata']['name']}": errors(each) for each in objects(render(answers))}
    assert {key: value for key, value in found.items() if value} == {}


def test_the_schemas_see_what_is_wrong(render: Render) -> None:
    deployment = next(
        each for each in objects(render(next(iter(projects("kubernetes"))))) if each["kind"] == "Deployment"
    )
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    container["livenessProbe"]["httpGet"]["prot"] = "http"
    container["resources"]["requests"] = ["250m"]
    assert len(errors(deployment)) == 2


@clusters
def test_it_names_every_file_and_no_other(answers: Answers, render: Render) -> None:
    folder = render(answers) / "deploy" / "kubernetes"
    assert {path.name for path in folder.iterdir()} == {
        "kustomization.yaml",
        *kustomization(render(answers))["resources"],
    }
    names = [(each["kind"], each["metadata"]["name"]) for each in objects(render(answers))]
    assert len(names) == len(set(names))


@clusters
def test_every_pod_is_confined(answers: Answers, render: Render) -> None:
    project = render(answers)
    for workload, _, pod in pods(project):
        assert pod["automountServiceAccountToken"] is False, workload
        assert pod["securityContext"]["runAsNonRoot"] is True, workload
        assert f"USER {pod['securityContext']['runAsUser']}:" in (project / "Dockerfile").read_text(), workload
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, workload
    for workload, container in containers(project):
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False, workload
        assert context["readOnlyRootFilesystem"] is True, workload
        assert context["capabilities"] == {"drop": ["ALL"]}, workload
        assert {"cpu", "memory"} <= set(container["resources"]["requests"]), workload
        assert "memory" in container["resources"]["limits"], workload


@clusters
def test_every_server_is_probed(answers: Answers, render: Render) -> None:
    project = render(answers)
    for workload, container in containers(project):
        if "http" in (port["name"] for port in container.get("ports", [])):
            probes = [container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")]
            assert probes == ["/healthz", "/readyz", "/healthz"], workload
    where = "config/urls.py" if answers["architecture"] == "django" else "call_center/health.py"
    routes = (project / where).read_text().replace('"/', '"')
    assert '"healthz"' in routes
    assert '"readyz"' in routes


@clusters
def test_selectors_find_their_pods(answers: Answers, render: Render) -> None:
    project = render(answers)
    labels = [each for _, each, _ in pods(project)]
    for each in objects(project):
        for selector in selectors(each):
            assert any(selector.items() <= found.items() for found in labels), each["metadata"]["name"]
        if each["kind"] == "Deployment":
            assert each["spec"]["selector"]["matchLabels"] == each["spec"]["template"]["metadata"]["labels"]
    components = [each["app.kubernetes.io/component"] for each in labels]
    expected = {
        "migrate": True,
        "server": True,
        "worker": answers["tasks"] != "none",
        "beat": answers["tasks"] == "celery",
        "live": answers["architecture"] == "django" and "websockets" in answers["features"],
        "clean-up": "storage" in answers["features"],
    }
    assert set(components) == {component for component, there in expected.items() if there}
    assert len(components) == len(set(components)), "a selector of one would find the pods of another"


def selectors(each: Object) -> Iterator[dict[str, str]]:
    """The labels by which an object finds pods."""
    if each["kind"] == "Service":
        yield each["spec"]["selector"]
    elif each["kind"] in {"Deployment", "PodDisruptionBudget"}:
        yield each["spec"]["selector"]["matchLabels"]
    elif each["kind"] == "NetworkPolicy":
        yield each["spec"]["podSelector"]["matchLabels"]


@clusters
def test_what_is_named_exists(answers: Answers, render: Render) -> None:
    project = render(answers)
    found = {(each["kind"], each["metadata"]["name"]) for each in objects(project)}
    ports = {port["name"] for _, container in containers(project) for port in container.get("ports", [])}
    for each in objects(project):
        if each["kind"] == "HorizontalPodAutoscaler":
            target = each["spec"]["scaleTargetRef"]
            assert (target["kind"], target["name"]) in found
        if each["kind"] == "Service":
            assert {port["targetPort"] for port in each["spec"]["ports"]} <= ports
        if each["kind"] == "NetworkPolicy":
            assert {port["port"] for rule in each["spec"]["ingress"] for port in rule["ports"]} == ports
    for _, _, pod in pods(project):
        if "serviceAccountName" in pod:
            assert ("ServiceAccount", pod["serviceAccountName"]) in found
    assert f"EXPOSE {server_port(project)}\n" in (project / "Dockerfile").read_text()


def server_port(project: Path) -> int:
    """The port that the server's pods listen on."""
    ports = [port for _, container in containers(project) for port in container.get("ports", [])]
    (port,) = {port["containerPort"] for port in ports if port["name"] == "http"}
    assert isinstance(port, int)
    return port


@clusters
def test_it_sets_what_the_application_reads_and_holds_no_secret(answers: Answers, render: Render) -> None:
    project = render(answers)
    (generated,) = kustomization(project)["configMapGenerator"]
    values = dict(literal.split("=", 1) for literal in generated["literals"])
    assert {key for key in values if not key.startswith("GRANIAN_")} <= settings_of(project)
    assert not [key for key in values if any(word in key for word in ("SECRET", "PASSWORD", "TOKEN", "KEY", "URL"))]
    assert {each["kind"] for each in objects(project)} <= set(SCHEMAS["kinds"]), "no Secret among them"
    for workload, container in containers(project):
        sources = [next(iter(source.values()))["name"] for source in container["envFrom"]]
        assert set(sources) == {generated["name"]} == {"call-center"}, workload
        assert "env" not in container, workload
        assert "args" not in container or runs(project, container["args"]), workload


@clusters
def test_a_pod_has_the_time_that_the_application_takes_to_end(answers: Answers, render: Render) -> None:
    project = render(answers)
    (generated,) = kustomization(project)["configMapGenerator"]
    values = dict(literal.split("=", 1) for literal in generated["literals"])
    for workload, labels, pod in pods(project):
        if labels["app.kubernetes.io/component"] == "server":
            if answers["architecture"] == "django":
                (kill,) = re.findall(r"GRANIAN_WORKERS_KILL_TIMEOUT=(\d+)", (project / "Dockerfile").read_text())
                needed = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"] + int(kill)
            else:
                needed = int(values["SHUTDOWN_DELAY"]) + int(values["SHUTDOWN_TIMEOUT"])
            assert needed >= 30
            assert pod["terminationGracePeriodSeconds"] >= needed + 5, workload


@clusters
def test_every_image_is_the_project_s_own(answers: Answers, render: Render) -> None:
    project = render(answers)
    (image,) = kustomization(project)["images"]
    assert {container["image"] for _, container in containers(project)} == {image["name"]}
    assert image["newTag"] != "latest"


def test_the_deploy_target_finds_what_it_names(render: Render) -> None:
    project = render(next(iter(projects("kubernetes"))))
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    names = {(each["kind"], each["metadata"]["name"]) for each in objects(project)}
    assert "kubectl delete job call-center-migrate" in makefile
    assert "rollout status deployment/call-center" in makefile
    assert {("Job", "call-center-migrate"), ("Deployment", "call-center")} <= names
    migrating = [
        each
        for each in objects(project)
        if each["metadata"].get("labels", {}).get("app.kubernetes.io/component") == "migrate"
    ]
    assert [each["kind"] for each in migrating] == ["Job"], "what --selector applies first"


def test_kustomization_has_only_fields_that_kustomize_knows(render: Render) -> None:
    project = render(next(iter(projects("kubernetes"))))
    text = (project / "deploy" / "kubernetes" / "kustomization.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)) == {"apiVersion", "kind", "resources", "labels", "images", "configMapGenerator"}
