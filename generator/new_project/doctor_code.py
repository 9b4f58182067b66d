"""How much code there is, and whether all of it is Python: counted without running any of it."""

from collections import Counter
from collections.abc import Iterator

from new_project.code_facts import Code, read_code
from new_project.code_routes import Route
from new_project.findings import Finding, counted, ok, problem
from new_project.patient import Patient
from new_project.thresholds import load_thresholds


def check_code(patient: Patient) -> Iterator[Finding]:
    """Whether all of it is Python, and how much there is."""
    code = code_of(patient)
    for said in code.broken.values():
        yield problem(f"{said}.", mend=patient.inside("make lint"), where=said.split(",", maxsplit=1)[0])
    routes, tables = len(code.routes), len(code.facts["tables"])
    admins, relations = len(code.facts["admins"]), len(code.facts["relations"])
    yield ok(
        f"{counted(routes, 'route')} ({told_of(code.routes)}), {counted(tables, 'table')} with "
        f"{counted(relations, 'relation')}, {counted(admins, 'page')} of an admin.",
        how="read from the code, which was not run",
    )


def told_of(routes: tuple[Route, ...]) -> str:
    """How many routes are async, and what those that wait wait for."""
    kinds = Counter(route.waits for route in routes if route.waits)
    waiting = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    return f"{sum(route.is_async for route in routes)} async" + (f"; waiting: {waiting}" if waiting else "")


def code_of(patient: Patient) -> Code:
    """The project's code."""
    files = {name: patient.read(name) for name in patient.files if name.endswith((".py", ".html", "pyproject.toml"))}
    return read_code(files, patient.made.architecture, load_thresholds().asking)
