"""Adding options to a project and removing them: an update at its own version, with other answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from new_project.changing import plan_change, refuse_under_way
from new_project.errors import WrongInput
from new_project.history import tree
from new_project.left_to_the_owner import left_to_the_owner
from new_project.option_changes import with_options, without_options
from new_project.option_names import Option, read_options
from new_project.output import out
from new_project.progress import step
from new_project.project import load_project
from new_project.questions import Questionnaire, load_questionnaire
from new_project.repository import find_repository
from new_project.update import How


@dataclass(frozen=True)
class Way:
    """Which way options go."""

    noun: str
    change: Callable[[Questionnaire, Mapping[str, Any], Sequence[Option]], dict[str, Any]]
    already: str


ADDING = Way("addition", with_options, "there already")
REMOVING = Way("removal", without_options, "not there")


def change_options(way: Way, text: str, path: Path, how: How) -> None:
    """Add options to the project in a folder, or remove them. Raises WrongInput with the reason against it."""
    refuse_under_way(find_repository(path))
    project = load_project(path.resolve())
    with tree(project.version) as root:
        questionnaire = load_questionnaire(root)
        chosen = read_options(questionnaire, text)
        given = way.change(questionnaire, project.answers, chosen)
    names = [option.name for option in chosen]
    if not given:
        out.say(f"{', '.join(names)}: {way.already}. There is nothing to do.")
        out.event("nothing-to-do", path=str(project.path), options=names)
        return
    with step("Comparing"):
        plan = plan_change(project, given, title=f"{way.noun} of {', '.join(names)}")
        plan.facts.update(left_to_the_owner(plan))
    how.do(plan)


def only_path(first: str, second: str) -> Path:
    """The folder in which a change goes on or back, whatever it was; raise WrongInput where an option is named, too."""
    if first and second:
        raise WrongInput("What is under way goes on or back as a whole: name only the project's folder.", code="usage")
    return Path(first or ".")
