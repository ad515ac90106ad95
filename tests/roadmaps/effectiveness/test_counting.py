"""The facts of an analysis against a slow plain recount, and the same as of any day in the past."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.making import count_measures, make_analysis
from kadrost.roadmaps.domain.effectiveness.points import OUTCOMES
from kadrost.roadmaps.domain.effectiveness.thresholds import usual_thresholds
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Measure, Report, Ruling
from tests.roadmaps.domain.conftest import Scene, make_scene
from tests.roadmaps.effectiveness.plays import HALF, Play, counted, measure_in, point
from tests.web.factories import RequirementFactory, TargetFactory

pytestmark = pytest.mark.django_db
START = date(2027, 1, 1)


@dataclass(frozen=True)
class Deed:
    """What happens to a checkpoint on a day."""

    day: int
    kind: str
    by: int


deeds = st.builds(
    Deed,
    st.integers(0, 220),
    st.sampled_from(["done", "partly", "accept", "return", "extend", "remove"]),
    st.integers(1, 60),
)
points = st.tuples(st.integers(0, 1), st.integers(0, 200), st.lists(deeds, max_size=6))


def replay(due: date, history: list[Deed], day: date) -> dict[str, Any]:
    """The plain way: live through the deeds one by one up to the day."""
    state, reports, said, done = "awaiting", 0, None, None
    returns = extensions = 0
    for one in sorted(history, key=lambda deed: deed.day):
        on = START + timedelta(days=one.day)
        if on > day:
            break
        if one.kind in ("done", "partly") and state not in ("accepted", "removed"):
            reports, said = reports + 1, on
            state = "reported" if one.kind == "done" else state
        elif one.kind == "accept" and reports and state not in ("accepted", "removed"):
            state, done = "accepted", said
        elif one.kind == "return" and reports and state != "removed":
            state, returns = "returned", returns + 1
        elif one.kind == "extend" and state not in ("accepted", "removed"):
            due, extensions = due + timedelta(days=one.by), extensions + 1
        elif one.kind == "remove" and state not in ("accepted", "removed"):
            state = "removed"
    return {"state": state, "due": due, "reports": reports, "done": done, "returns": returns, "extensions": extensions}


def outcome(lived: dict[str, Any], day: date) -> str:
    match lived["state"]:
        case "accepted":
            return "late" if lived["done"] > lived["due"] else "in_time"
        case "removed":
            return "removed"
        case "reported":
            return "waiting"
    if lived["due"] >= day:
        return "ahead"
    return "overdue" if lived["reports"] else "silent"


def write(scene: Scene, measure: Measure, due: date, history: list[Deed]) -> None:
    """The same deeds as rows, in their order."""
    made = point(measure, due, START)
    author = scene.people["executor"]
    report = None
    for one in sorted(history, key=lambda deed: deed.day):
        on = START + timedelta(days=one.day)
        made.refresh_from_db()
        if one.kind in ("done", "partly"):
            if made.state in ("accepted", "removed"):
                continue
            report = Report.objects.create(
                checkpoint=made, organisation=scene.body, author=author, author_name="И", claim=one.kind, words="w",
                reported_on=on,
            )  # fmt: skip
            made.reports_count += 1
            made.state = "reported" if one.kind == "done" else made.state
        else:
            is_refused = made.state == "removed" or (made.state == "accepted" and one.kind != "return")
            if is_refused or (one.kind in ("accept", "return") and report is None):
                continue
            before = made.due_on
            made.due_on += timedelta(days=one.by if one.kind == "extend" else 0)
            Ruling.objects.create(
                checkpoint=made, report=report, kind=one.kind, author=author, author_name="К", ruled_on=on,
                due_before=before, due_after=made.due_on,
            )  # fmt: skip
            made.state = {"accept": "accepted", "return": "returned", "remove": "removed"}.get(one.kind, made.state)
        made.save()
        CheckpointState.objects.create(
            checkpoint=made, on=on, state=made.state, due_on=made.due_on, reports_count=made.reports_count
        )


@settings(max_examples=40)
@given(
    st.lists(points, min_size=1, max_size=6, unique_by=lambda one: (one[0], one[1])),
    st.integers(0, 230),
    st.integers(0, 180),
)
def test_facts_are_what_a_plain_recount_gives(made: list[Any], on: int, length: int) -> None:
    day = START + timedelta(days=on)
    period = Period(
        START, min(day, START + timedelta(days=length)) if length % 2 else START + timedelta(days=length), day
    )
    with transaction.atomic():
        scene = make_scene()
        Checkpoint.objects.all().delete()
        measures = [scene.measure, measure_in(scene)]
        for which, due, history in made:
            write(scene, measures[which], START + timedelta(days=due), history)
        found = counted(scene, period)
        for which, measure in enumerate(measures):
            facts = found[measure.pk].facts
            lived = [
                replay(START + timedelta(days=due), history, day)
                for one, due, history in made
                if one == which and period.first <= START + timedelta(days=due) <= period.last
            ]
            outcomes = Counter(outcome(one, day) for one in lived)
            kept = [one for one in lived if one["state"] != "removed"]
            assert facts.counts == {name: outcomes[name] for name in OUTCOMES}
            late = [(one["done"] - one["due"]).days for one in lived if outcome(one, day) == "late"]
            assert sorted(facts.lateness) == sorted(late)
            assert facts.extensions == sum(one["extensions"] for one in kept)
            assert facts.returns == sum(one["returns"] for one in kept)
            assert facts.reports == sum(one["reports"] for one in kept)
        transaction.set_rollback(True)


def test_done_late_counts_from_the_term_in_force(scene: Scene) -> None:
    Checkpoint.objects.all().delete()
    play, first = Play(scene), point(scene.measure, date(2027, 3, 1))
    second = point(scene.measure, date(2027, 4, 1))
    play.report(first, date(2027, 3, 15))
    play.accept(first, date(2027, 3, 20))
    play.extend(second, date(2027, 3, 25), date(2027, 4, 30))
    play.report(second, date(2027, 4, 28))
    play.accept(second, date(2027, 5, 20))
    facts = counted(scene)[scene.measure.pk].facts
    assert (facts.counts["late"], facts.counts["in_time"], facts.lateness) == (1, 1, [14])
    assert (facts.extensions, facts.extended_points, facts.extended_days) == (1, 1, 29)
    before = counted(scene, Period(HALF.first, HALF.last, date(2027, 3, 12)))[scene.measure.pk].facts
    assert (before.counts["silent"], before.counts["ahead"], before.overdue_days) == (1, 1, [11])


def test_contradictions_and_missing_documents_are_counted_by_term(scene: Scene) -> None:
    target = TargetFactory(measure=scene.measure)
    RequirementFactory(measure=scene.measure)
    play = Play(scene)
    play.report(scene.checkpoint, date(2027, 3, 10), figures={target.pk: 3})  # type: ignore[dict-item]
    facts = counted(scene)[scene.measure.pk].facts
    assert (facts.contradicted, facts.with_figures, facts.counts["waiting"]) == (1, 1, 1)
    assert (facts.unproven, facts.to_prove, facts.missing) == (1, 1, ["приказ об утверждении списка"])
    assert facts.figures == [
        {"text": "не менее 12 мастерских", "value": "3", "day": "2027-03-10",
         "short": "ниже целевого: 3 при «не менее 12 мастерских»"}
    ]  # fmt: skip


def test_queries_do_not_grow_with_the_plan(scene: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            count_measures(scene.plan, HALF, usual_thresholds())
        return len(captured)

    play = Play(scene)
    play.report(scene.checkpoint, date(2027, 3, 10))
    few = asked()
    for month in range(1, 7):
        one = point(measure_in(scene), date(2027, month, 20))
        play.report(one, date(2027, month, 25))
        play.accept(one, date(2027, month, 26))
    assert asked() == few <= 16


def test_medians_are_of_single_terms(scene: Scene) -> None:
    play = Play(scene)
    lateness = (3, 10, 40)
    for days in lateness:
        one = point(measure_in(scene), date(2027, 2, 1) + timedelta(days=days))
        play.report(one, one.due_on + timedelta(days=days))
        play.accept(one, one.due_on + timedelta(days=days + 1))
    acting = acting_on(scene.people["coordinator"], HALF.day)
    analysis = make_analysis(plan=scene.plan, period=HALF, acting=acting, today=HALF.day)
    assert analysis.summary["totals"]["median"] == median(lateness)
    assert (analysis.summary["totals"]["late"], analysis.summary["totals"]["silent"]) == (3, 1)
    assert sum(row["measures"] for row in analysis.summary["groups"]["section"]) == 4
