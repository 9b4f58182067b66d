"""The questions for programs: a JSON Schema (2020-12) of all answers."""

import re
from typing import Any

from new_project.questions import Question, Questionnaire
from new_project.values import plain

PATTERN = re.compile(r"^{% if not \((\w+) \| regex_search\('(?P<pattern>[^']+)'\)\) %}")
"""A validator that begins by asking for a pattern; copier.yml escapes each backslash of it for Jinja."""


def answers_schema(questionnaire: Questionnaire) -> dict[str, Any]:
    """Describe what `--answers` takes. Nothing is required: what is missing has its default."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers for new-project",
        "type": "object",
        "additionalProperties": False,
        "properties": {question.key: describe(question) for question in questionnaire.answerable},
    }


def describe(question: Question) -> dict[str, Any]:
    """Describe the answers to one question. `x-asked-where` is the condition, in copier.yml's words."""
    described: dict[str, Any] = {"description": question.help} if question.help else {}
    one_of = [{"const": choice.value, "title": choice.label} for choice in question.choices]
    if question.multiple:
        described |= {"type": "array", "uniqueItems": True, "items": {"oneOf": one_of}}
    elif one_of:
        described["oneOf"] = one_of
    else:
        described["type"] = json_type(question)
    if found := PATTERN.match(" ".join(question.validator.split())):
        described["pattern"] = found["pattern"].replace("\\\\", "\\").replace("\\Z", "$")
    if not (isinstance(question.default, str) and "{" in question.default):
        described["default"] = question.default
    if question.when is not True:
        described["x-asked-where"] = str(question.when).strip("{} ")
    return described


def json_type(question: Question) -> str:
    """What JSON calls the answers to a question without choices."""
    if question.type == "yaml":
        return {dict: "object", list: "array", int: "integer"}[type(question.default)]
    return "boolean" if question.type == "bool" else "string"


def as_text(questionnaire: Questionnaire) -> str:
    """List the questions for people."""
    blocks = []
    for question in questionnaire.flags:
        answers = [f"      {choice.value:<13} {choice.label}" for choice in question.choices]
        answers = answers or [f"      {' or '.join(question.answers) or 'text'}"]
        derived = isinstance(question.default, str) and "{" in question.default
        default = "follows from other answers" if derived else plain(question.default) or "empty"
        several = "any of these, joined by commas, or none; " if question.multiple else ""
        blocks.append("\n".join([f"{question.flag}  ({several}default: {default})", f"  {question.help}", *answers]))
    return "\n\n".join(blocks)
