"""Write FastAPI's side of a described route: `python -m moving.scaffold FILE PACKAGE [--dry-run]`.

What exists already is left as it is, and named. What could not be told is left out, and named, too; the parity test
fails until it is written.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from moving.api_models import read_models
from moving.facts import Description
from moving.loading import load
from moving.names import Names, names_of
from moving.register import NotRegisteredError, in_application, in_gateway
from moving.report import report, to_write
from moving.write_parity import parity
from moving.write_queries import queries
from moving.write_router import router
from moving.write_rows import Rows
from moving.write_schemas import schemas
from moving.write_select import Tables
from moving.write_tests import tests

ROOT = Path(__file__).resolve().parent.parent


class NotWrittenError(Exception):
    """Nothing can be written; the message says why, and what to do."""


def main(arguments: list[str]) -> int:
    """Write, and say what; 1 where something has to be done first."""
    options = argparse.ArgumentParser(prog="python -m moving.scaffold", description=__doc__)
    options.add_argument("file", type=Path, help="what moving.describe wrote")
    options.add_argument("package")
    options.add_argument("--dry-run", action="store_true", help="only say what would be written")
    options.add_argument("--root", type=Path, default=ROOT, help="the project")
    asked = options.parse_args(arguments)
    description = load(json.loads(asked.file.read_text(encoding="utf-8")))
    print("\n".join(report(description)), end="\n\n")
    try:
        files = plan(description, asked.root, asked.package)
        edits = registered(description, asked.root, asked.package)
    except (NotWrittenError, NotRegisteredError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(write(files, edits, asked.root, is_real=not asked.dry_run)))
    if sentences := to_write(description):
        print("\nCould not be translated, so the parity test fails until it is written:")
        print("\n".join(f"  {each}" for each in sentences))
    return 0


def plan(description: Description, root: Path, package: str) -> dict[Path, str]:
    """Each new file with its text."""
    models = read_models(root / "api" / package / "models.py")
    tables = [description.table.table, *(link.table for link in description.links)]
    if unknown := [table for table in tables if table not in models]:
        app = description.table.label.partition(".")[0]
        raise NotWrittenError(
            f"The API has no model of {', '.join(unknown)}: "
            f'add its app (like "{app}") to apps in bridge/settings.toml, and run `make models`.'
        )
    names = names_of(description, root / "api" / package)
    folder, of_tests = Path("api", package, names.many), Path("api/tests", names.many)
    return {
        folder / "__init__.py": f'"""{names.words.capitalize()}."""\n',
        folder / "queries.py": queries(description, names, Tables(description, models)),
        folder / "router.py": router(description, names),
        folder / "schemas.py": schemas(description, names),
        of_tests / "__init__.py": "",
        of_tests / "conftest.py": Rows(description, names, models).text(),
        of_tests / f"test_{names.many}.py": tests(description, names),
        Path("parity", f"test_{names.many}.py"): parity(description, names),
    }


def registered(description: Description, root: Path, package: str) -> dict[Path, str]:
    """Each file that gets a line or two, with its new text."""
    names: Names = names_of(description, root / "api" / package)
    main, routes = Path("api", package, "main.py"), Path("gateway/routes.toml")
    return {
        main: in_application((root / main).read_text(encoding="utf-8"), names),
        routes: in_gateway((root / routes).read_text(encoding="utf-8"), description.route),
    }


def write(files: dict[Path, str], edits: dict[Path, str], root: Path, *, is_real: bool) -> list[str]:
    """Write what is not there, and say what was done with each file."""
    new = [file for file in files if not (root / file).exists()]
    changed = [file for file, text in edits.items() if (root / file).read_text(encoding="utf-8") != text]
    if is_real:
        for file in new:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
        for file in (*new, *changed):
            (root / file).write_text({**files, **edits}[file], encoding="utf-8")
        put_into_shape(root, [file for file in (*new, *changed) if file.suffix == ".py"])
    done = ("writes", "adds the route to") if is_real else ("would write", "would add the route to")
    return [
        *(f"{done[0]} {file}" if file in new else f"exists, and stays as it is: {file}" for file in files),
        *(f"{done[1]} {file}" if file in changed else f"has the route: {file}" for file in edits),
    ]


def put_into_shape(root: Path, files: list[Path]) -> None:
    """Sort imports and break lines as each folder's settings want it."""
    for command in (["check", "--quiet", "--select", "I,F401", "--fix-only"], ["format", "--quiet"]):
        if files:
            subprocess.run([sys.executable, "-m", "ruff", *command, *map(str, files)], cwd=root, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
