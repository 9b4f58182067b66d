"""The routes in a project's code, and which of them wait for others: WebSockets, streams, calls of other services."""

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass

from new_project.code_modules import Definition, Module, Sources, dotted

METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
DECORATORS = METHODS | {"api_route", "route", "api_operation", "websocket", "websocket_route"}
ADDED = {"add_api_route", "add_route", "add_websocket_route", "add_api_websocket_route"}
STREAMS = {"StreamingResponse", "EventSourceResponse", "StreamingHttpResponse"}
MOCKS = {"mock", "respx", "responses", "requests_mock"}


@dataclass(frozen=True)
class Route:
    """A route: where it is, and whether whoever serves it waits for others meanwhile."""

    file: str
    path: str
    handler: str
    is_async: bool = False
    waits: str = ""
    """What it waits for, in a word: `WebSocket`, `stream`, `service`, or `async view`."""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.path or '/'} in {self.file}"


def find_routes(sources: Sources, asking: Set[str]) -> Iterator[Route]:
    """Every route that FastAPI's or Ninja's decorators, or Django's `path`, tell of. `asking`: libraries that wait."""
    for module in sources.modules.values():
        for definition in ast.walk(module.tree):
            if isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from decorated(sources, module, definition, asking)
            elif isinstance(definition, ast.Call):
                yield from called(sources, module, definition, asking)


def decorated(
    sources: Sources, module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef, asking: Set[str]
) -> Iterator[Route]:
    """The routes that a function's decorators make of it."""
    for decorator in function.decorator_list:
        words = dotted(decorator.func) if isinstance(decorator, ast.Call) else []
        if len(words) < 2 or words[-1] not in DECORATORS or words[0] in MOCKS:
            continue
        path = text(decorator.args[0]) if isinstance(decorator, ast.Call) and decorator.args else None
        if path is None:
            continue
        waits = "WebSocket" if "websocket" in words[-1] else waits_for(sources, module, function, asking)
        if is_async(function) and module.imports_from("ninja"):
            waits = waits or "async view"
        yield Route(module.file, path, function.name, is_async(function), waits)


def called(sources: Sources, module: Module, call: ast.Call, asking: Set[str]) -> Iterator[Route]:
    """The route that a call registers: Django's `path(...)`, FastAPI's `add_api_route`, REST Framework's `register`."""
    words = dotted(call.func)
    path = text(call.args[0]) if len(call.args) > 1 else None
    if path is None or not words:
        return
    if words[-1] in ADDED and len(words) > 1:
        waits = "WebSocket" if "websocket" in words[-1] else ""
        yield served_by(sources, module, path, call.args[1], asking, waits)
    elif words[-1] == "register" and len(words) > 1 and isinstance(call.args[1], ast.Name | ast.Attribute):
        yield served_by(sources, module, path, call.args[1], asking)
    elif module.origin(call.func) in {("django.urls", "path"), ("django.urls", "re_path")}:
        view = call.args[1]
        last = dotted(view.func if isinstance(view, ast.Call) else view)[-1:]
        if last not in (["include"], ["urls"]):
            handler = view.func.value if isinstance(view, ast.Call) and isinstance(view.func, ast.Attribute) else view
            yield served_by(sources, module, path, handler, asking, "WebSocket" if last == ["as_asgi"] else "", "view")


def served_by(  # noqa: PLR0913, PLR0917 - what a route is made of
    sources: Sources, module: Module, path: str, handler: ast.expr, asking: Set[str], waits: str = "", kind: str = ""
) -> Route:
    """The route of a path that an expression serves, as far as it can be followed."""
    found = sources.find(module.origin(handler))
    name = ".".join(dotted(handler)) or "…"
    if not found:
        return Route(module.file, path, name, waits=waits)
    home, definition = found
    waits = waits or waits_for(sources, home, definition, asking)
    if kind == "view" and is_async(definition):
        waits = waits or "async view"  # Django's are sync unless somebody wanted this one to wait
    return Route(module.file, path, name, is_async(definition), waits)


def is_async(definition: Definition) -> bool:
    """Whether a function, or any of the methods by which a class answers, is a coroutine."""
    if isinstance(definition, ast.ClassDef):
        return any(isinstance(node, ast.AsyncFunctionDef) and node.name in METHODS for node in definition.body)
    return isinstance(definition, ast.AsyncFunctionDef)


def waits_for(sources: Sources, module: Module, definition: Definition, asking: Set[str]) -> str:
    """What a function or class waits for, itself or in what it calls; empty where that is its database at most."""
    waiting, seen = [(module, definition)], {(module.name, definition.name)}
    while waiting:
        home, current = waiting.pop()
        for name in names_in(current):
            words = dotted(name)
            if words and words[-1] in STREAMS:
                return "stream"
            origin = home.origin(name)
            if origin and origin[0].partition(".")[0] in asking:
                return "service"
            found = sources.find(origin)
            if found and (found[0].name, found[1].name) not in seen:
                seen.add((found[0].name, found[1].name))
                waiting.append(found)
    return ""


def names_in(definition: Definition) -> Iterator[ast.expr]:
    """The names that a body mentions: not those of decorators and annotations, which many routes share."""
    for statement in definition.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name | ast.Attribute):
                yield node


def text(expression: ast.expr) -> str | None:
    """What a text in code says; None where it is no plain text."""
    return expression.value if isinstance(expression, ast.Constant) and isinstance(expression.value, str) else None
