"""Where answers come from besides the person: flags, a file of answers, a team's poll, a team's preset."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from new_project.errors import WrongInput
from new_project.presets import NO_PRESET, Preset
from new_project.questions import Questionnaire
from new_project.user_files import read_text

STDIN = "-"


@dataclass(frozen=True)
class Given:
    """The answers that are given, whoever gave them, and the preset that they must agree with."""

    answers: Mapping[str, object]
    preset: Preset = NO_PRESET
    poll: str | None = None
    """The file that the needs come from; no flags could say what it says of each member."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """How each answer was given, in words."""


@dataclass(frozen=True)
class Sources:
    """What a command line names: flags go before the file of answers, and that before the poll."""

    flags: Mapping[str, object]
    answers: str | None = None
    preset: str | None = None
    poll: str | None = None

    def read(self, questionnaire: Questionnaire) -> Given:
        """Read what is named. Raises WrongInput with all that is wrong in a file."""
        self.refuse_empty_names()
        from_file = read_answers(self.answers) if self.answers else {}
        given = {**from_file, **self.flags}
        preset = self.read_preset(questionnaire)
        needs: dict[str, object] = {}
        if self.poll:
            from new_project.polls import poll_answers

            locked = {key: lock.answer for key, lock in preset.locks.items()}
            needs, team = poll_answers(questionnaire, Path(self.poll), {**given, **locked})
            given = {**needs, **given, "team_answers": team}
        origins = {
            **dict.fromkeys(needs, f"by the poll {self.poll}"),
            **dict.fromkeys(from_file, f"in {self.answers}"),
            **{key: f"with {questionnaire[key].flag}" for key in self.flags},
        }
        return Given(given, preset, self.poll, origins)

    def read_preset(self, questionnaire: Questionnaire) -> Preset:
        """Read the preset. Where it locks the architecture, its reason is the one for overruling the verdict, too."""
        if not self.preset:
            return NO_PRESET
        from new_project.presets import load_preset

        preset = load_preset(questionnaire, self.preset)
        if not (lock := preset.locks.get("architecture")):
            return preset
        reason = f"The preset '{preset.name}' locks it: {lock.because}"
        return replace(preset, defaults={"overrule_reason": reason, **preset.defaults})

    def refuse_empty_names(self) -> None:
        """Raise WrongInput for a name that is empty, as that of a variable which is not set."""
        for flag, name in {"--answers": self.answers, "--preset": self.preset, "--poll": self.poll}.items():
            if name is not None and not name.strip():
                raise WrongInput(f"{flag} is empty: name a file, or leave it out.", code="usage")


def read_stdin() -> str:
    """Read standard input to its end; nothing where a caller has closed it."""
    return sys.stdin.read() if sys.stdin else ""


def read_answers(name: str) -> dict[str, Any]:
    """Read a mapping of answers from YAML or JSON, which is YAML too; `-` is standard input."""
    import yaml

    where = "standard input" if name == STDIN else name
    try:
        text = read_stdin() if name == STDIN else read_text(Path(name), "answers-unreadable")
        found = yaml.safe_load(text)
    except OSError as error:
        raise WrongInput(f"{where} cannot be read: {error.strerror}.", code="answers-unreadable") from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        problem = getattr(error, "problem", None) or "it holds what no text holds"
        raise WrongInput(f"{where}{line} is neither YAML nor JSON: {problem}.", code="answers-unreadable") from None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise WrongInput(
            f"{where} must hold a mapping of questions to answers, like `admin_needs: heavy`.",
            code="answers-unreadable",
        )
    return {key: value for key, value in found.items() if not key.startswith("_")}  # a .copier-answers.yml will do
