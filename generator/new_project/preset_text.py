"""A preset in words: what it proposes, and what it locks and why."""

from collections.abc import Mapping
from typing import Any

from new_project.flags import as_flags
from new_project.presets import Preset
from new_project.questions import Question, Questionnaire


def sentences(questionnaire: Questionnaire, preset: Preset) -> list[str]:
    """Say what a preset does, a line for each answer."""
    lines = [f"{preset.name}: {preset.description}" if preset.description else preset.name]
    questions = [(question, question.key) for question in questionnaire.flags]
    if preset.defaults:
        lines += ["", "It proposes:"]
        lines += [f"  {said(question, preset.defaults[key])}" for question, key in questions if key in preset.defaults]
    if preset.locks:
        lines += ["", "It locks, so that nobody is asked:"]
        for question, key in questions:
            if lock := preset.locks.get(key):
                lines += [f"  {said(question, lock.answer)}", f"      because: {lock.because}"]
    if not preset.defaults and not preset.locks:
        lines += ["", "It proposes nothing and locks nothing."]
    return lines


def said(question: Question, answer: object) -> str:
    """A question with its answer, and how to give it."""
    flags = " ".join(as_flags([question], {question.key: answer}))
    return f"{question.help.removesuffix(' (may be empty)')} {question.title(answer) or 'nothing'}  ({flags})"


def as_document(preset: Preset) -> Mapping[str, Any]:
    """A preset, for programs."""
    return {
        "name": preset.name,
        "description": preset.description,
        "defaults": dict(preset.defaults),
        "locks": {key: {"answer": lock.answer, "because": lock.because} for key, lock in preset.locks.items()},
    }
