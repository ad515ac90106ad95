"""What happened to a measure and to a plan, out of the journal, in words (`kadrost.roadmaps.history` has them)."""

from __future__ import annotations

from datetime import date

from kadrost.audit.journal import history_of, history_of_all
from kadrost.audit.telling import Told, tell
from kadrost.roadmaps.models import Checkpoint, Measure, Plan

MOST_LINES = 200


def history_of_measure(measure: Measure, checkpoints: list[Checkpoint], *, until: date) -> list[Told]:
    """The measure's and its checkpoints' entries up to a day, newest first; three queries at most."""
    return tell(list(history_of_all([measure, *checkpoints]).filter(on__lte=until)[:MOST_LINES]))


def history_of_plan(plan: Plan) -> list[Told]:
    """What was done to the plan as a whole, newest first; one query."""
    return tell(list(history_of(plan)[:MOST_LINES]))
