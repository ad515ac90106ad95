"""What the rules find and propose, each by the case that it is made for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.rules import EveryMonths
from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.terms import later_term, yearly_term
from kadrost.roadmaps.models import Duty
from tests.roadmaps.domain.conftest import Scene
from tests.roadmaps.effectiveness.plays import HALF, Play, codes, counted, measure_in, point
from tests.web.factories import DutyFactory, OrganisationFactory, TargetFactory

pytestmark = pytest.mark.django_db
YEARLY = Schedule(
    phrase="ежегодно, до 1 марта", understood=True,
    rules=(EveryMonths(first=date(2027, 3, 1), every=12, over_months=0, last_day=1),),
)  # fmt: skip
QUARTERLY = Schedule(
    phrase="ежеквартально", understood=True,
    rules=(EveryMonths(first=date(2027, 1, 1), every=3, over_months=2, last_day=31),),
)  # fmt: skip
MONTHLY = compile_phrase(
    "ежемесячно, до 5-го числа месяца, следующего за отчетным", signed=date(2027, 1, 15), period=None
)
DAY = date(2027, 7, 10)


def test_a_silent_measure_is_left_and_its_executor_asked(scene: Scene) -> None:
    one = counted(scene)[scene.measure.pk]
    assert codes(one) == ["silent"]
    assert one.findings[0]["words"] == "Ни одного отчёта: 1 срок из 1; напоминаний исполнителю 0."
    assert one.findings[0]["rule"] == "прошедших сроков без единого отчёта не меньше 1"
    assert [each.kind for each in one.proposed] == ["ask"]


def test_a_threshold_decides_what_is_troubled(scene: Scene) -> None:
    assert codes(counted(scene, silent_points=2)[scene.measure.pk]) == []
    dead = counted(scene, dead_days=100)[scene.measure.pk]
    assert codes(dead) == ["dead", "silent"]
    assert [(each.kind, each.change) for each in dead.proposed] == [("strike", {"leave_out": True})]
    assert "тишина 131 день" in dead.findings[0]["words"]


def test_a_yearly_measure_that_comes_late_twice_gets_a_later_term(scene: Scene) -> None:
    measure = measure_in(scene, schedule=YEARLY, due_text="ежегодно, до 1 марта", number="7.1", title="Обновить реестр")
    play = Play(scene)
    for due, late in ((date(2026, 3, 1), 12), (date(2027, 3, 1), 25)):
        made = point(measure, due)
        play.report(made, due + timedelta(days=late))
        play.accept(made, due + timedelta(days=late + 2))
    one = counted(scene)[measure.pk]
    assert codes(one) == ["late"]
    (moved,) = one.proposed
    assert moved.kind == "term"
    assert moved.change["words"] == {"due_text": "ежегодно, до 31 марта"}
    assert moved.change["before"] == {"due_text": "ежегодно, до 1 марта"}
    assert moved.change["said"].startswith("ежегодно, 31 марта")
    assert "медиана опоздания по всем циклам мероприятия 19 дн." in moved.ground


def test_the_co_executor_who_reports_is_proposed_as_the_lead(scene: Scene) -> None:
    measure = MeasureWithoutReports(scene)
    one = counted(scene)[measure]
    lead = next(each for each in one.proposed if each.kind == "lead")
    assert lead.change["words"]["executors"].splitlines() == [scene.body.name, "Безмолвное ведомство"]
    assert lead.ground == f"Безмолвное ведомство: отчётов за период 0 по 1 наступившим срокам; {scene.body.name}: 1."


def MeasureWithoutReports(scene: Scene) -> int:  # noqa: N802 a measure with a silent lead
    measure = measure_in(scene, title="Открыть музей", expected_result="Музей открыт")
    Duty.objects.filter(measure=measure).update(position=2, part=Duty.Part.CO)
    DutyFactory(measure=measure, position=1, organisation=OrganisationFactory(name="Безмолвное ведомство"))
    Play(scene).report(point(measure, date(2027, 4, 1)), date(2027, 3, 30), claim="partly")
    return int(measure.pk)


def test_of_two_measures_with_the_same_words_the_later_joins_the_earlier(scene: Scene) -> None:
    again = measure_in(scene)
    body = OrganisationFactory(name="Союз мастеров")
    DutyFactory(measure=again, organisation=body)
    one = counted(scene)[again.pk]
    assert "twice" in codes(one)
    (merged,) = one.proposed
    assert (merged.kind, merged.change["leave_out"], merged.change["into"]) == ("merge", True, scene.measure.pk)
    assert merged.change["into_words"]["executors"].splitlines() == [scene.body.name, "Союз мастеров"]
    assert codes(counted(scene)[scene.measure.pk]) == ["silent"]


def test_what_is_done_every_year_anyway_becomes_recurrent(scene: Scene) -> None:
    measure = measure_in(scene, title="Провести смотр", expected_result="Смотр проведён")
    play = Play(scene)
    for due in (date(2026, 3, 20), date(2027, 3, 20)):
        made = point(measure, due)
        play.report(made, due)
        play.accept(made, due)
    one = counted(scene)[measure.pk]
    assert codes(one) == ["yearly"]
    assert one.proposed[0].change["words"] == {"due_text": "ежегодно, до 31 марта"}


def test_a_result_reached_in_one_part_only_is_split(scene: Scene) -> None:
    measure = measure_in(
        scene, title="Обучить", expected_result="Обучено не менее 12 мастеров; открыто не менее 3 классов", number="4"
    )
    reached = TargetFactory(measure=measure, text="не менее 12 мастеров")
    short = TargetFactory(measure=measure, text="не менее 3 классов", value=3)
    made = point(measure, date(2027, 4, 1))
    Play(scene).report(made, date(2027, 4, 1), figures={reached.pk: 15, short.pk: 1})  # type: ignore[dict-item]
    one = counted(scene)[measure.pk]
    split = next(each for each in one.proposed if each.kind == "split")
    assert split.change["words"] == {"result": "Обучено не менее 12 мастеров"}
    assert split.change["added"][0]["number"] == "4-2"
    assert split.change["added"][0]["result"] == "открыто не менее 3 классов"


def test_duties_that_nobody_carries_are_found(scene: Scene) -> None:
    Duty.objects.filter(measure=scene.measure).update(organisation=None, printed_name="Неизвестные")
    DutyFactory(measure=scene.measure, is_by_agreement=True, printed_name="Завод", position=99)
    one = counted(scene)[scene.measure.pk]
    assert codes(one) == ["silent", "nobody", "unagreed"]
    assert {each.kind for each in one.proposed} == {"executor", "consent", "ask"}


def test_on_demand_never_called_and_terms_before_the_act(scene: Scene) -> None:
    never = measure_in(scene, schedule=None, is_on_demand=True, title="Выезжать по просьбе", expected_result="")
    early = measure_in(scene, title="Создать рабочую группу", expected_result="Группа создана")
    point(early, date(2026, 12, 1))
    found = counted(scene, Period(HALF.first, HALF.last, date(2027, 9, 1)))
    assert codes(found[never.pk]) == ["uncalled"]
    assert found[never.pk].proposed[0].kind == "strike"
    assert "before_act" in codes(found[early.pk])


@pytest.mark.parametrize(
    ("schedule", "lateness", "phrase"),
    [
        (YEARLY, [3, 4], "ежегодно, до 31 марта"),
        (YEARLY, [40], "ежегодно, до 30 апреля"),
        (QUARTERLY, [8, 12], "ежеквартально, до 10-го числа месяца, следующего за отчетным кварталом"),
        (QUARTERLY, [55], None),
        (MONTHLY, [21], "ежемесячно, до 30-го числа месяца, следующего за отчетным месяцем"),
        (MONTHLY, [28], None),
        (YEARLY, [], None),
        (None, [5], None),
    ],
)
def test_a_later_term_is_a_phrase_that_compiles(
    schedule: Schedule | None, lateness: list[int], phrase: str | None
) -> None:
    term = later_term(schedule, lateness, [], DAY)
    assert (term.phrase if term else None) == phrase
    if term:
        compiled = compile_phrase(term.phrase, signed=date(2027, 1, 15), period=None)
        assert compiled.understood


def test_a_passed_single_term_is_counted_from_the_day_and_one_ahead_stays() -> None:
    once = compile_phrase("июнь 2027 г., июнь 2028 г.", signed=date(2027, 1, 15), period=None)
    ahead = date(2028, 6, 30)
    term = later_term(once, [], [date(2027, 6, 30), ahead], DAY)
    assert term is not None
    assert term.phrase == "до 31 августа 2027 года, до 30 июня 2028 года"
    assert later_term(once, [], [ahead], DAY) is None
    late = later_term(once, [40], [ahead], DAY)
    assert late is not None
    assert late.phrase == "до 31 августа 2028 года"


def test_every_month_gives_a_yearly_term_that_compiles() -> None:
    for month in range(1, 13):
        compiled = compile_phrase(yearly_term(month).phrase, signed=date(2027, 1, 15), period=None)
        assert [one.end.month for one in compiled.occurrences(until=date(2028, 12, 31))][:1] == [month]
