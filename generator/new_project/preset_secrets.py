"""What looks like a secret: it has no place in a file that a team shares.

The formats are those that their issuers document and that scanners look for: gitleaks (config/gitleaks.toml) and Yelp's
detect-secrets (plugins/). Private keys: RFC 7468; tokens in three parts: RFC 7519; passwords in URLs: RFC 3986.
"""

import math
import re
from collections import Counter

FORMATS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1|PuTTY-User-Key-File",
    "an AWS access key": r"\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
    "a GitHub token": r"\bgh[opsur]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{22,}",
    "a GitLab token": r"\bgl(?:pat|dt|rt|cbt|ptt|ft|agent|oas|soat)-[\w-]{20,}",
    "a Slack token": r"\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com/services/\w+/\w+/\w+",
    "an API key": r"\bsk-(?:(?=[\w-]{0,50}\d)(?=[\w-]{0,50}[A-Z])[\w-]{20,}|(?=[a-z-]{0,9}\d)(?:or-v1-)?[a-z0-9]{20,})",
    "a Stripe key": r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}",
    "a Google key": r"\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20,}",
    "a package registry's token": r"\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[\w-]{40,}",
    "a JSON Web Token": r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.",
    "a URL with a password": r"://[^\s:/@]*:(?!\$\{?\w+\}?@|<[^<>\s]*>@|\*+@)[^\s/@]+@",
    "a password": r"(?i)(?:password|passwd|pwd|secret|token|api[_-]?key)=[^\s=]{4}",
}

NAME = re.compile(
    r"(?:^|_)(?:pass|passwd|password|passphrase|pwd|secret|token|credential|(?:api|access|auth|private|signing)_?key)s?(?:_|$)"
)
"""A name under which secrets are kept, once it is written in lower case with underscores."""

RUN = re.compile(r"[A-Za-z0-9+/_=-]{24,}")
HEXADECIMAL = re.compile(r"\b(?:[0-9a-f]{32,}|[0-9A-F]{32,})\b")

PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
"""Words, as CamelCase and numbers set them apart."""

WORD = 3.0
"""Letters in a piece, on average: names that people give have more, chance makes fewer."""

LONGEST_OF_UUID = 12
"""The parts between dashes of an identifier that is no secret have at most so many letters."""

RANDOMNESS = 3.5
"""Bits a character: more than words of this length have, less than random letters and digits."""


def secret_in(text: str) -> str:
    """Say what kind of secret a text seems to hold, never the secret itself; empty when it seems to hold none."""
    for kind, pattern in FORMATS.items():
        if re.search(pattern, text):
            return kind
    if any(map(is_random, RUN.findall(text))) or any(map(is_mixed, HEXADECIMAL.findall(text))):
        return "a long random text, as keys and tokens are"
    return ""


def is_secret_name(name: str) -> bool:
    """Whether a value of that name would be a secret."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name)
    return NAME.search(snake.lower()) is not None


def is_random(run: str) -> bool:
    """Whether a run of letters and digits seems to be made by chance: uneven, and in no pieces that could be words."""
    rest = "".join(part for part in re.split(r"[+/_=-]+", run) if len(part) > LONGEST_OF_UUID)
    pieces = PIECES.findall(rest)
    return bool(pieces) and len(rest) / len(pieces) < WORD and entropy(rest) > RANDOMNESS


def is_mixed(run: str) -> bool:
    """Whether there are letters and digits in it: neither a word nor a number is."""
    return re.search("[A-Za-z]", run) is not None and re.search("[0-9]", run) is not None


def entropy(text: str) -> float:
    """Shannon's entropy: the bits that a character of the text carries."""
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares)
