"""Write the API's SQLAlchemy models from the dump: `python -m bridge.generate DUMP MODELS [PACKAGE]`.

Only the standard library is used and nothing is asked of Django: the dump is all there is. `PACKAGE` is where the API
has its `column_types`; without one, they are written into the module.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bridge import helpers
from bridge.classes import Classes, foreign_key
from bridge.columns import annotation, column_default, comments, computed, literal, types
from bridge.facts import Column, Model
from bridge.layout import Argument, call, comment, items
from bridge.names import attribute
from bridge.relations import relations
from bridge.report import report


def main(dump: str, target: str, package: str | None = None) -> None:
    """Write the models of `dump` into the file `target`, and say what they cannot do."""
    models = json.loads(Path(dump).read_text(encoding="utf-8"))
    Path(target).write_text(generate(models, package), encoding="utf-8")
    print("".join(f"{line}\n" for line in report(models)), end="")


def generate(models: list[Model], package: str | None = None) -> str:
    """The whole module."""
    classes = Classes.of(models)
    return helpers.wrap("\n\n\n".join("\n".join(class_lines(model, classes)) for model in models), package) + "\n"


def class_lines(model: Model, classes: Classes) -> Iterator[str]:
    """One class."""
    kind = ", a table or view that it does not manage" if model.get("unmanaged") else ""
    yield f"class {classes.names[model['label']]}(Base):"
    yield f'    """Django\'s `{model["label"]}`{kind}."""'
    yield ""
    yield f"    __tablename__ = {literal(model['table'])}"
    yield from table_arguments(model)
    yield ""
    for column in model["columns"]:
        for text in comments(column):
            yield from comment(text)
        name = attribute(column["name"])
        start = f"{name}: Mapped[{annotation(column)}] = mapped_column"
        yield from call(start, list(column_arguments(column, classes)))
    yield from relations(model, classes)


def table_arguments(model: Model) -> Iterator[str]:
    """What holds for several columns together, and where the table is."""
    arguments: list[Argument] = [("_sa.UniqueConstraint", [*map(literal, columns)]) for columns in model["unique"]]
    arguments += [
        ("_sa.Index", [literal(index["name"]), *map(ordered, index["columns"])]) for index in model["indexes"]
    ]
    options = [f'"schema": {literal(model["schema"])}'] if "schema" in model else []
    options += ['"info": {"unmanaged": True}'] if model.get("unmanaged") else []
    if options:
        arguments.append(f"{{{', '.join(options)}}}")
    if arguments:
        yield from items("__table_args__ = ", arguments)


def ordered(column: str) -> str:
    """A column in an index: `-name` descends."""
    return f"_sa.desc({literal(column[1:])})" if column.startswith("-") else literal(column)


def column_arguments(column: Column, classes: Classes) -> Iterator[Argument]:
    """What stands in the brackets of `mapped_column`."""
    if column["column"] != attribute(column["name"]):
        yield literal(column["column"])
    yield types(column)[1]
    reference = column.get("references")
    if reference and classes.knows(reference["model"]) and (path := foreign_key(reference)):
        yield f"_sa.ForeignKey({literal(path)})"
    if "generated" in column:
        yield "_sa.Computed", computed(column)
    for flag in ("primary_key",) if column.get("primary_key") else ("unique", "index"):
        if column.get(flag):
            yield f"{flag}=True"
    if annotation(column) == "_typing.Any":
        yield f"nullable={column.get('null', False)}"
    for name, value in column_default(column).items():
        yield f"{name}={value}"


if __name__ == "__main__":
    main(*sys.argv[1:])
