"""Writes `conftest.py` of a route's tests: what makes rows for them."""

from collections.abc import Iterator, Mapping

from moving.api_models import Column, Model
from moving.facts import Description, Field
from moving.imports import imports
from moving.names import Names

VALUES = {
    "int": "number",
    "bool": "True",
    "float": "1.5",
    "bytes": 'b"bytes"',
    "_dt.datetime": "datetime(2026, 1, 31, 12, tzinfo=UTC)",
    "_dt.date": "date(2026, 1, 31)",
    "_dt.time": "time(12)",
    "_dt.timedelta": "timedelta(hours=1)",
    "_decimal.Decimal": 'Decimal("1.5")',
    "_uuid.UUID": "uuid4()",
}
"""A value of each type; of all others an empty object"""


class Rows:
    """The rows that a test of a route needs."""

    def __init__(self, description: Description, names: Names, models: Mapping[str, Model]) -> None:
        """Find the tables, those first that others refer to."""
        self.description, self.names, self.models = description, names, models
        self.tables: list[str] = []
        self.add(description.table.table, ())

    def add(self, table: str, within: tuple[str, ...]) -> None:
        """Add a table after those that it needs."""
        for column in self.models[table].columns.values():
            is_needed = column.references in self.models and not column.is_null
            if is_needed and column.references not in (*within, table):
                self.add(column.references, (*within, table))
        if table not in self.tables:
            self.tables.append(table)

    def text(self) -> str:
        """The module."""
        steps = "\n".join(self.steps())
        names = [self.models[table].name for table in self.tables]
        removed = "\n".join(f"        await connection.execute(delete({name}))" for name in reversed(names))
        body = f'''@pytest.fixture
async def add_{self.names.one}(database: Database) -> AsyncIterator[Make]:
    """Adds a {self.names.word} and returns its key; what was added is removed after the test."""
    numbers = count(1)

    async def add(**fields: Any) -> Any:
        number = next(numbers)
        async with database.writing() as connection:
{steps}

    yield add
    async with database.writing() as connection:
{removed}
'''
        needed = imports(body, self.names.package, {"{package}.models": names})
        return f'"""Rows for the tests of {self.names.words}."""\n\nimport pytest\n{needed}\n\n\n{body}'

    def steps(self) -> Iterator[str]:
        """An insert for each table."""
        for table in self.tables:
            is_last = table == self.description.table.table
            model = self.models[table]
            values = [f"{column.attribute!r}: {self.value(name, column, table)}" for name, column in self.given(table)]
            row = ", ".join([*values, "**fields"] if is_last else values)
            key = next(column.attribute for column in model.columns.values() if column.is_key)
            yield f"            {table}_row = {{{row}}}"
            made = f"(await connection.execute(insert({model.name}).returning({model.name}.{key}), {table}_row))"
            yield f"            {'return ' if is_last else f'{table}_key = '}{made}.scalar_one()"

    def given(self, table: str) -> Iterator[tuple[str, Column]]:
        """The columns that need a value."""
        for name, column in self.models[table].columns.items():
            fills_itself = column.is_key and column.annotation == "int" and not column.references
            if not (fills_itself or column.is_null or (column.has_default and not column.is_unique)):
                yield name, column

    def value(self, name: str, column: Column, table: str) -> str:
        """A value for a column."""
        if column.references in self.tables and column.references != table:
            return f"{column.references}_key"
        is_own = table == self.description.table.table
        for condition in self.description.conditions if is_own else ():
            if condition.column == name and condition.lookup == "exact":
                return repr(condition.value)
        if column.annotation != "str":
            return VALUES.get(column.annotation, "{}")
        return text_of(name, column, next((each for each in self.description.fields if each.column == name), None))


def text_of(name: str, column: Column, field: Field | None) -> str:
    """A text that fits."""
    if field and field.choices:
        return repr(field.choices[0])
    room = column.length or len(name) + 4
    return f'f"{name[: room - 4]}{{number}}"' if room > 4 else "str(number)"
