"""What the board worked out, remembered for as long as nothing in the database has changed.

Whether something has is asked of the database itself, before the work, so that nothing stale can be recalled:

- SQLite: `PRAGMA data_version` changes with every commit of another connection, `total_changes` with every change
  of our own; both are counted within one connection, which therefore is part of the stamp.
- PostgreSQL: `pg_current_snapshot()` names the transactions whose work is seen. A commit after it was read makes
  every later snapshot another one, so equal stamps have seen equal data.

Within a transaction nothing is remembered: what it sees may yet be rolled back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import count
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

Value = TypeVar("Value")
GENERATION = "kadrost_generation"
_generations = count(1)


@receiver(connection_created)
def number_connection(connection: Any, **_: Any) -> None:
    """Give each new connection a number that no other ever has in this process."""
    setattr(connection, GENERATION, next(_generations))


def stamp_of_data() -> Hashable | None:
    """What changes whenever data that this connection sees have changed; None within a transaction. One query."""
    connection.ensure_connection()
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
            return (cursor.fetchone()[0],)
        if not hasattr(connection, GENERATION):  # opened before this module was there to number it
            setattr(connection, GENERATION, next(_generations))
        cursor.execute("PRAGMA data_version")
        version = cursor.fetchone()[0]
    return (getattr(connection, GENERATION), version, connection.connection.total_changes)


class Drawings(Generic[Value]):
    """Values by their keys; a key says all of which its value is made. The eldest are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of the key: remembered, or worked out now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = work_out()
        self.keep(key, value)
        return value

    def keep(self, key: Hashable, value: Value) -> None:
        """Remember the value in place of the key's former one."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Remember nothing."""
        with self._lock:
            self._kept.clear()


class Memory(Generic[Value]):
    """Values by their keys, each with the stamp of the data that it was worked out from; the eldest are forgotten."""

    def __init__(self, most: int) -> None:
        self._stamped: Drawings[tuple[Hashable, Value] | None] = Drawings(most)

    def recall(self, key: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of the key as the data stand: remembered, or worked out now."""
        stamp = stamp_of_data()
        if stamp is None:
            return work_out()
        kept = self._stamped.recall(key, lambda: None)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        value = work_out()
        self._stamped.keep(key, (stamp, value))
        return value

    def forget(self) -> None:
        """Remember nothing."""
        self._stamped.forget()
