"""An adopted list as the document that a measure asks for: its frozen paper attached to the checkpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rules

from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.documents import attach_document
from kadrost.roadmaps.domain.evidence import EvidenceDraft
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.models import Checkpoint, Evidence, Plan, PriorityList, PriorityPaper, Requirement

ASKED = "приоритет"
MOST_ASKED = 20


@dataclass(frozen=True, slots=True)
class AskingCheckpoint:
    """A checkpoint whose measure asks for adopted priorities, and the requirement that does."""

    checkpoint: Checkpoint
    requirement: Requirement
    may_attach: bool


def checkpoints_asking(priorities: PriorityList, acting: Acting) -> list[AskingCheckpoint]:
    """The territory's open checkpoints that ask for such a document and lack this list's paper; two queries.

    Only for who sees inside the plans; `may_attach` says whether the person may attach it.
    """
    if not priorities.is_frozen or not acting.is_of_region(priorities.territory_id):
        return []
    asking = Requirement.objects.filter(
        text__icontains=ASKED, measure__ended_on=None, measure__plan__territory=priorities.territory_id,
        measure__plan__state=Plan.State.ACTIVE,
    )  # fmt: skip
    by_measure = {one.measure_id: one for one in asking.order_by("-pk")}
    given = Evidence.objects.filter(sha256__in=priorities.papers.values("sha256")).values("checkpoint_id")
    points = (
        Checkpoint.objects.filter(measure__in=list(by_measure), state__in=Checkpoint.OPEN_STATES)
        .exclude(pk__in=given)
        .select_related("plan", "measure")
        .order_by("due_on", "pk")[:MOST_ASKED]
    )
    return [
        AskingCheckpoint(one, by_measure[one.measure_id], bool(rules.test_rule("roadmaps.attach", acting, one)))
        for one in points
    ]


def attach_adopted(
    *, priorities: PriorityList, checkpoint: Checkpoint, acting: Acting, today: date, request_id: str = ""
) -> Evidence:
    """Attach the frozen «Утверждённые приоритеты» to the checkpoint that asks for them.

    Raises `PermissionRefused`, and `PrioritiesRefused` where the checkpoint does not ask or has it already.
    """
    asking = next((one for one in checkpoints_asking(priorities, acting) if one.checkpoint == checkpoint), None)
    if asking is None:
        raise PrioritiesRefused(
            "Эта контрольная точка такого документа не ждёт.", remedy="Обновите страницу и выберите другую."
        )
    paper = priorities.papers.get(kind=PriorityPaper.Kind.PRIORITIES, layout="docx")
    with paper.file.open("rb") as file:
        content = file.read()
    draft = EvidenceDraft(
        kind=PriorityPaper.Kind.PRIORITIES.label, title=paper.title, number=paper.number, dated_on=paper.dated_on,
        file_name=paper.file_name, content=content, requirement_id=asking.requirement.pk,
    )  # fmt: skip
    return attach_document(checkpoint=checkpoint, draft=draft, acting=acting, today=today, request_id=request_id)
