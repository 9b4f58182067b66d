"""Says what is known of a route, how it was found, and what is left to write."""

from collections.abc import Iterator

from moving.facts import Description, Field, missing


def report(description: Description) -> Iterator[str]:
    """What is known, a line for each fact."""
    table = description.table
    yield f"{description.route} answers {table.label} ({table.found})"
    for operation in (description.listed, description.one):
        if operation:
            yield f"  GET {operation.path}  {operation.view}, {operation.where}"
    yield from (f"  {line}" for field in description.fields for line in of_field(field))
    if description.listed:
        order = ", ".join(f"{each.column}{' descending' if each.descends else ''}" for each in description.order)
        yield f"  order: {order or 'none, so by the key'} ({description.order_found})"
    for each in description.conditions:
        yield f"  only where {each.column} {each.lookup} {each.value!r} ({description.order_found})"
    for chosen in description.filters:
        yield f"  ?{chosen.name}= compares {chosen.column} (the parameter is called like it)"
    yield f"  who may ask: {who(description)} ({description.access.found})"
    yield from (f"  stays with Django: {each}" for each in description.stays)


def of_field(field: Field, of: str = "") -> Iterator[str]:
    """One field, and those in it."""
    if field.left_out:
        return
    if field.fields:
        for each in field.fields:
            yield from of_field(each, f"{of}{field.name}.")
    else:
        where = f"{field.relation}.{field.column}" if field.relation else field.column
        yield f"{of}{field.name}: {field.kind}, from {where} ({field.found})"


def who(description: Description) -> str:
    """Who may ask, in words."""
    access = description.access
    words = {"open": "everybody", "known": "whoever is signed in"}
    return words.get(access.kind, f"whoever has the permission for {access.model}")


def to_write(description: Description) -> list[str]:
    """What is left out, a sentence each."""
    fields = [f"The field {name} is left out: {why}." for name, why in missing(description.fields)]
    return [*fields, *description.left_out]
