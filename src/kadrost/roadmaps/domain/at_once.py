"""Many small questions of the kind «how many wait?», asked of the database as one query."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from kadrost.roadmaps.domain.board import sql_of

Key = TypeVar("Key", bound=Hashable)


def count_at_once(asked: Mapping[Key, QuerySet[Any, Any]]) -> dict[Key, int]:
    """How many rows each of the querysets has; one query for all of them, none where nothing can be found."""
    counts = dict.fromkeys(asked, 0)
    columns: list[str] = []
    values: list[Any] = []
    keys: list[Key] = []
    for key, rows in asked.items():
        try:
            sql, parameters = sql_of(rows)
        except EmptyResultSet:
            continue
        columns.append(f"(SELECT COUNT(*) FROM ({sql}) AS one)")  # noqa: S608 our own SQL
        values += parameters
        keys.append(key)
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)}", values)
            counts.update(zip(keys, cursor.fetchone(), strict=True))
    return counts


def any_of(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The same question for `count_at_once` where it matters only whether there is a row: 1 or nought."""
    return rows.order_by().values("pk")[:1]
