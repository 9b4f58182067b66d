"""Print requests, one line of JSON each: `python -m parity.generate SCHEMA NUMBER`, in the API's environment.

For each operation there are up to NUMBER that the description allows, and as many that it does not. The last of
each is of somebody who is not signed in.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import hypothesis
import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core import NOT_SET

EXISTING = 40
"""An id up to this is likely to be there"""


def main(schema: str, number: str) -> None:
    """Print all."""
    description = schemathesis.openapi.from_dict(json.loads(Path(schema).read_text(encoding="utf-8")))
    for operation in description.get_all_operations():
        for mode in GenerationMode:
            for case in requests(cases(operation.ok(), mode, int(number))):
                print(json.dumps(case))


def cases(operation: Any, mode: GenerationMode, number: int) -> list[Case]:
    """The same ones each time. Some operations cannot be asked in a wrong way."""
    found: list[Case] = []

    @hypothesis.given(operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=number,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def keep(case: Case) -> None:
        found.append(case)

    try:
        keep()
    except Unsatisfiable:
        return []
    for case in found[::2]:
        meet_what_exists(case)
    # Of a path that leads nowhere and a body that is no JSON, which one is complained of is no promise.
    for case in found:
        if isinstance(case.body, bytes):
            case.path_parameters = dict.fromkeys(case.path_parameters or {}, EXISTING)
    return found


def meet_what_exists(case: Case) -> None:
    """Ask for small ids, which are there."""
    for values in (case.path_parameters, case.query, case.body):
        if isinstance(values, dict):
            ids = [name for name, value in values.items() if name.endswith("_id") and type(value) is int]
            values.update({name: values[name] % EXISTING + 1 for name in ids})


def requests(cases: list[Case]) -> Iterator[dict[str, Any]]:
    """The cases as `parity.requests` has them, the last as a stranger asks it."""
    for number, case in enumerate(cases, start=1):
        is_signed_in = number < len(cases)
        if not is_signed_in:
            put_right(case)
        yield asked(case, is_signed_in=is_signed_in)


def put_right(case: Case) -> None:
    """Let a stranger make no other mistake of which one side would complain first."""
    case.path_parameters = dict.fromkeys(case.path_parameters or {}, EXISTING)
    if isinstance(case.body, bytes):
        case.body = {}


def asked(case: Case, *, is_signed_in: bool) -> dict[str, Any]:
    """One of them; who is signed in shows no other credentials."""
    given = dict(case.headers or {})
    if is_signed_in:
        given = {name: value for name, value in given.items() if name.lower() != "authorization"}
    headers = {name: value.strip() for name, value in given.items() if value.isascii() and value.isprintable()}
    query = urlencode({name: list(words(value)) for name, value in (case.query or {}).items()}, doseq=True)
    path = f"{case.formatted_path}?{query}" if query else case.formatted_path
    request = {"method": case.method, "path": path, "is_signed_in": is_signed_in}
    if case.body is NOT_SET:
        return {**request, "headers": headers}
    body = case.body.decode("latin-1") if isinstance(case.body, bytes) else json.dumps(case.body)
    return {**request, "headers": {**headers, "content-type": "application/json"}, "content": body}


def words(value: Any) -> Iterator[str]:
    """A value of a query, as clients write it."""
    for each in value if isinstance(value, list) else [value]:
        yield each if isinstance(each, str) else json.dumps(each)


if __name__ == "__main__":
    main(*sys.argv[1:])
