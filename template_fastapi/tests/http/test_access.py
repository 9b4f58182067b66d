import pytest
from pydantic import ValidationError

from tests.http.conftest import Serve, make_app
from tests.test_problems import assert_problem

APP = "https://app.example.com"


@pytest.mark.parametrize("host", ["api.example.com", "API.example.com:8000", "eu.example.org", "[::1]:8000", "[::1]"])
async def test_hosts_that_are_ours(serve: Serve, host: str) -> None:
    client = serve(allowed_hosts="api.example.com, *.example.org, [::1]")

    assert (await client.get("/page", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "api.example.com.evil.net", "10.0.0.1", "", "api.example.com@evil"])
async def test_hosts_that_are_not(serve: Serve, host: str) -> None:
    answer = await serve(allowed_hosts="api.example.com,*.example.org").get("/page", headers={"Host": host})

    assert_problem(answer, 400, "Bad Request", "This host is not served here.")


async def test_of_two_hosts_the_first_counts(serve: Serve) -> None:
    client = serve(allowed_hosts="api.example.com")

    answer = await client.get("/page", headers=[("Host", "evil.example"), ("Host", "api.example.com")])

    assert_problem(answer, 400, "Bad Request", "This host is not served here.")


async def test_probes_come_by_address(serve: Serve) -> None:
    answer = await serve(allowed_hosts="api.example.com").get("/healthz", headers={"Host": "10.0.0.1"})

    assert answer.status_code == 404  # this application has no such route, but it was asked


async def test_other_sites_are_allowed_nothing(serve: Serve) -> None:
    answer = await serve().get("/page", headers={"Origin": APP})

    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_site_that_is_allowed(serve: Serve) -> None:
    client = serve(allowed_origins=APP)
    asked = {"Origin": APP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}

    before = await client.options("/echo", headers=asked)
    answer = await client.post("/echo", headers={"Origin": APP})
    fault = await client.get("/fault", headers={"Origin": APP})

    assert before.status_code == 200
    assert "POST" in before.headers["access-control-allow-methods"]
    for headers in (before.headers, answer.headers, fault.headers):
        assert headers["access-control-allow-origin"] == APP
        assert headers["access-control-allow-credentials"] == "true"
    assert "X-Request-ID" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", ["https://evil.net", "https://app.example.com.evil.net", "null", f"{APP}:8443"])
async def test_a_site_that_is_not(serve: Serve, origin: str) -> None:
    client = serve(allowed_origins=APP)
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}

    before = await client.options("/echo", headers=asked)
    answer = await client.post("/echo", headers={"Origin": origin})

    assert_problem(before, 400, "Bad Request", "This origin, method or header is not allowed here.")
    assert "access-control-allow-origin" not in {**before.headers, **answer.headers}


@pytest.mark.parametrize("origins", ["*", "app.example.com", "https://app.example.com/"])
def test_what_is_no_origin(origins: str) -> None:
    with pytest.raises(ValidationError, match="Name origins"):
        make_app(allowed_origins=origins)
