"""What git does not keep of a project that becomes a hybrid, and what its owner does with it."""

from collections.abc import Iterator

from new_project.changing import Plan
from new_project.into_hybrid import IntoHybrid
from new_project.repository import Repository
from new_project.web_layout import top


def left_to_the_owner(plan: Plan, moves: IntoHybrid, *, proves: bool) -> list[str]:
    """What no merge can do, a sentence each."""
    models = [] if proves else ["FastAPI's models are the template's. To write them from yours: make models"]
    return [*models, *own_apps(plan, moves), *names_of_what_moved(moves), *ignored(plan, moves), *data(plan)]


def own_apps(plan: Plan, moves: IntoHybrid) -> Iterator[str]:
    """Django's apps of the owner's, of whose tables FastAPI does not know."""
    goes = [move.name for move in moves.layout.own if move.goes]
    if apps := [name for name in goes if f"{plan.repository.prefix}{name}/apps.py" in plan.before]:
        yield (
            f"FastAPI does not know the tables of {', '.join(apps)}. Where its routes need them, add the apps to "
            "`apps` in bridge/settings.toml, then: make models"
        )


def names_of_what_moved(moves: IntoHybrid) -> Iterator[str]:
    """Files that still say where something was."""
    if moves.left:
        yield f"These name what is in web/ now; look whether they must say so: {', '.join(moves.left)}"


def ignored(plan: Plan, moves: IntoHybrid) -> Iterator[str]:
    """What git ignores stays where it is, and Django's code may look for it in web/."""
    found = ignored_names(plan.repository)
    named = sorted(found & moves.strings)
    if named:
        yield f"Django looks for these in web/ now: {'; '.join(f'mv {name} web/{name}' for name in named)}"
    if left := sorted(found & moves.layout.names):
        yield f"What git ignores has stayed behind, like __pycache__. To see it: git clean -ndX {' '.join(left)}"


def ignored_names(repository: Repository) -> set[str]:
    """What is at the project's top that git ignores, or that holds something ignored."""
    listing = (
        "ls-files",
        "-z",
        "--others",
        "--ignored",
        "--exclude-standard",
        "--directory",
        "--",
        repository.prefix or ".",
    )
    paths = repository.git(*listing).split("\0")[:-1]
    return {top(path.removeprefix(repository.prefix)) for path in paths}


def data(plan: Plan) -> Iterator[str]:
    """Where the data of development is afterwards."""
    place = ".postgres/" if plan.wanted.answers.computed["postgres"] else "db.sqlite3"
    yield f"make dev goes on with the data in {place}. A .env stays where it is; .env.example says what is new."
