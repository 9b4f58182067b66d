"""Write the API's SQLAlchemy models from the dump: `python -m bridge.generate DUMP MODELS PACKAGE`.

Only the standard library is used and nothing is asked of Django: the dump is all there is.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bridge import helpers
from bridge.columns import annotation, attribute, comment, default, literal, sql_type

WIDTH = 120
Model = dict[str, Any]


def main(dump: str, target: str, package: str) -> None:
    """Write the models of `dump` into the file `target` of the API's `package`."""
    models = json.loads(Path(dump).read_text(encoding="utf-8"))
    Path(target).write_text(generate(models, package), encoding="utf-8")


def generate(models: list[Model], package: str) -> str:
    """The whole module."""
    names = class_names(models)
    classes = ["\n".join(class_lines(model, names)) for model in models]
    return helpers.wrap("\n\n\n".join(classes), package) + "\n"


def class_names(models: list[Model]) -> dict[str, str]:
    """A class name for each label: Django's own, with the app's before it where two apps use the same."""
    plain = {model["label"]: camel(model["label"].split(".")[1]) for model in models}
    used = Counter([*plain.values(), "Base"])
    return {label: name if used[name] == 1 else camel(label.split(".")[0]) + name for label, name in plain.items()}


def camel(name: str) -> str:
    """`User_groups` (how Django calls a table between two others) -> `UserGroups`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def class_lines(model: Model, names: dict[str, str]) -> Iterator[str]:
    """One class."""
    yield f"class {names[model['label']]}(Base):"
    yield f'    """Django\'s `{model["label"]}`."""'
    yield ""
    yield f"    __tablename__ = {literal(model['table'])}"
    if arguments := list(table_arguments(model)):
        yield from call("__table_args__ = ", [*arguments, ""] if len(arguments) == 1 else arguments)
    yield ""
    for column in model["columns"]:
        if note := comment(column):
            yield f"    # {note}"
        name = attribute(column["name"])
        yield from call(f"{name}: Mapped[{annotation(column)}] = mapped_column", list(column_arguments(column, names)))
    yield from relations(model, names)


def table_arguments(model: Model) -> Iterator[str]:
    """What holds for several columns together."""
    for columns in model["unique"]:
        yield f"_sa.UniqueConstraint({', '.join(map(literal, columns))})"
    for index in model["indexes"]:
        yield f"_sa.Index({', '.join([literal(index['name']), *map(ordered, index['columns'])])})"


def ordered(column: str) -> str:
    """A column in an index: `-name` descends."""
    return f"_sa.desc({literal(column[1:])})" if column.startswith("-") else literal(column)


def column_arguments(column: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    """What stands in the brackets of `mapped_column`."""
    if column["column"] != attribute(column["name"]):
        yield literal(column["column"])
    yield sql_type(column)
    reference = column.get("references")
    if reference and reference["model"] in names:
        yield f"_sa.ForeignKey({literal('{table}.{column}'.format_map(reference))})"
    for flag in ("primary_key", "unique", "index"):
        if column.get(flag) and not (flag != "primary_key" and column.get("primary_key")):
            yield f"{flag}=True"
    if annotation(column) == "_typing.Any":
        yield f"nullable={column.get('null', False)}"
    for name, value in default(column).items():
        yield f"{name}={value}"


def relations(model: Model, names: dict[str, str]) -> Iterator[str]:
    """The objects that a row refers to: to be joined by a query that says so, never loaded behind its back."""
    found: list[tuple[str, str, list[str]]] = []
    for column in model["columns"]:
        reference = column.get("references")
        if reference and reference["model"] in names:
            kind = f"{names[reference['model']]} | None" if column.get("null") else names[reference["model"]]
            found += [(reference["relation"], f'"{kind}"', [f"foreign_keys=[{attribute(column['name'])}]"])]
    for link in model["many_to_many"]:
        if (other := link["model"]) in names:
            found += [(link["relation"], f'list["{names[other]}"]', list(secondary(link)))]
    if found:
        yield ""
    for name, kind, arguments in found:
        start = f"{attribute(name)}: Mapped[{kind}] = relationship"
        yield from call(start, [*arguments, "viewonly=True", 'lazy="raise"'])


def secondary(link: dict[str, Any]) -> Iterator[str]:
    """The table in between; how to join it, where its columns alone do not tell (friends of a user are users)."""
    through = link["through"]
    yield f"secondary={literal(through)}"
    if link["ambiguous"]:
        for join, side in (("primaryjoin", link["from"]), ("secondaryjoin", link["to"])):
            condition = f"{side['table']}.c.{side['target']} == {through}.c.{side['column']}"
            yield f"{join}={literal(condition)}"


def call(start: str, arguments: list[str]) -> Iterator[str]:
    """A call as the formatter writes it: on one line, else its arguments on the next, else one a line."""
    line = f"    {start}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        yield line.replace(", )", ",)")
        return
    inner = f"        {', '.join(arguments)}"
    fits = len(inner) <= WIDTH and not start.endswith("= ")  # a tuple that is wrapped has an item a line
    yield f"    {start}("
    yield from [inner] if fits else [f"        {argument}," for argument in arguments if argument]
    yield "    )"


if __name__ == "__main__":
    main(*sys.argv[1:])
