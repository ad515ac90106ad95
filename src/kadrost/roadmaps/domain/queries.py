"""Reading checkpoints as they stand on a day: one meaning in SQL, equal to `Checkpoint.standing`.

    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    snapshot.with_standing()                 # each checkpoint with `standing_on_day`
    snapshot.standing_in(Standing.SILENT)    # the same, only those that stand so

For today the checkpoint's own columns count. For another day the rows of `CheckpointState` do: the latest one up
to that day; a checkpoint that did not exist then is left out, and on a day to come the latest row is today's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from kadrost.region.domain.people import Acting
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Plan
from kadrost.roadmaps.models.checkpoints import DUE_SOON_DAYS, Standing

State = Checkpoint.State

STANDINGS_BY_URGENCY: tuple[Standing, ...] = (
    Standing.CONTRADICTED,
    Standing.RETURNED,
    Standing.SILENT,
    Standing.LATE,
    Standing.DUE,
    Standing.REPORTED,
    Standing.OPEN,
    Standing.NOT_DUE,
    Standing.ACCEPTED,
    Standing.REMOVED,
)
"""What needs a person first stands first: the order of the board, and what is worst in a cell of the heat strip."""

STORED_STANDINGS = frozenset(State.values) - {State.AWAITING.value}
"""The standings that are states of a checkpoint; the others are worked out of its days while a report is awaited."""


class OneOf(Func):
    """A condition that a column holds one of the numbers; a list of any length is one parameter of the query."""

    arity = 2
    output_field = BooleanField()

    def __init__(self, column: str | F, numbers: Value | Iterable[int]) -> None:
        if not isinstance(numbers, Value):
            numbers = Value(f"[{','.join(str(int(number)) for number in numbers)}]", output_field=TextField())
        super().__init__(F(column) if isinstance(column, str) else column, numbers)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """`column IN (…)` over the list read as JSON."""
        column, numbers = (compiler.compile(part) for part in self.source_expressions)
        listed = f"SELECT value FROM json_each({numbers[0]})"  # noqa: S608 placeholders alone are put together
        return f"{column[0]} IN ({listed})", [*column[1], *numbers[1]]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """`column = ANY (…)` over the list read as an array."""
        column, numbers = (compiler.compile(part) for part in self.source_expressions)
        return f"{column[0]} = ANY (translate({numbers[0]}, '[]', '{{}}')::bigint[])", [*column[1], *numbers[1]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The checkpoints as they stood on `day`; `state`, `due_on` and `reports_count` name the columns of that day."""

    day: date
    checkpoints: QuerySet[Checkpoint]
    is_of_another_day: bool
    state: str
    due_on: str
    reports_count: str

    def condition(self, standing: Standing) -> Q:
        """What a checkpoint must meet to stand so; no two of the ten conditions ever hold together."""
        if standing.value in STORED_STANDINGS:
            return Q((self.state, State(standing.value)))
        awaiting = Q((self.state, State.AWAITING))
        soon = self.day + timedelta(days=DUE_SOON_DAYS)
        match standing:
            case Standing.SILENT:
                return awaiting & Q((f"{self.due_on}__lt", self.day), (self.reports_count, 0))
            case Standing.LATE:
                return awaiting & Q((f"{self.due_on}__lt", self.day), (f"{self.reports_count}__gt", 0))
            case Standing.DUE:
                return awaiting & Q((f"{self.due_on}__gte", self.day), (f"{self.due_on}__lte", soon))
            case Standing.OPEN:
                return awaiting & Q((f"{self.due_on}__gt", soon), opens_on__lte=self.day)
        return awaiting & Q((f"{self.due_on}__gt", soon), opens_on__gt=self.day)

    def standing_in(self, *standings: Standing) -> QuerySet[Checkpoint]:
        """The checkpoints that stand in one of these ways; none where nothing is named."""
        wanted = Q(pk__in=())
        for standing in standings:
            wanted |= self.condition(standing)
        return self.checkpoints.filter(wanted)

    def standing_expression(self) -> Case:
        """The standing as a column; by `condition`, in the order that decides most rows soonest."""
        values = {standing: Value(standing.value) for standing in Standing}
        soon = self.day + timedelta(days=DUE_SOON_DAYS)
        due, passed = self.due_on, Q((f"{self.due_on}__lt", self.day))
        awaiting = Case(
            When(Q((f"{due}__gt", soon), opens_on__gt=self.day), then=values[Standing.NOT_DUE]),
            When(Q((f"{due}__gt", soon)), then=values[Standing.OPEN]),
            When(passed & Q((self.reports_count, 0)), then=values[Standing.SILENT]),
            When(passed, then=values[Standing.LATE]),
            default=values[Standing.DUE],
        )
        return Case(
            When(Q((self.state, State.ACCEPTED)), then=values[Standing.ACCEPTED]),
            When(Q((self.state, State.AWAITING)), then=awaiting),
            *(
                When(self.condition(standing), then=values[standing])
                for standing in (Standing.REMOVED, Standing.RETURNED, Standing.REPORTED, Standing.CONTRADICTED)
            ),
            output_field=CharField(max_length=12),
        )

    def with_standing(self) -> QuerySet[Any, Any]:
        """Each checkpoint with `standing_on_day`, the value of its standing."""
        return self.checkpoints.annotate(standing_on_day=self.standing_expression())


def snapshot_for(*, today: date, as_of: date | None = None) -> Snapshot:
    """All checkpoints as they stand on `today`, read from the past's rows where the site is looked at as of a day."""
    if as_of is None:
        return Snapshot(
            day=today,
            checkpoints=Checkpoint.objects.all(),
            is_of_another_day=False,
            state="state",
            due_on="due_on",
            reports_count="reports_count",
        )
    latest = CheckpointState.objects.filter(checkpoint=OuterRef("pk"), on__lte=as_of).order_by("-on", "-pk")
    then = Checkpoint.objects.filter(states__pk=Subquery(latest.values("pk")[:1])).annotate(
        state_then=F("states__state"), due_then=F("states__due_on"), reports_then=F("states__reports_count")
    )
    return Snapshot(
        day=as_of,
        checkpoints=then,
        is_of_another_day=True,
        state="state_then",
        due_on="due_then",
        reports_count="reports_then",
    )


def plans_visible_to(acting: Acting) -> QuerySet[Plan]:
    """The plans that a person may see: the public ones, and those whose inside the person sees."""
    return Plan.objects.visible_to(acting)
