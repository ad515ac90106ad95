"""Writing to and reading from the journal.

An entry is written within the transaction of its deed and stands or falls with it. Its link to the entry before is
made right after the commit, in a transaction of its own (`kadrost.audit.linking`; decision 0007 says why).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from kadrost.audit.canonical import plain
from kadrost.audit.errors import JournalRefused
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import Entry, Unlinked
from kadrost.audit.privacy import fit_to_keep, without_contacts

BATCH = 500
BY_OFFICE = "полномочия роли"
BY_RULE = "правило программы"
BY_OWN_WILL = "собственное решение"
NO_DOCUMENT = (BY_OFFICE, BY_RULE, BY_OWN_WILL)
"""On what ground a deed was done that no document or reason was named for."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, for which body and within which request; the names are kept as they were then."""

    key: str
    name: str
    role: str = ""
    request_id: str = ""
    body_key: str = ""
    body_name: str = ""


SYSTEM = Actor(key="", name="kadrost", role="Система")


@dataclass(frozen=True, slots=True)
class Deed:
    """One act upon one object, not yet written.

    `ground` is the document or the reason on which it was done; without one the deed was done by the role's own
    powers, by the platform's rule, or, where no role is held, by the person's own will.
    """

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
    """Write one entry about `subject` within the caller's transaction; it is linked to the chain after the commit.

    Raises `TransactionManagementError` outside of a transaction, since a deed and its entry stand or fall together,
    and `JournalRefused` where `before` or `after` name what is not kept: passwords, keys, СНИЛС, contacts.
    """
    deed = Deed(action=action, subject=subject, before=before or {}, after=after or {}, ground=ground)
    return record_all(actor=actor, on=on, deeds=[deed])[0]


def record_all(*, actor: Actor, on: date, deeds: Iterable[Deed]) -> list[Entry]:
    """Write an entry for each deed, in order; raises what `record` raises."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written within the deed's transaction")
    entries = [_entry_for(deed, actor=actor, on=on) for deed in deeds]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Unlinked.objects.bulk_create((Unlinked(entry=entry) for entry in entries), batch_size=BATCH)
    transaction.on_commit(link_waiting, robust=True)
    return entries


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about one object, newest first."""
    return Entry.objects.filter(object_type=subject._meta.label_lower, object_key=str(subject.pk)).order_by("-id")


def history_of_all(subjects: Iterable[models.Model]) -> models.QuerySet[Entry]:
    """The entries about any of the objects, newest first."""
    return history_of_keys((subject._meta.label_lower, str(subject.pk)) for subject in subjects)


def history_of_keys(objects: Iterable[tuple[str, str]]) -> models.QuerySet[Entry]:
    """The entries about any of the objects named by type and key, newest first."""
    keys: dict[str, list[str]] = {}
    for object_type, object_key in objects:
        keys.setdefault(object_type, []).append(object_key)
    about = models.Q(pk__in=())
    for object_type, object_keys in keys.items():
        about |= models.Q(object_type=object_type, object_key__in=object_keys)
    return Entry.objects.filter(about).order_by("-id")


def _ground_of(actor: Actor) -> str:
    if not actor.key:
        return BY_RULE
    return BY_OFFICE if actor.role else BY_OWN_WILL


def _entry_for(deed: Deed, *, actor: Actor, on: date) -> Entry:
    if not deed.action or deed.subject.pk is None:
        raise JournalRefused("Запись журнала без действия или без предмета.", where=str(deed.subject))
    now = timezone.now()
    return Entry(
        # milliseconds: what the canonical form keeps is what the database returns
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        on=on,
        actor_key=actor.key,
        actor_name=actor.name[:200],
        role=actor.role[:200],
        body_key=actor.body_key,
        body_name=actor.body_name[:400],
        action=deed.action,
        object_type=deed.subject._meta.label_lower,
        object_key=str(deed.subject.pk),
        object_name=without_contacts(str(deed.subject))[:300],
        ground=without_contacts(deed.ground.strip()) or _ground_of(actor),
        before=plain(fit_to_keep(deed.before)),
        after=plain(fit_to_keep(deed.after)),
        request_id=actor.request_id,
    )
