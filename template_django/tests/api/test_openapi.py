"""The OpenAPI document, the documentation, and requests that are made up from the document."""

import re
from typing import Any

import pytest
import schemathesis
from django.contrib.staticfiles import finders
from hypothesis import HealthCheck, settings

from config.wsgi import application

from tests.conftest import API

schema = schemathesis.openapi.from_wsgi("/api/schema", application)


# The same requests every time: a new one should not fail the work of someone who did not cause it.
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("call")
@schema.parametrize()
@settings(max_examples=15, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_as_documented(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=[schemathesis.checks.positive_data_acceptance])


def test_documents_every_answer(api: API) -> None:
    answer = api.get("/api/schema")
    assert answer["Content-Type"].startswith("application/json")
    answers = {
        (method, path): set(operation["responses"])
        for path, operations in answer.json()["paths"].items()
        for method, operation in operations.items()
    }
    failures = {"500", "503"}
    assert answers == {
        ("get", "/api/calls"): {"200", "422"} | failures,
        ("post", "/api/calls"): {"201", "400", "413", "422"} | failures,
        ("get", "/api/calls/{call_id}"): {"200", "404"} | failures,
        ("patch", "/api/calls/{call_id}"): {"200", "400", "404", "413", "422"} | failures,
        ("delete", "/api/calls/{call_id}"): {"204", "404"} | failures,
    }


def test_documents_the_parameters_of_the_list(api: API) -> None:
    parameters = api.get("/api/schema").json()["paths"]["/api/calls"]["get"]["parameters"]
    limits = {parameter["name"]: parameter["schema"] for parameter in parameters}
    assert set(limits) == {"limit", "offset", "status", "caller"}
    assert (limits["limit"]["minimum"], limits["limit"]["maximum"], limits["limit"]["default"]) == (1, 100, 20)


def test_shows_the_documentation_with_scripts_of_its_own(api: API) -> None:
    answer = api.get("/api/docs")
    assert answer["Content-Type"].startswith("text/html")
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', answer.content.decode())
    assert scripts
    assert all(finders.find(script.removeprefix("/static/")) for script in scripts)


@pytest.mark.parametrize("path", ["/api/docs", "/api/schema"])
def test_the_documentation_is_only_read(api: API, path: str) -> None:
    assert api.post(path, {}).status_code == 405


def test_the_start_page_leads_to_the_documentation(api: API) -> None:
    assert api.get("/")["Location"] == "/api/docs"
