"""Where presets are: in a file that is named, or in the user's own folder, under a name."""

import os
import re
from pathlib import Path

from new_project.errors import Problem, WrongInput
from new_project.marked_yaml import block, did_you_mean
from new_project.presets import Preset
from new_project.user_files import write_text

SUFFIXES = (".yml", ".yaml")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

HEADER = """\
# A preset of new-project, used as: new-project DEST --preset {name}
# defaults: answers that are proposed. locks: answers that nobody is asked for, and why. No secrets: this is shared.
"""


def folder() -> Path:
    """Where the user's own presets are."""
    from platformdirs import user_config_path

    return user_config_path("new-project", appauthor=False) / "presets"


def saved() -> dict[str, Path]:
    """The user's own presets by name, in order."""
    own = folder()
    paths = own.iterdir() if own.is_dir() else ()
    return {path.stem: path for path in sorted(paths) if path.suffix == ".yml" and NAME.fullmatch(path.stem)}


def find(text: str) -> Path:
    """Find the file that a name or a path means: the user's own goes first. Raises WrongInput where there is none."""
    own = saved()
    if text in own:
        return own[text]
    path = Path(text)
    if path.is_file():
        return path
    if is_path(text):
        raise WrongInput(f"There is no preset {text}: no such file.", code="preset-not-found")
    known = f"There are: {', '.join(own)}." if own else "There are none yet: new-project preset save NAME makes one."
    raise WrongInput(
        f"There is no preset '{text}' in {folder()}.{did_you_mean(text, own)} {known}", code="preset-not-found"
    )


def is_path(text: str) -> bool:
    """Whether a text can only mean a file."""
    return os.sep in text or "/" in text or text.endswith(SUFFIXES)


def save(preset: Preset, *, replace: bool) -> Path:
    """Write a preset into the user's folder. Raises Problem where there is one of that name already."""
    if not NAME.fullmatch(preset.name):
        raise WrongInput(
            f"'{preset.name}' cannot be a preset's name: use up to 64 letters, digits, dashes and underscores.",
            code="usage",
        )
    path = folder() / f"{preset.name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_text(path, as_yaml(preset), replace=replace)
    except FileExistsError:
        raise Problem(
            f"There is a preset '{preset.name}' already: {path}. --replace puts this one in its place.",
            code="file-in-the-way",
        ) from None
    return path


def as_yaml(preset: Preset) -> str:
    """Write a preset as a file that people read."""
    parts = {
        "description": preset.description,
        "defaults": dict(preset.defaults),
        "locks": {key: {"answer": lock.answer, "because": lock.because} for key, lock in preset.locks.items()},
    }
    return HEADER.format(name=preset.name) + block({name: part for name, part in parts.items() if part})
