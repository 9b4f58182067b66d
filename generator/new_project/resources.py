"""Where the files are that come with the package."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def template_root() -> Path:
    """Return the folder of copier.yml and all that it refers to: in a wheel inside the package, else the checkout."""
    for root in (PACKAGE / "template", PACKAGE.parent.parent):
        if (root / "copier.yml").is_file():
            return root
    raise FileNotFoundError(f"copier.yml is neither in {PACKAGE / 'template'} nor in a checkout around {PACKAGE}.")
