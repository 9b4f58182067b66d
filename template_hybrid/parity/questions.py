"""What both services are asked about who may come in, with what Django answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SETTINGS = {
    "SECRET_KEY": "the key of these tests, which is long enough",
    "SECRET_KEY_FALLBACKS": "an earlier key of these tests, which is long",
    "CSRF_TRUSTED_ORIGINS": "https://app.example,https://*.trusted.example",
}
HOST = "localhost"
ONE = "/api/calls/999999999"
"""Nobody's call: 404 says that it was looked for, and nothing changes however often it is asked."""

SECRET, OTHER_SECRET = "abcdefghijklmnopqrstuvwxyzABCDEF", "ABCDEFabcdefghijklmnopqrstuvwxyz"
MASKED = "ebak9yJ4UcvdPsJiazrd7DYfclUqBsDaeccndDPb2lFo1FXxqQJwrYkCAKkR3V7F"
"""The first secret, by Django"""


@dataclass(frozen=True)
class Question:
    """A request of one of the people."""

    who: str
    status: int
    method: str = "GET"
    path: str = "/api/calls?limit=1"
    body: str | None = None
    csrf: str = ""
    """The cookie of that name"""
    more: Mapping[str, str] = field(default_factory=dict)

    def headers(self, shown: Mapping[str, str]) -> dict[str, str]:
        """All that is sent, with what the person shows."""
        cookies = [shown.get("Cookie", ""), self.more.get("Cookie", ""), f"csrftoken={self.csrf}" if self.csrf else ""]
        kind = {} if self.body is None else {"Content-Type": "application/json"}
        headers = {"Host": HOST, **kind, **shown, **self.more, "Cookie": "; ".join(filter(None, cookies))}
        return {name: value for name, value in headers.items() if value or name != "Cookie"}

    def __str__(self) -> str:
        """Say it in a line."""
        more = ", ".join(f"{name} {value}" for name, value in self.more.items())
        parts = (self.method, self.who or "nobody", more, self.csrf and f"csrftoken {self.csrf}", self.body)
        return ", ".join(filter(None, parts))


def writing(
    who: str, status: int = 404, csrf: str = SECRET, header: str = SECRET, tls: bool = False, **more: str
) -> Question:
    """Delete what is not there, with the proof that a page of ours asks."""
    scheme = {"X-Forwarded-Proto": "https"} if tls else {}
    return Question(who, status, "DELETE", ONE, csrf=csrf, more={"X-CSRFToken": header, **scheme, **more})


def every_method(who: str, get: int, post: int, patch: int, delete: int) -> list[Question]:
    """Try what each method needs, with nothing that would change anything."""
    proof = {"csrf": SECRET, "more": {"X-CSRFToken": SECRET}}
    return [
        Question(who, get),
        Question(who, post, "POST", "/api/calls", "{}", **proof),  # type: ignore[arg-type]
        Question(who, patch, "PATCH", ONE, "{}", **proof),  # type: ignore[arg-type]
        Question(who, delete, "DELETE", ONE, **proof),  # type: ignore[arg-type]
    ]


def all_may(kind: str) -> list[Question]:
    """The permissions, which do not depend on how somebody is known."""
    return [
        *every_method(f"{kind}: may read", 200, 403, 403, 403),
        *every_method(f"{kind}: may write", 403, 422, 404, 404),
        *every_method(f"{kind}: may by groups", 200, 422, 404, 404),
        *every_method(f"{kind}: superuser", 200, 422, 404, 404),
        Question(f"{kind}: may nothing", 403),
        Question(f"{kind}: staff", 403),
    ]


SESSIONS = {
    "inactive": 401,
    "deleted": 401,
    "password changed": 401,
    "another backend": 401,
    "no hash": 401,
    "large": 200,
    "an earlier key": 200,
    "another key": 401,
    "expired": 401,
}
LOGGED_OUT_IN_COOKIES = Question("session: logged out", 200)  # Django cannot take them back
ABOUT_PEOPLE = [
    *all_may("session"),
    *(Question(f"session: {name}", status) for name, status in SESSIONS.items()),
    Question("session: may write", 403, "DELETE", ONE),
    Question("", 401, more={"Cookie": f"sessionid={'x' * 32}"}),
    Question("session: logged out", 401),
]

OURS = f"http://{HOST}"
ABOUT_COOKIES = [
    Question("session: tampered", 401),
    Question("session: cut off", 401),
    Question("session: empty", 401),
    Question("", 401),
    Question("", 401, more={"Cookie": "sessionid="}),
    Question("", 401, more={"Cookie": "sessionid=short"}),
    Question("", 401, "POST", "/api/calls", "{"),
    Question("session: may read", 403, "POST", "/api/calls", "{", SECRET, {"X-CSRFToken": SECRET}),
    writing("session: may write", 403, csrf=""),
    Question("session: may write", 403, "DELETE", ONE, csrf=SECRET),
    writing("session: may write", 403, header=OTHER_SECRET),
    writing("session: may write", 403, header=f"{SECRET}A"),
    writing("session: may write", 403, header=""),
    writing("session: may write", 403, csrf="-" * 32, header="-" * 32),
    writing("session: may write", header=MASKED),
    writing("session: may write", csrf=MASKED),
    writing("session: may write", csrf=MASKED, header=MASKED),
    writing("session: may write", Origin=OURS),
    writing("session: may write", Origin="https://app.example"),
    writing("session: may write", Origin="https://a.b.trusted.example"),
    writing("session: may write", 403, Origin="http://a.trusted.example"),
    writing("session: may write", 403, Origin="https://untrusted.example"),
    writing("session: may write", 403, Origin="https://evil.example"),
    writing("session: may write", 403, Origin=f"https://{HOST}"),
    writing("session: may write", 403, Origin="null"),
    writing("session: may write", Referer="http://evil.example/"),
    writing("session: may write", 403, tls=True),
    writing("session: may write", tls=True, Referer=f"https://{HOST}/page"),
    writing("session: may write", 403, tls=True, Referer="https://evil.example/"),
    writing("session: may write", tls=True, Referer="https://a.trusted.example/"),
    writing("session: may write", tls=True, Origin=f"https://{HOST}"),
    Question("session: superuser", 405, "HEAD", "/api/calls"),
    Question("session: superuser", 405, "OPTIONS", "/api/calls"),
    Question("session: superuser", 405, "PUT", ONE, "{}", SECRET, {"X-CSRFToken": SECRET}),
]

TOKENS = {
    "of an inactive user": 200,  # until it ends, which is soon: no table is asked
    "of a deleted user": 200,
    "of a session that has ended": 200,
    "an earlier key": 200,
    "another key": 401,
    "another algorithm": 401,
    "no algorithm": 401,
    "expired": 401,
    "just expired": 401,
    "of the future": 401,
    "a refresh token": 401,
    "another audience": 401,
    "another issuer": 401,
    "no exp": 401,
    "no jti": 401,
    "no typ": 401,
    "no sub": 401,
    "no iat": 401,
    "tampered": 401,
    "cut off": 401,
    "in lower case": 200,
    "without its scheme": 401,
}
SCHEMES = ["", "Bearer", "Bearer nothing", "Bearer a.b.c", "Basic YTpi", "Token x", "Bearer x y"]
ABOUT_TOKENS = [
    *all_may("token"),
    *(Question(f"token: {name}", status) for name, status in TOKENS.items()),
    *(Question("", 401, more={"Authorization": scheme}) for scheme in SCHEMES),
    Question("session: may read", 401, more={"Authorization": "Bearer nothing"}),
    Question("session: may read", 401, more={"Authorization": "Basic YTpi"}),
    Question("token: may read", 200, more={"Cookie": f"sessionid={'x' * 32}"}),
    Question("token: may write", 404, "DELETE", ONE, more={"Origin": "https://evil.example"}),
    Question("token: may nothing", 403, "POST", "/api/calls", "{"),
    Question("token: superuser", 405, "HEAD", "/api/calls"),
    Question("token: superuser", 405, "OPTIONS", "/api/calls"),
]
