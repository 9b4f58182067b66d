"""Make the files of schemas/, whose README.md says how this is run."""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

VERSION = "1.34.0"
KINDS = {
    "CronJob": "io.k8s.api.batch.v1.CronJob",
    "Deployment": "io.k8s.api.apps.v1.Deployment",
    "HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "Job": "io.k8s.api.batch.v1.Job",
    "NetworkPolicy": "io.k8s.api.networking.v1.NetworkPolicy",
    "PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
    "Service": "io.k8s.api.core.v1.Service",
    "ServiceAccount": "io.k8s.api.core.v1.ServiceAccount",
}
OF_GATEWAYS = ("Gateway", "HTTPRoute")
TARGET = Path(__file__).parent / "schemas" / "kubernetes.json"


def main(arguments: list[str]) -> None:
    """Write the definitions of Kubernetes, or, where their package is named, those of the Gateway API."""
    if arguments:
        bundle_gateways(Path(arguments[0]))
    else:
        bundle()


def bundle() -> None:
    """Write the definitions of the kinds, and of all that they refer to."""
    folder = files("kubernetes_validate") / "kubernetes-json-schema" / f"v{VERSION}-local-strict"
    definitions = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))["$defs"]
    kept: dict[str, Any] = {}
    wanted = sorted(KINDS.values())
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = slim(definitions[name])
            wanted += re.findall(r'"#/\$defs/([^"]+)"', json.dumps(kept[name]))
    kinds = {kind: {"$ref": f"#/$defs/{name}"} for kind, name in KINDS.items()}
    bundle = {"version": VERSION, "kinds": kinds, "$defs": dict(sorted(kept.items()))}
    TARGET.write_text(json.dumps(bundle, separators=(",", ":")) + "\n", encoding="utf-8")


def bundle_gateways(package: Path) -> None:
    """Write the definitions of the Gateway API's kinds; what they do not know is refused."""
    kinds = {}
    for kind in OF_GATEWAYS:
        code = (package / "gateway.networking.k8s.io" / "v1" / f"{kind}.js").read_text(encoding="utf-8")
        schema = json.loads(re.search(r"const schema = (\{.*?\n\});", code, re.DOTALL)[1])  # type: ignore[index]
        schema["properties"]["metadata"] = {"type": "object", "required": ["name"]}
        kinds[kind] = strict(schema)
    made = {"version": json.loads((package / "package.json").read_text(encoding="utf-8"))["version"], "kinds": kinds}
    text = json.dumps(made, separators=(",", ":")) + "\n"
    TARGET.with_name("gateway-api.json").write_text(text, encoding="utf-8")


def strict(schema: Any) -> Any:
    """A schema whose objects know no other properties than those that it names."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(value) for key, value in schema.items()}
    return (
        {**found, "additionalProperties": False}
        if isinstance(schema.get("properties"), dict) and "type" in schema
        else found
    )


def slim(schema: Any) -> Any:
    """A schema without its texts, its references within this file. A property may be called `description`, too."""
    if isinstance(schema, list):
        return [slim(each) for each in schema]
    if not isinstance(schema, dict):
        return schema.replace("/api/_definitions.json#", "#") if isinstance(schema, str) else schema
    return {
        key: {name: slim(each) for name, each in value.items()} if key == "properties" else slim(value)
        for key, value in schema.items()
        if not (key == "description" and isinstance(value, str)) and not key.startswith("x-")
    }


if __name__ == "__main__":
    main(sys.argv[1:])
