"""Requests with conditions (RFC 9110, section 13): send nothing that I have, and change only what I know."""

import re
from hashlib import md5

from fastapi import HTTPException, Request, Response
from pydantic_core import to_json
from starlette.datastructures import Headers

TAG = re.compile(r'(?:W/)?"[^"]*"|\*')


def has_condition(request: Request) -> bool:
    """Whether the request is to be answered only if something holds."""
    return "if-none-match" in request.headers or "if-match" in request.headers


def mark(request: Request, response: Response) -> Response:
    """Give an answer its ETag, or answer 304 to whoever has it already."""
    response.headers["ETag"] = tag = tag_of(response.body)
    if not has_condition(request):
        return response
    check_match(request.headers, tag)
    return Response(status_code=304, headers={"ETag": tag}) if is_known(request.headers, tag) else response


def expect(request: Request, answer: object) -> None:
    """Refuse, with 412, to change what would not be answered as the request's If-Match says."""
    tag = tag_of(to_json(answer))
    check_match(request.headers, tag)
    if is_known(request.headers, tag):
        raise HTTPException(412)


def tag_of(body: bytes | memoryview) -> str:
    """Name these bytes."""
    return f'"{md5(body, usedforsecurity=False).hexdigest()}"'


def check_match(headers: Headers, tag: str) -> None:
    """Raise 412 unless If-Match, where it is given, names it."""
    if (known := headers.get("if-match")) and not {tag, "*"} & set(TAG.findall(known)):
        raise HTTPException(412)


def is_known(headers: Headers, tag: str) -> bool:
    """Whether If-None-Match names it; that of a proxy, which compresses, may be weak."""
    known = {each.removeprefix("W/") for each in TAG.findall(headers.get("if-none-match", ""))}
    return not known.isdisjoint({tag, "*"})
