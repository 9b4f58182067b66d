"""Reads a Dockerfile and does what it says, in folders instead of images: a wrong path shows without an engine."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

PYTHON = "/usr/bin/python3"
"""Stands for the base image's: one that everybody may run."""


class Instruction(NamedTuple):
    """One line of a Dockerfile, continued lines joined."""

    word: str
    rest: str


def instructions(path: Path) -> list[Instruction]:
    """What a Dockerfile says, without its comments."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", "", text).splitlines()
    return [Instruction(*line.split(maxsplit=1)) for line in lines if line.strip()]


def context(project: Path, folder: Path) -> Path:
    """Copy what the engine would be sent: what .dockerignore names after it has excluded everything."""
    first, *others = (project / ".dockerignore").read_text(encoding="utf-8").split("\n# ")[0].splitlines()[1:]
    assert first == "*", "it names what goes in, not what stays out"
    junk = [line.removeprefix("**/") for line in others if not line.startswith("!")]
    for line in others:
        if line.startswith("!"):
            source = project / line[1:]
            if source.is_dir():
                shutil.copytree(source, folder / line[1:], ignore=shutil.ignore_patterns(*junk))
            else:
                shutil.copy2(source, folder / line[1:])
    return folder


@dataclass
class Stage:
    """A stage: its file system, which is a folder, and what the instructions have set so far."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    workdir: str = "/"
    last: dict[str, str] = field(default_factory=dict)
    """The last CMD, HEALTHCHECK, USER, ..."""

    def path(self, name: str) -> Path:
        """Where a path of the image is."""
        return self.root / str(PurePosixPath(self.workdir) / name).lstrip("/")

    def variables(self) -> dict[str, str]:
        """The environment, with the image's folders where they really are."""
        system = {"PATH": f"{self.root}/bin:/usr/bin:/bin", "HOME": str(self.root / "tmp"), "LANG": "C.UTF-8"}
        ours = {key: value.replace("/app/", f"{self.root}/app/") for key, value in self.environment.items()}
        return {**system, **ours, "PATH": ours.get("PATH", "$PATH").replace("$PATH", system["PATH"])}


def build(path: Path, sources: Path, workshop: Path, uv: str, more: dict[str, str]) -> Stage:
    """Follow the Dockerfile at `path`; `more` are the variables by which this machine reaches its registry."""
    stages: dict[str, Stage] = {}
    stage = Stage(workshop)
    for word, rest in instructions(path):
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "last"
            # The environment holds its own path, so that all stages have to be the same folder.
            stage = stages[name] = Stage(workshop / "image")
            (stage.root / "bin").mkdir(parents=True, exist_ok=True)
            (stage.root / "tmp").mkdir(mode=0o777, exist_ok=True)
            python = stage.root / "bin" / "python"
            python.unlink(missing_ok=True)
            python.symlink_to(PYTHON)
        elif word == "ENV":
            stage.environment.update(re.findall(r"(\w+)=(\S+)", rest))
        elif word == "WORKDIR":
            stage.workdir = rest
            stage.path(".").mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            copy(rest, sources, stage, stages, uv)
        elif word == "RUN":
            run(rest, stage, more)
        else:
            stage.last[word] = rest
    return stage


def copy(rest: str, sources: Path, stage: Stage, stages: dict[str, Stage], uv: str) -> None:
    """Copy from the context, or from an earlier stage."""
    flags = [part for part in rest.split() if part.startswith("--")]
    *names, target = [part for part in rest.split() if not part.startswith("--")]
    if flags == ["--from=uv"]:
        assert names == ["/uv"]
        shutil.copy2(uv, stage.root / "bin" / PurePosixPath(target).name)
    elif flags:
        source = stages[flags[0].removeprefix("--from=")]
        assert [source.path(name) for name in names] == [stage.path(target)], "it stays where its paths say that it is"
    else:
        for name in names:
            source_path, target_path = sources / name, stage.path(target)
            if source_path.is_dir():
                shutil.copytree(source_path, target_path)
            else:
                shutil.copy2(source_path, target_path / name if target.endswith("/") else target_path)


def run(rest: str, stage: Stage, more: dict[str, str]) -> None:
    """Run a command of the build; the one that makes the user changes this machine and is left out."""
    command = " ".join(part for part in rest.split() if not part.startswith("--mount="))
    if not command.startswith("useradd "):
        environment = {**stage.variables(), **more}
        subprocess.run(["sh", "-ec", command], cwd=stage.path("."), env=environment, check=True, capture_output=True)


def arguments(stage: Stage, word: str) -> list[str]:
    """The arguments of a CMD or HEALTHCHECK in its exec form."""
    found: list[str] = json.loads(stage.last[word][stage.last[word].index("[") :])
    return found


def files(folder: Path) -> Iterator[str]:
    """Every file below a folder."""
    for root, _, names in os.walk(folder):
        yield from (os.path.join(root, name) for name in names)  # noqa: PTH118 - the fast way
