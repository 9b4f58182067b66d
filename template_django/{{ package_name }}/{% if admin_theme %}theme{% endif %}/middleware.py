"""What browsers may load in the admin."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEADER = "Content-Security-Policy"


class AdminPolicyMiddleware:
    """Give the admin a policy of its own: unfold's scripts evaluate the attributes of its elements."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Write the policy once."""
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.ADMIN_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add it under the admin's path."""
        response = self.get_response(request)
        if request.path.startswith(reverse("admin:index")):
            response.headers.setdefault(HEADER, self.policy)
        return response
