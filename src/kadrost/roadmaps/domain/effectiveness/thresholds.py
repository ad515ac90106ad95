"""From what on the rules call a measure troubled: the region's own thresholds, shown with every finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.models import EffectivenessRules
from kadrost.roadmaps.permissions.effectiveness import require


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold: what it is about, its unit, the usual value and the bounds within which it makes sense."""

    title: str
    unit: str
    usual: int
    least: int
    most: int


THRESHOLDS: Final = {
    "late_days": Threshold(gettext_noop("Опаздывает: медиана опоздания не меньше"), gettext_noop("дней"), 10, 1, 365),
    "late_cycles": Threshold(
        gettext_noop("Срок переносить: сдано с опозданием не меньше"), gettext_noop("раз за всё время"), 2, 1, 20
    ),
    "silent_points": Threshold(gettext_noop("Молчит: сроков без отчёта не меньше"), gettext_noop("сроков"), 1, 1, 50),
    "extensions": Threshold(gettext_noop("Срок не держится: продлений не меньше"), gettext_noop("продлений"), 2, 1, 50),
    "returns": Threshold(gettext_noop("Возвращали: возвратов не меньше"), gettext_noop("возвратов"), 2, 1, 50),
    "contradictions": Threshold(
        gettext_noop("Противоречит своим цифрам: сроков не меньше"), gettext_noop("сроков"), 1, 1, 50
    ),
    "unproven": Threshold(
        gettext_noop("Не подтверждено документом: сроков не меньше"), gettext_noop("сроков"), 1, 1, 50
    ),
    "dead_days": Threshold(
        gettext_noop("Не исполняется: ни одного действия не меньше"), gettext_noop("дней"), 180, 30, 1_500
    ),
    "likeness": Threshold(
        gettext_noop("Об одном и том же: сходство слов не меньше"), gettext_noop("процентов"), 85, 50, 100
    ),
    "years": Threshold(gettext_noop("Делается каждый год: лет подряд не меньше"), gettext_noop("лет"), 2, 2, 10),
    "few": Threshold(gettext_noop("Мало для доли: сроков меньше"), gettext_noop("сроков"), 5, 2, 50),
}


def usual_thresholds() -> dict[str, int]:
    """Those of a territory that has set none of its own."""
    return {name: one.usual for name, one in THRESHOLDS.items()}


def thresholds_of(territory_id: int) -> dict[str, int]:
    """The territory's thresholds, the usual ones where it has set none; one query."""
    rules = EffectivenessRules.objects.filter(territory=territory_id).first()
    return usual_thresholds() | (rules.thresholds if rules else {})


@transaction.atomic
def change_thresholds(
    *,
    territory: Territory,
    wanted: Mapping[str, int],
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> EffectivenessRules:
    """Set the territory's thresholds; analyses made before keep theirs. `version` is 0 where there are none yet.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` for a value that makes no sense.
    """
    require("effectiveness.rules", acting, territory)
    for name, value in wanted.items():
        one = THRESHOLDS.get(name)
        if one is None or not one.least <= value <= one.most:
            where = one.title if one else name
            bounds = f"от {one.least} до {one.most}" if one else "из списка"
            raise ControlRefused(f"«{where}»: {value} не подходит.", remedy=f"Допустимо {bounds}.")
    rules = EffectivenessRules.objects.select_for_update().filter(territory=territory).first()
    if (rules.version if rules else 0) != version:
        raise StaleVersion
    before = thresholds_of(territory.pk)
    rules = rules or EffectivenessRules(territory=territory, version=0)
    rules.thresholds = before | dict(wanted)
    rules.version += 1
    rules.save()
    changed = {name: value for name, value in rules.thresholds.items() if before[name] != value}
    if changed:
        record(
            actor=acting.actor(request_id=request_id), action="effectiveness_rules", subject=rules, on=today,
            before={name: before[name] for name in changed}, after=changed,
        )  # fmt: skip
    return rules
