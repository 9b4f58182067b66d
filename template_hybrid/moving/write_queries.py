"""Writes `queries.py`: the statements of a route."""

from collections.abc import Iterator

from moving.facts import Description
from moving.imports import imports
from moving.names import Names
from moving.write_select import Tables


def queries(description: Description, names: Names, tables: Tables) -> str:
    """The module."""
    parts = [*tables.aliases(), *kept(description, tables), *filters(description, tables)]
    parts.append(select(description, names, tables))
    if description.one:
        found = f"{names.constant}.where({tables.key} == bindparam({names.key!r}))"
        parts.append(f"FIND_{names.one.upper()} = Statement({found})")
    if description.listed:
        write = functions_of_list if description.filters else statements_of_list
        parts += write(description, names, tables)
    body = "\n".join(parts)
    title = f"What is asked of the database about {names.words}."
    more = "Each statement is built once; requests differ in its parameters."
    needed = imports(body, names.package, {"{package}.models": tables.classes()})
    return f'"""{title}\n\n{more}\n"""\n\n{needed}\n\n{body}\n'


def kept(description: Description, tables: Tables) -> Iterator[str]:
    """What all rows of the list fulfil."""
    if description.conditions:
        conditions = ", ".join(tables.condition(each) for each in description.conditions)
        yield f"# Django answers no other rows.\nKEPT = ({conditions},)\n"


def filters(description: Description, tables: Tables) -> Iterator[str]:
    """What a client may choose by."""
    if description.filters and description.listed:
        lines = [
            f"    {each.name!r}: {tables.own.attribute(each.column)} == bindparam({each.name!r}),"
            for each in description.filters
        ]
        yield "\n".join(["FILTERS = {", *lines, "}", ""])


def select(description: Description, names: Names, tables: Tables) -> str:
    """What is read of each row, in one query."""
    columns = "".join(f"    {column},\n" for column in tables.columns())
    where = ".where(*KEPT)" if description.conditions else ""
    return f"{names.constant} = select(\n{columns}){tables.joins()}{where}\n"


def statements_of_list(description: Description, names: Names, tables: Tables) -> Iterator[str]:
    """Those of a list that has no parameters but those of pages."""
    where = ".where(*KEPT)" if description.conditions else ""
    yield f"COUNT_{names.constant} = Statement(select(func.count()).select_from({tables.own.name}){where})"
    page = f'{names.constant}.order_by({tables.order()}).limit(bindparam("limit")).offset(bindparam("offset"))'
    yield f"PAGE_OF_{names.constant} = Statement({page})"


def functions_of_list(description: Description, names: Names, tables: Tables) -> Iterator[str]:
    """What makes the statements of a list for the parameters that are given."""
    kept = "*KEPT, " if description.conditions else ""
    chosen = "*(FILTERS[name] for name in filters)"
    page = f"{names.constant}.where({chosen}).order_by({tables.order()})"
    yield f'''

@cache
def count_{names.many}(filters: frozenset[str]) -> Statement:
    """How many there are that pass the filters; the parameters are named like them."""
    return Statement(select(func.count()).select_from({tables.own.name}).where({kept}{chosen}))


@cache
def page_of_{names.many}(filters: frozenset[str]) -> Statement:
    """Those from `offset`, at most `limit` of them."""
    return Statement({page}.limit(bindparam("limit")).offset(bindparam("offset")))'''
