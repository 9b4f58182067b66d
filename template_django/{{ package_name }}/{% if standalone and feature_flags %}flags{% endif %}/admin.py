"""Flags in the admin: whom each is on for. Which there are is up to the code."""

from django.contrib import admin
from django.http import HttpRequest
from waffle.admin import FlagAdmin as WaffleFlagAdmin
from waffle.models import Flag


@admin.register(Flag)
class FlagAdmin(WaffleFlagAdmin):
    """Waffle's, without what has no effect on an API."""

    list_display = ("name", "note", "everyone", "percent")  # type: ignore[assignment] # Waffle has more
    list_filter = ("everyone",)  # type: ignore[assignment]
    fields = ("name", "note", "everyone", "percent", "users", "groups", "authenticated", "staff", "superusers")
    readonly_fields = ("name", "note")
    ordering = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to the code to declare flags."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Flag | None = None) -> bool:
        """Leave them there: one that is not declared any more does nothing."""
        return False
