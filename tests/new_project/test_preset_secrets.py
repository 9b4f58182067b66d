"""What is taken for a secret, and what must not be."""

import base64
import random
import string
import time
from collections.abc import Iterator
from importlib.metadata import distributions

import pytest

from new_project.preset_secrets import is_secret_name, secret_in
from tests.conftest import ROOT

LETTERS = string.ascii_letters + string.digits
CHANCE = random.Random(3)  # noqa: S311


def some(count: int, letters: str = LETTERS) -> str:
    return "".join(CHANCE.choices(letters, k=count))


def part(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


# Put together here, so that nobody who scans this repository finds one.
SECRETS = {
    "-----BEGIN " + "RSA PRIVATE KEY-----": "a private key",
    "-----BEGIN " + "PRIVATE KEY-----": "a private key",
    "-----BEGIN " + "PGP PRIVATE KEY BLOCK-----": "a private key",
    "the key is AKIA" + "IOSFODNN7EXAMPLE": "an AWS access key",
    "ghp_" + some(36): "a GitHub token",
    "github_pat_" + some(22) + "_" + some(59): "a GitHub token",
    "use glpat-" + some(20) + ".": "a GitLab token",
    "xoxb-" + some(12, string.digits) + "-" + some(24): "a Slack token",
    "sk-" + "proj-" + "a1B2_c3" * 8: "an API key",
    "sk-" + "ant-api03-" + "a1B2-c3" * 8: "an API key",
    "sk_live_" + some(24): "a Stripe key",
    "AIza" + some(35): "a Google key",
    "npm_" + some(36): "a package registry's token",
    ".".join([part(b'{"alg":"HS256"}'), part(b'{"sub":"1234567890"}'), some(43)]): "a JSON Web Token",
    "postgres://app:hunter2@db.example.com/app": "a URL with a password",
    "https://:s3cret@example.com": "a URL with a password",
    "host=db password=hunter2": "a password",
    "DJANGO_SECRET=correct-horse": "a password",
}


@pytest.mark.parametrize(("text", "kind"), SECRETS.items(), ids=SECRETS.values())
def test_a_secret_is_recognised_in_a_sentence(text: str, kind: str) -> None:
    assert secret_in(text) == kind
    assert secret_in(f"Our service ({text}) answers calls.") == kind


@pytest.mark.parametrize("letters", [LETTERS, LETTERS + "+/", LETTERS + "-_", "0123456789abcdef"])
def test_random_text_is_recognised(letters: str) -> None:
    chance = random.Random(letters)  # noqa: S311
    missed = [text for text in ("".join(chance.choices(letters, k=40)) for _ in range(1000)) if not secret_in(text)]
    assert len(missed) <= 30, missed


def test_a_long_line_is_read_quickly() -> None:
    start = time.process_time()
    for text in ("a" * 100_000, "sk-" * 30_000, "aB" * 50_000, "://" * 30_000, "password" * 10_000):
        secret_in(text)
    assert time.process_time() - start < 2


def descriptions() -> Iterator[str]:
    """What people write: of packages, about themselves, and in this repository's documents."""
    for distribution in distributions():
        fields = distribution.metadata
        yield from (fields[name] for name in ("Name", "Summary", "Author", "Author-email", "License") if name in fields)
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        yield from document.read_text(encoding="utf-8").splitlines()


def test_no_false_alarm() -> None:
    texts = list(descriptions())
    assert len(texts) > 500
    assert [text for text in texts if secret_in(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Keeps track of phone calls, and of who called whom.",
        "Password resets and token rotation for the customers' API keys",
        "The password = what a customer types",
        "Grace Hopper <grace.hopper@example.com>",
        "See https://example.com:8443/acme/Platform-2024/overview?tab=calls#section-3",
        "postgres://app:${DB_PASSWORD}@db.example.com/app",
        "postgres://app:<password>@db.example.com/app",
        "sk-learn-based-classification-service",
        "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
        "PostgreSQL18WithTimescaleDB2AndPgVector08",
        "+49 30 1234567890123456789012345",
        "1f0e3dad-9990-4345-b743-9f8ffabdffc4",
        "AKIA is what AWS's keys begin with, ghp_ what GitHub's do",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert secret_in(text) == ""


@pytest.mark.parametrize("name", ["password", "DB_PASSWORD", "secret_key", "apiKey", "access-token", "tokens", "pwd"])
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name", ["passenger_count", "tokenizer", "secretary", "social_auth", "keyboard", "author_name"]
)
def test_names_of_other_things(name: str) -> None:
    assert not is_secret_name(name)
