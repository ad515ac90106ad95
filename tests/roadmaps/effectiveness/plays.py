"""A plan whose checkpoints are reported on, ruled on and moved on chosen days, through the acts that people press."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.control import (
    ReportDraft,
    accept_checkpoint,
    extend_checkpoint,
    remove_checkpoint,
    return_checkpoint,
    submit_report,
)
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import Counted, count_measures
from kadrost.roadmaps.domain.effectiveness.thresholds import usual_thresholds
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Measure, Report
from tests.roadmaps.domain.conftest import Scene
from tests.web.factories import CheckpointFactory, DutyFactory, MeasureFactory

HALF = Period(date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 10))


def measure_in(scene: Scene, **fields: Any) -> Measure:
    """A further measure of the plan, answered for by the scene's body."""
    measure = MeasureFactory(plan=scene.plan, **fields)
    DutyFactory(measure=measure, organisation=scene.body)
    return measure


def point(measure: Measure, due: date, opens: date | None = None) -> Checkpoint:
    """A checkpoint of the measure with its first state."""
    opens = opens or due - timedelta(days=20)
    made: Checkpoint = CheckpointFactory(measure=measure, occurs_from=opens, occurs_until=due)
    CheckpointState.objects.create(checkpoint=made, on=opens, state=made.state, due_on=due)
    return made


class Play:
    """The acts of the scene's people."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def report(
        self, one: Checkpoint, day: date, *, claim: str = "done", figures: dict[int, Decimal] | None = None
    ) -> None:
        draft = ReportDraft(Report.Claim(claim), "Сделано", figures or {})
        submit_report(checkpoint=self._fresh(one), draft=draft, **self._by("executor", one, day))

    def accept(self, one: Checkpoint, day: date) -> None:
        accept_checkpoint(checkpoint=self._fresh(one), ground="решено", **self._by("controller", one, day))

    def send_back(self, one: Checkpoint, day: date) -> None:
        return_checkpoint(checkpoint=self._fresh(one), ground="мало", **self._by("controller", one, day))

    def extend(self, one: Checkpoint, day: date, due: date) -> None:
        extend_checkpoint(
            checkpoint=self._fresh(one), due_on=due, ground="поставка", document="письмо № 1",
            **self._by("controller", one, day),
        )  # fmt: skip

    def remove(self, one: Checkpoint, day: date) -> None:
        remove_checkpoint(checkpoint=self._fresh(one), ground="отпало", **self._by("controller", one, day))

    def _by(self, who: str, one: Checkpoint, day: date) -> dict[str, Any]:
        version = Checkpoint.objects.values_list("version", flat=True).get(pk=one.pk)
        return {"acting": acting_on(self.scene.people[who], day), "version": version, "today": day}

    def _fresh(self, one: Checkpoint) -> Checkpoint:
        return Checkpoint.objects.select_related("plan", "measure").get(pk=one.pk)


def counted(scene: Scene, period: Period = HALF, **thresholds: int) -> dict[int, Counted]:
    """The measures as the rules see them."""
    found = count_measures(scene.plan, period, usual_thresholds() | thresholds)
    return {one.measure.pk: one for one in found}


def codes(one: Counted) -> list[str]:
    """What was found of a measure."""
    return [found["code"] for found in one.findings]
