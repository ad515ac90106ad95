"""Which measures serve a provision: what people decided by name, and what sections hand down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kadrost.roadmaps.models import Provision, ProvisionTie, StandardEdition

Ties = dict[UUID, dict[int, ProvisionTie]]


def current_edition() -> StandardEdition:
    """The edition in force; every installation has one from its first start."""
    return StandardEdition.objects.get(is_current=True)


def provisions_of(edition: StandardEdition) -> list[Provision]:
    """The edition's provisions in order."""
    return list(edition.provisions.order_by("number"))


def serves(numbers: Iterable[int], *, until: date | None = None) -> Q:
    """The condition that a measure serves one of the provisions, as it was decided `until` a day."""
    condition = Q(pk__in=())
    for number in numbers:
        ties = ProvisionTie.objects.filter(
            lineage=OuterRef("lineage"), provision__number=number, provision__edition__is_current=True
        )
        if until is not None:
            ties = ties.filter(decided_on__lte=until)
        refused = Exists(ties.filter(state=ProvisionTie.State.REFUSED))
        confirmed = Exists(ties.filter(state=ProvisionTie.State.CONFIRMED))
        condition |= (Q(section__provision=number) & ~Q(refused)) | Q(confirmed)
    return condition


def in_force_on(day: date) -> Q:
    """The condition that no edition had left a measure out by the day."""
    return Q(ended_on=None) | Q(ended_on__gt=day)


def ties_until(day: date, *, lineages: Iterable[UUID] | None = None) -> Ties:
    """What people decided until a day, by lineage and number of the provision; one query."""
    ties = ProvisionTie.objects.filter(provision__edition__is_current=True, decided_on__lte=day)
    if lineages is not None:
        ties = ties.filter(lineage__in=list(lineages))
    found: Ties = {}
    for tie in ties.select_related("provision").defer("provision__keywords", "provision__questions"):
        found.setdefault(tie.lineage, {})[tie.provision.number] = tie
    return found


def served_by(inherited: int | None, ties: dict[int, ProvisionTie] | None) -> frozenset[int]:
    """The provisions of one measure: its section's, unless refused, and those confirmed by name."""
    numbers = {inherited} if inherited else set()
    for number, tie in (ties or {}).items():
        if tie.state == ProvisionTie.State.CONFIRMED:
            numbers.add(number)
        else:
            numbers.discard(number)
    return frozenset(numbers)
