"""docs/contract.md as checks over HTTP. They know nothing of what serves them: every architecture passes the same."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from new_project.verify import DEMO_USER

DETAILS = {
    400: ("Bad Request", "The body is not valid JSON."),
    401: ("Unauthorized", "The credentials are missing, wrong or expired."),
    403: ("Forbidden", "This is not allowed with these credentials."),
    404: ("Not Found", "There is nothing here."),
    405: ("Method Not Allowed", "This method is not allowed here."),
    409: ("Conflict", "Another request was faster. Try again."),
    412: ("Precondition Failed", "It has changed. Read it again, then try again."),
    422: ("Unprocessable Content", "The request has invalid fields."),
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")
CALL = {"id", "caller", "status", "started_at", "duration_seconds", "notes"}


class Client(httpx.Client):
    """A client of a server, signed in there or where its users do that."""

    def __init__(self, url: str, sign_in_at: str, email: str = DEMO_USER["email"]) -> None:
        """Sign in as a user of the demo data."""
        super().__init__(base_url=url, timeout=30, trust_env=False)
        self.sign_in_at = sign_in_at
        credentials = {"email": email, "password": DEMO_USER["password"]}
        answer = httpx.post(f"{sign_in_at}/api/auth/token", json=credentials, timeout=30, trust_env=False)
        self.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    @property
    def signs_in(self) -> bool:
        """Whether it is the same server."""
        return str(self.base_url).rstrip("/") == self.sign_in_at.rstrip("/")


def expect_problem(response: httpx.Response, status: int, *fields: str) -> None:
    """Fail unless the answer is the contract's problem of that status, with exactly these fields in error."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].split(";")[0] == "application/problem+json"
    problem = response.json()
    title, detail = DETAILS[status]
    assert {**problem, "errors": None} == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": None,
    }
    assert sorted(error["field"] for error in problem.get("errors", [])) == sorted(fields)
    assert all(error["message"] for error in problem.get("errors", []))


def new_call(client: httpx.Client, **fields: Any) -> dict[str, Any]:
    """Create a call of the first caller that the demo data has."""
    caller = client.get("/api/calls", params={"limit": 1}).json()["results"][0]["caller"]
    response = client.post("/api/calls", json={"caller_id": caller["id"], **fields})
    assert response.status_code == 201, response.text
    return dict(response.json())


def check_health(client: httpx.Client) -> None:
    """Alive and ready."""
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def check_documentation(client: httpx.Client) -> None:
    """A page for people, a schema for programs that names every route."""
    assert "text/html" in client.get("/api/docs").headers["content-type"]
    schema = client.get("/api/schema").json()
    assert schema["openapi"].startswith("3.")
    assert {path.split("{")[0] for path in schema["paths"]} >= {"/api/calls", "/api/calls/"}


def newest(call: dict[str, Any]) -> tuple[datetime, int]:
    """What the list is sorted by."""
    return datetime.fromisoformat(call["started_at"]), call["id"]


def check_list(client: httpx.Client) -> None:
    """Pages that can be walked in both directions, newest first, each call once."""
    first = client.get("/api/calls", params={"limit": 7}).json()
    assert set(first) == {"count", "next", "previous", "results"}
    assert (first["previous"], first["next"], len(first["results"])) == (None, "/api/calls?limit=7&offset=7", 7)
    calls, page = first["results"], first
    while page["next"]:
        page = client.get(page["next"]).json()
        calls += page["results"]
    assert page["previous"] == f"/api/calls?limit=7&offset={(first['count'] - 1) // 7 * 7 - 7}"
    assert len({call["id"] for call in calls}) == len(calls) == first["count"]
    assert calls == sorted(calls, key=newest, reverse=True)
    assert all(set(call) == CALL and set(call["caller"]) == {"id", "name", "phone"} for call in calls)
    assert all(TIME.fullmatch(call["started_at"]) for call in calls)


def check_filters(client: httpx.Client) -> None:
    """By status and by caller; the links keep them."""
    call = new_call(client, status="missed")
    caller = call["caller"]["id"]
    page = client.get("/api/calls", params={"status": "missed", "caller": caller, "limit": 1, "offset": 1}).json()
    assert page["previous"] == f"/api/calls?limit=1&offset=0&status=missed&caller={caller}"
    assert all(found["status"] == "missed" and found["caller"]["id"] == caller for found in page["results"])
    nobody = client.get("/api/calls", params={"caller": 2**62}).json()
    assert nobody == {"count": 0, "next": None, "previous": None, "results": []}
    assert client.get("/api/calls?unknown=1").status_code == 200


def check_refused_parameters(client: httpx.Client) -> None:
    """Each wrong parameter is named."""
    for query, field in (
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("offset=-1", "offset"),
        ("offset=2147483648", "offset"),
        ("status=gone", "status"),
        ("caller=0", "caller"),
        ("caller=x", "caller"),
        ("caller=9223372036854775808", "caller"),
    ):
        expect_problem(client.get(f"/api/calls?{query}"), 422, field)
    expect_problem(client.get("/api/calls?limit=0&offset=-1"), 422, "limit", "offset")


def check_create(client: httpx.Client) -> None:
    """Defaults are filled in, times come back in UTC, and the answer says where the call is."""
    caller = client.get("/api/calls", params={"limit": 1}).json()["results"][0]["caller"]
    started = "2026-03-01T12:00:00.123456+02:00"
    response = client.post("/api/calls", json={"caller_id": caller["id"], "started_at": started, "unknown": 1})
    call = response.json()
    assert (response.status_code, response.headers["location"]) == (201, f"/api/calls/{call['id']}")
    assert call == {
        "id": call["id"],
        "caller": caller,
        "status": "ringing",
        "started_at": "2026-03-01T10:00:00.123456Z",
        "duration_seconds": 0,
        "notes": "",
    }
    assert client.get(response.headers["location"]).json() == call
    assert new_call(client, started_at="2026-03-01T10:00:00.000Z")["started_at"] == "2026-03-01T10:00:00Z"
    assert new_call(client, started_at="9998-12-31T23:59:59.999999Z")["started_at"] == "9998-12-31T23:59:59.999999Z"
    assert new_call(client, started_at="2026-03-01T10:00:00.12Z")["started_at"] == "2026-03-01T10:00:00.120000Z"


def check_refused_bodies(client: httpx.Client) -> None:
    """JSON types are strict, limits hold, and what a database chokes on never reaches it."""
    good = {"caller_id": new_call(client)["caller"]["id"]}
    for field, values in {
        "caller_id": (None, "1", 1.5, True, 0, -1, 2**62, 2**63, 10**30, [1]),
        "status": (None, "gone", 1, ""),
        "started_at": (
            None,
            "yesterday",
            "2026-03-01",
            "2026-03-01T10:00:00",
            1767225600,
            "1969-12-31T23:59:59Z",
            "0001-01-01T00:00:00+14:00",
            "9999-01-01T00:00:00Z",
            "9999-12-31T23:59:59-14:00",
        ),
        "duration_seconds": (None, "12", 12.5, True, -1, 86401, 10**30),
        "notes": (None, 1, "x" * 2001, "nul \u0000", ["x"]),
    }.items():
        for value in values:
            expect_problem(client.post("/api/calls", json={**good, field: value}), 422, field)
    surrogate = b'{"caller_id": %d, "notes": "\\ud800"}' % good["caller_id"]
    expect_problem(
        client.post("/api/calls", content=surrogate, headers={"content-type": "application/json"}), 422, "notes"
    )
    expect_problem(client.post("/api/calls", json={}), 422, "caller_id")
    expect_problem(client.post("/api/calls", json={"caller_id": 0, "notes": 1}), 422, "caller_id", "notes")
    expect_problem(client.post("/api/calls", json=[1]), 422, "")
    for broken in (b"{", b"", b"\xff"):
        expect_problem(client.post("/api/calls", content=broken, headers={"content-type": "application/json"}), 400)


def check_change(client: httpx.Client) -> None:
    """Only what is given changes; what is wrong changes nothing."""
    call = new_call(client, notes="before", duration_seconds=5)
    path = f"/api/calls/{call['id']}"
    assert client.patch(path, json={}).json() == call
    changed = client.patch(path, json={"status": "completed", "notes": ""})
    assert changed.json() == client.get(path).json() == {**call, "status": "completed", "notes": ""}
    expect_problem(client.patch(path, json={"notes": "x", "duration_seconds": -1}), 422, "duration_seconds")
    expect_problem(client.patch(path, json={"caller_id": 2**62}), 422, "caller_id")
    assert client.get(path).json() == changed.json()
    assert client.patch(path, json={"id": 1, "caller": {"id": 1}}).json() == changed.json()


def check_delete(client: httpx.Client) -> None:
    """Gone, and gone for everyone."""
    path = f"/api/calls/{new_call(client)['id']}"
    deleted = client.delete(path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    expect_problem(client.get(path), 404)
    expect_problem(client.delete(path), 404)
    expect_problem(client.patch(path, json={}), 404)


def check_conditions(client: httpx.Client) -> None:
    """What a client has is not sent again, and what it does not know is not changed."""
    path = f"/api/calls/{new_call(client, notes='Grüße, 100 %')['id']}"
    tag = client.get(path).headers["etag"]
    known = client.get(path, headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert client.patch(path, json={"notes": ""}, headers={"If-Match": tag}).status_code == 200
    for method in ("PATCH", "DELETE"):
        expect_problem(client.request(method, path, json={"notes": "x"}, headers={"If-Match": tag}), 412)
    now = client.get(path, headers={"If-None-Match": tag})
    assert (now.status_code, now.json()["notes"]) == (200, "")
    assert client.delete(path, headers={"If-Match": now.headers["etag"]}).status_code == 204


def check_not_found(client: httpx.Client) -> None:
    """Whatever is no call's id is not found, and neither is any other route."""
    for path in ("0", "-1", "x", "1.5", str(2**62), str(2**63), "9" * 40, "1/"):
        expect_problem(client.get(f"/api/calls/{path}"), 404)
    expect_problem(client.get("/api/nothing"), 404)
    expect_problem(client.get("/api/calls/"), 404)


def check_methods(client: httpx.Client) -> None:
    """A wrong method says which are right."""
    path = f"/api/calls/{new_call(client)['id']}"
    for response, allowed in (
        (client.put("/api/calls", json={}), {"GET", "POST"}),
        (client.post(path, json={}), {"GET", "PATCH", "DELETE"}),
    ):
        expect_problem(response, 405)
        assert {method.strip() for method in response.headers["allow"].split(",")} >= allowed


def check_access(client: Client) -> None:
    """Nothing without a token, whatever the token is not."""
    closed = [("GET", "/api/calls"), ("GET", "/api/calls/1"), ("DELETE", "/api/calls/1")]
    if client.signs_in:
        closed.append(("GET", "/api/me"))
    for wrong in (None, "Bearer", "Bearer x", "Basic YTpi", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."):
        headers = {"Authorization": wrong} if wrong else {}
        with httpx.Client(base_url=client.base_url, trust_env=False, headers=headers) as stranger:
            for method, path in closed:
                answer = stranger.request(method, path)
                expect_problem(answer, 401)
                assert answer.headers["www-authenticate"].startswith("Bearer")


def check_permissions(client: Client) -> None:
    """A viewer reads, an agent writes, too, and so does a manager."""
    for role in ("viewer", "agent", "manager"):
        with signed_in_as(role, client) as somebody:
            assert somebody.get("/api/calls").status_code == 200
            answer = somebody.post("/api/calls", json={"caller_id": 2**62})
            expect_problem(answer, *((403,) if role == "viewer" else (422, "caller_id")))


def check_sign_in(client: Client) -> None:
    """A wrong password and an unknown user are answered alike; bodies are checked as everywhere."""
    assert client.get("/api/me").json()["email"] == DEMO_USER["email"]
    for wrong in ({"password": "wrong"}, {"email": "nobody@example.com"}):
        expect_problem(client.post("/api/auth/token", json={**DEMO_USER, **wrong}), 401)
    expect_problem(client.post("/api/auth/token", json={}), 422, "email", "password")
    expect_problem(client.post("/api/auth/token", json={"email": 1, "password": None}), 422, "email", "password")


def check_session(client: httpx.Client) -> None:
    """The refresh token is in a cookie, renewed at each use; it ends with the session."""
    cookie = refresh_token(client.post("/api/auth/token", json=DEMO_USER))
    renewed = client.post("/api/auth/refresh", headers={"Cookie": cookie})
    assert set(renewed.json()) == {"access_token", "token_type", "expires_in"}
    assert refresh_token(renewed) != cookie
    foreign = {"Cookie": refresh_token(renewed), "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    expect_problem(client.post("/api/auth/refresh", headers=foreign), 403)
    last = {"Cookie": refresh_token(renewed)}
    assert client.post("/api/auth/logout", headers=last).status_code == 204
    expect_problem(client.post("/api/auth/refresh", headers=last), 401)


def check_roles(client: Client) -> None:
    """Who is signed in is told what they may; a manager is an admin besides."""
    scopes = {"viewer": {"calls:read"}, "agent": {"calls:read", "calls:write"}}
    scopes["manager"] = {*scopes["agent"], "admin"}
    for role, allowed in scopes.items():
        with signed_in_as(role, client) as somebody:
            me = somebody.get("/api/me").json()
            assert set(me) == {"id", "email", "role", "is_active", "email_verified_at", "created_at", "scopes"}
            assert (me["role"], set(me["scopes"]), me["is_active"]) == (role, allowed, True)


def check_replay(client: httpx.Client) -> None:
    """A refresh token that was used a moment ago is another tab's: nobody is signed out by it."""
    used = {"Cookie": refresh_token(client.post("/api/auth/token", json=DEMO_USER))}
    renewed = {"Cookie": refresh_token(client.post("/api/auth/refresh", headers=used))}
    expect_problem(client.post("/api/auth/refresh", headers=used), 409)
    assert client.post("/api/auth/refresh", headers=renewed).status_code == 200


def check_sessions(client: Client) -> None:
    """Users see their own sessions, end one of them or all; those of others are not there."""
    with signed_in_as("viewer", client) as viewer, signed_in_as("manager", client) as manager:
        (current,) = (each for each in viewer.get("/api/auth/sessions").json()["results"] if each["is_current"])
        assert set(current) == {"id", "address", "user_agent", "created_at", "last_used_at", "is_current"}
        expect_problem(manager.delete(f"/api/auth/sessions/{current['id']}"), 404)
        assert viewer.get("/api/me").status_code == 200
        assert viewer.delete(f"/api/auth/sessions/{current['id']}").status_code == 204
        expect_problem(viewer.get("/api/auth/sessions"), 401)
    with signed_in_as("viewer", client) as one, signed_in_as("viewer", client) as other:
        assert one.post("/api/auth/logout/all").status_code == 204
        expect_problem(other.get("/api/auth/sessions"), 401)


def check_attachments(client: httpx.Client) -> None:
    """Where calls have files: each is announced, sent to a signed address, confirmed, and got by another one."""
    if "/api/calls/{call_id}/attachments" not in client.get("/api/schema").json()["paths"]:
        return
    of_call, content = f"/api/calls/{new_call(client)['id']}/attachments", b"RIFF....WAVE"
    announced = client.post(of_call, json={"name": "a b.wav", "content_type": "audio/wav", "size": len(content)})
    assert announced.status_code == 201, announced.text
    shown = announced.json()
    upload = shown.pop("upload")
    assert set(shown) == {"id", "name", "content_type", "size", "state", "created_at"}
    one = f"{of_call}/{shown['id']}"
    assert client.post(f"{one}/confirm").json()["detail"] == "The file has not been uploaded as it was announced."
    with httpx.Client(timeout=30, trust_env=False) as stranger:
        expect_problem(stranger.put(upload["url"], headers=upload["headers"], content=content + b"."), 403)
        assert stranger.put(upload["url"], headers=upload["headers"], content=content).status_code == 200
        assert client.post(f"{one}/confirm").json() == {**shown, "state": "stored"}
        page = {"count": 1, "next": None, "previous": None, "results": [{**shown, "state": "stored"}]}
        assert client.get(of_call).json() == page
        file = stranger.get(client.get(f"{one}/download").json()["url"])
        assert (file.content, file.headers["content-type"]) == (content, "audio/wav")
        assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20b.wav"
    expect_problem(
        client.post(of_call, json={"name": "../x", "content_type": "text/html", "size": 0}),
        422,
        "content_type",
        "name",
        "size",
    )
    assert client.delete(one).status_code == 204
    expect_problem(client.get(f"{one}/download"), 404)


def signed_in_as(role: str, client: Client) -> Client:
    """Another client of the same server, for a user of the demo data."""
    return Client(str(client.base_url), client.sign_in_at, f"{role}@example.com")


def refresh_token(answer: httpx.Response) -> str:
    """The cookie of an answer, as a request sends it; no script may read it, and no other site send it."""
    assert answer.status_code == 200, answer.text
    cookie, *attributes = answer.headers["set-cookie"].split("; ")
    found = {attribute.lower() for attribute in attributes}
    assert {"httponly", "secure", "samesite=strict", "path=/api/auth"} <= found
    return str(cookie)


CHECKS: tuple[Callable[[Client], None], ...] = (
    check_health,
    check_documentation,
    check_list,
    check_filters,
    check_refused_parameters,
    check_create,
    check_refused_bodies,
    check_change,
    check_delete,
    check_conditions,
    check_not_found,
    check_methods,
    check_access,
    check_permissions,
    check_attachments,
)

OF_SIGNING_IN: tuple[Callable[[Client], None], ...] = (
    check_sign_in,
    check_session,
    check_roles,
    check_replay,
    check_sessions,
)
"""What is asked besides of a server where people sign in."""


def failures(url: str, sign_in_at: str = "") -> list[str]:
    """Run every check against the server at `url`; what each failed one expected.

    Where people sign in at another server, as at that of a hybrid's Django, its address is given.
    """
    found = []
    with Client(url, sign_in_at or url) as client:
        for check in (*CHECKS, *(OF_SIGNING_IN if client.signs_in else ())):
            try:
                check(client)
            except (AssertionError, httpx.HTTPError, KeyError, ValueError) as error:
                found.append(f"{check.__name__}: {type(error).__name__}: {error}")
    return found
