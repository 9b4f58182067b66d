"""Which pages may open a socket."""

from collections.abc import Mapping

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_welcome(headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether it is a page of this site or of an allowed one; who sends no origin is no browser."""
    host = headers.get(b"host", b"").decode("latin-1")
    # As for each request of Django's: a name that somebody else has pointed here is none of this site's.
    domain, _ = split_domain_port(host)
    if not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    origin = headers.get(b"origin", b"").decode("latin-1")
    return not origin or origin in settings.ALLOWED_ORIGINS or origin.partition("://")[2] == host
