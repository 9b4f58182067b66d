"""The page that `compare --html` writes: where it goes, what is in it, and how a browser shows it."""

import html
import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path

import pytest

from new_project.compare import compare
from new_project.compare_chart import chart
from new_project.compare_page import page
from new_project.questions import load_questionnaire
from new_project.resources import template_root
from new_project.sources import Given
from tests.new_project.conftest import Shell

HOSTILE = "<script>alert(1)</script> & {{ 7 * 7 }}"
VOID = {"meta", "line", "rect", "br"}


class Page(HTMLParser):
    """A page's elements, with what they lead to; elements that are not closed in order fail."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID or (tag == "rect" and f"{self.get_starttag_text()}"[-2:] != "/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def text() -> str:
    """The page of answers that leave no need without points, overruled, with a text that would break it."""
    questionnaire = load_questionnaire(template_root())
    answers = {
        "project_name": "Call Center", "description": HOSTILE, "interface": "both", "async_needs": "heavy",
        "performance": "primary", "services": "microservice", "admin_needs": "heavy", "data_model": "complex",
        "time_to_market": "urgent", "team_familiarity": "neither", "architecture": "fastapi",
        "overrule_reason": "<b>because</b>",
    }  # fmt: skip
    return page(questionnaire, compare(questionnaire, Given(answers)))


def test_bars_begin_where_the_one_before_ends() -> None:
    found = chart({"fastapi": {"a": 3, "b": 0, "c": 1}, "hybrid": {"a": 2, "b": -4, "c": 2}, "django": {"c": -1}})
    assert found.zero == 50
    assert {name: [(part.key, part.start, part.width) for part in row] for name, row in found.bars.items()} == {
        "fastapi": [("a", 50, 37.5), ("c", 87.5, 12.5)],
        "hybrid": [("a", 50, 25), ("b", 0, 50), ("c", 75, 25)],
        "django": [("c", 37.5, 12.5)],
    }


def test_nothing_is_requested_or_run(text: str) -> None:
    found = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "base", "form", "a"} & set(found.tags)
    assert not [each for each in found.attributes if each[1] in {"src", "href", "srcset"} or each[1].startswith("on")]
    style = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    assert "url(" not in style
    assert "@import" not in style
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes


def test_what_a_person_typed_is_text(text: str) -> None:
    assert HOSTILE in Page(text).text
    assert "<b>because</b>" in Page(text).text


def test_everything_is_in_it(text: str) -> None:
    words = " ".join(Page(text).text.split())
    for expected in (
        "Recommended: Django with a FastAPI sidecar (",
        "Overruled: FastAPI is asked for.",
        "A hybrid is two programs to build, run and keep in step".lower(),
        "granian",
        "new-project call-center --yes",
        "PostgreSQL (a real one comes with the project for development)",
        "(Django and hybrid only)",
    ):
        assert expected in words or expected in words.lower(), expected
    assert "The other answers" not in words  # all give points to one of them


def test_who_cannot_see_it_is_told(text: str) -> None:
    found = Page(text)
    assert ("html", "lang", "en") in found.attributes
    assert ("meta", "name", "viewport") in found.attributes
    levels = [int(tag[1]) for tag in found.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [value for _tag, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for _tag, name, value in found.attributes:
        assert name != "aria-labelledby" or set(value.split()) <= set(ids)
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawings) == 4 * 3
    assert all('role="img"' in each and "<title id=" in each and "<desc id=" in each for each in drawings)


def luminance(color: str) -> float:
    """How bright a color is, as WCAG 2 counts it."""
    channels = (int(color[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_enough_in_both_schemes(text: str) -> None:
    blocks = re.findall(r":root {[^}]*--c9[^}]*}", text)
    schemes = [dict(re.findall(r"--([a-z]+\d?): (#[0-9a-f]{6})", block)) for block in blocks]
    assert len(schemes) == 2
    for scheme in schemes:
        fills = [scheme[f"c{number}"] for number in range(1, 10)]
        for name, ground in product(("ink", "soft", "accent"), (scheme["page"], scheme["card"])):
            assert contrast(scheme[name], ground) >= 4.5, (name, ground)
        for fill in fills:
            assert contrast(scheme["on"], fill) >= 4.5, fill
            assert contrast(fill, scheme["card"]) >= 3, fill


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not on the PATH")
@pytest.mark.parametrize("width", [320, 1280])
def test_a_browser_shows_it_whole(text: str, tmp_path: Path, width: int) -> None:
    """Nothing is wider than the window (a frame here, since a window has a least width), and every bar is drawn."""
    measure = """
        const shown = document.querySelector('iframe').contentDocument;
        const bars = [...shown.querySelectorAll('rect')].map(bar => bar.getBoundingClientRect().width);
        document.title = [shown.documentElement.scrollWidth, bars.length, Math.min(...bars) > 0].join(' ');
    """
    frame = f'<iframe style="border: 0" width="{width}" height="900" srcdoc="{html.escape(text)}"></iframe>'
    (tmp_path / "frame.html").write_text(f"<title></title>{frame}<script>onload = () => {{{measure}}}</script>")
    result = subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1400,1000",
            f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"file://{tmp_path / 'frame.html'}",
        ],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    bars = text.count("<rect ")
    assert f"<title>{width} {bars} true</title>" in result.stdout, result.stdout[:500] + result.stderr[-2000:]
    assert bars > 20


def test_the_page_is_written_and_nothing_else_of_the_users(shell: Shell) -> None:
    result = shell.run("compare", "--html", "page.html", "--plain")
    assert (result.returncode, result.stdout) == (0, "Written: page.html\n")
    assert (shell.folder / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in shell.folder.iterdir()] == ["page.html"]


def test_a_page_is_replaced_only_when_that_is_said(shell: Shell) -> None:
    page_file = shell.folder / "page.html"
    page_file.write_text("mine")
    page_file.chmod(0o640)
    refused = shell.run("compare", "--html", "page.html")
    assert refused.returncode == 1
    assert "page.html is there already; nothing was touched. Name another file, or add --replace." in refused.stderr
    assert "Rendering" not in refused.stderr
    assert page_file.read_text() == "mine"
    assert shell.run("compare", "--html", "page.html", "--replace", "--json").stdout.startswith('{"needs"')
    assert page_file.read_text().startswith("<!doctype html>")
    assert page_file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("file", "message", "code"),
    [
        ("missing/page.html", "missing/page.html cannot be written: missing is not there.", "file-not-writable"),
        ("text/page.html", "text/page.html cannot be written: text is no folder.", "file-not-writable"),
        ("folder", "folder is a folder; name a file.", "file-in-the-way"),
        ("", ". is a folder; name a file.", "file-in-the-way"),
        ("/dev/null", "/dev/null is no ordinary file; it is not written to.", "file-in-the-way"),
    ],
)
def test_where_a_page_cannot_go(shell: Shell, file: str, message: str, code: str) -> None:
    (shell.folder / "folder").mkdir()
    (shell.folder / "text").touch()
    result = shell.run("compare", "--replace", "--html", file)
    assert result.returncode == 1
    assert message in result.stderr
    assert f"new-project explain {code}" in result.stderr
    assert shell.run("explain", code).returncode == 0


def test_a_link_that_leads_nowhere_is_somebodys(shell: Shell) -> None:
    (shell.folder / "link.html").symlink_to("elsewhere.html")
    assert "link.html is there already" in shell.run("compare", "--html", "link.html").stderr
    assert shell.run("compare", "--html", "link.html", "--replace").returncode == 0
    assert (shell.folder / "elsewhere.html").is_file()
    assert (shell.folder / "link.html").is_symlink()
