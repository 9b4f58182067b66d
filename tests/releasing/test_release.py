"""A release after three others: what is committed, tagged and built, and that the wheel alone has every version."""

import os
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from new_project.released import Released, heads, tags
from new_project.render import render
from new_project.template import template_files
from releasing.bundle import write_bundle
from releasing.release import release
from tests.release_history import VERSIONS
from tests.releases import Releases, commit, git

NEW = "1.3.0"
ALL = [*VERSIONS, NEW]
VERSIONS_AND_NOTES = """
from new_project import history
print(history.__file__, *history.versions(), *(note.version for note in history.notes("1.0.0", "1.3.0")))
"""
TREE = """
from new_project.history import tree
with tree({version!r}) as root:
    print(root)
"""
Contents = dict[str, tuple[bytes, bool]]


@dataclass(frozen=True)
class Made:
    """A checkout in which a version was released, and what was said."""

    root: Path
    said: str
    site: Path
    """Where the wheel is installed."""

    @property
    def wheel(self) -> Path:
        return self.root / "dist" / f"new_project_cli-{NEW}-py3-none-any.whl"

    @property
    def bundle(self) -> Path:
        return self.site / "new_project" / "template.bundle"


def make_release(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `make release` runs, with the code of that checkout."""
    environment = os.environ | {"PYTHONPATH": str(root / "generator")}
    command = [sys.executable, "-m", "releasing", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def state(root: Path) -> str:
    """All that a release could have left."""
    return git(root, "for-each-ref") + git(root, "status", "--porcelain", "--ignored") + git(root, "worktree", "list")


def next_one(released: Releases, root: Path) -> Path:
    """A clone in which 1.3.0 is ready to be released."""
    git(released.folder, "clone", "--quiet", str(released.root), str(root))
    git(root, "switch", "--quiet", "--force-create", "main")
    changelog = root / "CHANGELOG.md"
    new = f"## {NEW} (unreleased)\n\n* What {NEW} has.\n\n## 1.2.0"
    changelog.write_text(changelog.read_text().replace("## 1.2.0", new, 1))
    questions = root / "copier.yml"
    questions.write_text(questions.read_text().replace("default: Call Center", "default: Contact Center", 1))
    commit(root, "Work")
    return root


@pytest.fixture(scope="module")
def made(released: Releases, uv: str, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("releasing")
    root = next_one(released, folder / "new-project")
    result = make_release(root, NEW)
    assert result.returncode == 0, result.stderr
    made = Made(root, result.stdout, folder / "site")
    alone = ("--quiet", "--offline", "--no-deps", "--python", sys.executable, "--target", str(made.site))
    subprocess.run([uv, "pip", "install", *alone, str(made.wheel)], check=True)
    return made


def test_it_is_committed_and_tagged_and_nothing_is_pushed(made: Made) -> None:
    assert git(made.root, "log", "-1", "--format=%s") == f"Release {NEW}\n"
    changed = git(made.root, "show", "--name-only", "--format=").split()
    assert sorted(changed) == ["CHANGELOG.md", "generator/version.txt"]
    assert (made.root / "generator" / "version.txt").read_text() == f"{NEW}\n"
    assert f"\n## {NEW} (20" in (made.root / "CHANGELOG.md").read_text()
    assert git(made.root, "cat-file", "-t", NEW) == "tag\n"
    assert git(made.root, "rev-parse", f"{NEW}^{{commit}}") == git(made.root, "rev-parse", "main")
    assert git(made.root, "status", "--porcelain", "--ignored") == "!! dist/\n"
    assert len(git(made.root, "worktree", "list").splitlines()) == 1
    assert NEW not in git(made.root, "ls-remote", "--tags", "origin")
    assert f"The wheel holds the templates of 4: {', '.join(ALL)}\n" in made.said
    *_, last = made.said.splitlines()
    wheel, sdist = sorted(os.listdir(made.root / "dist"))
    assert last == f"  git push --atomic origin main {NEW} && uv publish dist/{wheel} dist/{sdist}"


def test_nothing_is_left_of_a_trial_nor_of_a_release_that_fails(
    released: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = next_one(released, tmp_path / "new-project")
    untouched = state(root)
    monkeypatch.setattr("releasing.release.write_bundle", lambda *_: None)
    monkeypatch.setattr("releasing.release.build", lambda *_: [root / "copier.yml", root / "new.whl"])
    monkeypatch.setattr("releasing.release.prove", lambda *_: None)
    monkeypatch.setattr("releasing.release.report", lambda *_: None)
    release(root, NEW, dry_run=True)
    assert capsys.readouterr().out == f"{NEW} can be released. Nothing was changed.\n"
    assert state(root) == untouched
    with pytest.raises(FileNotFoundError):  # there is no new.whl to be kept
        release(root, NEW, dry_run=False)
    assert state(root) == untouched

    hook = root / "generator" / "hatch_build.py"
    hook.write_text(f"{hook.read_text()}\nraise SystemExit('no disk')\n")
    commit(root, "What breaks the build")
    before = state(root)

    result = make_release(root, NEW)

    assert result.returncode == 1
    assert "hatchling build failed:\n" in result.stderr
    assert result.stderr.endswith("no disk\nNothing was released.\n")
    assert state(root) == before


def test_what_is_published_holds_files_and_no_links(made: Made) -> None:
    entries = zipfile.ZipFile(made.wheel).infolist()
    assert [entry.filename for entry in entries if stat.S_ISLNK(entry.external_attr >> 16)] == []
    with tarfile.open(made.root / "dist" / f"new_project_cli-{NEW}.tar.gz") as sdist:
        assert [member.name for member in sdist if not member.isfile()] == []
    clone = made.site.with_name("clone")
    git(made.root, "clone", "--quiet", str(made.bundle), str(clone))
    for version in ALL:
        modes = {line.split()[0] for line in git(clone, "ls-tree", "-r", version).splitlines()}
        assert modes <= {"100644", "100755"}
        assert git(clone, "show", f"{version}:template_hybrid/web/manage.py").startswith("#!/usr/bin/env python\n")


def test_an_sdist_builds_the_same_wheel(made: Made, tmp_path: Path) -> None:
    with tarfile.open(made.root / "dist" / f"new_project_cli-{NEW}.tar.gz") as sdist:
        sdist.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    assert (tmp_path / made.wheel.name).read_bytes() == made.wheel.read_bytes()


def test_a_bundle_is_the_same_bytes_each_time(made: Made, tmp_path: Path) -> None:
    commits = tags(made.root / ".git")
    assert list(heads(made.bundle)) == sorted(commits) == ALL
    git(made.root, "gc", "--quiet")  # so the objects are stored in another way
    write_bundle(Released(made.root / ".git", "", commits), ALL, tmp_path / "bundle")
    assert (tmp_path / "bundle").read_bytes() == made.bundle.read_bytes()


@pytest.fixture(scope="module")
def installed(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Python with the wheel and without a network, where that can be taken away. Its home is empty at first."""
    home = tmp_path_factory.mktemp("home")
    cut_off = ["unshare", "--map-root-user", "--net"]
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode:
        cut_off = []
    environment = os.environ | {"PYTHONPATH": str(made.site), "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")

    def run(*arguments: str, **more: str) -> str:
        command = [*cut_off, sys.executable, *arguments]
        done = subprocess.run(command, env=environment | more, cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_wheel_knows_all_versions(installed: Callable[..., str], made: Made) -> None:
    file, *versions = installed("-c", VERSIONS_AND_NOTES).split()
    assert Path(file).is_relative_to(made.site)
    assert versions == [*ALL, *ALL[1:]]


@pytest.fixture(scope="module", params=ALL)
def both(
    request: pytest.FixtureRequest, released: Releases, made: Made, installed: Callable[..., str]
) -> tuple[Path, Path]:
    """A version's template, as its tag has it and as the wheel has it."""
    version = str(request.param)
    packed = Path(installed("-c", TREE.format(version=version)).strip())
    assert made.root not in packed.parents
    return made.root if version == NEW else released.tree(version), packed


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def contents(root: Path, names: Iterable[str]) -> Contents:
    """Each file's bytes, and whether it can be executed; links are followed."""
    return {name: ((root / name).read_bytes(), os.access(root / name, os.X_OK)) for name in names}


def test_a_version_in_the_wheel_is_what_its_tag_has(both: tuple[Path, Path]) -> None:
    tag, packed = (contents(root, set(template_files(root)) - {"CHANGELOG.md"}) for root in both)
    assert packed.keys() == tag.keys()
    assert {name for name in tag if packed[name] != tag[name]} == set()
    assert not [path for path in both[1].rglob("*") if path.is_symlink()]


def test_a_project_of_it_is_the_same_byte_for_byte(both: tuple[Path, Path], tmp_path: Path) -> None:
    projects = []
    for name, root in zip(("tag", "wheel"), both, strict=True):
        project = tmp_path / name
        render(root, project, {"architecture": "hybrid", "deploy": "kubernetes"})  # of all three trees
        projects.append(contents(project, names(project)))
    assert len(projects[0]) > 200
    assert projects[1] == projects[0]


def test_the_wheel_alone_updates_a_project(
    released: Releases, made: Made, installed: Callable[..., str], tmp_path: Path
) -> None:
    project = released.project_of("1.0.0", "hybrid")
    (project / "ours.py").write_text("OURS = True\n")
    commit(project, "Ours")

    installed("-m", "new_project", "update", str(project), "--yes", "--no-gates")

    kept = yaml.safe_load((project / ".copier-answers.yml").read_text())
    assert kept["_commit"] == NEW
    render(made.root, tmp_path, {key: value for key, value in kept.items() if not key.startswith("_")})
    tracked = set(git(project, "ls-files", "-z").split("\0")) - {"", "ours.py"}
    assert contents(project, tracked) == contents(tmp_path, names(tmp_path))
    assert (project / "ours.py").is_file()


def test_plain_copier_updates_from_the_bundle(
    released: Releases, made: Made, installed: Callable[..., str], tmp_path: Path
) -> None:
    project = released.project_of("1.0.0", "fastapi")
    origin = "https://github.com/new-project-cli/new-project.git"
    assert f"_src_path: {origin}\n" in (project / ".copier-answers.yml").read_text()
    (project / "ours.py").write_text("OURS = True\n")
    commit(project, "Ours")
    own = {"COUNT": "1", "KEY_0": f"url.{made.bundle}.insteadOf", "VALUE_0": origin}
    environment = {f"GIT_CONFIG_{name}": value for name, value in own.items()} | {"COPIER_CACHE_DIR": str(tmp_path)}

    # As Renovate does it.
    update = ("update", "--skip-answered", "--defaults", "--answers-file", ".copier-answers.yml", "--vcs-ref", NEW)
    installed("-m", "copier", *update, str(project), **environment)

    assert f"_commit: {NEW}\n" in (project / ".copier-answers.yml").read_text()
    assert (project / "ours.py").is_file()
    assert git(project, "ls-files", "--unmerged") == ""
