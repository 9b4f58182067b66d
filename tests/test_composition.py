"""The hybrid is the two other trees and glue: no third copy, and no silence where the links to them are lost."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.matrix import Answers

Render = Callable[[Answers], Path]


def depends_on_the_mount(source: Path) -> bool:
    """Whether a file of a tree says of itself that it is another one, or none, where the tree is mounted."""
    jinja = re.findall(r"\{[%{].*?[%}]\}", f"{source}\n{source.read_text(encoding='utf-8')}", re.DOTALL)
    return any(re.search(r"\b(standalone|hybrid)\b", each) for each in jinja)


OF_API = "call_center_api"
"""What the package of a hybrid's API is called, which alone is called as Django's"""


def rendered_name(source: Path) -> str:
    """What a file of a tree is called in a project."""
    name = re.sub(r"\{%.*?%\}", "", source.as_posix()).replace("{{ package_name }}", "call_center")
    return name.replace("{{ api_package }}", OF_API).removesuffix(".jinja")


OF_THE_MOUNT = {
    f"{mount}/{rendered_name(source.relative_to(tree))}"
    for mount, tree in (("web", ROOT / "template_django"), ("api", ROOT / "template_fastapi"))
    for source in tree.rglob("*")
    if source.is_file() and source.suffix not in {".pyc", ".mo"} and depends_on_the_mount(source)
}


@pytest.mark.parametrize("style", ["drf", "ninja"])
def test_what_is_mounted_is_what_stands_alone(style: str, render: Render) -> None:
    hybrid = render({"architecture": "hybrid", "api_style": style})
    django = render({"architecture": "django", "api_style": style})
    fastapi = render({"architecture": "fastapi"})
    for mount, alone in (("web", django), ("api", fastapi)):
        for path in sorted((hybrid / mount).rglob("*")):
            name = path.relative_to(hybrid).as_posix()
            if path.is_file() and name not in OF_THE_MOUNT:
                other = alone / path.relative_to(hybrid / mount).as_posix().replace(OF_API, "call_center")
                assert path.read_bytes().replace(OF_API.encode(), b"call_center") == other.read_bytes(), name


DEVTOOLS = "{% if postgres and standalone %}devtools{% endif %}"


@pytest.mark.parametrize(("architecture", "mount"), [("hybrid", "web"), ("hybrid", "api"), ("django", DEVTOOLS)])
def test_plain_copier_says_what_is_wrong_with_a_checkout_without_links(
    architecture: str, mount: str, template: Path, tmp_path: Path
) -> None:
    checkout = shutil.copytree(template, tmp_path / "checkout", symlinks=True)
    link = checkout / f"template_{architecture}" / mount
    target = str(link.readlink())
    link.unlink()
    link.write_text(target)  # as git does where links are not supported
    command = [sys.executable, "-m", "copier", "copy", "--defaults", "--data", f"architecture={architecture}"]
    result = subprocess.run(
        [*command, str(checkout), "made"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode != 0
    assert "is not a link or a folder: run 'git config core.symlinks true'" in result.stderr
    assert not (tmp_path / "made").exists()


def test_the_hybrid_s_processes_find_their_ports(render: Render) -> None:
    project = render({"architecture": "hybrid"})
    used = set(re.findall(r"\$(\w+)", (project / "Procfile").read_text()))
    exported = set(re.findall(r"\bexport (\w+)", (project / "Makefile").read_text()))
    assert "API_PORT" in used
    assert used <= exported
