"""Writes `schemas.py`: the shape of the answers."""

import textwrap
from collections.abc import Iterator

from moving.facts import Description, Field, Filter
from moving.imports import imports
from moving.names import Names
from moving.write_select import label_of

KINDS = {
    "int": "int",
    "text": "str",
    "bool": "bool",
    "date": "date",
    "datetime": "datetime",
    "decimal": "Decimal",
    "float": "float",
    "json": "Any",
    "time": "time",
    "uuid": "UUID",
}


def schemas(description: Description, names: Names) -> str:
    """The module."""
    classes = [*query(description, names), *parts(description, names), item(description, names)]
    classes.append(conversion(description, names))
    if description.listed:
        title = f"A part of the list of {names.words}."
        classes.append(f'class {names.cls}Page(Page[{names.cls}Read]):\n    """{title}"""\n')
    body = "\n\n".join(classes)
    return f'"""{names.words.capitalize()} as JSON."""\n\n{imports(body, names.package, {})}\n\n\n{body}'


def query(description: Description, names: Names) -> Iterator[str]:
    """The parameters of the list, where it has some of its own."""
    if description.listed and description.filters:
        lines = "".join(f"    {each.name}: {parameter(each)} | None = None\n" for each in description.filters)
        yield f'class {names.cls}Query(PageQuery):\n    """Which {names.words} are asked for."""\n\n{lines}'


def parameter(said: Filter) -> str:
    """The type of a parameter."""
    if said.choices:
        return literal(said.choices)
    return {"int": "Annotated[Id, Digits]", "uuid": "UUID", "text": "str"}[said.kind]


def parts(description: Description, names: Names) -> Iterator[str]:
    """The objects in an answer."""
    for field in description.fields:
        if field.fields:
            title = f"The {field.name.replace('_', ' ')} of a {names.word}."
            yield "\n".join(typed_dict(part_name(field, names), title, field.fields, description, names))


def part_name(field: Field, names: Names) -> str:
    """The class of an object in an answer."""
    return f"{names.cls}{field.name.title().replace('_', '')}"


def item(description: Description, names: Names) -> str:
    """The answer itself."""
    title = f"A {names.word} as it is answered."
    return "\n".join(typed_dict(f"{names.cls}Read", title, description.fields, description, names))


def typed_dict(
    name: str, title: str, fields: tuple[Field, ...], description: Description, names: Names
) -> Iterator[str]:
    """A class with fields; where one is left out, a comment."""
    yield f'class {name}(TypedDict):\n    """{title}"""\n'
    for field in fields:
        if field.left_out:
            said = f"{field.name} is left out: {field.left_out}."
            said += f" parity/test_{names.many}.py fails until it is answered."
            yield textwrap.fill(said, 112, initial_indent="    # ", subsequent_indent="    # ")
        else:
            yield f"    {field.name}: {annotation(field, description, names)}"
    yield ""


def annotation(field: Field, description: Description, names: Names) -> str:
    """The type of a field."""
    if field.fields:
        kind = part_name(field, names)
    elif field.choices:
        kind = literal(field.choices)
    elif field.kind == "int" and field.column == description.table.key and not field.relation:
        kind = "Id"
    else:
        kind = KINDS[field.kind]
    return f"{kind} | None" if field.is_null and kind != "Any" else kind


def literal(choices: tuple[str, ...]) -> str:
    """One of these."""
    return f"Literal[{', '.join(map(repr, choices))}]"


def conversion(description: Description, names: Names) -> str:
    """The function that gives a row its shape."""
    answered = [field for field in description.fields if not field.left_out]
    lines = "".join(f"        {field.name!r}: {value(field, description.fields)},\n" for field in answered)
    title = f"Give a row of `queries.{names.constant}` the shape of the answer."
    head = f'def as_{names.one}(row: Row) -> {names.cls}Read:\n    """{title}"""\n'
    return f"{head}    return {{\n{lines}    }}\n"


def value(field: Field, fields: tuple[Field, ...]) -> str:
    """A field's value in a row; that of an object is an object."""
    if not field.fields:
        return f"row[{label_of(field, fields)!r}]"
    inner = [each for each in field.fields if not each.left_out]
    items = ", ".join(f"{each.name!r}: row[{label_of(each, fields)!r}]" for each in inner)
    first = f"row[{label_of(inner[0], fields)!r}]" if inner else "None"
    return f"None if {first} is None else {{{items}}}" if field.is_null else f"{{{items}}}"
