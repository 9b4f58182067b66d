"""The objects that a row refers to: to be joined by a query that says so, never loaded behind its back."""

from collections.abc import Iterator

from bridge.classes import Classes, foreign_key, is_plain
from bridge.columns import literal
from bridge.facts import Column, Link, Model, Reference
from bridge.layout import call
from bridge.names import attribute


def relations(model: Model, classes: Classes) -> Iterator[str]:
    """The relations of one class; none to what has no class."""
    found = [*to_one(model, classes), *to_many(model, classes)]
    if found:
        yield ""
    for name, kind, arguments in found:
        start = f"{attribute(name)}: Mapped[{kind}] = relationship"
        yield from call(start, [*arguments, "viewonly=True", 'lazy="raise"'])


def to_one(model: Model, classes: Classes) -> Iterator[tuple[str, str, list[str]]]:
    """What the foreign keys refer to: the name, the type, and how to join it."""
    for column in model["columns"]:
        reference = column.get("references")
        if reference and classes.knows(reference["model"]):
            kind = classes.names[reference["model"]] + (" | None" if column.get("null") else "")
            yield reference["relation"], f'"{kind}"', [join_to_one(model["label"], column, reference, classes)]


def join_to_one(label: str, column: Column, reference: Reference, classes: Classes) -> str:
    """By the foreign key; where the table has none, by what Django means."""
    if foreign_key(reference):
        return f"foreign_keys=[{attribute(column['name'])}]"
    here = classes.path(label, column)
    there = classes.path(reference["model"], classes.column(reference["model"], column=reference["column"]))
    condition = f"foreign({here}) == remote({there})"
    return f"primaryjoin={literal(condition)}"


def to_many(model: Model, classes: Classes) -> Iterator[tuple[str, str, list[str]]]:
    """What the links to many others lead to."""
    for link in model["many_to_many"]:
        if classes.knows(link["model"]) and classes.knows(link["through"]):
            yield link["relation"], f'list["{classes.names[link["model"]]}"]', list(secondary(link, classes))


def secondary(link: Link, classes: Classes) -> Iterator[str]:
    """The table in between; how to join it, where its columns alone do not tell."""
    through = classes.models[link["through"]]
    path = ".".join(filter(None, [through.get("schema"), through["table"]]))
    name = classes.names[link["through"]]
    yield f"secondary={literal(path)}" if is_plain(path) else f"secondary=lambda: {name}.__table__"
    sides = [classes.column(link["through"], name=link[side]) for side in ("origin", "target")]
    if link["ambiguous"] or not all(foreign_key(side["references"]) for side in sides):
        for argument, side in zip(("primaryjoin", "secondaryjoin"), sides, strict=True):
            there = side["references"]
            target = classes.path(there["model"], classes.column(there["model"], column=there["column"]))
            condition = f"{target} == {classes.path(link['through'], side)}"
            yield f"{argument}={literal(condition)}"
