"""`new-project poll`, as a process, and answered by a person at a terminal."""

import json

import pytest
import yaml

from tests.new_project.conftest import Shell
from tests.new_project.terminal import Terminal

DJANGO = ["--interface", "pages", "--admin-needs", "heavy", "--data-model", "complex", "--team-familiarity", "django"]
FASTAPI = ["--async-needs", "heavy", "--performance", "primary", "--services", "microservice"]


@pytest.fixture
def started(shell: Shell) -> Shell:
    assert (
        shell.run("poll", "new", "calls.yml", "--title", "Calls", "--member", "Ada", "--member", "Ben").returncode == 0
    )
    return shell


def text_of(shell: Shell) -> str:
    return (shell.folder / "calls.yml").read_text(encoding="utf-8")


def test_from_the_first_question_to_the_project(started: Shell) -> None:
    assert started.run("poll", "answer", "calls.yml", "--as", "Ada", *DJANGO, "--yes").returncode == 0
    assert started.run("poll", "answer", "calls.yml", "--as", "ben", *FASTAPI, "--yes").returncode == 0
    shown = started.run("poll", "show", "calls.yml").stdout
    assert "2 of 2 have answered." in shown
    assert "  Ada  Django (clear)\n  Ben  FastAPI (clear)\n" in shown
    assert "    --admin-needs none: Ben -> " in shown
    assert "undecided." in shown

    refused = started.run("recommend", "--poll", "calls.yml", "--json")
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["code"] == "poll-undecided"
    flags = json.loads(refused.stdout)["message"].splitlines()[2:]
    settled = [word.split("|")[0] for flag in flags for word in flag.split()]
    verdict = json.loads(started.run("recommend", "--poll", "calls.yml", *settled, "--json").stdout)
    assert verdict["architecture"] in {"fastapi", "hybrid", "django"}


def test_programs_get_json(started: Shell) -> None:
    answered = started.run("poll", "answer", "calls.yml", "--as", "Ada", *DJANGO, "--yes", "--json")
    assert json.loads(answered.stdout) == {"event": "answered", "file": "calls.yml", "answered": 1, "members": 2}
    started.run("poll", "answer", "calls.yml", "--as", "Cleo", *DJANGO, "--existing-django", "true", "--yes")
    shown = json.loads(started.run("poll", "show", "calls.yml", "--json").stdout)
    assert shown["waiting"] == ["Ben"]
    assert shown["members"]["Ada"]["architecture"] == "django"
    assert shown["disagreements"] == [
        {
            "need": "existing_django",
            "answers": [
                {"answer": False, "members": ["Ada"], "architectures": ["django"]},
                {"answer": True, "members": ["Cleo"], "architectures": ["django"]},
            ],
            "decides": False,
            "decides_merged": False,
            "merged": shown["merged"]["existing_django"],
            "equal_counts": True,
        }
    ]
    assert shown["undecided"] == []
    assert shown["verdict"]["architecture"] == "django"


def test_nothing_of_the_others_is_shown_while_one_answers(started: Shell) -> None:
    started.run("poll", "answer", "calls.yml", "--as", "Ada", *DJANGO, "--yes")
    for arguments in (["--yes"], ["--interface", "api"], [], ["--admin-needs", "hevy"]):
        result = started.run("poll", "answer", "calls.yml", "--as", "Ben", *arguments)
        assert not any(word in result.stdout + result.stderr for word in ("Ada", "pages", "complex", "Django "))
    members = yaml.safe_load(text_of(started))["members"]
    assert members["Ben"]["admin_needs"] == "none"  # copier.yml's default, not what Ada said


def test_answers_change_only_when_that_is_asked_for(started: Shell) -> None:
    answer = ["poll", "answer", "calls.yml", "--as", "Ada"]
    assert started.run(*answer, *DJANGO, "--yes").returncode == 0
    before = text_of(started)
    refused = started.run(*answer, "--interface", "api")
    assert refused.returncode == 2
    assert "You have answered --interface in calls.yml already." in refused.stderr
    assert "everything" in started.run(*answer, "--yes").stderr
    assert text_of(started) == before
    assert started.run(*answer, "--interface", "api", "--replace").returncode == 0
    assert text_of(started) == before.replace("interface: pages  # Ada", "interface: api  # Ada")
    assert started.run(*answer, "--replace", "--yes").returncode == 0
    assert yaml.safe_load(text_of(started))["members"]["Ada"]["admin_needs"] == "none"


def test_a_part_is_completed_without_being_replaced(started: Shell) -> None:
    started.run("poll", "answer", "calls.yml", "--as", "Ada", *DJANGO, "--yes")
    path = started.folder / "calls.yml"
    path.write_text(text_of(started).replace("    services: monolith  # Ada\n", ""))
    assert "--services" in started.run("poll", "show", "calls.yml").stderr
    missing = started.run("poll", "answer", "calls.yml", "--as", "Ada")
    assert missing.stderr.startswith(
        "Error: There is no terminal to ask on. Add --yes to take the defaults, or answer: --services\n"
    )
    assert started.run("poll", "answer", "calls.yml", "--as", "Ada", "--services", "microservice").returncode == 0
    members = yaml.safe_load(text_of(started))["members"]
    assert (members["Ada"]["services"], members["Ada"]["interface"]) == ("microservice", "pages")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "expected"),
    [
        (["new", "calls.yml"], 1, "calls.yml is there already; nothing in it was touched."),
        (["new", "b.yml", "--member", "Ada", "--member", "ADA "], 2, "--member 'ADA': This member is there twice."),
        (
            ["new", "b.yml", "--member", "", "--title", "a\nb"],
            2,
            "--member '': A member needs a name.\n--title 'a\\nb'",
        ),
        (["new", "none/b.yml"], 1, "No such file or directory"),
        (["answer", "calls.yml", "--yes"], 2, "--as"),
        (["answer", "calls.yml", "--as", " ", "--yes"], 2, "A member needs a name."),
        (["answer", "calls.yml", "--as", "Ada"], 2, "Add --yes to take the defaults, or answer: --interface, "),
        (["answer", "calls.yml", "--as", "Ada", "--admin-needs", "x", "--services", "y"], 2, "'y': It is none of"),
        (["answer", "none.yml", "--as", "Ada", "--yes"], 2, "There is no poll none.yml."),
        (["show", "."], 1, ".: Is a directory"),
        (["show", "none.yml"], 2, "Start one: new-project poll new none.yml"),
    ],
)
def test_what_cannot_be(started: Shell, arguments: list[str], exit_code: int, expected: str) -> None:
    before = text_of(started)
    result = started.run("poll", *arguments)
    assert (result.returncode, result.stdout) == (exit_code, "")
    assert expected in result.stderr
    assert text_of(started) == before
    assert [path.name for path in started.folder.iterdir()] == ["calls.yml"]


def test_a_person_is_asked_what_is_open(started: Shell) -> None:
    started.run("poll", "answer", "calls.yml", "--as", "Ada", *DJANGO, "--yes")
    given = [*FASTAPI, "--interface", "api", "--admin-needs", "none", "--data-model", "simple"]
    rest = ["--team-familiarity", "both", "--time-to-market", "normal"]
    with Terminal(started, "poll", "answer", "calls.yml", "--as", "Ben", *given, *rest) as person:
        person.sees("Is there a Django project already")
        person.presses("\r")
        person.sees("2 of 2 have answered.")
    assert not any(word in person.transcript for word in ("Ada", "complex"))
    assert set(yaml.safe_load(text_of(started))["members"]["Ben"].values()) >= {False, "microservice", "primary"}


def test_who_stops_has_answered_nothing(started: Shell) -> None:
    before = text_of(started)
    with Terminal(started, "poll", "answer", "calls.yml", "--as", "Ben") as person:
        assert person.sees_need()
        person.presses("\x03")
        person.sees("Stopped.")
    assert text_of(started) == before
