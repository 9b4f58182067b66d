"""What the doctor reads from code without running it, and which answers it says that the code shows."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from new_project.code_facts import Code, Measure, measure, read_code
from new_project.doctor_reconsider import shown_by
from new_project.thresholds import load_thresholds
from tests.patients import found_by, project_in, statuses

ASKING = frozenset({"httpx"})
PYPROJECT = {"pyproject.toml": b""}


def code(files: Mapping[str, str], architecture: str = "fastapi") -> Code:
    return read_code(PYPROJECT | {name: text.encode() for name, text in files.items()}, architecture, ASKING)


FASTAPI = {
    "shop/client.py": "import httpx\n\nasync def ask():\n    return await httpx.AsyncClient().get('x')\n",
    "shop/__init__.py": "from shop.client import ask\n",
    "shop/routes.py": """
import shop
from fastapi import APIRouter, WebSocket
from fastapi.responses import StreamingResponse
from .client import ask as asked

router = APIRouter()

@router.get("/plain")
async def plain(): return 1

@router.get("/sync")
def sync(): return 1

@router.get("/asks")
async def asks(): return await asked()

@router.get("/asks-too")
async def asks_too(): return await shop.ask()

@router.get("/streams")
async def streams(): return StreamingResponse(iter([]))

@router.websocket("/ws")
async def live(socket: WebSocket): ...

def added(): return 1

router.add_api_route("/added", added)
""",
    "tests/test_routes.py": "@router.get('/not-counted')\nasync def test(): ...\n",
}


def test_the_routes_of_fastapi_and_what_they_wait_for() -> None:
    routes = {route.path: route for route in code(FASTAPI).routes}
    assert {path: route.waits for path, route in routes.items()} == {
        "/plain": "",
        "/sync": "",
        "/asks": "service",
        "/asks-too": "service",
        "/streams": "stream",
        "/ws": "WebSocket",
        "/added": "",
    }
    assert {path for path, route in routes.items() if not route.is_async} == {"/sync", "/added"}


DJANGO = {
    "shop/views.py": """
from django.views import View

async def waits(request): ...
def plain(request): ...

class Waiting(View):
    async def get(self, request): ...

class Plain(View):
    def get(self, request): ...
""",
    "shop/urls.py": """
from django.urls import include, path
from . import views
from shop.live import Consumer

router.register("orders", views.Plain)
urlpatterns = [
    path("waits", views.waits),
    path("plain", views.plain),
    path("class", views.Waiting.as_view()),
    path("other", views.Plain.as_view()),
    path("ws", Consumer.as_asgi()),
    path("more", include("shop.more")),
    path("admin/", admin.site.urls),
]
""",
    "shop/live.py": "class Consumer: ...\n",
    "shop/models.py": """
from django.contrib.auth.models import AbstractUser
from django.db import models

class Base(models.Model):
    class Meta:
        abstract = True

class User(AbstractUser): ...

class Order(Base):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    tags = models.ManyToManyField("Tag")

class Tag(models.Model): ...
""",
    "shop/admin.py": """
from django.contrib import admin
from shop.models import Order, Tag, User

@admin.register(Order, Tag)
class OrderAdmin(admin.ModelAdmin): ...

admin.site.register(User, OrderAdmin)
""",
    "shop/templates/shop/order.html": "",
}


def test_what_a_django_project_has() -> None:
    found = code(DJANGO, "django")
    assert {route.path: route.waits for route in found.routes} == {
        "orders": "",
        "waits": "async view",
        "plain": "",
        "class": "async view",
        "other": "",
        "ws": "WebSocket",
    }
    assert {kind: len(each) for kind, each in found.facts.items()} == {
        "routes": 6,
        "waiting_routes": 3,
        "tables": 3,
        "relations": 2,
        "links": 1,
        "own_permissions": 0,
        "admins": 3,
        "pages": 1,
    }


def test_what_a_fastapi_project_has_of_an_admin_and_of_permissions() -> None:
    files = {
        "shop/admin.py": "class OrderAdmin(ModelView, model=Order): ...\n",
        "shop/pages.py": "@router.get('/admin/orders')\nasync def orders(): ...\n",
        "shop/models.py": """
class UserGroup(Base):
    __tablename__ = "groups"
    user_id = mapped_column(ForeignKey("users.id"))
""",
    }
    found = code(files)
    assert {kind: len(found.facts[kind]) for kind in ("admins", "tables", "relations", "own_permissions")} == {
        "admins": 2,
        "tables": 1,
        "relations": 1,
        "own_permissions": 1,
    }


def test_a_hybrid_counts_what_serves_and_no_table_twice() -> None:
    model = "from django.db import models\n\nclass Order(models.Model): ...\n"
    files = {"web/shop/models.py": model, "api/shop_api/models.py": model, "bridge/tests/shop.py": model}
    assert list(code(files, "hybrid").facts["tables"].values()) == ["Order in web/shop/models.py"]


def test_what_is_no_python_is_said_with_its_line() -> None:
    assert code({"shop/a.py": "x = 1\ndef (:\n"}).broken == {"shop/a.py": "shop/a.py, line 2: invalid syntax"}


def test_only_what_the_template_did_not_bring_counts_as_own() -> None:
    before = code({"shop/a.py": "@router.get('/a')\nasync def a(): ...\n"})
    after = code(
        {"shop/a.py": "@router.get('/a')\nasync def a(): ...\n\n@router.websocket('/b')\nasync def b(): ...\n"}
    )
    measures = measure(after, before)
    assert measures["routes"] == Measure(2, 1, ("/b in shop/a.py",))
    assert (measures["waiting_percent"].all, measures["waiting_percent"].own) == (50, 100)


def measures(**numbers: int) -> dict[str, Measure]:
    counted = dict.fromkeys((*load_thresholds().measures,), 0) | numbers
    return {name: Measure(number, number) for name, number in counted.items()}


@pytest.mark.parametrize(
    ("need", "recorded", "numbers", "shown"),
    [
        ("async_needs", "none", {"waiting_routes": 1, "waiting_percent": 10}, "some"),
        ("async_needs", "none", {"waiting_routes": 5, "waiting_percent": 40}, "heavy"),
        ("async_needs", "none", {"waiting_routes": 5, "waiting_percent": 39}, "some"),
        ("async_needs", "none", {"routes": 100}, None),
        ("async_needs", "heavy", {"routes": 19}, None),
        ("async_needs", "heavy", {"routes": 20}, "none"),
        ("admin_needs", "none", {"admins": 1}, "some"),
        ("admin_needs", "some", {"admins": 8}, "heavy"),
        ("admin_needs", "heavy", {"admins": 1}, None),
        ("data_model", "simple", {"tables": 4, "relations": 3}, "relational"),
        ("data_model", "simple", {"tables": 15, "relations": 20}, "complex"),
        ("data_model", "simple", {"links": 4, "relations": 12}, "complex"),
        ("data_model", "relational", {"own_permissions": 2}, "complex"),
        ("data_model", "complex", {"tables": 3}, None),
        ("interface", "api", {"pages": 5, "routes": 1}, "both"),
        ("interface", "api", {"pages": 4, "routes": 9}, None),
        ("performance", "normal", {"slow_routes": 1, "slow_percent": 10}, "important"),
        ("performance", "normal", {"slow_routes": 3, "slow_percent": 50}, "primary"),
    ],
)
def test_what_numbers_show(need: str, recorded: str, numbers: dict[str, int], shown: str | None) -> None:
    level = shown_by(need, recorded, measures(**numbers))
    assert (level and level.answer) == shown


def test_what_is_not_measured_shows_nothing() -> None:
    found = {name: each for name, each in measures(routes=50).items() if not name.startswith("slow")}
    assert shown_by("performance", "primary", found) is None


def test_each_number_is_of_something_that_is_counted_and_each_answer_exists() -> None:
    thresholds = load_thresholds()
    from new_project.questions import load_questionnaire
    from new_project.resources import template_root

    questionnaire = load_questionnaire(template_root())
    for need, scale in thresholds.needs.items():
        for level in scale.levels:
            assert level.answer in questionnaire[need].answers
            assert {*level.at_least, *level.at_most, *scale.grown} <= thresholds.measures.keys()
            assert level.why


WAITING = """
from fastapi import APIRouter, WebSocket

router = APIRouter()
""" + "".join(f"\n\n@router.websocket('/ws/{n}')\nasync def live_{n}(socket: WebSocket): ...\n" for n in range(5))


def test_a_reason_of_the_record_that_has_come_true(tmp_path: Path) -> None:
    answers = {"architecture": "django", "admin_needs": "heavy", "interface": "pages"}
    project = project_in(tmp_path, answers)
    assert statuses(found_by("reconsider", project)) == ["ok"]
    (project / "call_center" / "sockets.py").write_text(WAITING)
    (finding,) = found_by("reconsider", project)
    assert finding.status == "warning"
    assert "The record says: reconsider when" in finding.found
    assert "5 routes that wait for others" in finding.how
    assert "/ws/0 in call_center/sockets.py" in finding.how
    assert finding.mend == f"new-project reconsider {project} --async-needs heavy"
    assert finding.where == "docs/decisions/0001-architecture.md"


def test_what_changes_nothing_alone_is_a_hint(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi", "async_needs": "some"})
    (project / "call_center" / "sockets.py").write_text(WAITING)
    (finding,) = found_by("reconsider", project)
    assert finding.status == "hint"
    assert "That alone changes nothing." in finding.found


def test_what_changes_the_decision_only_together(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi", "async_needs": "some"})
    pages = project / "call_center" / "templates"
    pages.mkdir()
    for number in range(5):
        (pages / f"{number}.html").write_text("<p>\n")
    route = "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/page')\nasync def page(): ...\n"
    (project / "call_center" / "pages.py").write_text(route)
    findings = found_by("reconsider", project)
    assert statuses(findings) == ["warning"]
    assert findings[0].mend.endswith("--interface both")


def test_how_much_code_there_is(tmp_path: Path) -> None:
    project = project_in(tmp_path, {"architecture": "fastapi"})
    assert [each.found for each in found_by("code", project)] == [
        "21 routes (21 async), 6 tables with 3 relations, 0 pages of an admin."
    ]
    (project / "call_center" / "broken.py").write_text("def (:\n")
    findings = found_by("code", project)
    assert statuses(findings) == ["problem", "ok"]
    assert findings[0].where == "call_center/broken.py"


def hybrid_with_log(tmp_path: Path, lines: list[dict[str, object]]) -> Path:
    project = project_in(tmp_path, {"architecture": "hybrid"})
    state = project / "gateway" / ".state"
    state.mkdir()
    (state / "access.log").write_text("".join(f"{json.dumps(line)}\n" for line in lines) + '{"cut off')
    return project


def line(path: str, seconds: float, side: str = "web") -> dict[str, object]:
    return {"ts": 1.0, "served_by": side, "status": 200, "duration": seconds, "request": {"method": "GET", "uri": path}}


def test_a_slow_route_of_a_hybrid_can_move(tmp_path: Path) -> None:
    slow = [line(f"/api/calls/{number}", 0.9) for number in range(150)]
    fast = [line("/api/me", 0.01) for _ in range(150)]
    theirs = [line("/api/agents", 2.0, "api") for _ in range(150)]
    rare = [line("/api/reports", 9.0) for _ in range(20)]
    project = hybrid_with_log(tmp_path, [*slow, *fast, *theirs, *rare])
    (finding,) = found_by("traffic", project)
    assert finding.status == "hint"
    assert finding.found.startswith("/api/calls/* is slow in Django: 95 of 100 answers took up to 900 ms.")
    assert "make plan ROUTE=/api/calls PERCENT=100" in finding.mend
    assert [each.status for each in found_by("reconsider", project)] == ["hint"]


def test_a_hybrid_that_is_fast_and_one_without_a_log(tmp_path: Path) -> None:
    project = hybrid_with_log(tmp_path, [line("/api/me", 0.01)] * 150)
    assert statuses(found_by("traffic", project)) == ["ok"]
    (project / "gateway" / ".state" / "access.log").unlink()
    assert statuses(found_by("traffic", project)) == ["skipped"]
