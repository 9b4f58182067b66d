"""What FastAPI calls Django's tables and columns: read from the models that `make models` wrote."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Column:
    """A column of a model."""

    attribute: str
    annotation: str
    """Like `int` or `_dt.datetime | None`"""
    length: int | None
    references: str
    """The table that it refers to, if it does"""
    is_key: bool
    is_unique: bool
    has_default: bool

    @property
    def is_null(self) -> bool:
        """Whether there may be nothing in it."""
        return self.annotation.endswith("| None")


@dataclass(frozen=True)
class Model:
    """A model, and its columns by the names that they have in the database."""

    name: str
    columns: dict[str, Column]

    def attribute(self, column: str) -> str:
        """How a column is written."""
        return f"{self.name}.{self.columns[column].attribute}"


def read_models(file: Path) -> dict[str, Model]:
    """Each model by its table."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return dict(found for node in tree.body if isinstance(node, ast.ClassDef) for found in model(node))


def model(node: ast.ClassDef) -> Iterator[tuple[str, Model]]:
    """The model of a class, if it is one."""
    columns = dict(found for each in node.body if isinstance(each, ast.AnnAssign) for found in column(each))
    for each in node.body:
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "__tablename__":
            yield str(ast.literal_eval(each.value)), Model(node.name, columns)


def column(node: ast.AnnAssign) -> Iterator[tuple[str, Column]]:
    """A column with its name, if it is one."""
    call, name = node.value, ast.unparse(node.target)
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != "mapped_column":
        return
    says = {keyword.arg or "": ast.unparse(keyword.value) for keyword in call.keywords}
    first = call.args[0] if call.args else None
    written = str(first.value) if isinstance(first, ast.Constant) else name
    annotation = ast.unparse(node.annotation).removeprefix("Mapped[").removesuffix("]")
    types = {ast.unparse(each.func): each.args for each in call.args if isinstance(each, ast.Call)}
    length = [each.value for each in types.get("_sa.String", ()) if isinstance(each, ast.Constant)]
    target = [each.value for each in types.get("_sa.ForeignKey", ()) if isinstance(each, ast.Constant)]
    yield (
        written,
        Column(
            attribute=name,
            annotation=f"{annotation} | None" if says.get("nullable") == "True" else annotation,
            length=int(str(length[0])) if length else None,
            references=str(target[0]).rpartition(".")[0] if target else "",
            is_key="primary_key" in says,
            is_unique="unique" in says,
            has_default="default" in says or "server_default" in says,
        ),
    )
