"""Writes what a route reads of its tables: the columns, and the tables that are joined for them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from moving.api_models import Model
from moving.facts import Condition, Description, Field, Link, leaves

OPERATORS = {"exact": "==", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class Tables:
    """The tables of a route, by the names of FastAPI's models."""

    def __init__(self, description: Description, models: Mapping[str, Model]) -> None:
        """Find out what they are called; one that is there twice needs a name of its own."""
        self.description, self.models = description, models
        self.own = models[description.table.table]
        self.often = Counter([description.table.table, *(each.table for each in description.links)])
        self.key = self.own.attribute(description.table.key)

    def classes(self) -> list[str]:
        """The models that are used."""
        return sorted({self.own.name, *(self.models[link.table].name for link in self.description.links)})

    def called(self, link: Link) -> str:
        """The name by which a link's table is joined."""
        name = self.models[link.table].name
        return name if self.often[link.table] == 1 else f"{link.name.title().replace('_', '')}{name}"

    def aliases(self) -> Iterator[str]:
        """The names of their own."""
        for link in self.description.links:
            if self.often[link.table] > 1:
                yield f"{self.called(link)} = aliased({self.models[link.table].name})"

    def columns(self) -> list[str]:
        """What is read; the key, where everything else is left out."""
        return [self.column(field) for field in leaves(self.description.fields)] or [self.key]

    def column(self, field: Field) -> str:
        """A column, with the name that it has in a row."""
        link = next((each for each in self.description.links if each.name == field.relation), None)
        model = self.models[link.table] if link else self.own
        attribute = model.columns[field.column].attribute
        label = label_of(field, self.description.fields)
        of = self.called(link) if link else self.own.name
        return f"{of}.{attribute}" if label == attribute and not link else f"{of}.{attribute}.label({label!r})"

    def joins(self) -> str:
        """The tables of the links."""
        found = ""
        for link in self.description.links:
            target = self.models[link.table].columns[link.target].attribute
            condition = f"{self.own.attribute(link.column)} == {self.called(link)}.{target}"
            outer = ", isouter=True" if link.is_null else ""
            found += f".join_from({self.own.name}, {self.called(link)}, {condition}{outer})"
        return found

    def order(self) -> str:
        """The order of the list; the key decides between rows that are equal in it."""
        columns = [
            self.own.attribute(each.column) + (".desc()" if each.descends else "") for each in self.description.order
        ]
        ordered = [each.column for each in self.description.order]
        return ", ".join(columns if self.description.table.key in ordered else [*columns, self.key])

    def condition(self, said: Condition) -> str:
        """One condition."""
        column = self.own.attribute(said.column)
        if said.lookup == "isnull":
            return f"{column}.is_(None)" if said.value else f"{column}.is_not(None)"
        if said.lookup == "in":
            return f"{column}.in_({said.value!r})"
        if isinstance(said.value, bool):
            return f"{column}.is_({said.value})"
        return f"{column} {OPERATORS[said.lookup]} {said.value!r}"


def label_of(field: Field, fields: tuple[Field, ...]) -> str:
    """What a field is called in a row: its own name, after that of the object that it is in."""
    for each in fields:
        if field in each.fields:
            label = f"{each.name}_{field.name}"
            return f"{each.name}__{field.name}" if label in {other.name for other in fields} else label
    return field.name
