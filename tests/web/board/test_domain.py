"""The board against a plain computation of the same in Python."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import PUBLIC, Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.board import BoardScope, board_scope, slices_of
from kadrost.roadmaps.domain.board_executors import executors_to_choose
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION, BoardFilter
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRows
from kadrost.roadmaps.domain.counting import count_board, count_by_standing
from kadrost.roadmaps.domain.heat import heat_lines, sum_of
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.models import Act, Checkpoint, CheckpointState, Measure, Plan
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.factories import (
    TODAY,
    DutyFactory,
    GroupFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    SectionFactory,
    TerritoryFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies() -> list[Organisation]:
    chance = random.Random(7)
    bodies = OrganisationFactory.create_batch(4)
    group = GroupFactory()
    group.members.set(bodies[2:])
    town = TerritoryFactory(name="Город", parent=TerritoryFactory(name="Область"))
    for number in range(4):
        plan = PlanFactory(
            is_public=number != 0,
            state=Plan.State.CLOSED if number == 3 else Plan.State.ACTIVE,
            kind=Act.Kind.PROTOCOL if number == 1 else Act.Kind.ROADMAP,
        )
        if number == 2:
            Plan.objects.filter(pk=plan.pk).update(territory=town)
        sections = [SectionFactory(plan=plan), None]
        for _ in range(6):
            measure = MeasureFactory(plan=plan, section=chance.choice(sections))
            measure.search_text = chance.choice(["елка и сад 100%", "сад_мост", "река"])
            measure.save()
            DutyFactory(measure=measure, organisation=chance.choice(bodies[:3]))
            if chance.random() < 0.4:
                DutyFactory(measure=measure, organisation=None, group=group, printed_name="ведомства")
            add_points(measure, chance)
    return bodies


def add_points(measure: Measure, chance: random.Random) -> None:
    for place in range(12):
        due = TODAY + timedelta(days=chance.randint(-200, 300))
        state = chance.choice(Checkpoint.State.values)
        made = Checkpoint.objects.create(
            measure=measure, plan=measure.plan, section=measure.section, occurs_from=due - timedelta(days=place),
            occurs_until=due + timedelta(days=place), opens_on=due - timedelta(days=chance.randint(0, 60)), due_on=due,
            first_due_on=due, state=state, reports_count=chance.randint(0, 1),
        )  # fmt: skip
        CheckpointState.objects.create(
            checkpoint=made, on=TODAY, state=state, due_on=due, reports_count=made.reports_count
        )


def everyone() -> Acting:
    return acting_on(person(Role.AUDITOR, OrganisationFactory()), TODAY)


def scope_of(wanted: BoardFilter, acting: Acting | None = None, as_of: date | None = None) -> BoardScope:
    return board_scope(acting=acting or everyone(), today=TODAY, as_of=as_of, wanted=wanted)


def expected(wanted: BoardFilter, *, public: bool = False) -> list[Checkpoint]:
    """All conditions but the standings, checked one by one."""
    found = []
    for one in Checkpoint.objects.select_related("measure", "plan__territory"):
        plan = one.plan
        bodies = {duty.organisation_id for duty in one.measure.duties.all()}
        for duty in one.measure.duties.all():
            if duty.group:
                bodies |= set(duty.group.members.values_list("pk", flat=True))
        conditions = (
            plan.is_public or not public,
            plan.pk in wanted.plans if wanted.plans else plan.state == "active",
            not wanted.kinds or plan.kind in wanted.kinds,
            not wanted.territories or {plan.territory_id, plan.territory.parent_id} & set(wanted.territories),
            not wanted.sections or one.section_id in wanted.sections,
            not wanted.executors or bodies & set(wanted.executors),
            not wanted.months or one.due_on.replace(day=1) in wanted.months,
            all(word in one.measure.search_text for word in wanted.search_words),
        )
        if all(conditions):
            found.append(one)
    return found


def filters(bodies: list[Organisation]) -> list[BoardFilter]:
    first, second, third, closed = Plan.objects.order_by("pk")
    section = first.sections.get()
    return [
        BoardFilter(),
        BoardFilter(plans=(first.pk,)),
        BoardFilter(plans=(closed.pk, second.pk)),
        BoardFilter(plans=(987654,)),
        BoardFilter(plans=(first.pk,), sections=(section.pk,)),
        BoardFilter(executors=(bodies[0].pk,)),
        BoardFilter(executors=(bodies[3].pk, bodies[1].pk)),
        BoardFilter(words="ЁЛКА сад"),
        BoardFilter(words="100%"),
        BoardFilter(words="д_м"),
        BoardFilter(months=(date(2027, 3, 1), date(2027, 12, 1))),
        BoardFilter(kinds=("protocol",)),
        BoardFilter(territories=(third.territory_id,)),
        BoardFilter(territories=(third.territory.parent_id,)),
        BoardFilter(standings=NEEDS_ATTENTION),
        BoardFilter(standings=(Standing.ACCEPTED,), executors=(bodies[2].pk,), months=(date(2027, 1, 1),)),
    ]


@pytest.mark.parametrize("as_of", [None, TODAY])
def test_counts_rows_and_heat_say_what_python_says(bodies: list[Organisation], as_of: date | None) -> None:
    acting = everyone()
    for wanted in filters(bodies):
        points = expected(wanted)
        scope = scope_of(wanted, acting, as_of)
        totals = count_by_standing(scope)
        assert totals == dict.fromkeys(Standing, 0) | Counter(one.standing(TODAY) for one in points)

        shown = [one for one in points if not wanted.standings or one.standing(TODAY) in wanted.standings]
        shown.sort(key=lambda one: (STANDINGS_BY_URGENCY.index(one.standing(TODAY)), one.due_on, one.pk))
        rows = BoardRows(scope, totals, Abilities(acting, may_act=as_of is None))
        assert len(rows) == len(shown)
        pages = [row for start in range(0, len(rows), 7) for row in rows[start : start + 7]]
        assert [(row.pk, row.standing, row.due_on) for row in pages] == [
            (one.pk, one.standing(TODAY), one.due_on) for one in shown
        ]


@pytest.mark.parametrize("as_of", [None, TODAY])
@pytest.mark.parametrize("by_section", [False, True])
def test_heat_says_what_python_says(bodies: list[Organisation], as_of: date | None, *, by_section: bool) -> None:
    acting = everyone()
    for wanted in filters(bodies):
        points = expected(wanted.with_only(months=(), standings=()))
        cells: dict[tuple[int | None, int], list[Standing]] = {}
        for one in points:
            if one.due_on.year == 2027:
                key = one.section_id if by_section else one.plan_id
                cells.setdefault((key, one.due_on.month), []).append(one.standing(TODAY))
        counted = count_board(scope_of(wanted, acting, as_of), year=2027, by_section=by_section)
        lines = heat_lines(counted.months)
        assert counted.totals == count_by_standing(scope_of(wanted, acting, as_of))
        found = {(line.key, month): heat for line in lines for month, heat in line.months.items()}
        assert {key: heat.counts for key, heat in found.items()} == {
            key: Counter(standings) for key, standings in cells.items()
        }
        assert {key: (heat.total, heat.worst) for key, heat in found.items()} == {
            key: (len(standings), min(standings, key=STANDINGS_BY_URGENCY.index)) for key, standings in cells.items()
        }
        assert sum(heat.total for heat in sum_of(lines).values()) == sum(map(len, cells.values()))


def test_the_public_sees_public_plans_alone(bodies: list[Organisation]) -> None:
    hidden = Plan.objects.get(is_public=False)
    for wanted in (*filters(bodies), BoardFilter(plans=(hidden.pk,))):
        totals = count_by_standing(scope_of(wanted, PUBLIC))
        assert sum(totals.values()) == len(expected(wanted, public=True))


def test_slices_cover_every_row_once() -> None:
    totals = dict.fromkeys(Standing, 0) | {Standing.SILENT: 3, Standing.DUE: 4, Standing.REMOVED: 2}
    taken = [
        (one.standing, place)
        for start in range(0, 9, 2)
        for one in slices_of(totals, STANDINGS_BY_URGENCY, skip=start, take=2)
        for place in range(one.skip, one.skip + one.take)
    ]
    assert taken == [
        *((Standing.SILENT, place) for place in range(3)),
        *((Standing.DUE, place) for place in range(4)),
        *((Standing.REMOVED, place) for place in range(2)),
    ]
    assert slices_of(totals, STANDINGS_BY_URGENCY, skip=9, take=2) == []


def test_executors_are_counted_with_their_groups(bodies: list[Organisation]) -> None:
    plans = list(Plan.objects.values_list("pk", flat=True))
    expected_measures = Counter(
        body for measure in Measure.objects.all() for body in {
            *measure.duties.exclude(organisation=None).values_list("organisation_id", flat=True),
            *(member.pk for duty in measure.duties.exclude(group=None) for member in duty.group.members.all()),
        }
    )  # fmt: skip
    assert {one.pk: one.measures for one in executors_to_choose(plans)} == dict(expected_measures)
