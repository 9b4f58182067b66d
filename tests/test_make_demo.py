"""`make demo`, as the README says it, in a copy of this checkout."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from new_project.servers import clean_environment
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def checkout(workshop: Path) -> Path:
    """The files that git knows or would add, as they are now."""
    folder = workshop / "checkout"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        source, target = ROOT / name, folder / name
        if name and (source.exists() or source.is_symlink()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    return folder


def make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=checkout,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_a_demo_ends_with_a_receipt_and_harms_no_other(checkout: Path) -> None:
    first = make(checkout, "demo")
    assert first.returncode == 0, first.stdout + first.stderr
    assert re.search(r"All \d+ steps passed", first.stdout)
    assert "cd demo && make dev" in first.stdout
    assert (checkout / "demo" / ".git").is_dir()
    assert '"demo-2"' in make(checkout, "--dry-run", "demo").stdout
    again = make(checkout, "demo", "DEST=demo")
    assert again.returncode == 2  # make's own, for any command that fails
    assert "is not empty; nothing was touched" in again.stderr


def test_help_lists_the_two_commands(checkout: Path) -> None:
    text = make(checkout, "help").stdout
    assert "make demo" in text
    assert "make test" in text
