"""Reading the journal: which entries a person may see, narrowed by who, what, object, day and body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kadrost.accounts.models import User
from kadrost.audit.models import Entry
from kadrost.region.acting import Acting
from kadrost.region.domain.territories import territory_tree
from kadrost.region.models import Organisation
from kadrost.region.permissions import require

SEE = "region.see_journal"
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """What of the journal is asked for; an empty value narrows nothing. `action` is «kind of object:action»."""

    who: str = ""
    body: str = ""
    kind: str = ""
    action: str = ""
    named: str = ""
    first: date | None = None
    last: date | None = None


def entries_seen_by(acting: Acting, wanted: WantedEntries, *, today: date) -> QuerySet[Entry]:
    """The entries in question, newest first; `PermissionRefused` for whoever may not read the journal.

    Where the installation serves several regions, a region's auditor and administrator see what was done for the
    bodies of their own; what was done by the platform itself or without any body is for those who see all regions.
    """
    require(SEE, acting)
    entries = _narrowed(Entry.objects.order_by("-id"), wanted)
    if not _sees_all_regions(acting, today):
        bodies = Organisation.objects.filter(territory__in=acting.region).values_list("pk", flat=True)
        entries = entries.filter(body_key__in=[str(key) for key in bodies])
    return entries


def _sees_all_regions(acting: Acting, today: date) -> bool:
    if acting.is_superuser:
        return True
    tree = territory_tree(today)
    return all(territory in acting.region for territory in tree.above)


def _narrowed(entries: QuerySet[Entry], wanted: WantedEntries) -> QuerySet[Entry]:
    if wanted.who:
        entries = entries.filter(_by_person(wanted.who))
    if wanted.body:
        entries = entries.filter(body_key__in=_bodies_named(wanted.body))
    if wanted.kind:
        entries = entries.filter(object_type=wanted.kind)
    if wanted.action:
        kind, _, action = wanted.action.partition(":")
        entries = entries.filter(object_type=kind, action=action)
    if wanted.named:
        entries = entries.filter(_holding("object_name", wanted.named))
    if wanted.first:
        entries = entries.filter(on__gte=wanted.first)
    if wanted.last:
        entries = entries.filter(on__lte=wanted.last)
    return entries


def _by_person(words: str) -> Q:
    """People by their names of today, whatever the letter case, and the platform itself by its own name."""
    asked = words.casefold()
    names = User.objects.values_list("pk", "surname", "given_name", "patronymic")
    keys = [str(pk) for pk, *parts in names if asked in " ".join(parts).casefold()][:MOST_FOUND]
    found = Q(actor_key__in=keys)
    return found | Q(actor_key="", actor_name="kadrost") if asked in "kadrost" else found


def _bodies_named(words: str) -> list[str]:
    asked = words.casefold()
    rows = Organisation.objects.values_list("pk", "name", "short_name")
    return [str(pk) for pk, *names in rows if any(asked in name.casefold() for name in names)][:MOST_FOUND]


def _holding(field: str, words: str) -> Q:
    """The words as typed, in small letters and in a capital: SQLite compares Cyrillic letters by their case."""
    variants = {words, words.lower(), words[:1].upper() + words[1:]}
    found = Q()
    for variant in variants:
        found |= Q(**{f"{field}__contains": variant})
    return found
