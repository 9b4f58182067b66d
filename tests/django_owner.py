"""What the owner of a Django project did in it before it became a hybrid: settings, an app, a column, and more."""

from collections.abc import Iterator, Mapping
from pathlib import Path

APP = {
    "billing/__init__.py": '"""Bills."""\n',
    "billing/apps.py": '''\
"""Bills."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Bills."""

    name = "billing"
''',
    "billing/models.py": '''\
"""Bills."""

from django.db import models

from call_center.calls.models import Caller


class Bill(models.Model):
    """What a caller has to pay."""

    caller = models.ForeignKey(Caller, on_delete=models.CASCADE, related_name="bills")
    cents = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        """Return the number of the bill."""
        return f"Bill {self.pk}"
''',
    "billing/migrations/__init__.py": "",
    "billing/migrations/0001_initial.py": '''\
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("calls", "0002_caller_email"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.PositiveIntegerField(db_default=0, default=0)),
                ("caller", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="bills", to="calls.caller",
                )),
            ],
            options={"ordering": ("id",)},
        ),
    ]
''',
    "billing/urls.py": '''\
"""The pages of bills."""

from django.urls import path

from billing.views import bills

urlpatterns = [path("", bills)]
''',
    "billing/views.py": '''\
"""The pages of bills."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from billing.models import Bill
from reports import total


def bills(request: HttpRequest) -> HttpResponse:
    """Show all bills."""
    found = list(Bill.objects.all())
    return render(request, "billing/bills.html", {"bills": found, "total": total(bill.cents for bill in found)})
''',
    "billing/templates/billing/bills.html": "<h1>{{ total }}</h1>\n{% for bill in bills %}{{ bill }}{% endfor %}\n",
    "reports.py": '''\
"""Sums."""

from collections.abc import Iterable


def total(cents: Iterable[int]) -> str:
    """Return the sum in euros."""
    return f"{sum(cents) / 100:.2f}"
''',
    "tests/billing/__init__.py": "",
    "tests/billing/test_bills.py": '''\
"""Bills."""

import pytest
from django.test import Client

from billing.models import Bill
from call_center.calls.models import Caller


@pytest.mark.django_db
def test_bills_are_shown() -> None:
    Bill.objects.create(caller=Caller.objects.create(name="Ada", phone="+15550001"), cents=1250)
    assert "12.50" in Client().get("/billing/").text
''',
    "call_center/calls/migrations/0002_caller_email.py": '''\
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("calls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="caller",
            name="email",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
    ]
''',
    "scripts/nightly.py": '"""Count bills."""\n\nfrom billing.models import Bill\n\nCOUNT = Bill.objects.count\n',
    "scripts/colours.sh": "tput setaf 2\n",
    "terraform/main.tf": 'resource "null_resource" "config" {}\n',
    "docs/runbook.md": "# Runbook\n\nStart a shell: `python manage.py shell`.\n",
    ".github/workflows/nightly.yml": '''\
name: Nightly
on: workflow_dispatch
permissions: {}
jobs:
  nightly:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    timeout-minutes: 5
    steps:
      - run: python scripts/nightly.py
''',
    "pytest.ini.example": "[pytest]\n",
    "flags.json": "{}\n",
}  # fmt: skip
"""Files of their own: an app with all that an app has, a module that it uses, and what is none of Django's business."""

EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "config/settings/apps.py": (('    "call_center.access",\n', '    "call_center.access",\n    "billing",\n'),),
    "config/settings/i18n.py": (("TIME_ZONE = ", 'FIRST_DAY_OF_WEEK = 1\nFLAGS = "flags.json"\nTIME_ZONE = '),),
    "config/urls.py": (
        (
            '    path("readyz", health.ready),\n',
            '    path("readyz", health.ready),\n    path("billing/", include("billing.urls")),\n',
        ),
    ),
    "call_center/calls/models.py": (
        (
            '    objects = CallerQuerySet.as_manager()\n',
            '    email = models.EmailField(blank=True, default="", db_default="")\n\n'
            '    objects = CallerQuerySet.as_manager()\n',
        ),
    ),
    "call_center/backoffice/templates/backoffice/dashboard.html": (("\n", "\n<!-- ours -->\n"),),
    "README.md": (("# Call Center\n", "# Call Center\n\nOurs: ask Ada.\n"),),
    "pyproject.toml": (('  "tablib>=3.10,<4",\n', '  "sqlparse>=0.5,<1",\n  "tablib>=3.10,<4",\n'),),
    ".github/workflows/ci.yml": (("      - run: make lint\n", "      - run: make lint\n      - run: make ours\n"),),
    ".gitignore": ((".uv/\n", ".uv/\nmedia/\n"),),
}  # fmt: skip
"""What they changed in files of the template's: where, and into what."""

MOVES = {
    "billing": True,
    "flags.json": True,
    "pytest.ini.example": False,
    "reports.py": True,
    "scripts": True,
    "terraform": False,
}
"""Where what is at the top goes: true where that is `web/`."""


def work(project: Path) -> None:
    """Do all of that in a project."""
    for name, text in APP.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    for name, changes in EDITS.items():
        text = (project / name).read_text()
        for was, now in changes:
            assert was in text, f"{name} has no {was!r}"
            text = text.replace(was, now, 1)
        (project / name).write_text(text)


def applied(hybrid: Path) -> Iterator[str]:
    """Do the same in a hybrid that was made afresh, each where it is there; what could not be done is said."""
    for name, text in APP.items():
        place = hybrid / in_hybrid(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    for name, changes in EDITS.items():
        place = hybrid / in_hybrid(name)
        text = place.read_text()
        for was, now in changes:
            if was not in text:
                yield name
            text = text.replace(was, now, 1)
        place.write_text(text)


def in_hybrid(name: str) -> str:
    """Where a file is in a hybrid."""
    top = name.split("/", maxsplit=1)[0]
    moves = MOVES.get(top, top in {"call_center", "config", "tests", "pyproject.toml"})
    return f"web/{name}" if moves else name
