"""Deciding which acts measures ask for, and handing an act in with a report; each is journalled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from kadrost.audit.journal import Deed, record, record_all
from kadrost.reading.belonging import numbers_named
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.control import add_evidence
from kadrost.roadmaps.domain.legal_acts.errors import LegalActRefused
from kadrost.roadmaps.domain.legal_acts.proposing import proposals_for
from kadrost.roadmaps.domain.legal_acts.register import LegalActFacts, add_legal_act
from kadrost.roadmaps.domain.stored_documents import as_evidence
from kadrost.roadmaps.models import (
    Evidence,
    LegalAct,
    LegalActRefusal,
    LegalActTie,
    Measure,
    Plan,
    Report,
    Requirement,
)
from kadrost.roadmaps.permissions.legal_acts import require


@transaction.atomic
def decide_proposal(
    *,
    plan: Plan,
    key: str,
    chosen: Collection[int],
    is_confirmed: bool,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> int:
    """Confirm that the chosen requirements ask for an act, or refuse; gives for how many.

    An act that the register lacks is entered as needed. Raises `PermissionRefused`, and `LegalActRefused` where the
    proposal is there no more or nothing is chosen.
    """
    require("roadmaps.change_plan", acting, plan)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    proposal = next((one for one in proposals_for(plan) if one.key == key), None)
    if proposal is None:
        raise LegalActRefused("Это предложение уже рассмотрено.", remedy="Обновите страницу.")
    asked = [one for one in proposal.requirements if one.pk in chosen]
    if not asked:
        raise LegalActRefused("Мероприятия не отмечены.", remedy="Отметьте хотя бы одно.")
    if not is_confirmed:
        return _refuse(asked, acting, today, request_id)
    legal_act = proposal.known or add_legal_act(
        territory=plan.territory,
        facts=LegalActFacts(
            kind=proposal.kind, title=proposal.title, provision=proposal.provision, responsible=proposal.responsible
        ),
        acting=acting, today=today, request_id=request_id,
    )  # fmt: skip
    return _tie(legal_act, [(one.measure, one) for one in asked], acting, today, request_id)


@transaction.atomic
def tie_measures(
    *, plan: Plan, legal_act: LegalAct, numbers: str, acting: Acting, today: date, request_id: str = ""
) -> int:
    """Say by their numbers which measures of a plan ask for the act; gives how many.

    Raises `PermissionRefused`, and `LegalActRefused` for another territory's act, or numbers that the plan lacks.
    """
    require("roadmaps.change_plan", acting, plan)
    require("legal_acts.see", acting, legal_act)
    if legal_act.territory_id != plan.territory_id:
        raise LegalActRefused("Этот документ из перечня другой территории.", remedy="Внесите его в свой перечень.")
    measures = {
        one.number.rstrip("."): one for one in Measure.objects.filter(plan=plan).in_force().order_by("position")
    }
    named = numbers_named(numbers, numbers=list(measures))
    if not named:
        raise LegalActRefused(
            f"Мероприятий с номерами «{numbers.strip()[:60]}» в плане нет.", remedy="Пишите так: 2.3, 2.4, 8.12–8.15."
        )
    return _tie(legal_act, [(measures[number], None) for number in named], acting, today, request_id)


@transaction.atomic
def untie_measure(*, tie: LegalActTie, acting: Acting, today: date, request_id: str = "") -> None:
    """Take back that a measure asks for the act."""
    require("roadmaps.change_plan", acting, tie.measure.plan)
    record(
        actor=acting.actor(request_id=request_id), action="untie_legal_act", subject=tie.measure, on=today,
        before={"legal_act": str(tie.legal_act)}, after={"legal_act": ""},
    )  # fmt: skip
    tie.delete()


@transaction.atomic
def attach_legal_act(
    *,
    legal_act: LegalAct,
    report: Report,
    requirement_id: int | None,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> list[Evidence]:
    """Hand the act in with a report of a measure that asks for it.

    Raises what `add_evidence` raises, and `LegalActRefused` where the measure does not ask for the act, or the act has
    neither file nor link.
    """
    if not legal_act.ties.filter(measure=report.checkpoint.measure_id).exists():
        raise LegalActRefused("Мероприятие отчёта не спрашивает этот документ.", remedy="Выберите другой отчёт.")
    if not legal_act.file and not legal_act.link:
        raise LegalActRefused("У документа нет ни файла, ни ссылки.", remedy="Сначала приложите файл к документу.")
    draft = as_evidence(
        legal_act,
        kind=LegalAct.Kind(legal_act.kind).label,
        title=legal_act.title,
        number=legal_act.number,
        dated_on=legal_act.signed_on,
        requirement_id=requirement_id,
    )
    return add_evidence(
        report=report, acting=acting, drafts=[draft], version=report.checkpoint.version, today=today,
        request_id=request_id,
    )  # fmt: skip


def _tie(
    legal_act: LegalAct,
    asked: Iterable[tuple[Measure, Requirement | None]],
    acting: Acting,
    today: date,
    request_id: str,
) -> int:
    deeds = []
    for measure, requirement in asked:
        _made, is_new = LegalActTie.objects.update_or_create(
            measure=measure,
            legal_act=legal_act,
            defaults={
                "requirement": requirement,
                "asked": requirement.text if requirement else "",
                "decided_by_name": acting.actor().name,
                "decided_on": today,
            },
        )
        if is_new:
            after = {"legal_act": str(legal_act)}
            deeds.append(Deed(action="tie_legal_act", subject=measure, before={}, after=after))
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(deeds)


def _refuse(asked: Iterable[Requirement], acting: Acting, today: date, request_id: str) -> int:
    deeds = []
    for requirement in asked:
        LegalActRefusal.objects.get_or_create(
            requirement=requirement, defaults={"decided_by_name": acting.actor().name, "decided_on": today}
        )
        after = {"legal_act": requirement.text}
        deeds.append(Deed(action="refuse_legal_act", subject=requirement.measure, before={}, after=after))
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(deeds)
