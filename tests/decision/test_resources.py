"""The table is found in a checkout and in an installed package."""

from pathlib import Path

import pytest

from new_project import resources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that is somewhere else."""
    folder = tmp_path / "somewhere" / "site-packages" / "new_project"
    (folder / "template").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", folder)
    return folder


def test_a_checkout_is_its_own_template() -> None:
    root = resources.template_root()
    assert (root / "generator" / "decision" / "weights.yml").is_file()
    assert (root / "generator" / "decision" / "decide.jinja").is_file()


def test_an_installed_package_has_the_template_inside(package: Path) -> None:
    (package / "template" / "copier.yml").touch()
    assert resources.template_root.__wrapped__() == package / "template"


def test_without_a_template_the_error_says_where_it_should_be(package: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        resources.template_root.__wrapped__()
    assert str(package / "template") in str(error.value)
