"""Lists to look at."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class ReadOnlyMixin(admin.ModelAdmin):
    """Leaves it to the code to write the rows, whoever looks at them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offer no form for a new one."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Offer no form to change one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Offer no way to delete one."""
        return False
