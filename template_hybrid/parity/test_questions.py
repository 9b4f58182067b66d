"""Each question, asked of both services: what they answer is the same, but for the words of messages."""

import json
from typing import Any

import httpx
import pytest

from parity.compare import Answer, comparable

GONE = 9_000_000_000
MOST = 9_223_372_036_854_775_807

LISTS = [
    "",
    "?limit=1",
    "?limit=100",
    "?limit=7&offset=14",
    "?offset=45&limit=10",
    "?offset=5&limit=10",
    "?offset=1000",
    "?offset=2147483647",
    "?status=missed",
    "?status=completed&limit=3",
    "?caller={caller}",
    "?caller={caller}&status=missed&limit=1",
    "?caller=9000000000",
    f"?caller={MOST}",
    "?unknown=1&limit=2",
]
NOT_THERE = [
    f"/api/calls/{GONE}",
    "/api/calls/0",
    "/api/calls/-1",
    "/api/calls/abc",
    "/api/calls/1.5",
    "/api/calls/9223372036854775808",
    "/api/calls/%00",
    "/api/calls/%E2%82%AC",
    "/api/calls/1/more",
    "/api/calls/",
    "/api/nothing",
]
WRONG_PARAMETERS = [
    "limit=0",
    "limit=101",
    "limit=ten",
    "limit=",
    "limit=1.5",
    "limit=%00",
    "offset=-1",
    "offset=2147483648",
    "status=unknown",
    "status=",
    "status=%00",
    "caller=x",
    "caller=9223372036854775808",
    "limit=0&offset=-1&status=x&caller=x",
]
WRONG_BODIES: list[Any] = [
    {},
    [],
    None,
    "text",
    12,
    {"caller_id": None},
    {"caller_id": GONE},
    {"caller_id": "1"},
    {"caller_id": True},
    {"caller_id": 1.5},
    {"caller_id": MOST + 1},
    {"caller_id": "caller", "status": "unknown"},
    {"caller_id": "caller", "status": 1},
    {"caller_id": "caller", "status": None},
    {"caller_id": "caller", "started_at": "2026-01-31T12:00:00"},
    {"caller_id": "caller", "started_at": "2026-01-31"},
    {"caller_id": "caller", "started_at": "1969-12-31T23:59:59Z"},
    {"caller_id": "caller", "started_at": "9999-12-31T23:59:59-01:00"},
    {"caller_id": "caller", "started_at": 1_769_860_800},
    {"caller_id": "caller", "duration_seconds": -1},
    {"caller_id": "caller", "duration_seconds": 86_401},
    {"caller_id": "caller", "duration_seconds": "12"},
    {"caller_id": "caller", "duration_seconds": 12.5},
    {"caller_id": "caller", "notes": "x" * 2_001},
    {"caller_id": "caller", "notes": "a\x00b"},
    {"caller_id": "caller", "notes": "\ud800"},
    {"caller_id": "caller", "notes": None},
    {"caller_id": None, "status": "x", "started_at": "x", "duration_seconds": "x", "notes": 1},
]
NOT_JSON = [b"", b"{", b"not json", b'{"caller_id": NaN}', b"\xff\xfe", b"[" * 5_000]
FINE = [
    {"started_at": "2026-01-31T12:00:00Z"},
    {
        "started_at": "2026-01-31T12:00:00.250+02:00",
        "status": "missed",
        "duration_seconds": 86_400,
        "notes": "ünïcode 🙂",
    },
    {"started_at": "1970-01-01T00:00:00Z", "duration_seconds": 0, "notes": "x" * 2_000, "unknown": 1, "id": 1},
    {"started_at": "9998-12-31T23:59:59.999999Z", "status": "in_progress", "caller": 5},
]


def same(web: httpx.Client, api: httpx.Client, method: str, path: str, **request: Any) -> dict[str, Any]:
    """Ask both, compare, and return the answer."""
    one, other = (sense(client.request(method, path, **request)) for client in (web, api))
    assert one == other
    return one


def sense(response: httpx.Response) -> dict[str, Any]:
    """What must be the same."""
    return comparable(Answer(response.status_code, response.headers, response.content))


@pytest.fixture(scope="session")
def call(web: httpx.Client) -> dict[str, Any]:
    """A call with its caller, from the demo data."""
    found: dict[str, Any] = web.get("/api/calls?limit=1").json()["results"][0]
    return found


@pytest.mark.parametrize("query", LISTS)
def test_lists(query: str, web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    answer = same(web, api, "GET", "/api/calls" + query.replace("{caller}", str(call["caller"]["id"])))
    assert answer["status"] == 200


def test_every_page_by_its_links(web: httpx.Client, api: httpx.Client) -> None:
    path, seen = "/api/calls?limit=20", 0
    while path:
        page = same(web, api, "GET", path)["body"]
        path, seen = page["next"], seen + len(page["results"])
    assert seen == page["count"] >= 50


def test_a_call(web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    assert same(web, api, "GET", f"/api/calls/{call['id']}")["body"] == call


@pytest.mark.parametrize("path", NOT_THERE)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_what_is_not_there(method: str, path: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, method, path)["status"] == 404


@pytest.mark.parametrize("status", ["missed", "lost"])
def test_a_change_of_what_is_not_there(status: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, "PATCH", f"/api/calls/{GONE}", json={"status": status})["status"] == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/calls"),
        ("PATCH", "/api/calls"),
        ("DELETE", "/api/calls"),
        ("PUT", "/api/calls/{id}"),
        ("POST", "/api/calls/{id}"),
    ],
)
def test_methods_that_are_not_allowed(
    method: str, path: str, web: httpx.Client, api: httpx.Client, call: dict[str, Any]
) -> None:
    assert same(web, api, method, path.replace("{id}", str(call["id"])), json={})["status"] == 405


@pytest.mark.parametrize("query", WRONG_PARAMETERS)
def test_wrong_parameters(query: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, "GET", f"/api/calls?{query}")["status"] == 422


# To change nothing is not wrong.
@pytest.mark.parametrize(
    ("method", "body"),
    [(method, body) for method in ("POST", "PATCH") for body in WRONG_BODIES if (method, body) != ("PATCH", {})],
)
def test_wrong_bodies(method: str, body: Any, web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    if isinstance(body, dict) and body.get("caller_id") == "caller":
        body = {**body, "caller_id": call["caller"]["id"]}
    path = "/api/calls" if method == "POST" else f"/api/calls/{call['id']}"
    headers = {"Content-Type": "application/json"}
    # Not `json=`, which can write neither null nor half of a surrogate pair
    assert same(web, api, method, path, content=json.dumps(body), headers=headers)["status"] == 422


@pytest.mark.parametrize("content", NOT_JSON)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_what_is_not_json(
    method: str, content: bytes, web: httpx.Client, api: httpx.Client, call: dict[str, Any]
) -> None:
    path = "/api/calls" if method == "POST" else f"/api/calls/{call['id']}"
    headers = {"Content-Type": "application/json"}
    assert same(web, api, method, path, content=content, headers=headers)["status"] == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes(path: str, web: httpx.Client, api: httpx.Client) -> None:
    assert same(web, api, "GET", path)["status"] == 200


@pytest.mark.parametrize("fields", FINE)
@pytest.mark.parametrize("order", ["web first", "api first"])
def test_a_call_written_through_one_and_read_through_the_other(
    order: str, fields: dict[str, Any], web: httpx.Client, api: httpx.Client, call: dict[str, Any]
) -> None:
    one, other = (web, api) if order == "web first" else (api, web)
    written = [client.post("/api/calls", json={**fields, "caller_id": call["caller"]["id"]}) for client in (one, other)]
    for response, reader in zip(written, (other, one), strict=True):
        assert response.status_code == 201
        assert response.headers["Location"] == f"/api/calls/{response.json()['id']}"
        assert reader.get(response.headers["Location"]).json() == response.json()
    first, second = (response.json() for response in written)
    assert {**first, "id": 0} == {**second, "id": 0}
    # The same moment is the same in the database, whoever wrote it: then the higher id comes first.
    ids = [listed["id"] for listed in same(web, api, "GET", "/api/calls?limit=100")["body"]["results"]]
    assert ids.index(first["id"]) > ids.index(second["id"])
    for client, made in ((other, first), (one, second)):
        assert client.delete(f"/api/calls/{made['id']}").status_code == 204
        assert same(web, api, "GET", f"/api/calls/{made['id']}")["status"] == 404


def test_what_is_filled_in_when_a_call_is_made(web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    made = [client.post("/api/calls", json={"caller_id": call["caller"]["id"]}).json() for client in (web, api)]
    defaults = [{**fields, "id": 0, "started_at": ""} for fields in made]
    assert defaults[0] == defaults[1]
    for fields in made:
        same(web, api, "GET", f"/api/calls/{fields['id']}")
        assert web.delete(f"/api/calls/{fields['id']}").status_code == 204


@pytest.mark.parametrize(
    "fields",
    [{}, {"status": "completed"}, {"notes": "", "duration_seconds": 7}, {"started_at": "2026-01-31T23:59:59.5-05:00"}],
)
def test_the_same_change_by_both(
    fields: dict[str, Any], web: httpx.Client, api: httpx.Client, call: dict[str, Any]
) -> None:
    path = f"/api/calls/{call['id']}"
    one = sense(web.patch(path, json=fields))
    original = {name: call[name] for name in ("status", "notes", "duration_seconds", "started_at")}
    assert web.patch(path, json=original).json() == call
    assert sense(api.patch(path, json=fields)) == one
    assert api.patch(path, json=original).json() == call


def test_what_one_answered_is_known_to_the_other(web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    path = f"/api/calls/{call['id']}"
    tag = same(web, api, "GET", path)["ETag"]
    assert same(web, api, "GET", path, headers={"If-None-Match": tag})["status"] == 304
    for method in ("PATCH", "DELETE"):
        for body in ({}, {"status": "lost"}):
            assert same(web, api, method, path, json=body, headers={"If-Match": '"old"'})["status"] == 412
    assert same(web, api, "PATCH", path, json={}, headers={"If-Match": tag})["body"] == call


def test_answers_that_have_no_body(web: httpx.Client, api: httpx.Client, call: dict[str, Any]) -> None:
    answers = []
    for client in (web, api):
        made = client.post("/api/calls", json={"caller_id": call["caller"]["id"]}).json()
        answers.append(sense(client.delete(f"/api/calls/{made['id']}")))
    assert answers[0] == answers[1]
    assert answers[0]["body"] is None


def test_both_describe_themselves(web: httpx.Client, api: httpx.Client) -> None:
    described = []
    for client in (web, api):
        assert client.get("/api/docs").headers["Content-Type"].startswith("text/html")
        paths = client.get("/api/schema").json()["paths"]
        methods = {"get", "post", "put", "patch", "delete"}
        described.append({path.replace("call_id", "id"): sorted(methods & set(item)) for path, item in paths.items()})
    calls = [{path: found[path] for path in found if path.startswith("/api/calls")} for found in described]
    assert {path: calls[1].get(path) for path in calls[0]} == calls[0]  # the API may have more
