"""There are two evaluators of one table: Jinja for Copier, Python for the command line."""

import json
from typing import Any

import pytest
import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from new_project.decision import Verdict
from new_project.resources import template_root

from .conftest import Combination

EACH = """\
{% from 'generator/decision/decide.jinja' import architecture_for, verdict %}
{% for needs in combinations %}
{{ verdict(weights, needs) }}
{% endfor %}
[{{ architecture_for(weights, combinations[0]) }}]
"""


@pytest.fixture(scope="module")
def weights() -> Any:
    return yaml.safe_load((template_root() / "generator" / "decision" / "weights.yml").read_text())


def test_jinja_and_python_agree_on_every_combination(
    weights: Any, names: list[str], verdicts: dict[Combination, Verdict]
) -> None:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(template_root()),
        extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    combinations = [dict(zip(names, answers, strict=True)) for answers in verdicts]
    *rendered, single = environment.from_string(EACH).render(weights=weights, combinations=combinations).splitlines()
    assert len(rendered) == len(verdicts)
    for needs, text, verdict in zip(combinations, rendered, verdicts.values(), strict=True):
        assert json.loads(text) == {**verdict.as_json_dict(), "margin": verdict.margin}, needs
    assert single == f"[{next(iter(verdicts.values())).architecture}]", "nothing around the word: it is a folder's name"


def test_json_is_as_the_command_line_promises(verdicts: dict[Combination, Verdict]) -> None:
    for verdict in verdicts.values():
        document = verdict.as_json_dict()
        assert json.loads(json.dumps(document)) == document
        assert list(document) == ["architecture", "scores", "contributions", "strength", "flips"]
        assert all(set(flip) == {"need", "answer", "architecture"} for flip in document["flips"])
