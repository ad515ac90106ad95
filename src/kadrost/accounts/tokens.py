"""Secrets that stand in links: long, random, kept as a hash only."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of the token; the token itself cannot be found out from it."""
    return sha256(token.encode()).hexdigest()
