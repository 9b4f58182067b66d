"""What we render is what Copier renders, and what only Copier could render is refused."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
import yaml

from new_project.errors import Problem, WrongInput
from new_project.render import render as render_ours
from new_project.values import plain
from tests.matrix import BUILT, Answers
from tests.new_project.conftest import ROOT, Shell

PLAIN = ["--yes", "--no-git", "--no-install"]

AWKWARD: list[Answers] = [
    {
        "project_name": "Zebra Conversations and Telephony of the Old World",
        "package_name": "a" * 26,
        "description": "It's “quoted”, 100 % & <tagged>: naïve #1 — { {x} } ☎",
        "author_name": "Zoë O'Neil",
        "author_email": "zoe@example.org",
        "architecture": architecture,
        "overrule_reason": "We have “nobody” for it; 100 % {{ sure }}.",
        "admin_needs": "heavy",
        "async_needs": "heavy" if architecture == "django" else "none",
    }
    for architecture in ("fastapi", "django", "hybrid")
]

AGAIN: dict[str, Any] = {
    "architecture": "hybrid",
    "async_needs": "heavy",
    "existing_django": True,
    "record": 3,
    "superseded": {
        "record": 1,
        "date": "2030-01-31",
        "architecture": "django",
        "verdict": "django",
        "needs": {"existing_django": False, "async_needs": "none"},
    },
}
"""The answers of a project about which it was decided again."""

CLI_ANSWERS: list[dict[str, object]] = [
    {"async_needs": "heavy", "project_name": "Phone.Book", "ci": "none"},
    {"tasks": "taskiq", "features": ["storage", "feature_flags"], "deploy": "none"},
    {"architecture": "django", "api_style": "ninja", "database": "sqlite", "description": "Häufige Anrufe: 100 % #1"},
    {"admin_needs": "heavy", "existing_django": True, "async_needs": "heavy", "author_email": "a@example.com"},
]

ANSWERS_FILE = b"{{ _copier_answers | dictsort | rejectattr(0, 'eq', '_src_path') | list | to_json }}"

COPIER_YML = """
_subdirectory: "tree_{{ flavour }}"
_templates_suffix: .jinja
_answers_file: .answers.yml
_envops: {undefined: jinja2.StrictUndefined, trim_blocks: true}
_exclude: ["__pycache__", "*.py[co]"]
name: {type: str, default: Ada}
parts: {type: str, multiselect: true, choices: {A: a, B: b, C: c}, default: "{{ ['c', 'a', 'c'] if name else [] }}"}
flavour: {type: str, default: "{{ 'sweet' if name else 'sour' }}"}
lit: {type: bool, default: true, when: false}
dark: {type: bool, default: "{{ not lit }}", when: false}
"""


def everything(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Each file and folder: its mode and what it holds."""
    return {
        path.relative_to(folder).as_posix(): (
            S_IMODE(path.stat().st_mode),
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize(
    "answers",
    [*(pytest.param(row.answers, id=row.name) for row in BUILT), *AWKWARD, pytest.param(AGAIN, id="again")],
    ids=lambda answers: answers["architecture"],
)
def test_it_is_what_copier_renders(
    answers: Answers, template: Path, render: Callable[[Answers], Path], tmp_path: Path
) -> None:
    render_ours(template, tmp_path / "call-center", answers)
    assert everything(tmp_path / "call-center") == everything(render(answers))


@pytest.mark.parametrize("answers", CLI_ANSWERS, ids=["fastapi", "fastapi-options", "django", "hybrid"])
def test_copier_gives_the_same_from_a_checkout(
    shell: Shell,
    checkout: Path,
    contents: Callable[[Path], dict[str, tuple[bytes, bool]]],
    answers: dict[str, object],
    request: pytest.FixtureRequest,
) -> None:
    shell.environment["PYTHONPATH"] = str(checkout / "generator")
    flags = [word for key, value in answers.items() for word in (f"--{key.replace('_', '-')}", plain(value))]
    ours = shell.run("ours/call-center", *PLAIN, *flags)
    assert ours.returncode == 0, ours.stderr
    (shell.folder / "answers.yml").write_text(yaml.safe_dump(answers))
    copier = [sys.executable, "-m", "copier", "copy", "--defaults", "--data-file", "answers.yml"]
    theirs = shell.execute(*copier, str(checkout), "theirs")
    assert theirs.returncode == 0, theirs.stderr
    made = contents(shell.folder / "ours" / "call-center")
    assert made == contents(shell.folder / "theirs")
    assert yaml.safe_load(made[".copier-answers.yml"][0])["architecture"] == request.node.callspec.id.split("-")[0]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A template with all that a name or a file can be."""
    tree = tmp_path / "small" / "tree_sweet"
    for name, content in {
        "{{ _copier_conf.answers_file }}.jinja": ANSWERS_FILE,
        "{% if lit %}shown{% endif %}/{{ name }}.txt.jinja": b"{% if lit %}\r\nHello {{ name }}\r\n{% endif %}",
        "{% if dark %}hidden{% endif %}/file": b"of no project",
        "{% if dark %}hidden{% endif %}.jinja": b"{{ misspelt }}",
        "without.jinja": b"no Jinja, two ends\n\n",
        "with.carriage.returns.jinja": b"no Jinja\r\n\rat all",
        "empty.jinja": b"",
        "verbatim.txt": b"{{ name }}\r\n",
        "{{ name }}\xe9": b"\xff\x00",
        "hidden/__pycache__/x.pyc": b"junk",
        "hidden/y.pyc": b"junk",
        "run.sh.jinja": b"#!/bin/sh\necho {{ name }}\n",
        "includes.jinja": b"{% include 'parts/part' %}!\n",
        "../parts/part": b"of {{ name }}\n",
        "../copier.yml": COPIER_YML.encode(),
    }.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(content)
    (tree / "run.sh.jinja").chmod(0o750)
    (tree / "verbatim.txt").chmod(0o600)
    (tree / "{% if lit %}mount{% endif %}").symlink_to("../parts")
    (tree / "linked.jinja").symlink_to("run.sh.jinja")
    (tree / "nothing" / "in it").mkdir(parents=True)
    return tree.parent


@pytest.mark.parametrize("name", ["Ada", "Zoë (née Ž)"])
def test_names_modes_folders_and_links_are_copiers_too(small: Path, tmp_path: Path, name: str) -> None:
    from copier import run_copy

    render_ours(small, tmp_path / "ours", {"name": name})
    run_copy(str(small), tmp_path / "theirs", data={"name": name}, defaults=True, quiet=True)
    made = everything(tmp_path / "ours")
    assert made == everything(tmp_path / "theirs")
    assert (
        made[".answers.yml"][1]
        == f'[["flavour", "sweet"], ["name", {json.dumps(name)}], ["parts", ["a", "c"]]]'.encode()
    )
    assert made["linked"] == (0o750, f"#!/bin/sh\necho {name}\n".encode())
    assert made[f"shown/{name}.txt"][1] == f"Hello {name}\n".encode()
    assert {"mount/part", "nothing/in it", "hidden", "empty"} <= made.keys()
    assert not [path for path in made if "pyc" in path]


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("_tasks: [make]", "_tasks"),
        ("_migrations: [make]", "_migrations"),
        ("_jinja_extensions: [a.B]", "_jinja_extensions"),
        ("_skip_if_exists: [a]", "_skip_if_exists"),
        ("_preserve_symlinks: true", "_preserve_symlinks"),
        ("_external_data: {a: b}", "_external_data"),
        ("_secret_questions: [name]", "_secret_questions"),
        ("_envops: {undefined: jinja2.StrictUndefined, block_start_string: '[%'}", "_envops.block_start_string"),
        ("_envops: {trim_blocks: true}", "_envops.undefined: not jinja2.StrictUndefined"),
        ("_exclude: [a, docs/*.md]", "_exclude: docs/*.md"),
        ("_exclude: ['!a']", "_exclude: !a"),
        ("_exclude: ['{{ name }}']", "_exclude: {{ name }}"),
        ("_templates_suffix: ''", "no _templates_suffix"),
        ("_subdirectory: ''", "no _subdirectory"),
        ("age: {type: int, default: 1}", "age.type: int"),
        ("password: {type: str, default: '', secret: true}", "password.secret"),
        ("many: {type: str, default: '[]', multiselect: true}", "many.multiselect"),
        ("many: {type: yaml, default: '[]', choices: {One: 1}, multiselect: true}", "many.multiselect"),
    ],
)
def test_what_only_copier_heeds_is_refused(small: Path, tmp_path: Path, more: str, named: str) -> None:
    with (small / "copier.yml").open("a") as file:
        file.write(more)
    with pytest.raises(Problem) as caught:
        render_ours(small, tmp_path / "ours", {})
    assert f"copier.yml uses what new-project's own renderer does not have: {named}.\n" in str(caught.value)
    assert caught.value.code == "template-broken"
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("{% yield x from 'ab' %}{{ x }}{% endyield %}", "", "TemplateSyntaxError: Encountered unknown tag 'yield'"),
        ("a.jinja", "{{ misspelt }}", "UndefinedError: 'misspelt' is undefined"),
        ("a.jinja", "{{ _copier_conf.dst_path }}", "UndefinedError: 'dict object' has no attribute 'dst_path'"),
        ("a.jinja", "{{ _copier_answers._src_path }}", "UndefinedError: 'dict object' has no attribute '_src_path'"),
        ("a.jinja", "{{ _folder_name }}", "UndefinedError: '_folder_name' is undefined"),
        ("a.jinja", "{% include 'gone' %}", "TemplateNotFound: 'gone' not found"),
        ("a.jinja", "{{ name + 1 }}", "TypeError: can only concatenate str"),
        ("a.jinja", b"\xff", "UnicodeDecodeError: 'utf-8' codec can't decode"),
        ("{{ misspelt }}", "", "UndefinedError: 'misspelt' is undefined"),
        ("{{ '..' }}", "", "ValueError: it would be called '..'"),
        ("{{ 'a\\u002fb' }}", "", "ValueError: it would be called 'a/b'"),
        ("folder.jinja/file", "", "ValueError: only a file's name may end in .jinja"),
        ("{{ 'verbatim' }}.txt", "", "verbatim.txt is there already"),
    ],
)
def test_what_cannot_be_rendered_names_the_file(
    small: Path, tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    file = small / "tree_sweet" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Problem) as caught:
        render_ours(small, tmp_path / "ours", {})
    part = f"tree_sweet/{name}".removesuffix("/file")
    other = "tree_sweet/verbatim.txt"  # it comes later, and is in the way as much
    assert re.match(
        rf"The template cannot be rendered: ({re.escape(part)}|{other}): {re.escape(message)}", str(caught.value)
    )


def test_a_link_that_leads_out_of_the_template_is_refused(small: Path, tmp_path: Path) -> None:
    (small / "tree_sweet" / "passwords").symlink_to("/etc")
    with pytest.raises(Problem, match="tree_sweet/passwords: ValueError: it is a link that leads out of the template"):
        render_ours(small, tmp_path / "ours", {})


def test_wrong_answers_are_the_askers_mistake(template: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="--project-name"):
        render_ours(template, tmp_path / "ours", {"project_name": "?"})
    assert list(tmp_path.iterdir()) == []


def test_the_answers_file_names_the_version_and_where_it_came_from(shell: Shell) -> None:
    assert shell.run("demo", *PLAIN, "--project-name", "Phone Book").returncode == 0
    text = (shell.folder / "demo" / ".copier-answers.yml").read_text()
    answers = yaml.safe_load(text)
    assert answers["_src_path"] == "https://github.com/new-project-cli/new-project.git"
    assert answers["_commit"] == (ROOT / "generator" / "version.txt").read_text().strip()
    assert answers["project_name"] == "Phone Book"
    assert answers["existing_django"] is False
    assert "api_style" not in answers  # not asked where there is no Django
    assert not {"weights", "needs", "postgres", "standalone"} & set(answers)
    keys = [line.split(":")[0] for line in text.splitlines()[1:]]
    assert keys == sorted(keys)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_rendering_says_nothing(shell: Shell, checkout: Path) -> None:
    shell.environment["PYTHONPATH"] = str(checkout / "generator")
    result = shell.run("demo", *PLAIN)
    assert "arning" not in result.stderr
    assert [line.split(" … ")[0] for line in result.stderr.splitlines()] == ["Rendering …", "Rendering"]


def test_a_checkout_without_links_is_refused(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    without = tmp_path / "without-links"
    clone = shell.execute("git", "-c", "core.symlinks=false", "clone", "-q", str(checkout), str(without))
    assert clone.returncode == 0, clone.stderr
    shell.environment["PYTHONPATH"] = str(without / "generator")
    result = shell.run("demo", *PLAIN, "--architecture", "hybrid")
    assert result.returncode == 1
    assert "Files instead of links are in template_django and template_hybrid" in result.stderr
    assert list(shell.folder.iterdir()) == []
    mend = re.search("Mend it with: (.*)", result.stderr)
    assert mend
    mended = shell.execute("/bin/sh", "-c", mend[1])
    assert mended.returncode == 0, mended.stderr
    assert shell.run("demo", *PLAIN, "--architecture", "hybrid").returncode == 0


def test_a_template_that_cannot_be_rendered_leaves_nothing(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    assert shell.execute("git", "clone", "-q", str(checkout), str(broken)).returncode == 0
    (broken / "template_fastapi" / "zzz.jinja").write_text("{{ misspelt }}")
    shell.environment["PYTHONPATH"] = str(broken / "generator")
    result = shell.run("new/demo", *PLAIN, "--architecture", "fastapi")
    assert result.returncode == 1
    expected = "cannot be rendered: template_fastapi/zzz.jinja: UndefinedError: 'misspelt' is undefined"
    assert expected in result.stderr
    assert list(shell.folder.iterdir()) == []


def test_creating_loads_no_copier(shell: Shell) -> None:
    code = "import sys; from new_project.cli import run; run(sys.argv[1:]); print('copier' in sys.modules)"
    result = shell.execute(sys.executable, "-c", code, "demo", *PLAIN)
    assert result.stdout.splitlines()[-1:] == ["False"], result.stderr
