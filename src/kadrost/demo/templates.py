"""A template of our own words, a plan that the region made out of it with some blanks left open, and one that is being made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kadrost.accounts.models import User
from kadrost.region.acting import Acting
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, start_intake
from kadrost.roadmaps.domain.templates.beginning import (
    AdaptationFacts,
    begin_adaptation,
    set_executors,
    set_term,
    set_values,
)
from kadrost.roadmaps.domain.templates.blanks import blank_rows
from kadrost.roadmaps.domain.templates.executors import executor_rows
from kadrost.roadmaps.domain.templates.filling import TypedValue, fill_values
from kadrost.roadmaps.domain.templates.making import make_plan
from kadrost.roadmaps.domain.templates.terms import measures_of_template, term_rows
from kadrost.roadmaps.models import Adaptation, BlankValue, Plan
from kadrost.roadmaps.papers.templates import lay_out_plan

TAKEN_ON = date(2026, 10, 5)
MADE_ON = date(2026, 10, 12)
FILLED_ON = date(2026, 11, 2)
NEXT_BEGUN_ON = date(2026, 11, 16)
SUBJECT, CENTRE = "Субъект Российской Федерации", "Центр навыков"
TEMPLATE = """Типовой план-график развития центра навыков

№ п/п\tМероприятие\tОжидаемый результат\tСрок\tОтветственные исполнители\tПодтверждающие документы
1. Основание центра
1\tНазначить ответственного за центр навыков\tОтветственный назначен\t1 декабря 2024 года\tСубъект Российской Федерации\tПриказ
2\tСогласовать перечень оборудования мастерских\tПеречень согласован\t20 декабря 2024 года\tСубъект Российской Федерации, Центр навыков\tПисьмо
3\tУтвердить перечень оборудования мастерских\tПеречень утверждён\t20 декабря 2024 года\tСубъект Российской Федерации\tПриказ
2. Команда
4\tПодобрать команду центра\tПодобрано ___ сотрудников центра\t1 марта 2025 года\tЦентр навыков\tПриказы о приёме
5\tОбучить мастеров колледжей\tОбучение прошли ___ (кол-во) мастеров по ___ (кол-во) программ\t1 июня 2025 года (далее ежегодно)\tЦентр навыков, колледжи (по согласованию)\tСвидетельства
3. Программы
6\tРазрабатывать короткие программы\tРазработано ___ (кол-во) программ\t31 марта 2025 года (далее ежеквартально)\tЦентр навыков\tУтверждённые программы
7\tОбучать взрослых новым навыкам\tЧисленность взрослых, прошедших обучение чел.\t31 декабря 2025 года\tЦентр навыков\tПриказы об обучении
8\tПоддерживать сайт центра\tСайт действует\tПостоянно\tЦентр навыков\tСправка
4. Открытость
9\tРассказать о центре в средствах массовой информации\tВышли публикации (указать количество и издания)\t31 декабря 2025 года\tСубъект Российской Федерации, пресс-служба\tСсылки на публикации
"""


def play_templates(
    *, territory: Territory, bodies: Mapping[str, Organisation], people: Mapping[str, User], today: date
) -> None:
    """File the template, make a plan out of it, fill some values and begin another, as far as `today` allows."""
    if today < MADE_ON:
        return
    coordinator = acting_on(people["koordinator"], MADE_ON)
    template = _file(territory, acting_on(people["koordinator"], TAKEN_ON), bodies)
    facts = AdaptationFacts(
        territory=territory,
        coordinator=bodies["education"],
        controller=bodies["government"],
        title="План-график развития центра навыков Верхнеозёрской области на 2026–2028 годы",
        short_title="Центр навыков",
        starts_on=date(2026, 11, 1),
        ends_on=date(2028, 12, 31),
        shift=Adaptation.Shift.YEARS,
        act_type="Распоряжение",
        issuer="Правительство Верхнеозёрской области",
        number="447-р",
        signed_on=date(2026, 10, 9),
        is_public=True,
    )
    adaptation = begin_adaptation(template=template, facts=facts, acting=coordinator, today=MADE_ON)
    _prepare(adaptation, bodies, coordinator)
    plan = make_plan(
        adaptation=adaptation, lay_out=lay_out_plan, acting=coordinator, version=adaptation.version, today=MADE_ON
    )
    if today >= FILLED_ON:
        _fill(plan, acting_on(people["koordinator"], FILLED_ON))
    if today >= NEXT_BEGUN_ON:
        following = AdaptationFacts(
            territory=territory,
            coordinator=bodies["education"],
            controller=None,
            title="План-график открытия второй площадки центра навыков",
            short_title="Вторая площадка центра навыков",
            starts_on=date(2027, 3, 1),
            ends_on=date(2028, 12, 31),
            shift=Adaptation.Shift.MONTHS,
        )
        begin_adaptation(template=template, facts=following, acting=coordinator, today=NEXT_BEGUN_ON)


def _file(territory: Territory, acting: Acting, bodies: Mapping[str, Organisation]) -> Plan:
    started = start_intake(
        data=TEMPLATE.encode(), name="maket-centr-navykov.txt", territory=territory, acting=acting, today=TAKEN_ON
    )
    assert started.intake is not None  # noqa: S101 the text is new here
    details = PlanDetails(
        title="Типовой план-график развития центра навыков",
        short_title="Макет: центр навыков",
        coordinator=f"organisation:{bodies['education'].pk}",
        is_public=True,
    )
    return confirm_intake(
        intake=started.intake,
        details=details,
        acting=acting,
        version=started.intake.version,
        today=TAKEN_ON,
        leave_doubts=True,
    )


def _prepare(adaptation: Adaptation, bodies: Mapping[str, Organisation], acting: Acting) -> None:
    """Name two of the executors, write one term by hand, fill one value."""
    measures = measures_of_template(adaptation.template)
    rows = executor_rows(adaptation, measures)
    named = {SUBJECT: [bodies["education"].name], CENTRE: [bodies["copp"].name]}
    typed = {row.key: named[row.printed] for row in rows if row.printed in named}
    set_executors(adaptation=adaptation, typed=typed, rows=rows, acting=acting, version=adaptation.version)
    first = next(measure.pk for measure in measures if measure.number == "1")
    set_term(
        adaptation=adaptation,
        measures=[first],
        phrase="10 ноября 2026 года",
        acting=acting,
        version=adaptation.version,
    )
    blanks = blank_rows(adaptation, term_rows(adaptation, measures))
    staff = next(row for row in blanks if row.measure.number == "4")
    set_values(
        adaptation=adaptation,
        typed={staff.key: dict.fromkeys(staff.values, "14")},
        rows=blanks,
        acting=acting,
        version=adaptation.version,
    )


def _fill(plan: Plan, acting: Acting) -> None:
    """The values of 2027 for the trained masters and the new programmes."""
    values = BlankValue.objects.filter(plan=plan, year=2027, blank__measure__number__in=["5", "6"])
    amounts = {"мастеров": "60", "программ": "8"}
    typed = {value.pk: TypedValue(amounts[value.blank.unit], value.version) for value in values.select_related("blank")}
    fill_values(
        plan=plan,
        typed=typed,
        ground="Приказ министерства образования и науки от 30.10.2026 № 215",
        acting=acting,
        today=FILLED_ON,
    )
