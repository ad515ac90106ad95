"""Terms that passed before a document came under control: left late, or taken off control with a person's ground."""

from __future__ import annotations

from datetime import date
from typing import Final

from kadrost.audit.journal import Deed
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Plan, Ruling

PASSED_BEFORE: Final = "Срок прошёл до взятия на контроль"
BATCH: Final = 500


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
    words = f"{PASSED_BEFORE}: {ground}"
    deeds = []
    for checkpoint in past:
        before = {"state": checkpoint.get_state_display(), "due_on": checkpoint.due_on}
        checkpoint.state = Checkpoint.State.REMOVED
        checkpoint.version += 1
        after = {"state": checkpoint.get_state_display(), "due_on": checkpoint.due_on}
        deeds.append(Deed(Ruling.Kind.REMOVE.value, checkpoint, before=before, after=after, ground=words))
    Checkpoint.objects.bulk_update(past, ["state", "version"], batch_size=BATCH)
    Ruling.objects.bulk_create(
        (
            Ruling(
                checkpoint=checkpoint,
                kind=Ruling.Kind.REMOVE,
                ground=words,
                author=acting.user,
                author_name=str(acting.user),
                ruled_on=today,
            )
            for checkpoint in past
        ),
        batch_size=BATCH,
    )
    CheckpointState.objects.bulk_create(
        (
            CheckpointState(checkpoint=checkpoint, on=today, state=checkpoint.state, due_on=checkpoint.due_on)
            for checkpoint in past
        ),
        batch_size=BATCH,
    )
    return deeds
