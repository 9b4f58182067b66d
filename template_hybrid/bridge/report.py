"""What the API's models cannot do that Django's can: what is unknown to the map, and what only Django fills in."""

from collections.abc import Iterator

from bridge.columns import comments
from bridge.facts import Model


def report(models: list[Model]) -> Iterator[str]:
    """A line for each column that is not all translated, after one that counts them."""
    found = [(model, column, text) for model in models for column in model["columns"] for text in comments(column)]
    columns = sum(len(model["columns"]) for model in models)
    notes = f"{len(found)} to be known:" if found else "all translated."
    yield f"{len(models)} models, {columns} columns; {notes}"
    for model, column, text in found:
        yield f"  {model['label']}.{column['name']}: {text}"
