"""Territories that come with documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.reading.result import Document
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.permissions import PermissionRefused, manages_plans, require

COUNTRY: Final = "Российская Федерация"
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class OpenedTerritory:
    """A territory, and the person with the reach over it where it was just added."""

    territory: Territory
    acting: Acting


@transaction.atomic
def open_territory(*, name: str, acting: Acting, today: date, request_id: str = "") -> OpenedTerritory:
    """The territory of that name, added and journalled where it is new; `IntakeRefused` for an empty or long name."""
    require("roadmaps.import", acting)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise IntakeRefused("territory_name", "Название территории пусто или длиннее 200 знаков.", remedy="Исправьте.")
    known = Territory.objects.filter(name__iexact=name).first()
    if known is not None:
        return OpenedTerritory(known, acting)
    territory = Territory.objects.create(name=name)
    record(actor=acting.actor(request_id=request_id), action="add", subject=territory, on=today, after={"name": name})
    return OpenedTerritory(territory, acting.reaching_also(territory.pk))


def require_territory(acting: Acting, territory: Territory) -> None:
    """Raise `PermissionRefused` unless the person takes documents of the territory under control."""
    if not manages_plans(acting, territory):
        raise PermissionRefused(
            f"Документы территории «{territory}» ведут её координатор и администратор.",
            remedy="Выберите свою территорию или передайте документ им.",
        )


def territory_named_by(document: Document) -> str:
    """The territory's name that a document gives: its region; a model plan of no region is the whole country's."""
    if document.region:
        return document.region
    return COUNTRY if document.kind == "template" else ""
