"""Confirming documents of an item, one string each."""

from __future__ import annotations

import re


def split_evidence(text: str) -> tuple[str, ...]:
    """The documents that `text` asks for, in its order, as printed."""
    return tuple(part.strip() for part in re.split(r"[;\n]", text) if part.strip())
