"""Values for questions and tests."""

from moving.facts import Description

STRANGERS = {
    "int": ["9223372036854775807", "9223372036854775808", "0", "-1", "1.0", "abc", "%00"],
    "uuid": ["00000000-0000-0000-0000-000000000000", "abc"],
    "text": ["nothing-is-called-so"],
}
"""What is no key of anything"""
WRONG = ("limit=0", "limit=101", "limit=ten", "limit=", "offset=-1", "offset=2147483648")


def fine(description: Description) -> list[str]:
    """A value for each parameter of a list by which its rows are chosen."""
    values = {"int": "1", "uuid": STRANGERS["uuid"][0], "text": "text"}
    return [f"{each.name}={each.choices[0] if each.choices else values[each.kind]}" for each in description.filters]


def wrong(description: Description) -> list[str]:
    """Values of its parameters that are refused."""
    checked = [each.name for each in description.filters if each.choices or each.kind != "text"]
    return [*WRONG, *(f"{name}=%00" for name in checked)]


def path_of_one(description: Description, key: str) -> str:
    """The path of one, with its key."""
    assert description.one
    return description.one.path.replace(f"{{{description.one.parameter}}}", key)


def a_path(description: Description) -> str:
    """A path that is answered, of the list where there is one."""
    return description.listed.path if description.listed else path_of_one(description, "1")
