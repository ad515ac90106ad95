"""How many checkpoints are alike, and how often a plan was written: kept by the database itself."""

from __future__ import annotations

from django.db import models


class CheckpointTally(models.Model):
    """How many checkpoints of a plan are due in a month in one state, with or without a report.

    Triggers on the table of checkpoints write it (`domain/tally_triggers.py`), nothing else ever does. On PostgreSQL
    several rows may speak of the same, to be added up. `plan_id` is no foreign key: rows of a deleted plan go with
    its checkpoints.
    """

    plan_id = models.BigIntegerField()
    due_month = models.IntegerField()
    """The month as a number: 202611 is November 2026."""
    state = models.CharField(max_length=12)
    is_reported = models.BooleanField()
    total = models.BigIntegerField()

    class Meta:
        # SQLite counts by a unique index that is made with the triggers; PostgreSQL keeps changes beside each other.
        indexes = (
            models.Index(
                fields=("due_month", "plan_id", "state", "is_reported", "total"), name="roadmaps_tally_by_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}, {self.due_month}, {self.state}: {self.total}"


class PlanChangeCount(models.Model):
    """How often anything was written of which the counts of a plan are made: checkpoints, measures, sections, ties.

    Triggers write it (`domain/change_triggers.py`), nothing else ever does: the sum of a plan's rows only grows, so
    what was worked out at one sum still holds while the sum is the same. `plan_id` is no foreign key, as in the tally.
    """

    plan_id = models.BigIntegerField(db_index=True)
    total = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.total}"
