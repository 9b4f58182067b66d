"""What people wrote: shown as they wrote it, or refused."""

import pytest
import yaml

from .conftest import needs
from .records import (
    ENVIRONMENT,
    MADR,
    MARKDOWN,
    QUESTIONNAIRE,
    WEIGHTS,
    check_form,
    headings,
    prose,
    render,
    section,
    shown,
    tokens,
)
from .test_record_poll import TAKEN


@pytest.mark.parametrize(
    "words",
    [
        "# No heading",
        "1. No list",
        "12) Nor this",
        "- no list",
        "+ no list",
        "> no quotation",
        "=====",
        "---",
        "~~~",
        "A | B || C",
        "*none* of _this_ is __marked__, nor ~~this~~",
        "`code` and ``more``",
        "[a](b) ![c](d) <b>e</b> <!-- f -->",
        "&amp; &#35; & R&D",
        "C:\\path\\ and \\*",
        "It's “quoted”, 100 % & <tagged> — naïve.",
        "costs $5 or $6",
        "ends in a backslash\\",
        "{{ braces }} {% here %}",
    ],
)
def test_what_people_wrote_is_shown_letter_by_letter(words: str) -> None:
    record = render(
        TAKEN,
        architecture="hybrid",
        description=words,
        overrule_reason=f"  {words} ",
        team_answers={words: TAKEN, "Ada": TAKEN | {"async_needs": "heavy"}},
    )
    found = tokens(record)
    assert headings(record)[0] == MADR.format("Django with a FastAPI sidecar").splitlines()[0]
    assert len([token for token in found if token.type == "heading_open"]) == len(MADR.splitlines()) + 1
    texts = [shown(token) for token in found if token.type == "inline"]
    assert texts.count(words) == 3, "description, reason, and a column's heading"
    assert any(text.startswith(("Ada and " + words, words + " and Ada")) for text in texts)
    plain = [child.type for token in found if shown(token) == words for child in token.children or []]
    assert set(plain) <= {"text", "text_special"}
    assert set(yaml.safe_load(record.split("---\n")[1])["decision-makers"]) == {words, "Ada"}
    assert found[0].type == "heading_open"


def test_a_description_can_be_missing_or_ragged() -> None:
    for words in ("", "   "):
        context = section(render(needs(), description=words), "Context and Problem Statement")
        assert context.startswith("It is one application, ")
        check_form(render(needs(), description=words))
    assert "Two  words" not in render(needs(), description="Two  words\tand a tab ")
    check_form(render(needs(), description="Two  words\tand a tab "))


def test_the_parser_would_notice() -> None:
    """Unescaped, such words are something else: what the tests above rely on."""
    assert MARKDOWN.parse("# No heading")[0].type == "heading_open"
    assert MARKDOWN.parse("A | B\n--|--\n1 | 2")[0].type == "table_open"


@pytest.mark.parametrize(
    ("team", "complaint"),
    [
        ([], "Write member -> need -> answer."),
        (None, "Write member -> need -> answer."),
        ({"Ada": "api"}, "Ada: write need -> answer."),
        ({1: {}}, "1 is nobody's name."),
        ({"a\nb": {}}, '"a\\nb" is nobody\'s name.'),
        ({" ": {}}, '" " is nobody\'s name.'),
        ({"Ada": {"colour": "red"}}, "Ada: colour is none of the needs."),
        ({"Ada": {"interface": "rest"}}, 'Ada: interface: "rest" is none of its answers.'),
        ({"Ada": {"existing_django": "true"}}, 'Ada: existing_django: "true" is none of its answers.'),
        ({"Ada": {"existing_django": 1}}, "Ada: existing_django: 1 is none of its answers."),
        ({"Ada": {"interface": ["api"]}}, 'Ada: interface: ["api"] is none of its answers.'),
        ({"Ada": {"interface": "api"}, "Zoë": {}}, ""),
        ({}, ""),
    ],
)
def test_a_poll_that_cannot_be_is_refused(team: object, complaint: str) -> None:
    validator = ENVIRONMENT.from_string(QUESTIONNAIRE["team_answers"].validator)
    assert prose(validator.render(weights=WEIGHTS, team_answers=team)) == complaint


@pytest.mark.parametrize("reason", ["a\nb", "a\tb", "a\u2028b", "a\x7fb"])
def test_a_reason_is_one_line(reason: str) -> None:
    validator = ENVIRONMENT.from_string(QUESTIONNAIRE["overrule_reason"].validator)
    assert "in one line" in validator.render(overrule_reason=reason)
    assert validator.render(overrule_reason='It\'s "one" line: 100 %.').strip() == ""
