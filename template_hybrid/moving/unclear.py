"""What of a route cannot be translated, in sentences."""

from collections.abc import Iterator
from typing import Any

from moving import shape, view
from moving.endpoints import Endpoint
from moving.reading import Reading


def left_out_of(readings: list[Reading], model: Any) -> Iterator[str]:
    """What views do by themselves."""
    for reading in readings:
        yield from reading.left_out
        if reading.narrows:
            names = ", ".join(sorted(reading.narrows))
            yield f"{reading.name} names {names} inside: which rows or people it leaves out cannot be told."
        if reading.response is None:
            yield f"What {reading.name} answers is not declared: its fields cannot be told."
        if not reading.access.kind:
            asked = f"FastAPI asks for the permission for {model._meta.label_lower}"
            yield f"Who may ask cannot be told of {reading.access.found}. {asked}."


def differences(of_list: Reading | None, of_one: Reading | None) -> Iterator[str]:
    """Where the list and one of it are not alike."""
    if of_one is not None and of_one.key != "pk":
        yield f"One is looked up by {of_one.key}: FastAPI does it by the key."
    if of_list is None or of_one is None:
        return
    if of_list.access != of_one.access:
        yield f"Others may read one than the list: {of_one.access.found} instead of {of_list.access.found}."
    items = [shape.item_of(reading.response)[0] for reading in (of_list, of_one)]
    if None not in items and shape.names_of(items[0]) != shape.names_of(items[1]):
        yield "One has other fields than each of the list: FastAPI answers those of the list."


def beside(there: list[Endpoint], moved: list[Endpoint | None]) -> Iterator[str]:
    """What else is read below the route, which moves with it."""
    paths = {each.path for each in moved if each}
    for each in there:
        methods = view.methods_of(each.callback)
        if each.path not in paths and (not methods or "GET" in methods):
            yield f"Django also answers {each.path}, which moves with the route: FastAPI needs it, too."
