"""Writes `router.py`: the routes."""

from collections.abc import Iterator

from moving.facts import Description
from moving.imports import imports
from moving.names import Names

KEYS = {"int": "Annotated[Id, Digits, Path()]", "text": "Annotated[str, Path()]", "uuid": "Annotated[UUID, Path()]"}


def router(description: Description, names: Names) -> str:
    """The module."""
    body = "\n".join([*start(description, names), *of_list(description, names), *of_one(description, names)])
    schemas = [*(f"{names.cls}{end}" for end in ("Page", "Query", "Read")), f"as_{names.one}"]
    own = {f"{{package}}.{names.many}": ["queries"], f"{{package}}.{names.many}.schemas": schemas}
    return f'"""The routes of {names.words}."""\n\n{imports(body, names.package, own)}\n\n{body}'


def start(description: Description, names: Names) -> Iterator[str]:
    """The router itself, with who may ask, and the parameter in its paths."""
    access = description.access
    guards = {"model": f"dependencies=[guards({access.model!r})], ", "known": "dependencies=[Depends(Guard())], "}
    problems = {"model": "401, 403, ", "known": "401, "}.get(access.kind, "")
    yield (
        f"router = APIRouter(prefix={names.route!r}, tags=[{names.many!r}], {guards.get(access.kind, '')}"
        f'responses=answers("default", {problems}503), route_class=JsonRoute)\n'
    )
    if description.one:
        yield f"{names.cls}Id = {KEYS[description.table.kind]}\n"


def of_list(description: Description, names: Names) -> Iterator[str]:
    """The route of the list."""
    if description.listed is None:
        return
    constant, many = names.constant, names.many
    if description.filters:
        query = f"{names.cls}Query"
        asks = f"""    parameters = query.model_dump(exclude_none=True)
    filters = frozenset(queries.FILTERS.keys() & parameters.keys())
    count = await queries.count_{many}(filters).scalar(connection, **parameters)
    rows = await queries.page_of_{many}(filters).all(connection, **parameters)"""
    else:
        query = "PageQuery"
        asks = f"""    count = await queries.COUNT_{constant}.scalar(connection)
    rows = await queries.PAGE_OF_{constant}.all(connection, limit=query.limit, offset=query.offset)"""
    signature = f"request: Request, query: Annotated[{query}, Query()], connection: Reading"
    yield f'''
@router.get({description.listed.path.removeprefix(names.route)!r}, responses=answers(422))
async def list_{many}({signature}) -> {names.cls}Page:
    """List {names.words}."""
{asks}
    return {names.cls}Page(
        count=count,
        results=[as_{names.one}(row) for row in rows],
        **neighbours(request.url.path, query, count),
    )
'''


def of_one(description: Description, names: Names) -> Iterator[str]:
    """The route of one of them."""
    if description.one is None:
        return
    one, key = names.one, names.key
    path = description.one.path.removeprefix(names.route).replace(f"{{{description.one.parameter}}}", f"{{{key}}}")
    yield f'''
@router.get({path!r}, responses=answers(404))
async def read_{one}({key}: {names.cls}Id, connection: Reading) -> {names.cls}Read:
    """Read one of them."""
    row = await queries.FIND_{one.upper()}.first(connection, {key}={key})
    if row is None:
        raise HTTPException(404)
    return as_{one}(row)
'''
