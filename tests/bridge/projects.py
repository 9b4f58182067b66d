"""Django applications from PyPI, and the least settings that each of them runs with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMON = """
import os
from urllib.parse import parse_qs, urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password or "",
        "HOST": url.hostname or parse_qs(url.query)["host"][0],
        "PORT": url.port or "",
    }
}
"""
PLAIN = f"""{COMMON}
SECRET_KEY = "only for tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
STATIC_URL = "/static/"
ROOT_URLCONF = "settings"
urlpatterns = []
DJANGO = "admin auth contenttypes flatpages humanize messages postgres sessions sites staticfiles"
INSTALLED_APPS = [f"django.contrib.{{name}}" for name in DJANGO.split()]
"""


@dataclass(frozen=True)
class Project:
    """An application: what to install, the settings, and how many models it has at least."""

    requirement: str
    settings: str
    models: int
    refused: Mapping[str, str] = field(default_factory=dict)
    """The models that take no made-up row, and why."""
    drifting: Mapping[str, str] = field(default_factory=dict)
    """The tables that are not as the application's own models say, and why."""
    needs_hstore: bool = False


OSCAR = Project(
    "django-oscar==4.2.1",
    f"""{PLAIN}
from oscar.defaults import *
from oscar import INSTALLED_APPS

HAYSTACK_CONNECTIONS = {{"default": {{"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}}}
""",
    models=90,
    refused={"catalogue.ProductCategoryHierarchy": "it is a materialized view"},
    drifting={"catalogue_product_category_hierarchy": "a view has the types of what it is made of"},
)
WAGTAIL = Project(
    "wagtail==8.0.1",
    f"""{PLAIN}
WAGTAIL_SITE_NAME = "Test"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
CONTRIB = "forms redirects settings simple_translation search_promotions"
PARTS = "embeds sites users snippets documents images search admin locales"
INSTALLED_APPS += [f"wagtail.contrib.{{name}}" for name in CONTRIB.split()]
INSTALLED_APPS += [f"wagtail.{{name}}" for name in PARTS.split()]
INSTALLED_APPS += ["wagtail", "taggit", "modelcluster", "modelsearch", "django_tasks"]
""",
    models=55,
)
CA = Project(
    "django-ca==3.2.0",
    f'{PLAIN}\nINSTALLED_APPS += ["django_ca", "django_object_actions"]\nCA_DEFAULT_HOSTNAME = "example.com"\n',
    models=20,
    refused={
        "django_ca.Certificate": "its column `pub` holds a real certificate, and has no default",
        "django_ca.CertificateAuthority": "so does this one's",
        "django_ca.CertificateRevocationList": "its JSON must be what its own decoder understands",
    },
)
HELPDESK = Project(
    "django-helpdesk==2.6.1",
    f'{PLAIN}\nINSTALLED_APPS += ["helpdesk"]\nHELPDESK_TEAMS_MODE_ENABLED = False\n',
    models=35,
)
MISAGO = Project(
    "misago==0.39.6",
    f"""
import os

os.environ |= {{f"POSTGRES_{{name}}": "replaced" for name in ("DB", "USER", "PASSWORD", "HOST")}}
from devproject.settings import *
{COMMON}
""",
    models=60,
    needs_hstore=True,
)
ALWAYS = {"oscar": OSCAR, "wagtail": WAGTAIL}
"""The two that have most, and most kinds."""
ON_REQUEST = {**ALWAYS, "django-ca": CA, "helpdesk": HELPDESK, "misago": MISAGO}
"""With --build-all; Misago is of Django 4.2, and has HStore, arrays and search vectors."""
