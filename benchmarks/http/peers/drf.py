"""Django REST Framework as its tutorial has it, with what all add: persistent connections and `select_related`."""

import os
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

address = urlsplit(os.environ["DATABASE_URL"])
callers, calls = os.environ["TABLES"].split(",")
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.path.removeprefix("/"),
            "USER": address.username,
            "HOST": parse_qs(address.query)["host"][0],
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["rest_framework"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "PAGE_SIZE": 20,
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402 - Django has to be set up first
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework import routers, serializers, viewsets  # noqa: E402


class Caller(models.Model):
    """Someone who calls."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20, unique=True)

    class Meta:
        app_label = "peers"
        db_table = callers


class Call(models.Model):
    """A phone call."""

    id = models.BigAutoField(primary_key=True)
    caller = models.ForeignKey(Caller, on_delete=models.CASCADE)
    status = models.CharField(max_length=16, default="ringing")
    started_at = models.DateTimeField(default=timezone.now)
    duration_seconds = models.IntegerField(default=0)
    notes = models.CharField(max_length=2000, default="", blank=True)

    class Meta:
        app_label = "peers"
        db_table = calls


class CallerSerializer(serializers.ModelSerializer[Caller]):
    """Who called."""

    class Meta:
        model = Caller
        fields = ("id", "name", "phone")


class CallSerializer(serializers.ModelSerializer[Call]):
    """A call with its caller."""

    caller = CallerSerializer(read_only=True)
    caller_id = serializers.PrimaryKeyRelatedField(queryset=Caller.objects.all(), source="caller", write_only=True)

    class Meta:
        model = Call
        fields = ("id", "caller", "caller_id", "status", "started_at", "duration_seconds", "notes")


class CallViewSet(viewsets.ModelViewSet[Call]):
    """The routes."""

    queryset = Call.objects.select_related("caller").order_by("-started_at", "-id")
    serializer_class = CallSerializer


router: Any = routers.DefaultRouter(trailing_slash=False)
router.register("calls", CallViewSet)
urlpatterns = [path("api/", include(router.urls))]
application = get_wsgi_application()
