"""The register of a body's assignments: every decision of its protocols, its term, what was answered, how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kadrost.council.models import Body, ProtocolPlan
from kadrost.roadmaps.domain.account import executor_words
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION
from kadrost.roadmaps.domain.plan_table import OfPoints, Point
from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.models import Measure, Report, Ruling
from kadrost.roadmaps.models.checkpoints import Standing


class Shown(StrEnum):
    """Which assignments are asked for."""

    ALL = ""
    ATTENTION = "attention"
    OPEN = "open"
    KEPT = "kept"
    CLOSED = "closed"
    NO_TERM = "no-term"


@dataclass(frozen=True, slots=True)
class AssignmentLine(OfPoints):
    """A decision of a protocol: its words, its checkpoints on the day, the last report and the last ruling by then."""

    protocol: ProtocolPlan
    measure: Measure
    points: tuple[Point, ...]
    report: Report | None
    ruling: Ruling | None

    @property
    def executors(self) -> str:
        """Whom the decision names, as printed."""
        return executor_words(self.measure)

    @property
    def is_kept_in_sight(self) -> bool:
        """Permanent or on demand: it has no day by which it could be struck off."""
        return self.measure.is_continuous or self.measure.is_on_demand

    @property
    def needs_attention(self) -> bool:
        """Contradicted, returned, silent or late: the board's own meaning."""
        return self.standing in NEEDS_ATTENTION

    def is_shown(self, shown: Shown) -> bool:
        """Whether the line is among those asked for."""
        match shown:
            case Shown.ATTENTION:
                return self.needs_attention
            case Shown.OPEN:
                return self.next_point is not None
            case Shown.KEPT:
                return self.is_kept_in_sight
            case Shown.CLOSED:
                return bool(self.points) and self.next_point is None
            case Shown.NO_TERM:
                return not self.points and not self.is_kept_in_sight
        return True


@dataclass(frozen=True, slots=True)
class Register:
    """The assignments of a body on a day."""

    body: Body
    day: date
    lines: tuple[AssignmentLine, ...]

    @property
    def protocols(self) -> list[ProtocolPlan]:
        """The protocols that have assignments, the newest first."""
        return list({line.protocol.pk: line.protocol for line in self.lines}.values())

    @property
    def totals(self) -> Counter[Shown]:
        """How many assignments each of the choices would show; one may be in several."""
        return Counter(shown for line in self.lines for shown in Shown if line.is_shown(shown))

    def narrowed(self, *, protocol: int | None, shown: Shown) -> Register:
        """Those of one protocol, and of one choice."""
        lines = (line for line in self.lines if protocol in (None, line.protocol.plan_id))
        return Register(self.body, self.day, tuple(line for line in lines if line.is_shown(shown)))


def register_of(body: Body, *, snapshot: Snapshot) -> Register:
    """All assignments of the body's protocols signed by the day, as they stood on it; six queries."""
    day = snapshot.day
    protocols = {
        one.plan_id: one
        for one in ProtocolPlan.objects.filter(body=body)
        .exclude(plan__act__signed_on__gt=day)
        .select_related("plan__act", "meeting")
        .order_by("-plan__act__signed_on", "-pk")
    }
    measures = list(Measure.objects.filter(plan__in=protocols).order_by("position").prefetch_related("duties"))
    points = _points(measures, snapshot)
    reports, rulings = _last_report(measures, day), _last_ruling(measures, day)
    by_plan: dict[int, list[AssignmentLine]] = {plan_id: [] for plan_id in protocols}
    for measure in measures:
        by_plan[measure.plan_id].append(
            AssignmentLine(
                protocols[measure.plan_id], measure, tuple(points.get(measure.pk, ())),
                reports.get(measure.pk), rulings.get(measure.pk),
            )
        )  # fmt: skip
    return Register(body, day, tuple(line for lines in by_plan.values() for line in lines))


def _points(measures: Iterable[Measure], snapshot: Snapshot) -> dict[int, list[Point]]:
    rows = (
        snapshot.with_standing()
        .filter(measure__in=measures)
        .order_by(snapshot.due_on, "pk")
        .values_list("measure_id", "pk", "opens_on", snapshot.due_on, "standing_on_day")
    )
    found: dict[int, list[Point]] = {}
    for measure_id, pk, opens_on, due_on, standing in rows:
        found.setdefault(measure_id, []).append(Point(pk, opens_on, due_on, Standing(standing)))
    return found


def _last_report(measures: Iterable[Measure], day: date) -> dict[int, Report]:
    said = Report.objects.filter(checkpoint__measure__in=measures, reported_on__lte=day)
    return {one.checkpoint.measure_id: one for one in said.select_related("checkpoint", "organisation").order_by("pk")}


def _last_ruling(measures: Iterable[Measure], day: date) -> dict[int, Ruling]:
    ruled = Ruling.objects.filter(checkpoint__measure__in=measures, ruled_on__lte=day)
    return {one.checkpoint.measure_id: one for one in ruled.select_related("checkpoint").order_by("pk")}
