"""Who may see a page."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def allowed(permission: str) -> Callable[[View], View]:
    """Send those who are not logged in to the login, and answer 403 to those who lack a permission."""

    def protect(view: View) -> View:
        return login_required(permission_required(permission, raise_exception=True)(view))

    return protect
