"""What Docker Compose makes of a project's compose.yaml."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.delivery.projects import PINNED

BIN = Path(sys.executable).parent
SECRETS = {"POSTGRES_PASSWORD": "a-secret", "API_POSTGRES_PASSWORD": "a-third", "SECRET_KEY": "another"}


def config(project: Path, folder: Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    """Ask Docker Compose what it would run; `.env` is as the project's owner makes it, with these secrets filled in."""
    example = (project / ".env.example").read_text(encoding="utf-8")
    for key, value in secrets.items():
        example = re.sub(rf"^{key}=$", f"{key}={value}", example, flags=re.MULTILINE)
    (folder / "compose.yaml").write_text((project / "compose.yaml").read_text(encoding="utf-8"))
    (folder / ".env").write_text(example)
    command = [str(BIN / "docker-compose"), "--profile", "*", "config", "--format", "json"]
    return subprocess.run(command, cwd=folder, env={"HOME": str(folder)}, capture_output=True, text=True, check=False)


def services(project: Path, folder: Path) -> dict[str, Any]:
    """The services that Docker Compose would run."""
    result = config(project, folder, **SECRETS)
    assert result.returncode == 0, result.stderr
    services: dict[str, Any] = json.loads(result.stdout)["services"]
    return services


def is_valid(compose: Path) -> bool:
    """Whether a compose.yaml is what the specification of Compose allows."""
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(compose)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    print(result.stdout)  # noqa: T201 - for the report of a failure
    return result.returncode == 0


def check_confined(service: str, facts: dict[str, Any], *, ours: bool) -> None:
    """A service may do nothing that it need not; others' images are pinned and not root, as ours are anyhow."""
    assert facts["read_only"], service
    assert facts["cap_drop"] == ["ALL"], service
    assert facts["security_opt"] == ["no-new-privileges:true"], service
    assert "privileged" not in facts, service
    assert ours or facts["user"] not in {"", "root", "0"}, service
    assert ours or PINNED.fullmatch(facts["image"]), service
    assert all(port["host_ip"] == "127.0.0.1" for port in facts.get("ports", [])), service
