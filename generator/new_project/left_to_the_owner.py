"""What no merge of files can do when options come or go: said in a plan, and when it is carried out."""

from typing import Any

from new_project.changing import Plan
from new_project.history import tree
from new_project.option_changes import differences
from new_project.option_migrations import built_on, come, gone
from new_project.option_notes import OptionNotes
from new_project.questions import load_questionnaire


def left_to_the_owner(plan: Plan) -> dict[str, Any]:
    """The options that a plan brings and takes, and what is to be done before and after; nothing where none do."""
    with tree(plan.to) as root:
        questionnaire = load_questionnaire(root)
        came, went = differences(questionnaire, plan.project.answers, plan.wanted.answers.values)
        if not came and not went:
            return {}
        notes, migrations = OptionNotes(questionnaire, plan.wanted.answers, came, went), gone(plan)
        return {
            "added": [option.name for option in came],
            "removed": [option.name for option in went],
            "first": [*notes.before(), *migrations.commands(notes.apps())],
            "after": [*built_on(plan, migrations), *(["make migrate"] if come(plan) else []), *notes.afterwards()],
        }
