"""Keeping the register of legal acts: entering, changing, amending, renewing, ending; each is journalled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.legal_acts.errors import LegalActRefused
from kadrost.roadmaps.domain.stored_documents import GivenDocument, put_document
from kadrost.roadmaps.models import LegalAct, LegalActEvent
from kadrost.roadmaps.permissions.legal_acts import require

FURTHEST = timedelta(days=366 * 30)
"""How far ahead the next renewal is looked for."""
PROVISIONS = range(1, 15)


@dataclass(frozen=True, slots=True)
class LegalActFacts:
    """An act as typed; `renewal` is a phrase such as «один раз в два года»."""

    kind: str
    title: str
    subject: str = ""
    issuer: str = ""
    number: str = ""
    signed_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    provision: int | None = None
    stage: str = LegalAct.Stage.NEEDED
    responsible: Organisation | None = None
    renewal: str = ""


@transaction.atomic
def add_legal_act(
    *,
    territory: Territory,
    facts: LegalActFacts,
    acting: Acting,
    today: date,
    given: GivenDocument | None = None,
    request_id: str = "",
) -> LegalAct:
    """Enter an act into the territory's register.

    Raises `PermissionRefused`, `ControlRefused` for a file that is not taken, and `LegalActRefused` for a nameless act,
    an adopted one without its day, an inverted period, a renewal that is not understood, or a second one of its kind.
    """
    require("legal_acts.keep", acting, territory)
    clean = checked(facts, territory, existing=None)
    legal_act = LegalAct(territory=territory, entered_on=today, **values_of(clean))
    set_renewal(legal_act, last_renewed=None)
    if given is not None:
        put_document(legal_act, given)
    legal_act.save()
    record(
        actor=acting.actor(request_id=request_id), action="add_legal_act", subject=legal_act, on=today,
        after=_said(values_of(clean)),
    )  # fmt: skip
    return legal_act


@transaction.atomic
def change_legal_act(
    *,
    legal_act: LegalAct,
    facts: LegalActFacts,
    version: int,
    acting: Acting,
    today: date,
    given: GivenDocument | None = None,
    request_id: str = "",
) -> LegalAct:
    """Change what is known of an act; without a new file the one kept stays.

    Raises as `add_legal_act`, and `StaleVersion`.
    """
    require("legal_acts.change", acting, legal_act)
    locked = _lock(legal_act, version)
    clean = checked(facts, locked.territory, existing=locked)
    after = {name: value for name, value in values_of(clean).items() if value != getattr(locked, name)}
    is_given = given is not None and (bool(given.content) or given.link.strip() != locked.link)
    if not after and not is_given:
        return locked
    before = {name: getattr(locked, name) for name in after}
    for name, value in after.items():
        setattr(locked, name, value)
    set_renewal(locked, last_renewed=last_renewal_of(locked))
    if given is not None:
        put_document(locked, given)
    locked.version += 1
    locked.save()
    record(
        actor=acting.actor(request_id=request_id), action="change_legal_act", subject=locked, on=today,
        before=_said(before), after=_said(after) | ({"file": locked.file_name or locked.link} if is_given else {}),
    )  # fmt: skip
    return locked


@transaction.atomic
def record_event(
    *,
    legal_act: LegalAct,
    kind: LegalActEvent.Kind,
    on: date,
    document: str,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> LegalActEvent:
    """Record that the act was amended or renewed; the renewal rule counts on from a renewal.

    Raises `PermissionRefused`, `StaleVersion`, and `LegalActRefused` for an act that is not in force, a day to come or
    before its own, or an unnamed document.
    """
    require("legal_acts.change", acting, legal_act)
    locked = _lock(legal_act, version)
    if locked.stage != LegalAct.Stage.ADOPTED or locked.ended_on is not None:
        raise LegalActRefused("Меняют и обновляют только принятый документ.", remedy="Сначала запишите, что он принят.")
    if not document.strip():
        raise LegalActRefused("Документ не назван.", remedy="Укажите вид, дату и номер.")
    if on > today or (locked.signed_on is not None and on < locked.signed_on):
        raise LegalActRefused(
            f"День {on:%d.%m.%Y} не подходит.", remedy="Он не раньше дня самого документа и не позже сегодняшнего."
        )
    event = LegalActEvent.objects.create(
        legal_act=locked, kind=kind, on=on, document=document.strip(), recorded_by_name=acting.actor().name
    )
    before = locked.renew_by
    set_renewal(locked, last_renewed=last_renewal_of(locked))
    locked.version += 1
    locked.save(update_fields=["renewal_data", "renew_by", "version"])
    said: dict[str, Any] = {
        "subject": locked, "on": today, "ground": event.document, "before": {"renew_by": before},
        "after": {"renew_by": locked.renew_by, "day": on},
    }  # fmt: skip
    if kind == LegalActEvent.Kind.RENEWED:
        record(actor=acting.actor(request_id=request_id), action="renew_legal_act", **said)
    else:
        record(actor=acting.actor(request_id=request_id), action="amend_legal_act", **said)
    return event


@transaction.atomic
def end_legal_act(
    *,
    legal_act: LegalAct,
    ended_on: date,
    ground: str,
    replaced_by: LegalAct | None,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> LegalAct:
    """Record that the act lost its force, by being replaced where another act is named.

    Raises `PermissionRefused`, `StaleVersion`, and `LegalActRefused` for an act that ended, a missing ground, a
    replacement of another territory, or a circle of replacements.
    """
    require("legal_acts.change", acting, legal_act)
    locked = _lock(legal_act, version)
    if locked.ended_on is not None:
        raise LegalActRefused("Документ уже утратил силу.", remedy="Обновите страницу.")
    if not ground.strip():
        raise LegalActRefused("Основание не названо.", remedy="Укажите документ: вид, дату и номер.")
    if replaced_by is not None:
        _check_replacement(locked, replaced_by)
    locked.ended_on, locked.ended_ground, locked.replaced_by = ended_on, ground.strip(), replaced_by
    locked.version += 1
    locked.save(update_fields=["ended_on", "ended_ground", "replaced_by", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="end_legal_act", subject=locked, on=today,
        ground=locked.ended_ground, after={"ended_on": ended_on, "replaced_by": str(replaced_by or "")},
    )  # fmt: skip
    return locked


def compiled_renewal(phrase: str, *, counted_from: date | None) -> Schedule | None:
    """The renewal rule of a phrase; none for an empty one. `LegalActRefused` where it is not understood."""
    if not phrase.strip():
        return None
    # Only whether the phrase is understood matters while no day is known to count from.
    schedule = compile_phrase(phrase.strip(), signed=counted_from or date(2000, 1, 1))
    if not schedule.understood or not schedule.rules:
        raise LegalActRefused(
            f"Обновление «{phrase.strip()[:80]}» не понято. {schedule.why}".strip(),
            remedy="Пишите как в документах: «один раз в два года», «ежегодно до 1 марта».",
        )
    return schedule


def set_renewal(legal_act: LegalAct, *, last_renewed: date | None) -> None:
    """Work out by when an adopted act has to be renewed next, unsaved; none while it is not adopted."""
    counted_from = last_renewed or legal_act.signed_on or legal_act.in_force_from
    schedule = compiled_renewal(legal_act.renewal, counted_from=counted_from)
    legal_act.renewal_data = schedule.to_json() if schedule else None
    legal_act.renew_by = None
    if schedule is None or counted_from is None or legal_act.stage != LegalAct.Stage.ADOPTED:
        return
    ends = (one.end for one in schedule.occurrences(until=counted_from + FURTHEST) if one.end > counted_from)
    first, second = next(ends, None), next(ends, None)
    # What was done shortly before a term was done for that term: it counts on from the next one.
    is_for_first = first is not None and second is not None and first - counted_from < (second - first) / 2
    legal_act.renew_by = second if is_for_first else first


def last_renewal_of(legal_act: LegalAct) -> date | None:
    """The day of the last renewal; one query."""
    renewals = legal_act.events.filter(kind=LegalActEvent.Kind.RENEWED).order_by("-on")
    return renewals.values_list("on", flat=True).first()


def checked(facts: LegalActFacts, territory: Territory, *, existing: LegalAct | None) -> LegalActFacts:
    """The facts trimmed; `LegalActRefused` where they cannot be."""
    clean = replace(
        facts,
        title=" ".join(facts.title.split()),
        issuer=" ".join(facts.issuer.split()),
        number=" ".join(facts.number.split()),
        renewal=" ".join(facts.renewal.split()),
        subject=facts.subject.strip(),
    )
    if not clean.title:
        raise LegalActRefused("Название документа не указано.", remedy="Напишите, о чём документ.")
    if clean.stage == LegalAct.Stage.ADOPTED and clean.signed_on is None:
        raise LegalActRefused("Документ принят, а дата не указана.", remedy="Напишите дату документа.")
    start = clean.in_force_from or clean.signed_on
    if start and clean.in_force_until and clean.in_force_until < start:
        raise LegalActRefused(
            f"Документ действует по {clean.in_force_until:%d.%m.%Y}, а с {start:%d.%m.%Y}.", remedy="Проверьте дни."
        )
    if clean.provision is not None and clean.provision not in PROVISIONS:
        raise LegalActRefused(f"Положения {clean.provision} в Стандарте нет.", remedy="Назовите число от 1 до 14.")
    compiled_renewal(clean.renewal, counted_from=clean.signed_on)
    _check_twin(clean, territory, existing)
    return clean


def values_of(facts: LegalActFacts) -> dict[str, Any]:
    """The facts by the names of the record's fields."""
    return {name: getattr(facts, name) for name in LegalActFacts.__dataclass_fields__}


def _check_twin(clean: LegalActFacts, territory: Territory, existing: LegalAct | None) -> None:
    twins = LegalAct.objects.filter(
        territory=territory, kind=clean.kind, number=clean.number, signed_on=clean.signed_on
    )
    titles = twins.exclude(pk=existing.pk if existing else 0).values_list("title", flat=True)
    # Folded here: SQLite folds no Russian letters.
    if clean.title.casefold() in {title.casefold() for title in titles}:
        raise LegalActRefused("Такой документ уже есть в перечне.", remedy="Откройте его и измените.")


def _check_replacement(legal_act: LegalAct, other: LegalAct) -> None:
    if other.territory_id != legal_act.territory_id:
        raise LegalActRefused("Этот документ из перечня другой территории.", remedy="Выберите документ своего перечня.")
    at: LegalAct | None = LegalAct.objects.get(pk=other.pk)
    while at is not None:
        if at.pk == legal_act.pk:
            raise LegalActRefused("Документ не может заменить сам себя.", remedy="Выберите другой документ.")
        at = at.replaced_by


def _lock(legal_act: LegalAct, version: int) -> LegalAct:
    locked = LegalAct.objects.select_for_update(of=("self",)).select_related("territory").get(pk=legal_act.pk)
    if locked.version != version:
        raise StaleVersion
    return locked


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values as the journal keeps them: another record by its name."""
    return {name: str(value or "") if name == "responsible" else value for name, value in values.items()}
