"""Taking many checkpoints off control at once, on one ground."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kadrost.audit.journal import Deed
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Ruling

BATCH: Final = 500


def remove_all(checkpoints: Sequence[Checkpoint], *, ground: str, acting: Acting, today: date) -> list[Deed]:
    """Rule each checkpoint off control on `ground`: reports and documents stay with it.

    Each gets a ruling by the person, a state row of the day, and a deed for the journal, which the caller writes in
    the same transaction. Raises `ControlRefused` where no person acts: a ruling always has an author.
    """
    if not checkpoints:
        return []
    if acting.user is None:
        raise ControlRefused(
            "Снять сроки с контроля может только человек.",
            remedy="Войдите на сайт, а в командной строке назовите человека: --as.",
        )
    deeds = []
    for checkpoint in checkpoints:
        before = {"state": checkpoint.get_state_display(), "due_on": checkpoint.due_on}
        checkpoint.state = Checkpoint.State.REMOVED
        checkpoint.version += 1
        after = {"state": checkpoint.get_state_display(), "due_on": checkpoint.due_on}
        deeds.append(Deed(Ruling.Kind.REMOVE.value, checkpoint, before=before, after=after, ground=ground))
    Checkpoint.objects.bulk_update(checkpoints, ["state", "version"], batch_size=BATCH)
    Ruling.objects.bulk_create(
        (
            Ruling(
                checkpoint=checkpoint,
                kind=Ruling.Kind.REMOVE,
                ground=ground,
                author=acting.user,
                author_name=str(acting.user),
                ruled_on=today,
            )
            for checkpoint in checkpoints
        ),
        batch_size=BATCH,
    )
    CheckpointState.objects.bulk_create(
        (
            CheckpointState(
                checkpoint=checkpoint,
                on=today,
                state=checkpoint.state,
                due_on=checkpoint.due_on,
                reports_count=checkpoint.reports_count,
            )
            for checkpoint in checkpoints
        ),
        batch_size=BATCH,
    )
    return deeds
