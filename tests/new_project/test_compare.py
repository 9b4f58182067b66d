"""`new-project compare`: the same answers for all three, what each gains and gives up, and what is printed of it."""

import json
import re
from itertools import product
from typing import Any, get_args

import pytest

from new_project.compare import Comparison, compare
from new_project.compare_shares import gains, gives_up
from new_project.decision import recommend
from new_project.errors import WrongInput
from new_project.presets import Lock, Preset
from new_project.questions import Questionnaire, load_questionnaire
from new_project.resources import template_root
from new_project.sources import Given
from new_project.weights import Architecture, load_weights
from tests.new_project.conftest import Shell
from tests.new_project.terminal import Terminal

NAMES: tuple[Architecture, ...] = get_args(Architecture)
CALLED_FOR = {"admin_needs": "heavy", "async_needs": "heavy"}
FLAGS = ["--admin-needs", "heavy", "--async-needs", "heavy"]


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return load_questionnaire(template_root())


@pytest.fixture(scope="module")
def comparison(questionnaire: Questionnaire) -> Comparison:
    return compare(questionnaire, Given({**CALLED_FOR, "api_style": "ninja", "architecture": "django"}))


def refused(questionnaire: Questionnaire, given: Given) -> WrongInput:
    with pytest.raises(WrongInput) as caught:
        compare(questionnaire, given)
    return caught.value


def test_what_is_given_up_is_what_a_score_lacks() -> None:
    """Over all combinations: the best of each answer, less what an architecture gives up, is its score."""
    points = load_weights().points
    for answers in product(*points.values()):
        needs = dict(zip(points, answers, strict=True))
        verdict = recommend(needs)
        best = sum(max(shares.values()) for shares in verdict.contributions.values())
        for name in NAMES:
            assert best + sum(share.points for share in gives_up(name, needs, verdict)) == verdict.scores[name]


def test_a_gain_is_what_another_does_not_get() -> None:
    needs = {need: next(iter(answers)) for need, answers in load_weights().points.items()} | {
        "time_to_market": "urgent"
    }
    verdict = recommend(needs)
    found = {name: [(share.need, share.points) for share in gains(name, needs, verdict)] for name in NAMES}
    assert found == {
        "fastapi": [("interface", 1)],
        "django": [("time_to_market", 3)],
        "hybrid": [("interface", 1), ("time_to_market", 1)],
    }
    assert [(share.need, share.points) for share in gives_up("hybrid", needs, verdict)] == [
        ("existing_django", -4),  # the price of being two programs
        ("time_to_market", -2),
    ]


def test_an_answer_that_one_has_no_use_for(comparison: Comparison) -> None:
    answers = {each.architecture: each.answers.values for each in comparison.candidates}
    assert list(answers) == ["fastapi", "django", "hybrid"]
    assert "api_style" not in answers["fastapi"]
    assert answers["django"]["api_style"] == answers["hybrid"]["api_style"] == "ninja"
    assert "django-ninja" in comparison.candidates[1].facts.distributions


def test_it_is_said_what_was_overruled(comparison: Comparison, questionnaire: Questionnaire) -> None:
    assert (comparison.verdict.architecture, comparison.chosen, comparison.overruled) == ("hybrid", "django", True)
    plain = compare(questionnaire, Given(CALLED_FOR))
    assert (plain.chosen, plain.overruled) == ("hybrid", False)


def test_a_locked_architecture_is_compared_all_the_same(questionnaire: Questionnaire) -> None:
    locks = {"architecture": Lock("django", "we know it"), "database": Lock("sqlite", "it is small")}
    found = compare(questionnaire, Given(CALLED_FOR, Preset(name="ours", locks=locks)))
    assert (found.chosen, found.overruled) == ("django", True)
    assert [each.answers.values["architecture"] for each in found.candidates] == ["fastapi", "django", "hybrid"]
    assert {each.answers.values["database"] for each in found.candidates} == {"sqlite"}


def test_all_that_is_wrong_is_said_at_once_and_once(questionnaire: Questionnaire) -> None:
    wrong = {"admin_needs": "heavi", "api_style": "nunja", "databse": "sqlite", "needs": "{}"}
    error = refused(questionnaire, Given({**wrong, "architecture": "fastapi"}))
    assert str(error).splitlines() == [
        "databse: there is no such question. Did you mean database?",
        "--admin-needs 'heavi': It is none of its answers: none, some, heavy. Did you mean 'heavy'?",
        "--api-style 'nunja': It is none of its answers: drf, ninja. Did you mean 'ninja'?",
        "needs: it follows from the answers and cannot be given.",
    ]
    assert (error.code, error.exit_code) == ("wrong-answer", 2)


def test_an_answer_against_a_lock(questionnaire: Questionnaire) -> None:
    preset = Preset(name="ours", locks={"api_style": Lock("drf", "we know it")})
    error = refused(questionnaire, Given({"api_style": "ninja", "architecture": "fastapi"}, preset))
    assert "the preset 'ours' locks it to drf: we know it" in str(error)


def printed(shell: Shell, *arguments: str) -> Any:
    """What `compare --json` prints, which must be all that it says."""
    result = shell.run("compare", "--json", *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_json_has_the_documented_keys(shell: Shell, questionnaire: Questionnaire) -> None:
    found = printed(shell, *FLAGS, "--architecture", "django")
    assert set(found) == {"needs", "verdict", "chosen", "overruled", "architectures"}
    assert set(found["verdict"]) >= {"architecture", "scores", "contributions", "strength", "flips"}
    assert set(found["needs"]) == {question.key for question in questionnaire.needs}
    assert (found["chosen"], found["overruled"]) == ("django", True)
    assert set(found["architectures"]) == set(NAMES)
    for name, one in found["architectures"].items():
        assert set(one) == {
            "score", "gains", "gives_up", "processes", "dependencies", "files", "lines", "commands", "create", "answers"
        }  # fmt: skip
        assert one["score"] == found["verdict"]["scores"][name]
        assert {key for share in one["gains"] + one["gives_up"] for key in share} == {"need", "answer", "points", "why"}
        assert all(share["why"] for share in one["gains"] + one["gives_up"])
        assert set(one["processes"]) == {"development", "production"}
        assert set(one["dependencies"]) == {"total", "parts"}
        for counted in (one["files"], one["lines"]):
            assert set(counted) == {"total", "source", "tests", "other"}
            assert counted["total"] == counted["source"] + counted["tests"] + counted["other"]
        assert one["answers"]["architecture"] == name


def test_what_makes_each_makes_what_was_counted(shell: Shell) -> None:
    """The commands that it prints are run, up to the list of files that they would write."""
    described = ["--description", 'It\'s $HOME & "more"'.replace('"', "'"), "--api-style", "ninja"]
    for one in printed(shell, *FLAGS, *described)["architectures"].values():
        shell.environment["NEW"] = " ".join(shell.module)
        create = one["create"].replace("new-project", "$NEW", 1)
        result = shell.execute("sh", "-c", f"{create} --dry-run")
        assert f" bytes in {one['files']['total']} files would be written" in result.stdout, result.stderr
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("columns", [40, 80, 132])
def test_text_fits(shell: Shell, columns: int) -> None:
    shell.environment["COLUMNS"] = str(columns)
    result = shell.run("compare", *FLAGS, "--time-to-market", "urgent", "--architecture", "django")
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    text, made_by = result.stdout.split("To make one of them\n")
    assert max(len(line.rstrip()) for line in text.splitlines()) <= columns
    assert made_by.splitlines()[1] == (
        "  new-project call-center --yes --async-needs heavy --admin-needs heavy --time-to-market urgent"
        " --architecture django"
    )
    words = " ".join(text.split())
    assert "Overruled: Django is asked for." in words
    assert "-4 --existing-django false: a hybrid is two programs to build, run and keep in step" in words
    assert "make manage: run a command of Django's" in words
    side_by_side = re.search(r"FastAPI +Django \(asked for\) +hybrid \(recommended\)", text)
    assert bool(side_by_side) == (columns >= 80)
    for name in ("FastAPI", "Django (asked for)", "hybrid (recommended)"):
        assert name in text


def test_text_in_letters_that_every_terminal_has(shell: Shell) -> None:
    shell.environment["PYTHONIOENCODING"] = "ascii"
    result = shell.run("compare", *FLAGS)
    assert result.returncode == 0
    assert "?" not in result.stdout
    assert "####" in result.stdout


def test_what_stands_out_on_a_terminal(shell: Shell) -> None:
    with Terminal(shell, "compare") as person:
        person.sees("To make one of them")
    assert "\x1b[1m" in person.transcript


def test_nothing_stands_out_where_that_is_not_wanted(shell: Shell) -> None:
    shell.environment["NO_COLOR"] = "1"
    with Terminal(shell, "compare") as person:
        person.sees("To make one of them")
    assert "\x1b[1m" not in person.transcript


def test_comparing_loads_neither_copier_nor_prompts(shell: Shell) -> None:
    code = (
        "import sys; from new_project.cli import run; run(['compare', '--json']); print(*sys.modules, file=sys.stderr)"
    )
    result = shell.execute(*shell.module[:1], "-c", code)
    assert result.stdout.startswith("{")
    assert not {"copier", "questionary", "prompt_toolkit"} & set(result.stderr.split())
