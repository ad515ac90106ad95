"""Sorting by `?sort=due` and `?sort=-due`, only by columns that the view names."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def read_sorting(request: HttpRequest, columns: Mapping[str, tuple[str, ...]], default: str) -> tuple[str, ...]:
    """The fields to order by. `columns` maps a column to its fields; an unknown column falls back to `default`."""
    asked = request.GET.get("sort", default)
    name = asked.removeprefix("-")
    if name not in columns:
        asked, name = default, default.removeprefix("-")
    fields = columns[name]
    return tuple(flip(field) for field in fields) if asked.startswith("-") else fields


def flip(field: str) -> str:
    """The same field in the other direction."""
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def next_sort(current: str, column: str) -> str:
    """What a click on the column's heading asks for: ascending first, then descending."""
    return f"-{column}" if current == column else column
