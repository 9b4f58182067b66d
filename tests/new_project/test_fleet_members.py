"""Which projects a fleet has."""

from pathlib import Path

import pytest

from new_project.errors import WrongInput
from new_project.fleet_file import read_paths
from new_project.fleet_members import Member, find_members
from tests.releases import commit, git

ANSWERS = "architecture: fastapi\n_commit: 1.0.0\n"


def project(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / ".copier-answers.yml").write_text(ANSWERS)
    return folder


def names(source: Path) -> list[str]:
    return [member.name for member in find_members(str(source))]


def test_in_a_folder_and_its_groups(tmp_path: Path) -> None:
    for name in ("shop", "group/desk", "group/team/lamp"):
        commit(project(tmp_path / name), "Start")
    commit(project(tmp_path / "too" / "far" / "down" / "here"), "Start")
    commit(project(tmp_path / ".hidden"), "Start")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "again").symlink_to("shop")
    assert names(tmp_path) == ["group/desk", "group/team/lamp", "shop"]
    assert names(tmp_path / "group") == ["desk", "team/lamp"]
    assert names(tmp_path / "shop") == ["."]


def test_in_one_repository(tmp_path: Path) -> None:
    mono = tmp_path / "mono"
    for name in ("services/a", "services/deep/down/b", "ignored/c"):
        project(mono / name)
    (mono / ".gitignore").write_text("ignored/\n")
    commit(mono, "Start")
    project(mono / "services" / "new")
    found = find_members(str(tmp_path))
    assert [member.name for member in found] == ["mono/services/a", "mono/services/deep/down/b", "mono/services/new"]
    assert {(member.checkout, member.inside) for member in found[:1]} == {(mono, "services/a")}
    (single,) = find_members(str(mono / "services" / "a"))
    assert (single.checkout, single.inside) == (mono, "services/a")


def test_a_linked_work_tree_is_a_checkout_too(tmp_path: Path) -> None:
    shop = project(tmp_path / "shop")
    commit(shop, "Start")
    git(shop, "worktree", "add", "--quiet", str(tmp_path / "linked"))
    assert names(tmp_path) == ["linked", "shop"]


def test_what_git_cannot_read_is_told_of_also_inside_of_another_repository(tmp_path: Path) -> None:
    broken = project(tmp_path / "shop")
    (broken / ".git").mkdir()
    assert [(each.name, each.problem != "") for each in find_members(str(tmp_path))] == [("shop", True)]
    git(tmp_path, "init", "--quiet")
    assert [(each.name, each.problem != "") for each in find_members(str(tmp_path / "shop"))] == [(".", True)]


def test_a_project_of_another_template_is_none_of_ours(tmp_path: Path) -> None:
    theirs = project(tmp_path / "theirs")
    (theirs / ".copier-answers.yml").write_text("_commit: v1\n_src_path: gh:else/where\n")
    commit(theirs, "Start")
    commit(project(tmp_path / "ours"), "Start")
    torn = project(tmp_path / "torn")
    (torn / ".copier-answers.yml").write_text("<<<<<<< YOURS\n" + ANSWERS)
    commit(torn, "Start")
    assert names(tmp_path) == ["ours", "torn"]


@pytest.mark.parametrize("what", ["empty", "missing"])
def test_there_must_be_one(what: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongInput) as caught:
        find_members(str(tmp_path / what))
    assert (caught.value.code, caught.value.exit_code) == ("fleet-not-found", 2)


LISTED = ["one", "two words", "~/three", "/four"]
FORMS = {
    "fleet.txt": "# ours\n\none   # the first\n  two words\r\n~/three\n/four",
    "fleet": "\ufeffone\ntwo words\n~/three\n/four\n",
    "fleet.yml": "# ours\n- one\n- two words\n- ~/three\n- /four\n",
    "fleet.yaml": 'projects:\n  - "one"\n  - two words\n  - ~/three # the third\n  - /four\n',
}


@pytest.mark.parametrize("name", FORMS)
def test_a_file_lists_paths_from_where_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FORMS[name])
    found = read_paths(tmp_path / name)
    assert list(found) == LISTED
    assert list(found.values()) == [
        tmp_path / "one",
        tmp_path / "two words",
        Path("~/three").expanduser(),
        Path("/four"),
    ]


WRONG = {
    "twice.txt": ("a\n\nb\na\n", "line 4: a: it is there twice."),
    "twice.yml": ("projects:\n- a\n- a\n", "line 3: a: it is there twice."),
    "bell.txt": ("a\nb\a\n", "line 2: a path must be one line of text."),
    "words.yml": ("a b\n", "line 1: the projects must be a list"),
    "key.yml": ("project:\n- a\n", "line 1: project: it means nothing here. Did you mean 'projects'?"),
    "nested.yml": ("- a\n- [b]\n", "line 2: A path must be one line of text."),
    "cut.yml": ('- "a\n', "is not YAML: line"),
    "empty.txt": ("# nothing\n", "lists no projects"),
    "empty.yml": ("projects:\n", "lists no projects"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_file_is_named_by_its_line(name: str, tmp_path: Path) -> None:
    text, complaint = WRONG[name]
    (tmp_path / name).write_text(text)
    with pytest.raises(WrongInput) as caught:
        read_paths(tmp_path / name)
    assert complaint in str(caught.value)
    assert (caught.value.code, caught.value.exit_code) == ("fleet-invalid", 2)


def test_what_a_file_lists_and_is_not_there_is_told_of(tmp_path: Path) -> None:
    commit(project(tmp_path / "shop"), "Start")
    (tmp_path / "plain").mkdir()
    (tmp_path / "fleet.txt").write_text("shop\nplain\ngone\nplain/../shop\n")
    found = find_members(str(tmp_path / "fleet.txt"))
    assert [(each.name, each.problem.rpartition(": ")[2]) for each in found] == [
        ("shop", ""),
        ("plain", "there is no .copier-answers.yml in it."),
        ("gone", "there is no such folder."),
    ]


def test_a_link_into_a_repository_leads_to_its_place_there(tmp_path: Path) -> None:
    mono = tmp_path / "mono"
    project(mono / "services" / "a")
    commit(mono, "Start")
    (tmp_path / "org").mkdir()
    (tmp_path / "org" / "a").symlink_to(mono / "services" / "a")
    assert find_members(str(tmp_path / "org")) == [Member("a", mono / "services" / "a", mono)]
