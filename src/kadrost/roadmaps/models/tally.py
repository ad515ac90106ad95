"""How many checkpoints are alike, kept by the database itself."""

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
