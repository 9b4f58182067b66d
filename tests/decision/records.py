"""Decision records, rendered as Copier does but without it, and read as Markdown."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from new_project.decision import recommend
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.weights import Answer

PATH = "template_fastapi/{% if standalone %}docs{% endif %}/decisions/{{ record_file }}.jinja"
QUESTIONNAIRE = load_questionnaire(template_root())
WEIGHTS: Any = QUESTIONNAIRE["weights"].default
TEXTS: Any = QUESTIONNAIRE["record_texts"].default
OPTIONS = TEXTS[0]["options"]
ENVIRONMENT = SandboxedEnvironment(
    loader=FileSystemLoader(template_root()),
    extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
DERIVED = {
    name: ENVIRONMENT.from_string(str(QUESTIONNAIRE[name].default))
    for name in ("overruled", "polled", "assuming", "unasked", "reconsidered")
}
MARKDOWN = MarkdownIt("commonmark").enable("table")
NAMES = {option["short"]: name for name, option in OPTIONS.items()}
TITLES = {option["title"]: name for name, option in OPTIONS.items()}
MADR = """\
# Use {} for Call Center
## Context and Problem Statement
## Decision Drivers
## Considered Options
## Decision Outcome
### Consequences
### Confirmation
## Pros and Cons of the Options
### FastAPI
### Django
### Django with a FastAPI sidecar
## More Information
### Reconsider when
### How the answers were weighed"""


def render(needs: Mapping[str, Answer], **answers: Any) -> str:
    """The record of these needs; `answers` are those to other questions, where they are not the default."""
    verdict = recommend(needs).architecture
    given: dict[str, Any] = {
        "architecture": verdict,
        "project_name": "Call Center",
        "description": "Keeps track of phone calls.",
        "author_name": "",
        "overrule_reason": "",
        "team_answers": {},
        "assumed_needs": [],
        "record": 1,
        "superseded": {},
        **answers,
    }
    derived = {name: DERIVED[name].render(weights=WEIGHTS, needs=needs, **given) == "True" for name in DERIVED}
    template = ENVIRONMENT.get_template(PATH)
    return template.render(weights=WEIGHTS, record_texts=TEXTS, needs=needs, **derived, **given)


def meaning(need: str, answer: Answer) -> str:
    """What an answer says, as a clause."""
    return str(WEIGHTS[0]["needs"][need][answer]["means"])


def capital(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def named(need: str, answer: Answer) -> str:
    """An answer as the record names it."""
    return f"`{need}={str(answer).lower()}`"


def body(record: str) -> str:
    """The record without its metadata."""
    return record.split("---\n", 2)[2]


def tokens(record: str) -> list[Token]:
    """The record's body as a Markdown parser sees it."""
    return MARKDOWN.parse(body(record))


def shown(token: Token) -> str:
    """What a reader sees of a piece of text."""
    parts = {"softbreak": " ", "hardbreak": " "}
    return "".join(parts.get(child.type, child.content) for child in token.children or [])


def headings(record: str) -> list[str]:
    """The headings, each with its level."""
    found = tokens(record)
    return [f"{mark.markup} {shown(text)}" for mark, text in pairwise(found) if mark.type == "heading_open"]


def section(record: str, heading: str) -> str:
    """What stands between a heading and the next."""
    (text,) = re.findall(rf"^#+ {re.escape(heading)}\n\n(.*?)(?=^#|\Z)", record, re.MULTILINE | re.DOTALL)
    return str(text).strip()


def prose(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def items(text: str) -> list[str]:
    """The list items of a section, a line each."""
    return [prose(item) for item in re.findall(r"^\* (.*(?:\n  .*)*)", text, re.MULTILINE)]


def table(text: str) -> list[list[str]]:
    """The rows of a section's table: the heading first, the rule left out."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for index, row in enumerate(rows) if index != 1]


def check_form(record: str) -> None:
    """No holes, no trailing blanks, every list item where one was written, rows as long as their heading."""
    assert "\n\n\n" not in record
    assert not re.search(r"[ \t]\n", record)
    assert record.endswith("\n")
    assert not record.endswith("\n\n")
    found = [token.type for token in tokens(record)]
    assert found.count("list_item_open") == len(re.findall(r"^\* ", record, re.MULTILINE))
    assert not {"ordered_list_open", "html_block", "code_block", "fence", "hr"} & set(found)
    lines = body(record).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert found.count("tr_open") == len(rows) - found.count("table_open")  # the rule below a heading is no row
    assert all(not re.search(r"\{[{%#]|\bNone\b|undefined", line) for line in lines)


def read_flips(text: str) -> Iterator[tuple[str, str, str, str]]:
    """What "Reconsider when" says: each answer's meaning, its need, the answer, and the option that it leads to."""
    groups = re.split(
        r"^The answers speak for \*\*(.+)\*\* as soon as (?:one of these is|this is) true:$", text, flags=re.M
    )
    for title, group in zip(groups[1::2], groups[2::2], strict=True):
        for item in items(group):
            found = re.fullmatch(r"(.+) \(`(\w+)` becomes `(\w+)`\)", item)
            assert found, item
            yield found[1], found[2], found[3], TITLES[title]
