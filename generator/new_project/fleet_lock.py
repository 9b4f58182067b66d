"""The lock file after an update without gates: dependencies may have changed, and a project's CI believes the lock."""

import os
import shutil
from pathlib import Path

from new_project.fleet_engine import Engine
from new_project.fleet_git import stage, staged_files
from new_project.servers import clean_environment
from new_project.template import LOCK_FILE

NOT_LOCKED = f"{LOCK_FILE} is as it was, and may be outdated: make install on the branch, and commit it."


def refresh_lock(tree: Path, project: Path, engine: Engine) -> str:
    """Bring a project's lock file up to date where it has one; return what its owner must know, if anything."""
    folders = [path for path in project.rglob(LOCK_FILE) if ".venv" not in path.parts]
    changed = {tree / name for name in staged_files(tree)}
    outdated = [lock.parent for lock in folders if lock.with_name("pyproject.toml") in changed]
    if not outdated:
        return ""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        return NOT_LOCKED
    for folder in outdated:
        code, _output = engine.output_of([uv, "lock", "--quiet"], folder, clean_environment())
        if code:
            return NOT_LOCKED
        stage(tree, folder / LOCK_FILE)
    return ""
