"""A new preset, made from what a command line says; all of it is checked before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from new_project.errors import WrongInput
from new_project.preset_reading import REFUSAL, invalid
from new_project.preset_secrets import secret_in
from new_project.presets import Lock, Preset
from new_project.questions import Questionnaire
from new_project.values import read_value


@dataclass(frozen=True)
class Draft:
    """What was typed: the answers, and for those that are locked the reasons."""

    name: str
    about: str
    answers: Mapping[str, object]
    reasons: Mapping[str, str]

    def texts(self, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
        """Everything that would be in the file, with the option that it came from."""
        yield "--about", self.about
        yield from (("--because", reason) for reason in self.reasons.values())
        yield from ((questionnaire[key].flag, str(text)) for key, text in self.answers.items())


def reasons_for(keys: Sequence[str], reasons: Sequence[str]) -> dict[str, str]:
    """Pair what is locked with why: each has its own reason, or one is for all."""
    names = [key.lstrip("-").replace("-", "_") for key in keys]
    if len(reasons) == 1 and names:
        return dict.fromkeys(names, reasons[0])
    if len(reasons) != len(names):
        raise WrongInput(
            f"--lock is there {len(names)} times, --because {len(reasons)} times: "
            "whoever is refused is told why, so give a reason for each lock, or one for all.",
            code="usage",
        )
    return dict(zip(names, reasons, strict=True))


def checked(questionnaire: Questionnaire, draft: Draft) -> Preset:
    """Make the preset. Raises WrongInput with all that is wrong."""
    if not draft.answers:
        raise WrongInput("There is nothing to keep: give at least one answer, like --database postgres.", code="usage")
    secrets = [(flag, secret_in(text)) for flag, text in draft.texts(questionnaire)]
    if found := "".join(f"\n  {flag}: {kind}" for flag, kind in secrets if kind):
        raise WrongInput(f"That seems to be a secret. {REFUSAL}{found}", code="holds-secret")
    answers = {key: read_value(questionnaire[key], text)[0] for key, text in draft.answers.items()}
    if mistakes := "\n".join(mistakes_in(questionnaire, draft)):
        raise WrongInput(mistakes)
    return Preset(
        name=draft.name,
        description=draft.about.strip(),
        defaults={key: answer for key, answer in answers.items() if key not in draft.reasons},
        locks={key: Lock(answers[key], reason.strip()) for key, reason in draft.reasons.items()},
    )


def mistakes_in(questionnaire: Questionnaire, draft: Draft) -> Iterator[str]:
    """All that is wrong with what was typed."""
    for flag, line in (("--about", draft.about), *(("--because", reason) for reason in draft.reasons.values())):
        if not line.isprintable():
            yield f"{flag} {line!r}: It holds a line break, or something else that cannot be shown."
    for key, text in draft.answers.items():
        question = questionnaire[key]
        answer, mistake = read_value(question, text)
        if wrong := mistake or invalid(questionnaire, question, answer):
            yield f"{question.flag} {text!r}: {wrong}"
    for key, reason in draft.reasons.items():
        if key not in draft.answers:
            yield f"--lock {key}: give the answer that it locks, too: --{key.replace('_', '-')} ANSWER."
        if not reason.strip():
            yield f"--because is empty: say why {key} is locked."
