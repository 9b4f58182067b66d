"""The interactive documentation, from files of its own: no page of ours loads what somebody else serves."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from fastapi import FastAPI, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse

PATH = "/api/docs"
FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
CACHED = {"Cache-Control": "public, max-age=86400"}


def register(app: FastAPI) -> None:
    """Add the page and its files."""
    page = get_swagger_ui_html(
        openapi_url=str(app.openapi_url),
        title=app.title,
        swagger_js_url=f"{PATH}/swagger-ui-bundle.js",
        swagger_css_url=f"{PATH}/swagger-ui.css",
        swagger_favicon_url=f"{PATH}/favicon-32x32.png",
    )
    page.headers["Content-Security-Policy"] = policy(bytes(page.body).decode())

    @app.get(PATH, include_in_schema=False)
    async def docs() -> Response:
        return page

    for name, media_type in FILES.items():
        add_file(app, name, media_type)


def add_file(app: FastAPI, name: str, media_type: str) -> None:
    """Add a file that the page loads."""
    path = str(files("fastapi_swagger.resources") / name)

    @app.get(f"{PATH}/{name}", include_in_schema=False)
    async def file() -> Response:
        return FileResponse(path, headers=CACHED, media_type=media_type)


def policy(page: str) -> str:
    """Allow what the page needs: its files, its own script (by its hash), and requests to this API."""
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    known = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{known}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
    )
