"""What Docker Compose makes of a project's compose.yaml."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

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
