"""The analytical report as a confirming document of the measures that ask for one."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.effectiveness.correcting import ground_of
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.evidence import EvidenceDraft, add_evidence_rows
from kadrost.roadmaps.models import Checkpoint, EffectivenessAnalysis, Evidence, Plan, Requirement
from kadrost.roadmaps.permissions import may_change_plan, require

KIND: Final = "Аналитический отчёт"
MOST_OFFERED = 12


def checkpoints_asking(analysis: EffectivenessAnalysis, acting: Acting, *, today: date) -> list[Checkpoint]:
    """The open checkpoints in plans of the territory that ask for an analytical report and that the person keeps."""
    asking = Requirement.objects.filter(
        measure=OuterRef("measure"), text__contains="налитическ", text__iregex="отч[её]т"
    )
    found = (
        Checkpoint.objects.filter(
            plan__territory=analysis.plan.territory_id, plan__state=Plan.State.ACTIVE, measure__ended_on=None,
            state__in=Checkpoint.OPEN_STATES, opens_on__lte=today,
        )
        .filter(Exists(asking))
        .select_related("plan", "measure")
        .order_by("due_on", "pk")
    )  # fmt: skip
    return [one for one in found[: 10 * MOST_OFFERED] if may_change_plan(acting, one.plan)][:MOST_OFFERED]


@transaction.atomic
def attach_report(
    *,
    analysis: EffectivenessAnalysis,
    checkpoint: Checkpoint,
    content: bytes,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Evidence:
    """Attach an approved analysis, laid out as docx, to a checkpoint that asks for such a report.

    The executor still reports and the controller rules. Raises `PermissionRefused`, and `ControlRefused` for an
    analysis that is not approved, a closed checkpoint, one that asks for no such report or has this one already.
    """
    require("roadmaps.change_plan", acting, checkpoint.plan)
    if analysis.state != EffectivenessAnalysis.State.APPROVED:
        raise ControlRefused("Анализ не утверждён.", remedy="Приложить можно только утверждённый.")
    locked = Checkpoint.objects.select_for_update(of=("self",)).select_related("measure").get(pk=checkpoint.pk)
    if locked.state not in Checkpoint.OPEN_STATES:
        raise ControlRefused("Контрольная точка закрыта.", remedy="Выберите открытую.")
    asked = next((one for one in locked.measure.requirements.all() if "налитическ" in one.text), None)
    if asked is None:
        raise ControlRefused("Это мероприятие не требует аналитического отчёта.", remedy="Выберите из списка.")
    title = ground_of(analysis)
    if locked.evidence.filter(kind=KIND, title=title).exists():
        raise ControlRefused("Этот отчёт уже приложен.", remedy="Откройте мероприятие.")
    draft = EvidenceDraft(
        kind=KIND, title=title, dated_on=analysis.approved_on, signer=analysis.approved_by_name,
        file_name=f"analiz-{analysis.as_of:%Y-%m-%d}.docx", content=content, requirement_id=asked.pk,
    )  # fmt: skip
    evidence = add_evidence_rows(checkpoint=locked, report=None, acting=acting, drafts=[draft], today=today)[0]
    locked.version += 1
    locked.save(update_fields=["version"])
    record(
        actor=acting.actor(request_id=request_id), action="evidence", subject=locked, on=today, ground=title,
        after={"documents": [str(evidence)]},
    )  # fmt: skip
    return evidence
