"""ETag, If-None-Match and If-Match."""

import pytest
from httpx import AsyncClient

from tests.conftest import Make

CHANGED = "It has changed. Read it again, then try again."


async def test_what_is_known_is_not_sent_again(client: AsyncClient, make_call: Make) -> None:
    path = f"/api/calls/{await make_call()}"
    tag = (await client.get(path)).headers["etag"]

    known = await client.get(path, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)

    await client.patch(path, json={"notes": "Héllo"})
    news = await client.get(path, headers={"If-None-Match": tag})
    assert (news.status_code, news.json()["notes"]) == (200, "Héllo")
    assert news.headers["etag"] != tag


async def test_the_list_has_a_tag_too(client: AsyncClient, make_call: Make) -> None:
    await make_call()
    tag = (await client.get("/api/calls")).headers["etag"]
    assert (await client.get("/api/calls", headers={"If-None-Match": tag})).status_code == 304
    await make_call()
    assert (await client.get("/api/calls", headers={"If-None-Match": tag})).status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_changes_only_what_is_known(client: AsyncClient, make_call: Make, method: str) -> None:
    path = f"/api/calls/{await make_call(notes='Héllo')}"
    tag = (await client.get(path)).headers["etag"]
    await client.patch(path, json={"status": "completed"})

    for condition in ({"If-Match": tag}, {"If-Match": f"W/{tag}"}, {"If-None-Match": "*"}):
        late = await client.request(method, path, json={"status": "missed"}, headers=condition)
        assert (late.status_code, late.json()["detail"]) == (412, CHANGED)

    now = await client.get(path)
    assert now.json()["status"] == "completed"
    again = await client.request(method, path, json={"status": "missed"}, headers={"If-Match": now.headers["etag"]})
    assert again.is_success


async def test_any_call_that_is_there(client: AsyncClient, make_call: Make) -> None:
    path = f"/api/calls/{await make_call()}"
    assert (await client.patch(path, json={}, headers={"If-Match": "*"})).status_code == 200
    assert (await client.get(path, headers={"If-Match": '"x"'})).status_code == 412
    assert (await client.delete(f"{path}0", headers={"If-Match": "*"})).status_code == 404
