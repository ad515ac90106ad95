"""Terms that passed before a document came under control: left late, or taken off control with a person's ground."""

from __future__ import annotations

from datetime import date
from typing import Final

from kadrost.audit.journal import Deed
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.closing import remove_all
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.models import Checkpoint, Plan

PASSED_BEFORE: Final = "Срок прошёл до взятия на контроль"


def close_past_terms(*, plan: Plan, acting: Acting, ground: str, today: date) -> list[Deed]:
    """Take the plan's checkpoints due before `today` off control on `ground`; nothing without one.

    Each gets a ruling by the person, a state row of the day, and a deed for the journal, which the caller writes in
    the same transaction. Raises `IntakeRefused` where no person acts: a ruling always has an author.
    """
    ground = ground.strip()
    if not ground:
        return []
    if acting.user is None:
        raise IntakeRefused(
            "no_person",
            "Снять сроки с контроля может только человек.",
            remedy="Войдите на сайт, а в командной строке назовите человека: --as.",
        )
    past = list(plan.checkpoints.filter(due_on__lt=today, state=Checkpoint.State.AWAITING))
    return remove_all(past, ground=f"{PASSED_BEFORE}: {ground}", acting=acting, today=today)
