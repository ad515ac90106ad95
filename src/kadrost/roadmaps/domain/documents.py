"""Confirming documents that come from elsewhere on the platform: a council's protocol, without an executor's report."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.evidence import EvidenceDraft, add_evidence_rows
from kadrost.roadmaps.models import Checkpoint, Evidence, Plan
from kadrost.roadmaps.permissions import require


@transaction.atomic
def attach_document(
    *, checkpoint: Checkpoint, draft: EvidenceDraft, acting: Acting, today: date, request_id: str = ""
) -> Evidence:
    """Keep a document of the checkpoint that stands on no report; the document asked for counts as given.

    Raises `PermissionRefused`, and `ControlRefused` where the checkpoint or its plan is closed or the document is not
    taken. What the executor still has to say and the controller to decide stays as it is.
    """
    require("roadmaps.attach", acting, checkpoint)
    locked = Checkpoint.objects.select_for_update(of=("self",)).select_related("plan", "measure").get(pk=checkpoint.pk)
    if locked.plan.state == Plan.State.CLOSED or locked.state not in Checkpoint.OPEN_STATES:
        raise ControlRefused(
            f"Контрольная точка {locked.measure.number} закрыта: документ к ней не прилагается.",
            remedy="Уберите решение о подтверждении.",
        )
    evidence = add_evidence_rows(checkpoint=locked, report=None, acting=acting, drafts=[draft], today=today)[0]
    locked.version += 1
    locked.save(update_fields=["version"])
    record(
        actor=acting.actor(request_id=request_id), action="evidence", subject=locked, on=today,
        after={"documents": [str(evidence)]},
    )  # fmt: skip
    return evidence
