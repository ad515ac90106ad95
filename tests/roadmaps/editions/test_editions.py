"""The next edition of a plan: matched, decided row by row, taken in one act; the former one stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from kadrost.audit.models import Entry
from kadrost.kernel.schedule import Schedule
from kadrost.reading.result import ReadItem
from kadrost.region.domain.people import Acting
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.control import ReportDraft, submit_report
from kadrost.roadmaps.domain.editions.beginning import NearPlans, begin_from_intake, begin_inside, plans_near
from kadrost.roadmaps.domain.editions.comparing import compare_editions
from kadrost.roadmaps.domain.editions.deciding import (
    abandon_edition,
    accept_rest,
    accept_row,
    add_row,
    leave_out,
    mend_row,
    pair_rows,
    part_row,
    reject_row,
    take_back,
)
from kadrost.roadmaps.domain.editions.difference import RowView, difference_of
from kadrost.roadmaps.domain.editions.items import field_words
from kadrost.roadmaps.domain.editions.matching import match_items
from kadrost.roadmaps.domain.editions.snapshots import edition_on, measures_of_edition
from kadrost.roadmaps.domain.editions.taking import EditionGround, TakenEdition, take_edition
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.intake import confirm_intake, effective_reading, start_intake
from kadrost.roadmaps.domain.intake.confirming import PlanDetails
from kadrost.roadmaps.domain.measures import change_measure
from kadrost.roadmaps.domain.scheduling import extend_horizon
from kadrost.roadmaps.models import Act, Checkpoint, EditionDraft, EditionRow, Intake, Measure, Plan, Report
from tests.roadmaps.domain.conftest import Scene, make_scene
from tests.web.factories import TODAY, TargetFactory

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)
GROUND = EditionGround("Распоряжение", "7-р", date(2027, 4, 1))
HEAD = """Распоряжение Правительства Энской области от {day} № {number}
Об утверждении плана мероприятий «Мастерские Энской области» на 2027 год

№\tМероприятие\tОжидаемый результат\tСрок\tИсполнитель
"""
FIRST = (
    HEAD.format(day="15.01.2027", number="1-р")
    + """1.\tСоставить перечень учебных мастерских колледжей\tПеречень составлен\tдо 20 марта 2027 года\tКолледж ремёсел
2.\tПровести ярмарку вакансий для выпускников\tЯрмарка проведена\tдо 1 июня 2027 года\tЦентр занятости
3.\tОбучить наставников на предприятиях области\tНаставники обучены\tдо 1 сентября 2027 года\tСоюз мастеров
"""
)
SECOND = (
    HEAD.format(day="01.04.2027", number="7-р")
    + """1.\tСоставить перечень учебных мастерских колледжей\tПеречень составлен\tдо 20 марта 2027 года\tКолледж ремёсел
2.\tОткрыть музей ремёсел в областном центре\tМузей открыт\tдо 1 декабря 2027 года\tКолледж ремёсел
3.\tПровести ярмарку вакансий для выпускников и студентов\tЯрмарка проведена\tдо 1 октября 2027 года\tЦентр занятости
"""
)


@dataclass
class Documents:
    """A plan of the first document, and the second one on its way."""

    scene: Scene
    plan: Plan
    intake: Intake

    @property
    def coordinator(self) -> Acting:
        return self.scene.acting("coordinator")


def read(scene: Scene, text: str, name: str) -> Intake:
    started = start_intake(
        data=text.encode(), name=name, territory=scene.plan.territory, acting=scene.acting("coordinator"), today=TODAY
    )
    assert started.intake is not None
    return started.intake


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def documents(scene: Scene) -> Documents:
    coordinator = f"organisation:{scene.plan.coordinator_id}"
    details = PlanDetails("Мастерские Энской области", "Мастерские", coordinator, is_public=True)
    plan = confirm_intake(
        intake=read(scene, FIRST, "первый.txt"), details=details, acting=scene.acting("coordinator"), version=1,
        today=TODAY, leave_doubts=True,
    )  # fmt: skip
    return Documents(scene, plan, read(scene, SECOND, "второй.txt"))


def begun(documents: Documents) -> EditionDraft:
    return begin_from_intake(
        plan=documents.plan, intake=documents.intake, acting=documents.coordinator,
        version=documents.intake.version, today=TODAY,
    )  # fmt: skip


def views(draft: EditionDraft) -> dict[str, RowView]:
    return {(view.item or view.before or ReadItem("")).title[:9]: view for view in difference_of(draft).rows}


def take(draft: EditionDraft, acting: Acting, **changed: Any) -> TakenEdition:
    fresh = EditionDraft.objects.select_related("plan").get(pk=draft.pk)
    facts: dict[str, Any] = {"ground": GROUND, "version": fresh.version, "today": LATER} | changed
    return take_edition(draft=fresh, acting=acting, **facts)


def test_measures_are_matched_by_words_and_number() -> None:
    before = [ReadItem("1", title="Составить перечень мастерских"), ReadItem("2", title="Провести ярмарку вакансий")]
    after = [ReadItem("1", title="Провести ярмарку вакансий"), ReadItem("2", title="Составить полный перечень мастерских"),
             ReadItem("3", title="Открыть музей")]  # fmt: skip
    assert match_items(before, after, {}) == {0: 1, 1: 0}
    assert match_items([], after, {}) == {}
    assert match_items(before, [ReadItem("1", title="Купить станки")], {}) == {}


def test_the_document_of_the_same_title_is_proposed_as_an_edition(documents: Documents) -> None:
    reading = effective_reading(documents.intake)
    territory = documents.plan.territory
    found = plans_near(reading, territory, documents.coordinator).editions
    assert found[0] == (documents.plan, True)
    assert [is_proposed for _, is_proposed in found[1:]] == [False] * (len(found) - 1)
    assert plans_near(reading, None, documents.coordinator) == NearPlans()
    assert plans_near(reading, territory, documents.scene.acting("auditor")).editions == ()


def test_a_document_is_compared_and_nothing_is_written(documents: Documents) -> None:
    before = list(Measure.objects.filter(plan=documents.plan).values())
    points = Checkpoint.objects.filter(plan=documents.plan).count()
    rows = views(begun(documents))
    assert {title: view.kind for title, view in rows.items()} == {
        "Составить": "same", "Открыть м": "added", "Провести ": "changed", "Обучить н": "gone",
    }  # fmt: skip
    fair = rows["Провести "]
    assert [change.field for change in fair.changes] == ["number", "title", "due_text"]
    assert fair.is_moved
    assert [point.due_on for point in fair.appearing] == [date(2027, 10, 1)]
    assert [point.due_on for point in fair.closing] == [date(2027, 6, 1)]
    assert [point.due_on for point in rows["Обучить н"].closing] == [date(2027, 9, 1)]
    assert list(Measure.objects.filter(plan=documents.plan).values()) == before
    assert Checkpoint.objects.filter(plan=documents.plan).count() == points


def test_an_accepted_edition_keeps_lineage_and_closes_what_is_gone(documents: Documents) -> None:
    draft = begun(documents)
    measures = {one.title[:9]: one for one in documents.plan.measures.all()}
    first_act = documents.plan.act
    assert accept_rest(draft=draft, acting=documents.coordinator) == 3
    done = take(draft, documents.coordinator)
    assert (done.number, done.appeared, done.closed) == (2, 2, 2)
    plan = Plan.objects.get(pk=documents.plan.pk)
    assert (plan.edition, plan.version, plan.act.number) == (2, 2, "7-р")
    now = list(plan.measures.in_force())
    assert [(one.number, one.title[:9]) for one in now] == [("1", "Составить"), ("2", "Открыть м"), ("3", "Провести ")]
    assert [one.lineage for one in now if one.title[:9] in measures] == [
        measures["Составить"].lineage, measures["Провести "].lineage,
    ]  # fmt: skip
    gone = Measure.objects.get(pk=measures["Обучить н"].pk)
    assert (gone.ended_on, gone.ended_ground) == (LATER, "Распоряжение от 01.04.2027 № 7-р")
    assert gone.place["act"] == first_act.pk
    point = gone.checkpoints.get()
    assert point.state == Checkpoint.State.REMOVED
    assert point.rulings.get().ground == "Исключено редакцией 2: Распоряжение от 01.04.2027 № 7-р"
    assert extend_horizon(plan=plan, today=LATER) == 0
    assert [duty.printed_name for duty in now[1].duties.all()] == ["Колледж ремёсел"]
    assert Intake.objects.get(pk=documents.intake.pk).state == Intake.State.CONFIRMED
    actions = list(Entry.objects.filter(on=LATER).order_by("id").values_list("action", flat=True))
    assert sorted(actions) == ["edition_add", "edition_change", "edition_end", "remove", "take_edition"]
    change = Entry.objects.get(action="edition_change")
    assert (change.before["number"], change.after["number"]) == ("2", "3")
    assert Act.objects.inside_for(documents.coordinator).filter(pk=first_act.pk).exists()


def test_a_second_press_does_nothing(documents: Documents) -> None:
    draft = begun(documents)
    accept_rest(draft=draft, acting=documents.coordinator)
    take(draft, documents.coordinator)
    entries, measures = Entry.objects.count(), list(Measure.objects.values())
    again = take(draft, documents.coordinator, version=1)
    assert (again.is_repeated, again.number) == (True, 2)
    assert Entry.objects.count() == entries
    assert list(Measure.objects.values()) == measures
    assert documents.plan.editions.count() == 1


def test_the_former_edition_is_read_as_of_its_time(documents: Documents) -> None:
    draft = begun(documents)
    accept_rest(draft=draft, acting=documents.coordinator)
    take(draft, documents.coordinator)
    plan = Plan.objects.get(pk=documents.plan.pk)
    former = edition_on(plan, TODAY)
    assert former is not None
    assert edition_on(plan, LATER) is None
    then = measures_of_edition(former)
    assert [(one.number, one.title) for one in then] == [
        ("1", "Составить перечень учебных мастерских колледжей"),
        ("2", "Провести ярмарку вакансий для выпускников"),
        ("3", "Обучить наставников на предприятиях области"),
    ]
    assert [duty.printed_name for duty in then[2].duties.all()] == ["Союз мастеров"]
    assert [(row.kind, row.measure.title[:9]) for row in compare_editions(plan, 1, 2)] == [
        ("added", "Открыть м"), ("changed", "Провести "), ("gone", "Обучить н"),
    ]  # fmt: skip
    assert compare_editions(plan, 2, 2) == []


def test_rejected_rows_leave_the_plan_as_it_is(documents: Documents) -> None:
    draft = begun(documents)
    for view in views(draft).values():
        if view.kind != "same":
            reject_row(row=view.row, acting=documents.coordinator, version=view.row.version)
    before = list(documents.plan.measures.values_list("pk", "number", "title", "due_text").order_by("pk"))
    done = take(draft, documents.coordinator)
    assert (done.number, done.appeared, done.closed) == (2, 0, 0)
    plan = Plan.objects.get(pk=documents.plan.pk)
    assert list(plan.measures.in_force().values_list("pk", "number", "title", "due_text").order_by("pk")) == before


def test_a_reported_checkpoint_stays_with_its_report(scene: Scene) -> None:
    coordinator = scene.acting("coordinator")
    Measure.objects.filter(pk=scene.measure.pk).update(expected_result="Открыто не менее 12 мастерских")
    TargetFactory(measure=scene.measure)
    target = scene.measure.targets.get()
    draft_of_report = ReportDraft(Report.Claim.DONE, "Составлен", {target.pk: target.value or 0})
    submit_report(
        checkpoint=scene.checkpoint, acting=scene.acting("executor"), draft=draft_of_report, version=1, today=TODAY
    )
    draft = begin_inside(plan=scene.plan, acting=coordinator, today=TODAY)
    view = difference_of(draft).rows[0]
    words = words_of(view) | {"due_text": "до 1 ноября 2027 года", "result": "Не менее 30 мастерских"}
    mend_row(row=view.row, words=words, section=view.item.section if view.item else "", acting=coordinator, version=1)
    view = difference_of(draft).rows[0]
    assert [point.reports_count for point in view.orphans] == [1]
    take(draft, coordinator)
    measure = Measure.objects.get(pk=scene.measure.pk)
    assert [point.due_on for point in measure.checkpoints.all()] == [date(2027, 3, 20), date(2027, 11, 1)]
    report = Report.objects.get()
    assert (report.checkpoint_id, report.figures.get().target.text) == (scene.checkpoint.pk, target.text)
    assert [one.text for one in measure.targets.all()] == ["Не менее 30 мастерских"]


def words_of(view: RowView) -> dict[str, str]:
    fields = ("number", "stage", "title", "result", "due_text", "executors", "evidence")
    return {field: field_words(view.item, field) for field in fields}


def test_an_edition_is_written_inside(scene: Scene) -> None:
    coordinator = scene.acting("coordinator")
    draft = begin_inside(plan=scene.plan, acting=coordinator, today=TODAY)
    with pytest.raises(ControlRefused, match="уже рассматривается"):
        begin_inside(plan=scene.plan, acting=coordinator, today=TODAY)
    assert [view.kind for view in difference_of(draft).rows] == ["same"]
    with pytest.raises(ControlRefused, match="ни одного принятого изменения"):
        take(draft, coordinator)
    words = {
        "number": "1.9",
        "title": "Открыть музей",
        "due_text": "до 1 декабря 2027 года",
        "executors": scene.body.name,
    }
    added = add_row(
        draft=draft, words=words, section=scene.measure.section.number, acting=coordinator, ground="пункт 2"
    )  # type: ignore[union-attr]
    with pytest.raises(ControlRefused, match="не понят"):
        add_row(draft=draft, words=words | {"due_text": "когда-нибудь потом"}, section="", acting=coordinator)
    view = next(one for one in difference_of(draft).rows if one.row.pk == added.pk)
    assert (view.kind, [point.due_on for point in view.appearing]) == ("added", [date(2027, 12, 1)])
    take(draft, coordinator)
    made = Measure.objects.get(title="Открыть музей")
    assert made.duties.get().organisation == scene.body
    assert made.section == scene.measure.section
    assert Entry.objects.get(action="edition_add").ground == "Распоряжение от 01.04.2027 № 7-р; пункт 2"


def test_left_out_and_taken_back(scene: Scene) -> None:
    coordinator = scene.acting("coordinator")
    draft = begin_inside(plan=scene.plan, acting=coordinator, today=TODAY)
    row = draft.rows.get()
    leave_out(row=row, acting=coordinator, version=1, ground="исполнено")
    assert difference_of(draft).rows[0].kind == "gone"
    take_back(row=row, acting=coordinator, version=2)
    assert difference_of(draft).rows[0].kind == "same"
    with pytest.raises(StaleVersion):
        leave_out(row=row, acting=coordinator, version=2)


def test_a_pair_is_mended_by_a_person(documents: Documents) -> None:
    draft = begun(documents)
    rows = views(draft)
    pair_rows(row=rows["Открыть м"].row, gone=rows["Обучить н"].row, acting=documents.coordinator, version=1)
    rows = views(draft)
    assert rows["Открыть м"].kind == "changed"
    assert "Обучить н" not in rows
    part_row(row=rows["Открыть м"].row, acting=documents.coordinator, version=2)
    rows = views(draft)
    assert (rows["Открыть м"].kind, rows["Обучить н"].kind) == ("added", "gone")


def test_a_measure_that_changed_meanwhile_is_decided_anew(documents: Documents) -> None:
    draft = begun(documents)
    accept_rest(draft=draft, acting=documents.coordinator)
    measure = next(one for one in documents.plan.measures.all() if one.title.startswith("Провести"))
    change_measure(
        measure=measure, acting=documents.coordinator, words={"title": "Провести две ярмарки"}, ground="поручение",
        version=measure.version, today=TODAY,
    )  # fmt: skip
    with pytest.raises(ControlRefused, match="Решение не принято по строкам: 1"):
        take(draft, documents.coordinator)
    assert not documents.plan.editions.exists()


def test_what_was_not_decided_or_founded_is_not_taken(documents: Documents) -> None:
    draft = begun(documents)
    entries = Entry.objects.count()
    with pytest.raises(ControlRefused, match="Решение не принято"):
        take(draft, documents.coordinator)
    accept_rest(draft=draft, acting=documents.coordinator)
    with pytest.raises(ControlRefused, match="Основание не указано"):
        take(draft, documents.coordinator, ground=EditionGround("Распоряжение", "", None))
    with pytest.raises(StaleVersion):
        take(draft, documents.coordinator, version=1)
    assert Entry.objects.count() == entries
    assert Plan.objects.get(pk=documents.plan.pk).edition == 1


@pytest.mark.parametrize("who", ["executor", "stranger", "controller", "auditor", "foreign_coordinator"])
def test_only_whoever_keeps_the_plan_decides(documents: Documents, who: str) -> None:
    draft = begun(documents)
    acting, row = documents.scene.acting(who), draft.rows.all()[0]
    entries = Entry.objects.count()
    with pytest.raises(PermissionRefused):
        accept_row(row=row, acting=acting, version=1)
    with pytest.raises(PermissionRefused):
        take(draft, acting)
    with pytest.raises(PermissionRefused):
        abandon_edition(draft=draft, acting=acting, today=TODAY)
    assert Entry.objects.count() == entries
    assert EditionRow.objects.get(pk=row.pk).verdict == EditionRow.Verdict.PENDING


def test_an_abandoned_edition_leaves_document_and_plan(documents: Documents) -> None:
    draft = begun(documents)
    abandon_edition(draft=draft, acting=documents.coordinator, today=TODAY)
    with pytest.raises(ControlRefused, match="уже не рассматривается"):
        accept_rest(draft=draft, acting=documents.coordinator)
    assert Intake.objects.get(pk=documents.intake.pk).state == Intake.State.DRAFT
    assert begun(documents).number == 2


def test_an_ended_measure_is_not_changed(scene: Scene) -> None:
    Measure.objects.filter(pk=scene.measure.pk).update(ended_on=TODAY)
    with pytest.raises(ControlRefused, match="исключено редакцией"):
        change_measure(
            measure=scene.measure, acting=scene.acting("coordinator"), words={"title": "Иное"}, ground="решение",
            version=1, today=TODAY,
        )  # fmt: skip
    assert Schedule.from_json(scene.measure.schedule_data or {}).understood
