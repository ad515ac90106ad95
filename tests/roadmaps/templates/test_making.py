"""A template becomes a region's plan: whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.utils import translation

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.region.acting import Acting
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.measures import assign_checkpoint, change_measure
from kadrost.roadmaps.domain.templates.beginning import (
    AdaptationFacts,
    abandon_adaptation,
    begin_adaptation,
    change_facts,
    set_executors,
    set_term,
    set_values,
)
from kadrost.roadmaps.domain.templates.blanks import BlankRow, blank_rows, count_blanks
from kadrost.roadmaps.domain.templates.comparing import beside_template, origin_of
from kadrost.roadmaps.domain.templates.executors import executor_rows
from kadrost.roadmaps.domain.templates.filling import TypedValue, count_values, fill_values
from kadrost.roadmaps.domain.templates.making import make_plan
from kadrost.roadmaps.domain.templates.terms import TermRow, measures_of_template, parted_pairs, term_rows
from kadrost.roadmaps.domain.templates.texts import pieces_of
from kadrost.roadmaps.models import Adaptation, BlankValue, Checkpoint, Measure, Plan, Target
from kadrost.roadmaps.papers.templates import lay_out_plan
from tests.web.factories import TODAY, OrganisationFactory, PlanFactory, TerritoryFactory, person

pytestmark = pytest.mark.django_db
SUBJECT, OPERATOR = "Субъект Российской Федерации", "колледж-оператор"


def terms_of(adaptation: Adaptation) -> dict[str, TermRow]:
    return {row.measure.number: row for row in term_rows(adaptation, measures_of_template(adaptation.template))}


def blanks_of(adaptation: Adaptation) -> list[BlankRow]:
    return blank_rows(adaptation, list(terms_of(adaptation).values()))


def name_bodies(adaptation: Adaptation, acting: Acting, **typed: list[str]) -> None:
    rows = executor_rows(adaptation, measures_of_template(adaptation.template))
    by_printed = {SUBJECT: typed.get("subject", []), OPERATOR: typed.get("operator", [])}
    keys = {row.key: by_printed[row.printed] for row in rows}
    set_executors(adaptation=adaptation, typed=keys, rows=rows, acting=acting, version=adaptation.version)


def make(adaptation: Adaptation, acting: Acting) -> Plan:
    return make_plan(
        adaptation=adaptation, lay_out=lay_out_plan, acting=acting, version=adaptation.version, today=TODAY
    )


def test_a_template_obliges_nobody(template: Plan, coordinator: Acting) -> None:
    assert template.kind == "template"
    assert not Checkpoint.objects.exists()
    with pytest.raises(ControlRefused, match="никого не обязывает"):
        assign_checkpoint(
            measure=template.measures.all()[0], acting=coordinator, opens_on=TODAY, due_on=date(2027, 5, 1),
            ground="Поручение", today=TODAY,
        )  # fmt: skip
    assert not Checkpoint.objects.exists()


def test_terms_move_by_whole_years_and_pairs_keep_one_day(adaptation: Adaptation, coordinator: Acting) -> None:
    rows = terms_of(adaptation)
    assert [(number, row.phrase, row.stays) for number, row in rows.items()] == [
        ("1.1", "1 ноября 2027 года", False),
        ("1.2", "1 ноября 2027 года", False),
        ("1.3", "31 марта 2028 года (далее ежеквартально)", False),
        ("2.1", "Постоянно", True),
        ("2.2", "31 декабря 2028 года", False),
    ]
    assert [one.end for one in rows["1.3"].days_after] == [
        date(2028, 3, 31), date(2028, 6, 30), date(2028, 9, 30), date(2028, 12, 31),
    ]  # fmt: skip
    assert rows["2.2"].first_off == date(2028, 12, 31)
    assert not any(row.needs_look for row in rows.values())
    assert [one.number for one in rows["1.1"].tied] == ["1.2"]
    first = rows["1.1"].measure.pk
    set_term(adaptation=adaptation, measures=[first], phrase="15 октября 2027 года", acting=coordinator, version=1)
    assert [
        (one.measure.number, other.measure.number) for one, other in parted_pairs(list(terms_of(adaptation).values()))
    ] == [("1.1", "1.2")]
    set_term(adaptation=adaptation, measures=[first], phrase=None, acting=coordinator, version=2)
    assert terms_of(adaptation)["1.1"].phrase == "1 ноября 2027 года"
    with pytest.raises(ControlRefused, match="не понят"):
        set_term(adaptation=adaptation, measures=[first], phrase="весной", acting=coordinator, version=3)
    with pytest.raises(StaleVersion):
        set_term(adaptation=adaptation, measures=[first], phrase="май 2028 года", acting=coordinator, version=1)


def test_the_plan_holds_bodies_terms_blanks_and_its_origin(
    adaptation: Adaptation, coordinator: Acting, ministry: Organisation, college: Organisation
) -> None:
    other = OrganisationFactory(name="Министерство труда Энской области", territory=ministry.territory)
    name_bodies(adaptation, coordinator, subject=[ministry.name, other.name.upper()], operator=[])
    contracts, site, programmes, masters = blanks_of(adaptation)
    assert [row.kind.value for row in (contracts, site, programmes, masters)] == ["number", "words", "number", "number"]
    assert [sorted(row.values) for row in (contracts, site, programmes)] == [[2028], [2027, 2028], [2028]]
    set_values(
        adaptation=adaptation,
        typed={contracts.key: {2028: "1 200"}, site.key: {2027: "сайт.рф", 2028: ""}},
        rows=blanks_of(adaptation), acting=coordinator, version=adaptation.version,
    )  # fmt: skip
    assert count_blanks(blanks_of(adaptation)) == (2, 5)
    plan = make(adaptation, coordinator)
    assert (plan.kind, plan.period_from, plan.coordinator, plan.binds) == ("roadmap", date(2027, 9, 1), ministry, True)
    duties = {
        measure.number: [(duty.printed_name, duty.organisation_id, duty.part) for duty in measure.duties.all()]
        for measure in plan.measures.all()
    }
    both = [(ministry.name, ministry.pk, "lead"), (other.name, other.pk, "co")]
    assert duties["1.1"] == both
    assert duties["1.2"] == [*both, (OPERATOR, None, "co")]
    assert plan.measures.get(number="1.3").duties.get().is_by_agreement
    words = dict(plan.measures.values_list("number", "expected_result"))
    assert words["1.3"] == "Заключено 1\xa0200 договоров"
    assert words["2.1"] == "Сайт работает (сайт.рф (2027 г.), ___ (2028 г.))"
    assert words["2.2"] == "Обучено по ___ программ. Число мастеров, прошедших обучение ___ чел."
    assert sorted(plan.checkpoints.values_list("measure__number", "due_on"))[:3] == [
        ("1.1", date(2027, 11, 1)), ("1.2", date(2027, 11, 1)), ("1.3", date(2028, 3, 31)),
    ]  # fmt: skip
    assert plan.checkpoints.count() == 7
    assert list(Target.objects.filter(measure__plan=plan).values_list("unit", "year", "value")) == [
        ("договоров", 2028, Decimal(1200)), ("программ", 2028, None), ("чел.", 2028, None),
    ]  # fmt: skip
    assert (count_values(plan).unfilled, count_values(plan).total) == (3, 5)
    origin = origin_of(plan)
    assert origin is not None
    assert (origin.template, origin.template_edition) == (adaptation.template, 1)
    assert [row.measure.number for row in beside_template(origin).rows if row.is_same and row.measure] == [
        "1.1", "1.2", "1.3", "2.1", "2.2",
    ]  # fmt: skip
    made = Entry.objects.get(action="make_from_template")
    assert (made.after["measures"], made.after["checkpoints"], made.after["blanks"]) == (5, 7, "2 / 5")
    measure = plan.measures.get(number="1.3")
    [span] = measure.place["cells"]["result"]
    assert plan.act.text[span[0] : span[1]] == measure.expected_result
    with plan.act.file.open() as file:
        table = docx.Document(BytesIO(file.read())).tables[0]
    assert measure.expected_result in [cell.text for row in table.rows for cell in row.cells]
    assert Adaptation.objects.get().state == "made"
    with pytest.raises(ControlRefused, match="завершена"):
        make(adaptation, coordinator)


def test_values_are_filled_by_the_year_and_stand_in_the_words(adaptation: Adaptation, coordinator: Acting) -> None:
    plan = make(adaptation, coordinator)
    values = {(value.blank.unit or "site", value.year): value for value in BlankValue.objects.filter(plan=plan)}
    programmes, masters = values["программ", 2028], values["чел.", 2028]
    typed = {programmes.pk: TypedValue("12", 1), masters.pk: TypedValue("300,5", 1)}
    with pytest.raises(ControlRefused, match="Основание"):
        fill_values(plan=plan, typed=typed, ground=" ", acting=coordinator, today=TODAY)
    assert not BlankValue.objects.filter(is_filled=True).exists()
    assert fill_values(plan=plan, typed=typed, ground="Приказ № 5", acting=coordinator, today=TODAY) == 2
    measure = plan.measures.get(number="2.2")
    assert measure.expected_result == "Обучено по 12 программ. Число мастеров, прошедших обучение 300,5 чел."
    assert [(piece.text, piece.state) for piece in pieces_of(measure, "expected_result", measure.blanks.all()) if piece.state] == [
        ("12", "filled"), ("300,5", "filled"),
    ]  # fmt: skip
    assert list(measure.targets.values_list("text", "value")) == [
        ("12 программ, 2028 год", Decimal(12)), ("300,5 чел., 2028 год", Decimal("300.5")),
    ]  # fmt: skip
    entry = Entry.objects.get(action="fill_blanks")
    assert entry.ground == "Приказ № 5"
    assert entry.before == {"blanks": "программ, 2028 год: не заполнено; чел., 2028 год: не заполнено"}
    with pytest.raises(StaleVersion):
        fill_values(
            plan=plan, typed={programmes.pk: TypedValue("13", 1)}, ground="Приказ", acting=coordinator, today=TODAY
        )
    with pytest.raises(ControlRefused, match="не число"):
        fill_values(
            plan=plan, typed={programmes.pk: TypedValue("много", 2)}, ground="Приказ", acting=coordinator, today=TODAY
        )
    assert (
        fill_values(
            plan=plan, typed={programmes.pk: TypedValue("", 2)}, ground="Приказ № 6", acting=coordinator, today=TODAY
        )
        == 1
    )
    measure.refresh_from_db()
    assert measure.expected_result == "Обучено по ___ программ. Число мастеров, прошедших обучение 300,5 чел."


def test_what_is_stored_is_russian_whatever_the_page_speaks(adaptation: Adaptation, coordinator: Acting) -> None:
    with translation.override("en"):
        plan = make(adaptation, coordinator)
        value = BlankValue.objects.get(plan=plan, blank__unit="договоров")
        typed = {value.pk: TypedValue("1200,5", 1)}
        fill_values(plan=plan, typed=typed, ground="Приказ", acting=coordinator, today=TODAY)
    assert "1 200,5 договоров" in plan.measures.get(number="1.3").expected_result.replace("\xa0", " ")
    assert plan.origin.rule.startswith("Все сроки позже")
    assert plan.act.act_type == "План-график"
    assert Entry.objects.get(action="make_from_template").ground.startswith("Макет «")


def test_a_value_outlives_the_words_that_a_person_edits_away(adaptation: Adaptation, coordinator: Acting) -> None:
    plan = make(adaptation, coordinator)
    measure = plan.measures.get(number="1.3")
    change_measure(
        measure=measure, acting=coordinator, words={"expected_result": "Договоры заключены"}, ground="Письмо",
        version=measure.version, today=TODAY,
    )  # fmt: skip
    value = BlankValue.objects.get(plan=plan, blank__measure=measure)
    fill_values(plan=plan, typed={value.pk: TypedValue("7", 1)}, ground="Приказ", acting=coordinator, today=TODAY)
    measure.refresh_from_db()
    assert (measure.expected_result, measure.targets.get().value) == ("Договоры заключены", Decimal(7))


def test_what_changed_here_and_in_the_template_is_told_apart(adaptation: Adaptation, coordinator: Acting) -> None:
    plan = make(adaptation, coordinator)
    for number, owner, words in (
        ("1.1", plan, {"title": "Согласовать список станков"}),
        ("1.2", adaptation.template, {"expected_result": "Перечень введён"}),
    ):
        measure = owner.measures.get(number=number)
        change_measure(measure=measure, acting=coordinator, words=words, ground="Письмо", version=1, today=TODAY)
    Plan.objects.filter(pk=adaptation.template_id).update(edition=2)
    origin = origin_of(plan)
    assert origin is not None
    view = beside_template(origin)
    assert view.is_newer
    told = {
        row.measure.number: ([change.field for change in row.own], [change.field for change in row.theirs])
        for row in view.differing if row.measure
    }  # fmt: skip
    assert told == {"1.1": (["title"], []), "1.2": ([], ["result"])}


def test_what_a_region_named_is_remembered_for_the_next_plan(
    adaptation: Adaptation, coordinator: Acting, facts: AdaptationFacts, ministry: Organisation
) -> None:
    name_bodies(adaptation, coordinator, subject=[ministry.name])
    make(adaptation, coordinator)
    following = begin_adaptation(
        template=adaptation.template, facts=replace(facts, short_title="Второй"), acting=coordinator, today=TODAY
    )
    rows = {row.printed: row for row in executor_rows(following, measures_of_template(following.template))}
    assert (rows[SUBJECT].bodies, rows[SUBJECT].is_remembered, rows[SUBJECT].is_decided) == ([ministry], True, False)
    assert rows[OPERATOR].bodies == []


def test_months_move_from_season_to_season(adaptation: Adaptation, facts: AdaptationFacts, coordinator: Acting) -> None:
    other = replace(facts, shift=Adaptation.Shift.MONTHS, starts_on=date(2027, 12, 1))
    change_facts(adaptation=adaptation, facts=other, acting=coordinator, version=1)
    assert {number: row.phrase for number, row in terms_of(adaptation).items()} == {
        "1.1": "1 декабря 2027 года",
        "1.2": "1 декабря 2027 года",
        "1.3": "30 апреля 2028 года (далее ежеквартально)",
        "2.1": "Постоянно",
        "2.2": "31 января 2029 года",
    }


def test_refusals_change_nothing(
    template: Plan, facts: AdaptationFacts, coordinator: Acting, territory: Territory
) -> None:
    stranger = acting_on(
        person(
            Role.COORDINATOR,
            OrganisationFactory(territory=TerritoryFactory(name="Иная область", genitive="Иной области")),
        ),
        TODAY,
    )
    executor = acting_on(person(Role.EXECUTOR, facts.coordinator), TODAY)
    for acting in (stranger, executor):
        with pytest.raises(PermissionRefused):
            begin_adaptation(template=template, facts=facts, acting=acting, today=TODAY)
    with pytest.raises(ControlRefused, match="не макет"):
        begin_adaptation(template=PlanFactory(), facts=facts, acting=coordinator, today=TODAY)
    with pytest.raises(ControlRefused, match="кончается раньше"):
        begin_adaptation(
            template=template, facts=replace(facts, ends_on=date(2027, 1, 1)), acting=coordinator, today=TODAY
        )
    assert not Adaptation.objects.exists()
    begun = begin_adaptation(template=template, facts=facts, acting=coordinator, today=TODAY)
    with pytest.raises(PermissionRefused):
        make_plan(adaptation=begun, lay_out=lay_out_plan, acting=stranger, version=1, today=TODAY)
    Plan.objects.filter(pk=template.pk).update(edition=2)
    with pytest.raises(ControlRefused, match="новая редакция"):
        make_plan(adaptation=begun, lay_out=lay_out_plan, acting=coordinator, version=1, today=TODAY)
    assert not Measure.objects.exclude(plan=template).exists()
    assert not Entry.objects.filter(action="make_from_template").exists()
    abandon_adaptation(adaptation=begun, acting=coordinator, today=TODAY)
    with pytest.raises(ControlRefused, match="завершена"):
        make_plan(adaptation=begun, lay_out=lay_out_plan, acting=coordinator, version=2, today=TODAY)
