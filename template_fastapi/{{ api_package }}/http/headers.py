"""The headers of every answer that are there for safety. They are made once, as bytes."""

Headers = list[tuple[bytes, bytes]]

# An answer of an API is data: it loads nothing, frames nothing, is framed by nobody, and stays in no cache.
DEFAULTS: Headers = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]
ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
ONLY_TLS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
OWN = {name for name, _ in DEFAULTS}


def complete(headers: Headers, always: Headers) -> Headers:
    """Add to the headers of an answer; what it says itself about caching and content is kept."""
    own = {name for name, _ in headers if name in OWN}
    if own:
        return [*headers, *always, *(default for default in DEFAULTS if default[0] not in own)]
    return [*headers, *always, *DEFAULTS]
