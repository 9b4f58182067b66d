"""The steps of a release. All is made elsewhere first; only when it is whole do branch, tag and dist/ change."""

import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from new_project.changelog import CHANGELOG, UNRELEASED
from new_project.released import BUNDLE, Released, tags
from new_project.versions import version_key
from releasing.building import build, prove
from releasing.bundle import write_bundle
from releasing.conditions import check
from releasing.repository import BRANCH, VERSION_FILE, accept, another_work_tree, run


def release(root: Path, version: str, *, dry_run: bool) -> None:
    """Commit, tag and build a version; nothing of it, where anything fails or it is only tried."""
    check(root, version)
    with another_work_tree(root) as folder:
        commit = write_version(folder, version)
        older = tags(root / ".git")
        versions = [*sorted(older, key=version_key), version]
        write_bundle(Released(root / ".git", "", older | {version: commit}), versions, folder / "generator" / BUNDLE)
        built = build(folder, folder.parent / "dist")
        (wheel,) = (file for file in built if file.suffix == ".whl")
        prove(wheel, versions, folder.parent)
        report(built, versions)
        if dry_run:
            sys.stdout.write(f"{version} can be released. Nothing was changed.\n")
            return
        keep(root, version, commit, built)
    files = " ".join(f"dist/{file.name}" for file in built)
    sys.stdout.write(
        f"{version} is committed, tagged and built; nothing is pushed or published. To do that:\n"
        f"  git push --atomic origin {BRANCH} {version} && uv publish {files}\n"
    )


def write_version(folder: Path, version: str) -> str:
    """Commit the version and its date in a checkout; return the commit."""
    (folder / VERSION_FILE).write_text(f"{version}\n", encoding="utf-8")
    changelog = folder / CHANGELOG
    text = changelog.read_text(encoding="utf-8")
    heading = f"## {version} ({datetime.now(UTC).date().isoformat()})"
    changelog.write_text(text.replace(f"## {version} ({UNRELEASED})", heading, 1), encoding="utf-8")
    run(folder, "commit", "--quiet", f"--message=Release {version}", "--", VERSION_FILE, CHANGELOG)
    return run(folder, "rev-parse", "HEAD")


def keep(root: Path, version: str, commit: str, built: Sequence[Path]) -> None:
    """Put the files into dist/, the tag on the commit, and the branch at it."""
    dist = root / "dist"
    dist.mkdir(exist_ok=True)
    kept = [dist / file.name for file in built]
    try:
        for source, target in zip(built, kept, strict=True):
            shutil.copyfile(source, target)
        accept(root, version, commit)
    except BaseException:
        for target in kept:
            target.unlink(missing_ok=True)
        raise


def report(built: Sequence[Path], versions: Sequence[str]) -> None:
    """Say what was built."""
    for file in built:
        sys.stdout.write(f"{file.name}  {file.stat().st_size / 1e6:.1f} MB\n")
    sys.stdout.write(f"The wheel holds the templates of {len(versions)}: {', '.join(versions)}\n")
