"""What classes and attributes are called in Python, where Django's own name will not do."""

import keyword
from collections import Counter

from bridge import dialect
from bridge.facts import Model

# Names that the module has for itself, or that a class of SQLAlchemy, or an annotation in it, has other plans for.
MODULES = {"_dt", "_decimal", "_now", "_sa", "_typing", "_uuid", "_DatabaseType"}
OURS = {name.rstrip(".") for name in [*MODULES, *dialect.IMPORTS, *dialect.HELPERS]}
CLASSES = {"Base", "DeclarativeBase", "Mapped"} | OURS
TAKEN = CLASSES | {"metadata", "registry", "mapped_column", "relationship", "type_annotation_map"}
BUILT_IN = {"bool", "bytes", "dict", "float", "int", "list", "str"}


def attribute(name: str) -> str:
    """The attribute for a field: its own name, unless that is taken."""
    return f"{name}_" if name in TAKEN | BUILT_IN or keyword.iskeyword(name) else name


def class_names(models: list[Model]) -> dict[str, str]:
    """A class name for each label: Django's own, with the app's before it where two apps use the same."""
    plain = {model["label"]: camel(model["label"].split(".")[1]) for model in models}
    used = Counter([*plain.values(), *CLASSES])
    names: dict[str, str] = {}
    for label, name in plain.items():
        chosen = name if used[name] == 1 else camel(label.split(".")[0]) + name
        while chosen in names.values() or keyword.iskeyword(chosen) or (chosen != name and used[chosen]):
            chosen += "_"
        names[label] = chosen
    return names


def camel(name: str) -> str:
    """`User_groups` (how Django calls a table between two others) -> `UserGroups`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))
