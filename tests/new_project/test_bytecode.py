"""Compiled templates are kept, and never used for a text that has changed."""

import os
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from new_project import bytecode
from new_project.bytecode import Kept, place
from tests.new_project.conftest import Shell


@pytest.fixture(autouse=True)
def _python_keeps_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def rendered(kept: Kept, **texts: str) -> list[str]:
    """Render all texts with what is kept."""
    environment = Environment(loader=DictLoader(texts), bytecode_cache=kept)  # noqa: S701 - not HTML
    return [environment.get_template(name).render() for name in texts]


def test_what_is_kept_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Kept(tmp_path / "new" / "kept")
    assert rendered(first, a="{{ 1 + 1 }}", b="{{ 2 + 1 }}") == ["2", "3"]
    first.save()
    monkeypatch.setattr(Environment, "compile", None)
    second = Kept(tmp_path / "new" / "kept")
    assert rendered(second, a="{{ 1 + 1 }}", b="{{ 2 + 1 }}") == ["2", "3"]
    before = (tmp_path / "new" / "kept").stat()
    second.save()
    assert (tmp_path / "new" / "kept").stat() == before  # not written again
    assert os.listdir(tmp_path / "new") == ["kept"]


def test_a_text_that_has_changed_is_compiled_again(tmp_path: Path) -> None:
    first = Kept(tmp_path / "kept")
    rendered(first, a="old", b="other")
    first.save()
    second = Kept(tmp_path / "kept")
    assert rendered(second, a="new") == ["new"]
    second.save()
    assert rendered(Kept(tmp_path / "kept"), a="new", b="other") == ["new", "other"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xe9\x01\x00\x00\x00", b"[\x00\x00\x00\x00"])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "kept").write_bytes(damage)
    assert Kept(tmp_path / "kept").known == {}


def test_what_no_run_uses_any_more_goes_when_it_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytecode, "MOST", 2)
    for texts in ({"a": "a", "b": "b"}, {"a": "a", "c": "c"}):
        kept = Kept(tmp_path / "kept")
        rendered(kept, **texts)
        kept.save()
    assert Kept(tmp_path / "kept").known.keys() == kept.used.keys()
    assert len(kept.used) == 2


def test_nothing_is_written_where_python_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for file in (tmp_path / "file" / "kept", None):
        kept = Kept(file)
        assert rendered(kept, a="{{ 1 + 1 }}") == ["2"]
        kept.save()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept = Kept(tmp_path / "kept")
    rendered(kept, a="a")
    kept.save()
    assert os.listdir(tmp_path) == ["file"]


def test_they_are_where_python_keeps_its_own_and_apart_for_each_setup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    one, other = place("trim_blocks"), place("lstrip_blocks")
    assert one != other
    assert one == place("trim_blocks")
    assert one is not None
    assert one.is_relative_to(tmp_path)
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert place("trim_blocks") is None


def test_a_second_run_compiles_nothing_and_sees_what_was_edited(shell: Shell, checkout: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited"
    assert shell.execute("git", "clone", "-q", str(checkout), str(edited)).returncode == 0
    shell.environment |= {"PYTHONPATH": str(edited / "generator"), "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")}
    command = ("--yes", "--no-git", "--no-install", "--architecture", "fastapi")
    assert shell.run("first/demo", *command).returncode == 0
    (kept,) = (tmp_path / "bytecode").rglob("templates.*-*.*")
    before = kept.stat().st_mtime_ns
    assert shell.run("second/demo", *command).returncode == 0
    assert kept.stat().st_mtime_ns == before
    with (edited / "template_fastapi" / "pyproject.toml.jinja").open("a") as file:
        file.write("# edited by {{ project_slug }}\n")
    assert shell.run("third/demo", *command).returncode == 0
    assert (shell.folder / "third" / "demo" / "pyproject.toml").read_text().endswith("# edited by demo\n")
    assert kept.stat().st_mtime_ns > before
