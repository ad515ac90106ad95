"""Tabs: links to sibling pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tab:
    """One tab; `count` says how many records are behind it."""

    title: str | Promise
    url: str
    current: bool = False
    count: int | None = None
