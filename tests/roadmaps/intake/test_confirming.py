"""A draft becomes a plan under control: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import SYSTEM, Acting
from kadrost.region.models import Organisation, OrganisationGroup, OrganisationName, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.intake import PlanDetails, answer_flag, confirm_intake, mend_field, resolve_bodies
from kadrost.roadmaps.domain.intake.automatic import Wishes, import_document
from kadrost.roadmaps.domain.intake.mending import exclude_item
from kadrost.roadmaps.domain.intake.starting import find_known
from kadrost.roadmaps.models import Act, Checkpoint, Duty, Intake, Measure, Plan, Target
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.intake.conftest import start
from tests.roadmaps.intake.documents import DOUBTFUL, GROUPED, LABOUR, MINISTRY, roadmap
from tests.web.factories import TODAY

pytestmark = pytest.mark.django_db
DETAILS = PlanDetails(title="План ремёсел Энской области", short_title="План ремёсел")
TRADE = "Комитет по торговле Энской области"


def confirm(intake: Intake, acting: Acting, details: PlanDetails = DETAILS, *, leave_doubts: bool = False) -> Plan:
    return confirm_intake(
        intake=intake, details=details, acting=acting, version=intake.version, today=TODAY, leave_doubts=leave_doubts
    )


def test_the_plan_holds_all_that_was_read(draft: Intake, coordinator: Acting, ministry: Organisation) -> None:
    resolve_bodies(intake=draft, choices={LABOUR: "new:authority"}, acting=coordinator, version=1)
    details = PlanDetails(
        title="План ремёсел Энской области",
        short_title="План ремёсел",
        coordinator=f"organisation:{ministry.pk}",
        period_from=date(2027, 1, 1),
        period_until=date(2027, 12, 31),
        is_public=False,
    )
    plan = confirm(draft, coordinator, details)
    labour = Organisation.objects.get(name=LABOUR)
    assert (plan.kind, plan.coordinator, plan.controller, plan.is_public) == ("roadmap", ministry, None, False)
    assert plan.horizon == date(2029, 12, 31)
    assert [(row.number, row.provision) for row in plan.sections.all()] == [("1", 4), ("2", None)]
    assert [measure.number for measure in plan.measures.all()] == ["1.1", "1.2", "2.1"]
    assert list(
        Duty.objects.filter(measure__number="1.1").values_list(
            "printed_name", "organisation", "part", "is_by_agreement"
        )
    ) == [(MINISTRY, ministry.pk, "lead", False), (LABOUR, labour.pk, "co", True)]
    assert list(Target.objects.values_list("operator", "value", "unit")) == [(">=", 20, "станков")]
    due = Checkpoint.objects.order_by("due_on").values_list("measure__number", "due_on")
    assert list(due) == [("1.1", date(2027, 3, 20)), ("2.1", date(2027, 5, 31)), ("1.2", date(2027, 12, 1))]
    assert [column["field"] for column in plan.columns] == [
        "number", "title", "result", "due_text", "executors", "evidence",
    ]  # fmt: skip


def test_the_act_keeps_file_text_and_first_reading(draft: Intake, coordinator: Acting, stored: Path) -> None:
    mend_field(intake=draft, key="2.1", field="title", words="Смотр", acting=coordinator, version=1)
    plan = confirm(draft, coordinator)
    act = plan.act
    with act.file.open() as file:
        assert file.read() == roadmap()
    assert (act.number, act.signed_on, act.issuer) == ("12-р", date(2027, 1, 15), "Правительство Энской области")
    assert act.reading == draft.reading
    measure = plan.measures.get(number="2.1")
    assert (measure.title, measure.printed["title"]) == ("Смотр", "Провести смотр мастеров")
    [span] = measure.place["cells"]["title"]
    assert act.text[span[0] : span[1]] == "Провести смотр мастеров"
    corrected = Entry.objects.get(action="correct_reading")
    assert (corrected.before, corrected.after) == ({"title": "Провести смотр мастеров"}, {"title": "Смотр"})
    imported = Entry.objects.get(action="import")
    assert (imported.after["measures"], imported.after["checkpoints"]) == (3, 3)
    assert len(list(stored.iterdir())) == 1


def test_what_is_no_measure_stays_out_of_the_plan(draft: Intake, coordinator: Acting) -> None:
    exclude_item(intake=draft, key="1.2", excluded=True, acting=coordinator, version=1)
    exclude_item(intake=draft, key="2.1", excluded=True, acting=coordinator, version=2)
    exclude_item(intake=draft, key="2.1", excluded=False, acting=coordinator, version=3)
    plan = confirm(draft, coordinator)
    assert [measure.number for measure in plan.measures.all()] == ["1.1", "2.1"]
    assert Entry.objects.get(action="import").after["excluded"] == ["1.2"]


def test_the_last_measure_cannot_be_left_out(draft: Intake, coordinator: Acting) -> None:
    for version, key in enumerate(("1.1", "1.2"), start=1):
        exclude_item(intake=draft, key=key, excluded=True, acting=coordinator, version=version)
    with pytest.raises(KadrostError) as refusal:
        exclude_item(intake=draft, key="2.1", excluded=True, acting=coordinator, version=3)
    assert refusal.value.code == "last_item"


def test_the_same_file_is_recognised_afterwards(draft: Intake, coordinator: Acting) -> None:
    plan = confirm(draft, coordinator)
    known = find_known(draft.sha256)
    assert known is not None
    assert (known.outcome, known.plan, known.intake) == ("under_control", plan, draft)


def test_groups_passport_notes_and_blanks(territory: Territory, coordinator: Acting, ministry: Organisation) -> None:
    intake = start(coordinator, roadmap(GROUPED))
    resolve_bodies(
        intake=intake, choices={LABOUR: "new:authority", TRADE: "new:authority"}, acting=coordinator, version=1
    )
    plan = confirm(intake, coordinator, leave_doubts=True)
    group = OrganisationGroup.objects.get(name="Отраслевые ведомства")
    assert sorted(group.members.values_list("name", flat=True)) == [LABOUR, TRADE]
    assert set(Duty.objects.filter(measure__number="1.2").values_list("organisation", "group")) == {(None, group.pk)}
    assert [row.name for row in plan.passport_rows.all()] == [
        "Наименование плана", "Координатор реализации плана", "Сроки реализации",
    ]  # fmt: skip
    assert [definition.members for definition in plan.definitions.all()] == [[LABOUR, TRADE]]
    assert [note.text for note in plan.notes.all()] == ["Мероприятия выполняются в пределах средств."]
    assert list(Target.objects.values_list("text", "value", "unit")) == [("Обучено", None, "мастеров")]


def test_another_documents_group_is_not_overwritten(coordinator: Acting, ministry: Organisation) -> None:
    choices = {LABOUR: "new:authority", TRADE: "new:authority"}
    first = start(coordinator, roadmap(GROUPED))
    resolve_bodies(intake=first, choices=choices, acting=coordinator, version=1)
    confirm(first, coordinator, leave_doubts=True)
    second = start(coordinator, roadmap(GROUPED, **{f", {TRADE}": f", {MINISTRY}"}))
    confirm(second, coordinator, leave_doubts=True)
    groups = {
        group.name: sorted(group.members.values_list("name", flat=True)) for group in OrganisationGroup.objects.all()
    }
    assert groups == {
        "Отраслевые ведомства": [LABOUR, TRADE],
        "Отраслевые ведомства (2)": [LABOUR, MINISTRY],
    }


def test_names_are_remembered_for_later_documents(draft: Intake, coordinator: Acting, ministry: Organisation) -> None:
    resolve_bodies(intake=draft, choices={LABOUR: f"organisation:{ministry.pk}"}, acting=coordinator, version=1)
    confirm(draft, coordinator)
    assert list(OrganisationName.objects.values_list("printed", "organisation")) == [(LABOUR, ministry.pk)]


def test_the_plans_coordinator_answers_where_the_document_says_so(coordinator: Acting, ministry: Organisation) -> None:
    intake = start(coordinator, roadmap(**{f"май 2027 года\t{MINISTRY}": "май 2027 года\tКоординатор"}))
    details = PlanDetails(title="План", short_title="План", coordinator=f"organisation:{ministry.pk}")
    confirm(intake, coordinator, details)
    assert Duty.objects.get(measure__number="2.1").organisation == ministry


def test_open_questions_stop_the_plan_until_they_are_left(coordinator: Acting, territory: Territory) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    with pytest.raises(KadrostError) as refusal:
        confirm(intake, coordinator)
    assert refusal.value.code == "open_questions"
    answer_flag(intake=intake, index=1, kind="choice", value="0", acting=coordinator, version=1)
    plan = confirm(intake, coordinator, leave_doubts=True)
    doubts = {measure.number: [flag["code"] for flag in measure.place["flags"]] for measure in plan.measures.all()}
    assert doubts == {"1.1": ["due_not_understood"], "1.2": [], "1.3": []}
    silent = plan.measures.get(number="1.1")
    assert (silent.checkpoints.count(), silent.schedule_words) == (0, "")


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (PlanDetails(title=" ", short_title="План"), "no_title"),
        (PlanDetails(title="План", short_title="П" * 121), "long_title"),
        (
            PlanDetails(title="П", short_title="П", period_from=date(2027, 2, 1), period_until=date(2027, 1, 1)),
            "bad_period",
        ),
    ],
)
def test_details_that_cannot_be_are_refused(
    draft: Intake, coordinator: Acting, details: PlanDetails, code: str
) -> None:
    with pytest.raises(KadrostError) as refusal:
        confirm(draft, coordinator, details)
    assert refusal.value.code == code
    assert not Act.objects.exists()


def test_without_a_territory_there_is_no_plan(coordinator: Acting) -> None:
    intake = start(coordinator, roadmap(Энской="Дальней", ЭНСКОЙ="ДАЛЬНЕЙ"))
    assert intake.territory is None
    with pytest.raises(KadrostError) as refusal:
        confirm(intake, coordinator)
    assert refusal.value.code == "no_territory"


def test_a_draft_changed_meanwhile_is_not_confirmed(draft: Intake, coordinator: Acting) -> None:
    with pytest.raises(StaleVersion):
        confirm_intake(intake=draft, details=DETAILS, acting=coordinator, version=9, today=TODAY)
    assert not Plan.objects.exists()


def test_a_draft_is_confirmed_once(draft: Intake, coordinator: Acting) -> None:
    confirm(draft, coordinator)
    with pytest.raises(KadrostError) as refusal:
        confirm(draft, coordinator)
    assert refusal.value.code == "not_a_draft"
    assert Plan.objects.count() == 1


def test_who_may_not_import_confirms_nothing(draft: Intake, executor: Acting) -> None:
    with pytest.raises(PermissionRefused):
        confirm(draft, executor)
    assert not Plan.objects.exists()
    assert not Entry.objects.filter(action="import").exists()


# All or nothing: each table of the import refuses in its turn, as a full disk or a broken constraint would.

STAGES = (
    "region_territory",
    "roadmaps_intake",
    "roadmaps_act",
    "roadmaps_plan",
    "roadmaps_section",
    "roadmaps_measure",
    "region_organisation",
    "region_organisationgroup",
    "region_organisationgroup_members",
    "region_organisationname",
    "roadmaps_duty",
    "roadmaps_requirement",
    "roadmaps_target",
    "roadmaps_passportrow",
    "roadmaps_definition",
    "roadmaps_plannote",
    "roadmaps_checkpoint",
    "roadmaps_checkpointstate",
)


def refuse_rows_of(table: str) -> None:
    """The database itself refuses the next row of the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER refuse_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql"
        )
        cursor.execute(f"CREATE TRIGGER refuse BEFORE INSERT ON {table} EXECUTE FUNCTION refuse()")


@pytest.mark.parametrize("table", STAGES)
def test_an_interrupted_import_leaves_nothing(db: None, table: str, stored: Path) -> None:
    text = roadmap(
        GROUPED,
        **{"май 2027 года": "до 20 мая 2027 года, не менее 5 мастерских"},
        составлен="составлен не менее 5 мастерских",
    )
    refuse_rows_of(table)
    with pytest.raises(DatabaseError):
        import_document(data=text, name="план.txt", wishes=Wishes(accept_doubts=True), acting=SYSTEM, today=TODAY)
    counted: list[Callable[[], int]] = [
        model.objects.count  # type: ignore[attr-defined]
        for model in (Act, Intake, Plan, Measure, Duty, Checkpoint, Organisation, OrganisationGroup, Territory, Entry)
    ]
    assert [count() for count in counted] == [0] * len(counted)
    assert not stored.exists() or list(stored.iterdir()) == []
