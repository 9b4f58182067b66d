"""One route of Django's, described: what its views say, compared with the models and the querysets."""

import difflib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from moving import querysets, shape, view
from moving.columns import links
from moving.describe import place_of
from moving.endpoints import Endpoint, endpoints, parameters, walk_all
from moving.facts import Access, Description, Field, Operation
from moving.listing import with_list
from moving.reading import NotDescribedError, Reading
from moving.table import model_of, queryset_of, table_of
from moving.unclear import beside, differences, left_out_of

READ = {"GET", "HEAD", "OPTIONS"}
STRICT = ("open", "known", "model", "")
"""Who may ask, the most first"""


def describe(route: str) -> Description:
    """Everything that can be told."""
    there = list(endpoints(route))
    listed = first_read(each for each in there if each.path.rstrip("/") == route)
    one = first_read(each for each in there if is_one(each, route))
    of_list, of_one = (view.read(each.callback) if each else None for each in (listed, one))
    main = of_list or of_one
    if main is None:
        raise NotDescribedError(unknown(route, there), 2)
    item, _ = shape.item_of(main.response)
    queryset, how = queryset_of(main)
    model, found = model_of(item, main, queryset, how)
    fields = fields_of(item, model, queryset)
    readings = [each for each in (of_list, of_one) if each]
    description = Description(
        route=route,
        table=table_of(model, found),
        access=access_of(readings, model),
        fields=fields,
        links=links(model, fields),
        listed=operation(listed, of_list),
        one=operation(one, of_one),
        left_out=(*left_out_of(readings, model), *differences(of_list, of_one), *beside(there, [listed, one])),
        stays=tuple(dict.fromkeys(stays(there))),
    )
    return with_list(description, of_list, model) if of_list else description


def first_read(found: Iterator[Endpoint]) -> Endpoint | None:
    """The first that answers a GET."""
    return next((each for each in found if "GET" in view.methods_of(each.callback)), None)


def is_one(endpoint: Endpoint, route: str) -> bool:
    """Whether it is about one of the list."""
    below = endpoint.path.removeprefix(route).strip("/")
    return below.startswith("{") and "/" not in below and len(parameters(endpoint.path)) == 1


def unknown(route: str, there: list[Endpoint]) -> str:
    """Say that nothing is read there, and what is near."""
    if there:
        return f"No view of {view.STYLE} answers a GET of {route} or of one below it, so it cannot be described."
    near = difflib.get_close_matches(route, [each.path.rstrip("/") for each in walk_all()], n=1, cutoff=0.5)
    return f"Django has no route {route!r}.{f' Did you mean {near[0]}?' if near else ''}"


def access_of(readings: list[Reading], model: Any) -> Access:
    """Who may ask FastAPI: those who may ask for both, and where that cannot be told, fewer rather than more."""
    fewest = max((reading.access for reading in readings), key=lambda access: STRICT.index(access.kind))
    return fewest if fewest.kind else replace(fewest, kind="model", model=model._meta.label_lower)


def fields_of(item: Any, model: Any, queryset: Any) -> tuple[Field, ...]:
    """The fields; of one that the query computes, its expression is the reason."""
    fields = shape.fields_of(item, model) if item is not None else ()
    reasons = {field.name: querysets.expression_of(queryset, field.name) or field.left_out for field in fields}
    return tuple(replace(field, left_out=reasons[field.name]) if field.left_out else field for field in fields)


def operation(endpoint: Endpoint | None, reading: Reading | None) -> Operation | None:
    """What answers a GET."""
    if endpoint is None or reading is None:
        return None
    return Operation(endpoint.path, reading.name, place_of(reading.source), *parameters(endpoint.path))


def stays(there: list[Endpoint]) -> Iterator[str]:
    """The methods that stay with Django."""
    for each in there:
        yield from (f"{name} {each.path}" for name in view.methods_of(each.callback) if name not in READ)
