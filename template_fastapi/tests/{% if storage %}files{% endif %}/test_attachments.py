from typing import Any

import pytest
from httpx import AsyncClient

from tests.files.conftest import RECORDING, Announce, Attach, upload


async def test_from_announcing_to_downloading(
    client: AsyncClient, anonymous: AsyncClient, call: str, announce: Announce
) -> None:
    created = await announce(name="Gespräch 1.wav")
    assert created["state"] == "pending"
    assert (await client.get(call)).json()["count"] == 0

    # Signed addresses need nothing else: whoever has one may use it.
    assert (await upload(anonymous, created)).status_code == 200
    confirmed = await client.post(f"{call}/{created['id']}/confirm")
    listed = (await client.get(call)).json()
    download = (await client.get(f"{call}/{created['id']}/download")).json()
    file = await anonymous.get(download["url"])

    assert confirmed.status_code == 200
    assert confirmed.json()["state"] == "stored"
    assert listed["results"] == [confirmed.json()]
    assert file.content == RECORDING
    assert file.headers["content-type"] == "audio/wav"
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''Gespr%C3%A4ch%201.wav"
    assert file.headers["x-content-type-options"] == "nosniff"


async def test_a_list_has_pages(client: AsyncClient, call: str, attach: Attach) -> None:
    for number in range(3):
        await attach(name=f"{number}.wav")

    first = (await client.get(f"{call}?limit=2")).json()
    second = (await client.get(first["next"])).json()

    assert [file["name"] for page in (first, second) for file in page["results"]] == ["0.wav", "1.wav", "2.wav"]


async def test_confirming_again_is_as_good_as_once(client: AsyncClient, attach: Attach) -> None:
    path = await attach()

    assert (await client.post(f"{path}/confirm")).status_code == 200


async def test_what_is_not_uploaded_cannot_be_confirmed_or_downloaded(
    client: AsyncClient, call: str, announce: Announce
) -> None:
    path = f"{call}/{(await announce())['id']}"

    confirmed, download = await client.post(f"{path}/confirm"), await client.get(f"{path}/download")

    assert confirmed.status_code == 409
    assert confirmed.json()["detail"] == "The file has not been uploaded as it was announced."
    assert download.status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "a" * 201),
        ("name", "../../etc/passwd"),
        ("name", "..\\boot.ini"),
        ("name", "line\nbreak"),
        ("name", "nul\0"),
        ("name", None),
        ("content_type", "text/html"),
        ("content_type", "image/svg+xml"),
        ("content_type", "audio/wav; charset=utf-8"),
        ("size", 0),
        ("size", -1),
        ("size", 1.5),
        ("size", "12"),
        ("size", 104_857_601),
        ("size", 2**63),
    ],
)
async def test_what_cannot_be_announced(client: AsyncClient, call: str, field: str, value: Any) -> None:
    body = {"name": "call.wav", "content_type": "audio/wav", "size": 12, field: value}

    answer = await client.post(call, json=body)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("call_id", ["0", "9223372036854775807", "one"])
async def test_no_such_call(client: AsyncClient, call_id: str) -> None:
    path = f"/api/calls/{call_id}/attachments"
    body = {"name": "call.wav", "content_type": "audio/wav", "size": 12}

    answers = [
        await client.get(path),
        await client.post(path, json=body),
        await client.post(f"{path}/1/confirm"),
        await client.get(f"{path}/1/download"),
        await client.delete(f"{path}/1"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


async def test_a_file_is_not_to_be_had_through_another_call(
    client: AsyncClient, make_call: Any, attach: Attach
) -> None:
    identifier = (await attach()).rpartition("/")[2]
    other = f"/api/calls/{await make_call()}/attachments/{identifier}"

    answers = [
        await client.get(f"{other}/download"),
        await client.post(f"{other}/confirm"),
        await client.delete(other),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


async def test_who_deletes(client: AsyncClient, manager: AsyncClient, call: str, attach: Attach) -> None:
    mine, managed = await attach(), await attach()

    assert (await client.delete(mine)).status_code == 204
    assert (await manager.delete(managed)).status_code == 204

    assert (await client.get(call)).json()["count"] == 0
    assert (await client.get(f"{mine}/download")).status_code == 404


async def test_others_see_but_do_not_touch(
    client: AsyncClient, manager: AsyncClient, call: str, announce: Announce, attach: Attach
) -> None:
    """A manager is somebody else, too; what a manager uploads is no agent's."""
    pending = f"{call}/{(await announce())['id']}"
    body = {"name": "call.wav", "content_type": "audio/wav", "size": len(RECORDING)}
    created = (await manager.post(call, json=body)).json()
    theirs = f"{call}/{created['id']}"
    await upload(manager, created)

    assert (await manager.post(f"{pending}/confirm")).status_code == 404
    assert (await client.post(f"{theirs}/confirm")).status_code == 404
    assert (await manager.post(f"{theirs}/confirm")).status_code == 200
    assert (await client.post(f"{theirs}/confirm")).status_code == 403
    assert (await client.get(f"{theirs}/download")).status_code == 200
    assert (await client.delete(theirs)).status_code == 403


async def test_nothing_for_those_who_are_not_signed_in(anonymous: AsyncClient, call: str, attach: Attach) -> None:
    path = await attach()
    body = {"name": "call.wav", "content_type": "audio/wav", "size": 12}

    answers = [
        await anonymous.get(call),
        await anonymous.post(call, json=body),
        await anonymous.post(f"{path}/confirm"),
        await anonymous.get(f"{path}/download"),
        await anonymous.delete(path),
    ]

    assert [answer.status_code for answer in answers] == [401] * 5
