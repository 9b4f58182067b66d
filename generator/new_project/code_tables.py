"""The tables, their relations, and the pages of an admin, as a project's code tells of them."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from new_project.code_modules import Module, Sources, dotted

REFERENCES = {"ForeignKey", "OneToOneField", "ForeignKeyConstraint", "ParentalKey", "TreeForeignKey"}
LINKS = {"ManyToManyField", "ParentalManyToManyField"}
PERMISSIONS = {"group", "groups", "permission", "permissions", "role", "roles"}


class Named(NamedTuple):
    """Something that code has: the file, and what it is called there."""

    file: str
    name: str


def find_tables(sources: Sources) -> Iterator[tuple[Named, list[Named], list[Named]]]:
    """Each table, with its references and its many-to-many relations."""
    for module in sources.modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and is_table(sources, module, node):
                calls = list(fields(node))
                yield (
                    Named(module.file, node.name),
                    [Named(module.file, f"{node.name}.{name}") for name, kind in calls if kind in REFERENCES],
                    [Named(module.file, f"{node.name}.{name}") for name, kind in calls if kind in LINKS],
                )


def is_table(sources: Sources, module: Module, node: ast.ClassDef) -> bool:
    """Whether a class is a table: Django's by its base, SQLAlchemy's by its name, SQLModel's by its keyword."""
    if any(keyword.arg == "table" for keyword in node.keywords):
        return True
    assigned = {name for statement in node.body for name in targets(statement)}
    return "__tablename__" in assigned or (is_django_model(sources, module, node) and not is_abstract(node))


def is_django_model(sources: Sources, module: Module, node: ast.ClassDef, depth: int = 0) -> bool:
    """Whether one of its bases is Django's Model, or a class of the project's that is one."""
    for base in node.bases:
        words = dotted(base)
        origin = module.origin(base)
        if origin and origin[0].startswith("django.") and words[-1] in {"Model", "AbstractUser", "AbstractBaseUser"}:
            return True
        home, parent = sources.find(origin) or (module, None)
        if depth < 5 and isinstance(parent, ast.ClassDef) and is_django_model(sources, home, parent, depth + 1):
            return True
    return False


def is_abstract(node: ast.ClassDef) -> bool:
    """Whether its Meta says that it is no table, or only another view of one."""
    metas = [each for each in node.body if isinstance(each, ast.ClassDef) and each.name == "Meta"]
    return any(name in {"abstract", "proxy"} for meta in metas for each in meta.body for name in targets(each))


def fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """What is assigned in a class, with each function that is called for it."""
    for statement in node.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        for call in ast.walk(value) if value else ():
            if isinstance(call, ast.Call) and dotted(call.func):
                yield next(iter(targets(statement)), ""), dotted(call.func)[-1]


def targets(statement: ast.stmt) -> list[str]:
    """The names that a statement assigns to."""
    if isinstance(statement, ast.AnnAssign):
        return dotted(statement.target)
    return (
        [word for target in statement.targets for word in dotted(target)] if isinstance(statement, ast.Assign) else []
    )


def find_admins(sources: Sources) -> Iterator[Named]:
    """Each model that is registered with Django's admin, and each page of SQLAdmin's."""
    for module in sources.modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                yield from (Named(module.file, node.name) for each in node.keywords if each.arg == "model")
                calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
                yield from (Named(module.file, name) for call in calls for name in registered(module, call))
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                yield from (Named(module.file, name) for name in registered(module, node.value))


def registered(module: Module, call: ast.Call) -> list[str]:
    """The models that `admin.register(A, B)` or `site.register([A, B], Admin)` names."""
    words, origin = dotted(call.func), module.origin(call.func)
    if not words or words[-1] != "register" or not call.args:
        return []
    if origin == ("django.contrib.admin", "register"):
        models = call.args
    elif len(words) > 1 and words[-2].endswith("site"):
        first = call.args[0]
        models = first.elts if isinstance(first, ast.List | ast.Tuple) else [first]
    else:
        return []
    return [".".join(dotted(model)) for model in models if dotted(model)]


def is_about_permissions(table: Named) -> bool:
    """Whether a table is one of groups or permissions of the project's own."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in table.name).lower().split()
    return bool(PERMISSIONS & set(words))
