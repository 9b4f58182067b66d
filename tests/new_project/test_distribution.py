"""The wheel: alone in an environment of its own, without a network, it renders everything.

What a release makes of it is tried in tests/releasing.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from new_project.template import copy_parts
from tests.new_project.conftest import Shell

TEMPLATE = "new_project/template/"
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), "http://127.0.0.1:9")


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    for junk in (
        "template_fastapi/.venv/junk.py",
        "template_django/__pycache__/junk.pyc",
        "generator/decision/.a_cache/junk",
    ):
        (checkout / junk).parent.mkdir(parents=True, exist_ok=True)
        (checkout / junk).write_text("junk")
    return build(checkout, "wheel")


def build(source: Path, target: str) -> Path:
    hatchling = [sys.executable, "-m", "hatchling", "build", "-t", target]
    result = subprocess.run(hatchling, cwd=source, capture_output=True, text=True, check=True)
    return source / (result.stdout + result.stderr).strip().splitlines()[-1]


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_it_holds_what_rendering_needs_and_no_junk(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    copy_parts(checkout, tmp_path)
    wanted = {
        str((Path(folder) / name).relative_to(tmp_path))
        for folder, _, files in os.walk(tmp_path, followlinks=True)
        for name in files
    }
    assert {name.removeprefix(TEMPLATE) for name in names(wheel) if name.startswith(TEMPLATE)} == wanted
    assert any(name.startswith("template_hybrid/web/") for name in wanted)
    assert not [name for name in names(wheel) if "junk" in name]


def test_it_renders_all_three_offline(wheel: Path, shell: Shell, uv: str, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(environment)], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", str(environment), str(wheel)], check=True)
    shell.environment |= NOWHERE
    cut_off = ["unshare", "--map-root-user", "--net"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode
    ):
        cut_off = []
    for architecture in ("fastapi", "django", "hybrid"):
        command = [*cut_off, str(environment / "bin" / "new-project"), architecture, "--yes", "--no-install"]
        result = shell.execute(*command, "--architecture", architecture)
        assert result.returncode == 0, result.stderr
        assert f"architecture: {architecture}\n" in (shell.folder / architecture / ".copier-answers.yml").read_text()
    assert (shell.folder / "hybrid" / "web" / "manage.py").is_file()
