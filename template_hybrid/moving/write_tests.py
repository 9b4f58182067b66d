"""Writes the API's tests of a route."""

from collections.abc import Iterator

from moving.examples import STRANGERS, a_path, fine, path_of_one, wrong
from moving.facts import Description
from moving.imports import imports
from moving.names import Names


def tests(description: Description, names: Names) -> str:
    """The module."""
    asks = "client" if description.access.kind == "open" else "manager"
    parts = [*of_list(description, names, asks), *of_one(description, names, asks), *of_nobody(description)]
    body = "\n\n".join(parts)
    needed = imports(body, names.package, {"httpx": ["AsyncClient"]})
    return f'"""GET {names.route} and below."""\n\nimport pytest\n{needed}\n\n\n{body}'


def of_list(description: Description, names: Names, asks: str) -> Iterator[str]:
    """The tests of the list."""
    if description.listed is None:
        return
    path, key = description.listed.path, key_of(description)
    says = f"\n    assert made <= {{found[{key!r}] for found in seen}}" if key else ""
    yield f"""async def test_pages_have_each_once({asks}: AsyncClient, add_{names.one}: Make) -> None:
    made = {{await add_{names.one}() for _ in range(5)}}
    path = "{path}?limit=2"
    seen: list[dict[str, Any]] = []
    while path:
        page = (await {asks}.get(path)).json()
        path, seen = page["next"], seen + page["results"]
    assert len(seen) == page["count"] >= len(made){says}
"""
    yield f"""@pytest.mark.parametrize("query", {wrong(description)!r})
async def test_parameters_that_are_refused({asks}: AsyncClient, query: str) -> None:
    answer = await {asks}.get(f"{path}?{{query}}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [query.partition("=")[0]]
"""
    if description.filters:
        yield f"""@pytest.mark.parametrize("query", {fine(description)!r})
async def test_parameters_choose({asks}: AsyncClient, add_{names.one}: Make, query: str) -> None:
    await add_{names.one}()
    page = (await {asks}.get(f"{path}?{{query}}&limit=100")).json()
    assert page["count"] == len(page["results"]) <= (await {asks}.get({path!r})).json()["count"]
"""


def of_one(description: Description, names: Names, asks: str) -> Iterator[str]:
    """The tests of one."""
    if description.one is None:
        return
    path, key = path_of_one(description, "{key}"), key_of(description)
    says = f"\n    assert answer.json()[{key!r}] == key" if key else ""
    yield f"""async def test_one_is_read({asks}: AsyncClient, add_{names.one}: Make) -> None:
    key = await add_{names.one}()
    answer = await {asks}.get(f"{path}")
    assert answer.status_code == 200{says}
"""
    yield f"""@pytest.mark.parametrize("key", {STRANGERS[description.table.kind]!r})
async def test_what_is_not_there({asks}: AsyncClient, key: str) -> None:
    assert (await {asks}.get(f"{path}")).status_code == 404
"""


def of_nobody(description: Description) -> Iterator[str]:
    """The test of a stranger."""
    if description.access.kind != "open":
        yield f"""async def test_nobody_gets_in(anonymous: AsyncClient) -> None:
    assert (await anonymous.get({a_path(description)!r})).status_code == 401
"""


def key_of(description: Description) -> str:
    """The field that answers the key, where it can be compared with what the database says."""
    fields = (each for each in description.fields if each.column == description.table.key and not each.relation)
    return next((each.name for each in fields if each.kind != "uuid"), "")
