"""What is known of a list: its order, which rows it has, and by which parameters a client chooses among them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from moving import querysets, shape
from moving.columns import find, kind_of
from moving.facts import Description, Filter
from moving.reading import LIMIT, OFFSET, Parameter, Reading, is_paged
from moving.table import KEYS, queryset_of

PAGING = (LIMIT[0], OFFSET[0])


def with_list(description: Description, reading: Reading, model: Any) -> Description:
    """Add it."""
    left_out = list(description.left_out)
    if not shape.item_of(reading.response)[1] or not is_paged(reading.parameters):
        left_out.append("Its list has other pages than limit (1 to 100, else 20) and offset: FastAPI's has these.")
    queryset, how = queryset_of(reading)
    if queryset is None:
        left_out.append(f"The queryset is made inside {reading.name}: what it filters and how it sorts cannot be told.")
        queryset, how = model._default_manager.all(), f"the ordering of {model.__name__}"
    order, unclear = querysets.order_of(queryset)
    conditions, odd = querysets.conditions_of(queryset)
    filters = {each.name: filter_of(each, model) for each in reading.parameters if each.name not in PAGING}
    left_out += [*unclear, *odd, *querysets.oddities(queryset), *strange(filters)]
    return replace(
        description,
        order=order,
        order_found=how,
        conditions=conditions,
        filters=tuple(found for found in filters.values() if found),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def filter_of(parameter: Parameter, model: Any) -> Filter | None:
    """What a parameter compares: the column of its name, if there is one."""
    source = find(model, parameter.name)
    if source is None or source.link or kind_of(source.column) not in KEYS:
        return None
    choices = tuple(str(value) for value, _ in source.column.flatchoices)
    return Filter(parameter.name, source.column.column, kind_of(source.column), choices)


def strange(filters: dict[str, Filter | None]) -> Iterator[str]:
    """A sentence about each parameter that compares no column."""
    for name, found in filters.items():
        if found is None:
            yield f"The parameter {name} of the list is not called like a column that can be compared."
