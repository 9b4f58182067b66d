"""What the changelog says of each version, and that this repository's own says it of all."""

import re
import subprocess

from new_project.changelog import CHANGELOG, UNRELEASED, Notes, parse_notes, sections
from new_project.version import version
from new_project.versions import parse, version_key
from tests.conftest import ROOT

TEXT = """\
# Changelog

What is said before the first version is of none.

## 1.1.0 (unreleased)

### Upgrading

Type this:

```sh
## not a heading of a version
make migrate
```

### Added

* One.

### Upgrading

And that.

## 1.0.0 (2026-01-31)
## 0.9.0

* First.
"""


def test_a_section_has_what_its_owner_does_and_the_rest() -> None:
    newest, *others = parse_notes(TEXT)
    assert newest.version == "1.1.0"
    assert newest.upgrading == "Type this:\n\n```sh\n## not a heading of a version\nmake migrate\n```\n\nAnd that."
    assert newest.changes == "### Added\n\n* One."
    assert others == [Notes("1.0.0", "", ""), Notes("0.9.0", "", "* First.")]


def test_a_section_knows_its_date() -> None:
    assert [(section.version, section.date) for section in sections(TEXT)] == [
        ("1.1.0", UNRELEASED),
        ("1.0.0", "2026-01-31"),
        ("0.9.0", ""),
    ]


def test_every_version_of_this_repository_has_a_section() -> None:
    told = list(sections((ROOT / CHANGELOG).read_text(encoding="utf-8")))
    versions = [section.version for section in told]
    assert all(parse(version) for version in versions)
    assert versions == sorted(set(versions), key=version_key, reverse=True)
    released = subprocess.run(["git", "tag"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {tag for tag in released if parse(tag)} | {version()} <= set(versions)
    for newest, section in zip((True, *(False for _ in told)), told, strict=False):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", section.date) or (newest and section.date == UNRELEASED)
        assert section.text
