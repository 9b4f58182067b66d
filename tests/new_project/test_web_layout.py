"""Which of a Django project's files go to `web/`: pure functions on lists of paths."""

import pytest

from new_project.python_mentions import Mentions, mentions
from new_project.web_layout import Layout, lay_out, moving_names, own_names

DJANGO = ("manage.py", "config/urls.py", "shop/models.py", "docs/x.md", "Makefile", "pyproject.toml", "tests/test_x.py")
HYBRID = (
    "web/manage.py",
    "web/config/urls.py",
    "web/shop/models.py",
    "web/pyproject.toml",
    "web/tests/test_x.py",
    "pyproject.toml",
    "docs/x.md",
    "Makefile",
    "api/main.py",
)


def laid(*own: str, spoken: dict[str, str] | None = None, **said: bool) -> Layout:
    """Lay out a project with files of its owner's; `spoken` holds the Python that they wrote."""
    read = {path: mentions(text) for path, text in (spoken or {}).items()}
    return lay_out(DJANGO, HYBRID, (*DJANGO, *own), read, said)


def goes(layout: Layout) -> dict[str, bool]:
    return {move.name: move.goes for move in layout.own}


def test_what_the_hybrid_has_in_web_moves_there_and_the_rest_stays() -> None:
    assert moving_names(DJANGO, HYBRID) == {"manage.py", "config", "shop", "pyproject.toml", "tests"}
    layout = laid()
    assert layout.place("shop/models.py") == "web/shop/models.py"
    assert layout.place("shop/own.py") == "web/shop/own.py", "a file of the owner's goes with its folder"
    assert layout.place("docs/own.md") == "docs/own.md"
    assert layout.place("pyproject.toml") == "web/pyproject.toml", "though the hybrid has one at its top, too"
    assert layout.arranged({"manage.py": 1, "Makefile": 2}) == {"web/manage.py": 1, "Makefile": 2}


def test_what_is_the_owners_is_what_the_template_has_not() -> None:
    assert own_names(("docs/own.md", "b/y", "b/x", "a.py"), DJANGO) == {"a.py": ["a.py"], "b": ["b/x", "b/y"]}


def test_what_django_imports_goes_along_and_what_that_imports() -> None:
    layout = laid(
        "bills/models.py",
        "sums.py",
        "other.py",
        spoken={
            "config/urls.py": "from bills import models",
            "bills/models.py": "import sums.x",
            "other.py": "import os",
        },
    )
    assert goes(layout) == {"bills": True, "sums.py": True, "other.py": False}
    assert {move.name: move.why for move in layout.own} == {
        "bills": "config/urls.py names it",
        "sums.py": "bills/models.py names it",
        "other.py": "nothing in web/ names it",
    }


@pytest.mark.parametrize("text", ["APPS = ['bills.apps.BillsConfig']", "DIR = BASE / 'bills'", "include('bills')"])
def test_what_is_named_in_a_string_goes_along(text: str) -> None:
    assert goes(laid("bills/data.json", spoken={"config/urls.py": text})) == {"bills": True}


def test_what_uses_django_goes_along_and_a_word_alone_does_not_say_so() -> None:
    layout = laid(
        "scripts/nightly.py",
        "infra/deploy.py",
        "tool.py",
        spoken={
            "scripts/nightly.py": "from shop.models import X",
            "infra/deploy.py": "FOLDERS = ['config', 'django']",
            "tool.py": "import django",
        },
    )
    assert goes(layout) == {"scripts": True, "infra": False, "tool.py": True}


def test_what_stays_takes_nothing_along() -> None:
    assert goes(laid("ci/run.py", "lib.py", spoken={"ci/run.py": "import lib"})) == {"ci": False, "lib.py": False}


def test_settings_of_tools_and_the_lock_file_go_with_pyproject_toml() -> None:
    assert goes(laid("uv.lock", "conftest.py", "terraform/main.tf")) == {
        "conftest.py": True,
        "terraform": False,
        "uv.lock": True,
    }


def test_the_owner_has_the_last_word() -> None:
    text = {"config/urls.py": "import bills", "bills/x.py": "import sums"}
    assert goes(laid("bills/x.py", "sums.py", spoken=text, bills=False)) == {"bills": False, "sums.py": False}
    assert goes(laid("notes/x.md", notes=True)) == {"notes": True}


def test_modules_say_what_they_speak_of() -> None:
    found = mentions("import a.b, c\nfrom d.e import f\nfrom . import g\nX = ['h.i', '/j/k', 'two words', '', 'l']\n")
    assert found.imports == {"a", "c", "d"}
    assert {"h", "h.i", "j", "l"} <= found.strings
    assert not {"g", "two words", "two", ""} & found.strings
    assert mentions("this is no Python") == mentions("\0") == Mentions()
    assert mentions("X = '" + "y" * 300 + "'").strings == frozenset()
    assert mentions("import a\nX = 'b'").besides(mentions("import a")) == Mentions(frozenset(), frozenset({"b"}))
