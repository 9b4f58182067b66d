"""Reading presets: by path or by name, with every mistake named, and no secret repeated."""

from dataclasses import replace
from pathlib import Path

import pytest

from new_project.errors import Problem, WrongInput
from new_project.preset_files import as_yaml, find, folder, save
from new_project.preset_reading import invalid, read_preset
from new_project.presets import Lock, Preset, load_preset, locked_message, settable
from new_project.questions import load_questionnaire
from new_project.resources import template_root

QUESTIONS = load_questionnaire(template_root())
ACME = Preset(
    name="acme",
    description="How Acme builds: carefully",
    defaults={"ci": "none", "author_name": "Acme #1", "existing_django": True},
    locks={"database": Lock("postgres", "Operations run PostgreSQL only."), "admin_needs": Lock("none", "Näh: “no”")},
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config" / "new-project" / "presets"


def refused(text: str, path: Path) -> WrongInput:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        read_preset(QUESTIONS, path)
    return caught.value


def test_what_is_saved_is_what_is_loaded(own: Path) -> None:
    path = save(ACME, replace=False)
    assert path == own / "acme.yml"
    assert load_preset(QUESTIONS, "acme") == ACME
    assert load_preset(QUESTIONS, str(path)) == ACME
    assert [entry.name for entry in own.iterdir()] == ["acme.yml"]


def test_nothing_is_replaced_unasked(own: Path) -> None:
    save(ACME, replace=False)
    other = replace(ACME, description="Another")
    with pytest.raises(Problem) as caught:
        save(other, replace=False)
    assert caught.value.code == "file-in-the-way"
    assert load_preset(QUESTIONS, "acme") == ACME
    save(other, replace=True)
    assert load_preset(QUESTIONS, "acme") == other
    assert len(list(own.iterdir())) == 1


@pytest.mark.parametrize("name", ["", "..", "../acme", "a/b", "-x", "a.yml", "a b", "é", "x" * 65, "a\n"])
def test_a_name_is_no_path(name: str, own: Path) -> None:
    with pytest.raises(WrongInput):
        save(replace(ACME, name=name), replace=True)
    assert not own.exists()


def test_a_file_is_found_by_its_path_and_a_name_in_the_users_folder(tmp_path: Path, own: Path) -> None:
    save(ACME, replace=False)
    for name in ("acme", "team", "team.yml", "sub/team"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_yaml(ACME), encoding="utf-8")
        assert find(f"./{name}") == Path(name)
        assert find(name) == (own / "acme.yml" if name == "acme" else Path(name))


def test_an_unknown_name_is_told_where_presets_are_and_which_there_are() -> None:
    with pytest.raises(WrongInput) as caught:
        find("acne")
    assert str(folder()) in str(caught.value)
    assert "There are none yet" in str(caught.value)
    save(ACME, replace=False)
    save(replace(ACME, name="zebra"), replace=False)
    with pytest.raises(WrongInput) as caught:
        find("acne")
    assert caught.value.code == "preset-not-found"
    assert "Did you mean 'acme'? There are: acme, zebra." in str(caught.value)
    with pytest.raises(WrongInput, match=r"no such file"):
        find("acme.yml")


def test_all_mistakes_are_named_with_their_lines(tmp_path: Path) -> None:
    text = """\
description: [a]
default: {}
defaults:
  databse: sqlite
  ci: gitlub
  author_email: nobody
  project_name: Phone Book
  api_style:
  description: "a\\nb"
  performance: [normal]
  team_answers: {}
  admin_needs: &a none
  async_needs: *a
  services: monolith
  services: microservice
locks:
  ci: none
  database: {answer: sqllite}
  existing_django: {answer: maybe, because: 7}
  interface: {answer: api, because: }
  data_model: {answer: simple, because: why, since: 2026}
  ? [a]
  : b
"""
    mistakes = {
        1: "description must be one line",
        2: "default: it means nothing here. Did you mean 'defaults'?",
        4: "databse: there is no such question. Did you mean 'database'?",
        5: "ci: 'gitlub': It is none of its answers: github, gitlab, none. Did you mean 'gitlab'?",
        6: "author_email: 'nobody': That is not an email address.",
        7: "project_name: every project has its own.",
        8: "api_style has no answer.",
        9: "description: 'a\\nb': It holds a line break",
        10: "performance takes one answer.",
        11: "team_answers: there is no such question.",
        13: "async_needs: write the value itself here",
        15: "services: it is there twice.",
        17: "ci, a lock, must be a mapping",
        18: "database: 'sqllite': It is none of its answers: postgres, sqlite. Did you mean 'sqlite'?",
        19: "existing_django: 'maybe': It is none of its answers: true, false.",
        20: "interface: say why",
        21: "since: it means nothing here.",
        22: "locks: a key must be a word.",
    }
    error = refused(text, tmp_path / "bad.yml")
    assert error.code == "preset-invalid"
    for line, mistake in mistakes.items():
        assert f"line {line}: {mistake}" in str(error)
    assert "line 5: ci: it is locked, too" in str(error)
    assert "line 18: database: a lock needs its because." in str(error)
    assert len(str(error).splitlines()) == 1 + len(mistakes) + 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("defaults: [", "line 1, column 12"),
        ("defaults:\n\tci: none", "line 2"),
        ("- a", "line 1: A preset must be a mapping"),
        ("a: 1\n---\nb: 2", "is not YAML: line 2"),
        ("description: \x07", "line 1 holds a character that cannot be shown"),
        ("[" * 5000, "nested too deeply"),
        ("description: " + "x " * 200_000, "it is longer than"),
        ("description: *hunter2hunter2", "found undefined alias."),
    ],
)
def test_what_is_no_preset(text: str, expected: str, tmp_path: Path) -> None:
    error = refused(text, tmp_path / "bad.yml")
    assert expected in str(error)
    assert "hunter2" not in str(error)


def test_what_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_bytes(b"description: a\n\xff\xfe")
    with pytest.raises(WrongInput, match="line 2 is not UTF-8"):
        read_preset(QUESTIONS, path)


def test_an_empty_file_settles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.yml"
    path.write_text("# nothing yet\ndefaults:\n")
    assert read_preset(QUESTIONS, path) == Preset(name="empty")


def test_words_that_yaml_takes_for_something_else(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text("defaults: {author_name: 2024, description: No, existing_django: yes, ci: NONE}")
    assert read_preset(QUESTIONS, path).defaults == {
        "author_name": "2024",
        "description": "No",
        "existing_django": True,
        "ci": "none",
    }


SECRET = "ghp_" + "a1B2c3D4e5F6" * 3


@pytest.mark.parametrize(
    "text", [f"description: {SECRET}", f"# {SECRET}", f"locks: {{ci: {{answer: none, because: {SECRET}}}}}", SECRET]
)
def test_a_secret_is_refused_and_not_repeated(text: str, tmp_path: Path) -> None:
    error = refused(f"defaults:\n  ci: github\n{text}\n", tmp_path / "bad.yml")
    assert error.code == "holds-secret"
    assert "line 3: a GitHub token" in str(error)
    assert SECRET[4:12] not in str(error)


def test_a_secrets_name_is_refused_whatever_its_value(tmp_path: Path) -> None:
    error = refused("defaults: {api_token: hunter2, ci: gitlub}", tmp_path / "bad.yml")
    assert error.code == "holds-secret"
    assert "api_token: secrets are called so" in str(error)
    assert "hunter2" not in str(error)


def test_a_validator_that_needs_other_answers_waits_for_them() -> None:
    question = replace(QUESTIONS["author_name"], validator="{% if author_email == '' %}No.{% endif %}")
    assert invalid(QUESTIONS, question, "Acme") == ""
    assert invalid(QUESTIONS, QUESTIONS["author_name"], 'A"B') != ""


def test_a_project_names_itself() -> None:
    assert not {question.key for question in settable(QUESTIONS)} & {"project_name", "project_slug", "package_name"}
    assert {"architecture", "interface", "database", "author_name"} <= {each.key for each in settable(QUESTIONS)}


def test_a_refusal_says_who_locked_it_and_why() -> None:
    assert (
        locked_message(ACME, QUESTIONS["database"], "sqlite")
        == "--database sqlite: the preset 'acme' locks it to postgres: Operations run PostgreSQL only."
    )
    preset = Preset(name="old", locks={"existing_django": Lock(True, "Ours is.")})
    assert (
        locked_message(preset, QUESTIONS["existing_django"], False)
        == "--existing-django false: the preset 'old' locks it to true: Ours is."
    )
