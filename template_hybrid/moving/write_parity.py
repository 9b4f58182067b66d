"""Writes the parity test of a route: questions for both sides, and what is still to be written."""

import textwrap
from collections.abc import Iterator

from moving.examples import STRANGERS, a_path, fine, path_of_one, wrong
from moving.facts import Description
from moving.names import Names

PAGES = ("", "?limit=1", "?limit=2&offset=1", "?limit=100", "?offset=2147483647", "?unknown=1")


def parity(description: Description, names: Names) -> str:
    """The module."""
    parts = [*left_out(description), *of_list(description, names), *of_one(description), *of_strangers(description)]
    body = "\n\n".join(parts)
    lines = [
        f'"""GET {names.route} and below: both services are asked, and must answer the same."""\n',
        *(["from typing import Any\n"] if "Any" in body else []),
        "import httpx\nimport pytest\n",
        f"from parity.asking import {'fields, same' if 'fields(' in body else 'same'}",
        *(["from parity.servers import client"] if "client(" in body else []),
    ]
    return "\n".join(lines) + f"\n\n\n{body}"


def left_out(description: Description) -> Iterator[str]:
    """A test that fails as long as something is not written that no comparison shows."""
    if description.left_out:
        lines = "\n".join(line for each in description.left_out for line in quoted(each))
        yield f"""LEFT_OUT: list[str] = [
{lines}
]
# `make move` could not translate these. Write in api/ what each needs, and delete its line here when that is done.


def test_nothing_is_left_out() -> None:
    if LEFT_OUT:
        pytest.fail("To be written, or found not to matter:\\n" + "\\n".join(LEFT_OUT))
"""


def quoted(sentence: str) -> Iterator[str]:
    """A text in lines that are not too long."""
    *lines, last = textwrap.wrap(sentence, 100)
    yield from (f"    {f'{line} '!r}" for line in lines)
    yield f"    {last!r},"


def of_list(description: Description, names: Names) -> Iterator[str]:
    """The questions about the list, which says what there is to ask for."""
    if description.listed is None:
        return
    path = description.listed.path
    yield f'''@pytest.fixture(scope="session")
def listed(web: httpx.Client) -> list[dict[str, Any]]:
    """What Django has, from the demo data."""
    found: list[dict[str, Any]] = web.get({path!r}).json()["results"]
    if not found:
        pytest.fail("Django has no {names.words} to compare: add some to `manage.py seed_demo`")
    return found


def test_no_field_is_missing(listed: list[dict[str, Any]], api: httpx.Client) -> None:
    missing = fields(listed[0]) - fields(api.get({path!r}).json()["results"][0])
    if missing:
        where = "api/{names.package}/{names.many}/: queries.py and schemas.py"
        pytest.fail(f"Django answers {{', '.join(sorted(missing))}}, FastAPI does not yet. Write it in {{where}}")
'''
    yield from of_pages(description, path)


def of_pages(description: Description, path: str) -> Iterator[str]:
    """The questions about its pages and parameters."""
    pages = [*PAGES, *(f"?{each}&limit=3" for each in fine(description))]
    yield f"""@pytest.mark.parametrize("query", {pages!r})
def test_lists(query: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, f"{path}{{query}}")["status"] == 200


def test_every_page_by_its_links(listed: list[dict[str, Any]], web: httpx.Client, api: httpx.Client) -> None:
    path, seen = "{path}?limit=2", 0
    while path:
        page = same(web, api, path)["body"]
        path, seen = page["next"], seen + len(page["results"])
    assert seen == page["count"] >= len(listed)


@pytest.mark.parametrize("query", {wrong(description)!r})
def test_wrong_parameters(query: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, f"{path}?{{query}}")["status"] == 422
"""


def of_one(description: Description) -> Iterator[str]:
    """The questions about one."""
    if description.one is None:
        return
    path = path_of_one(description, "{key}")
    key = next((each.name for each in description.fields if each.column == description.table.key), "")
    if description.listed and key:
        yield f"""def test_each_by_itself(listed: list[dict[str, Any]], web: httpx.Client, api: httpx.Client) -> None:
    for found in listed:
        key = found[{key!r}]
        assert same(web, api, f"{path}")["body"] == found
"""
    yield f"""@pytest.mark.parametrize("key", {STRANGERS[description.table.kind]!r})
def test_what_is_not_there(key: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, f"{path}")["status"] == 404
"""


def of_strangers(description: Description) -> Iterator[str]:
    """The questions of who may not ask."""
    path = a_path(description)
    if description.access.kind != "open":
        yield f"""def test_nobody_gets_in(web: httpx.Client, api: httpx.Client) -> None:
    with client(str(web.base_url)) as of_web, client(str(api.base_url)) as of_api:
        assert same(of_web, of_api, {path!r})["status"] == 401
"""
    if description.access.kind == "model":
        yield f"""def test_visitors_are_refused(web: httpx.Client, api: httpx.Client, visitor: dict[str, str]) -> None:
    assert same(web, api, {path!r}, headers=visitor)["status"] == 403
"""
