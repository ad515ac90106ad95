"""Writing to and reading from the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from kadrost.audit.models import ChainHead, Entry

HASHED_FIELDS = (
    "at", "on", "actor_key", "actor_name", "role", "action", "object_type", "object_key", "object_name",
    "ground", "before", "after", "request_id", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role and within which request; the name is kept as it was then."""

    key: str
    name: str
    role: str = ""
    request_id: str = ""


SYSTEM = Actor(key="", name="kadrost")


@dataclass(frozen=True, slots=True)
class Deed:
    """One act upon one object, not yet written."""

    action: str
    subject: models.Model
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    ground: str = ""


def record(
    *,
    actor: Actor,
    action: str,
    subject: models.Model,
    on: date,
    ground: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry about `subject` to the chain, within the caller's transaction.

    Raises `TransactionManagementError` outside of one: a deed and its entry stand or fall together.
    """
    deed = Deed(action=action, subject=subject, before=before or {}, after=after or {}, ground=ground)
    return record_all(actor=actor, on=on, deeds=[deed])[0]


def record_all(*, actor: Actor, on: date, deeds: Iterable[Deed]) -> list[Entry]:
    """Append an entry for each deed, in order, under one lock of the chain."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written within the deed's transaction")
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    entries = []
    for deed in deeds:
        entry = _entry_for(deed, actor=actor, on=on, previous_hash=head.last_hash)
        head.last_hash = entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["last_hash"])
    return entries


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about one object, newest first."""
    return Entry.objects.filter(object_type=subject._meta.label_lower, object_key=str(subject.pk)).order_by("-id")


def history_of_all(subjects: Iterable[models.Model]) -> models.QuerySet[Entry]:
    """The entries about any of the objects, newest first."""
    keys: dict[str, list[str]] = {}
    for subject in subjects:
        keys.setdefault(subject._meta.label_lower, []).append(str(subject.pk))
    about = models.Q(pk__in=())
    for object_type, object_keys in keys.items():
        about |= models.Q(object_type=object_type, object_key__in=object_keys)
    return Entry.objects.filter(about).order_by("-id")


def chain_break() -> str:
    """Where the chain is broken, as a Russian sentence; an empty string where every entry stands as it was written.

    Finds a changed entry, one taken out of the middle or put in, and one taken off the end.
    """
    last_hash = ""
    for entry in Entry.objects.order_by("id").iterator(chunk_size=1000):
        if entry.previous_hash != last_hash:
            return f"Перед записью № {entry.pk} от {entry.on:%d.%m.%Y} нарушена цепочка: запись изъята или вставлена."
        if entry_hash(entry) != entry.hash:
            return f"Запись № {entry.pk} от {entry.on:%d.%m.%Y} изменена после внесения."
        last_hash = entry.hash
    head = ChainHead.objects.filter(pk=1).values_list("last_hash", flat=True).first() or ""
    return "" if head == last_hash else "Изъята последняя запись журнала."


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the entry's content and the hash of the entry before it."""
    content = {name: getattr(entry, name) for name in HASHED_FIELDS}
    canonical = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _entry_for(deed: Deed, *, actor: Actor, on: date, previous_hash: str) -> Entry:
    now = timezone.now()
    entry = Entry(
        # milliseconds: what the JSON encoder keeps is what the database returns
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        on=on,
        actor_key=actor.key,
        actor_name=actor.name,
        role=actor.role,
        action=deed.action,
        object_type=deed.subject._meta.label_lower,
        object_key=str(deed.subject.pk),
        object_name=str(deed.subject)[:300],
        ground=deed.ground,
        before=_plain(deed.before),
        after=_plain(deed.after),
        request_id=actor.request_id,
        previous_hash=previous_hash,
    )
    entry.hash = entry_hash(entry)
    return entry


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON will return them, so that a stored entry hashes as it did when it was written."""
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain
