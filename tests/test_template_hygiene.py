"""The rules for template sources: each is shown to catch what it is for, and the templates obey them all."""

import pytest

from tests.template_hygiene import complaints, problems

KNOWN = {"postgres", "standalone"}


def test_the_templates_are_clean() -> None:
    assert list(complaints()) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.py.jinja", "x = 1\n", "take the .jinja off"),
        ("a.py.jinja", "{% if database == 'postgres' %}\nx\n{% endif %}\n", "derive a boolean"),
        ("a.py.jinja", "{% if mispelt %}\nx\n{% endif %}\n", "derive a boolean"),
        ("a.py.jinja", "{% if postgres %}\nx\n{% elif standalone %}\ny\n{% endif %}\n", "make alternatives files"),
        ("a.py.jinja", "{% if postgres %}\n{% if standalone %}\ny\n{% endif %}\n{% endif %}\n", "inside an `if`"),
        ("a.py.jinja", "{% if postgres %}\n" + "x\n" * 9 + "{% endif %}\n", "a block of 9 lines"),
        ("a.py.jinja", "{% if postgres %}\nx\n{% else %}\n" + "x\n" * 9 + "{% endif %}\n", "a block of 9 lines"),
    ],
)
def test_a_rule_catches_what_it_is_for(name: str, text: str, complaint: str) -> None:
    assert [found for found in problems(name, text, KNOWN) if complaint in found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "x = 1\n"),
        ("ci.yml", "run: ${{ github.ref }}\n"),
        ("ci.yml.jinja", "{% raw %}\n${{ github.ref }}\n{% if anything == 'goes' %}\n{% endraw %}\n"),
        ("a.py.jinja", "{% if postgres and not standalone %}\n" + "x\n" * 8 + "{% endif %}\n"),
        ("a.py.jinja", "{% if postgres %}\nx\n{% endif %}\n{% if not postgres %}\ny\n{% endif %}\n"),
    ],
)
def test_what_is_fine_passes(name: str, text: str) -> None:
    assert list(problems(name, text, KNOWN)) == []
