"""A measure that was not read is added by hand: it becomes a measure like the others, and says where it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kadrost.audit.models import Entry
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.intake import PlanDetails, confirm_intake, effective_reading
from kadrost.roadmaps.domain.intake.adding import AddedItem, add_item
from kadrost.roadmaps.domain.intake.mending import exclude_item
from kadrost.roadmaps.domain.intake.side_by_side import chapters_of
from kadrost.roadmaps.domain.intake.stored import blocks_from_json
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.intake.documents import LABOUR, MINISTRY
from tests.web.factories import TODAY

pytestmark = pytest.mark.django_db
MISSED = AddedItem(
    number="1.3",
    section="1",
    title="Открыть музей ремёсел",
    due_text="до 1 сентября 2027 года",
    executors=f"{MINISTRY}\n{LABOUR} (по согласованию)",
    evidence="Акт открытия",
    ground="страница 2, под таблицей",
)


def test_an_added_measure_stands_last_in_its_section(draft: Intake, coordinator: Acting) -> None:
    reading = add_item(intake=draft, added=MISSED, acting=coordinator, version=1)
    assert [each.item.number for each in reading.items] == ["1.1", "1.2", "1.3", "2.1"]
    chapters = chapters_of(reading, blocks_from_json(draft.blocks, text=draft.text))
    assert [item.key for chapter in chapters for item in chapter.items] == ["1.1", "1.2", "added~1", "2.1"]


def test_it_comes_under_control_and_keeps_its_ground(
    draft: Intake, coordinator: Acting, ministry: Organisation
) -> None:
    add_item(intake=draft, added=MISSED, acting=coordinator, version=1)
    plan = confirm_intake(intake=draft, details=PlanDetails("План", "План"), acting=coordinator, version=2, today=TODAY)
    measure = plan.measures.get(number="1.3")
    assert (measure.position, measure.title, str(measure.section)) == (
        3,
        "Открыть музей ремёсел",
        str(plan.sections.first()),
    )
    assert [checkpoint.due_on for checkpoint in measure.checkpoints.all()] == [date(2027, 9, 1)]
    assert list(measure.duties.values_list("printed_name", "organisation", "is_by_agreement")) == [
        (MINISTRY, ministry.pk, False),
        (LABOUR, None, True),
    ]
    assert [one.text for one in measure.requirements.all()] == ["Акт открытия"]
    assert (measure.place["added"], measure.printed["title"]) == ("страница 2, под таблицей", "")
    entry = Entry.objects.get(action="add_by_hand")
    assert (entry.object_key, entry.ground) == (str(measure.pk), "страница 2, под таблицей")
    assert not Entry.objects.filter(action="correct_reading").exists()


def test_several_are_kept_apart_and_may_be_left_out(draft: Intake, coordinator: Acting) -> None:
    add_item(intake=draft, added=MISSED, acting=coordinator, version=1)
    add_item(intake=draft, added=replace(MISSED, number="9", section=""), acting=coordinator, version=2)
    exclude_item(intake=draft, key="added~1", excluded=True, acting=coordinator, version=3)
    assert [each.item.number for each in effective_reading(draft).items] == ["1.1", "1.2", "2.1", "9"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ground": " "}, "no_ground"),
        ({"number": ""}, "field_refused"),
        ({"number": "1" * 41}, "field_refused"),
        ({"number": "1.1"}, "number_taken"),
        ({"title": " "}, "field_refused"),
        ({"section": "77"}, "no_such_section"),
        ({"executors": "(по согласованию)"}, "field_refused"),
    ],
)
def test_what_cannot_be_a_measure_is_refused(
    draft: Intake, coordinator: Acting, change: dict[str, str], code: str
) -> None:
    with pytest.raises(KadrostError) as refusal:
        add_item(intake=draft, added=replace(MISSED, **change), acting=coordinator, version=1)
    assert refusal.value.code == code
    draft.refresh_from_db()
    assert (draft.corrections, draft.version) == ({}, 1)


def test_who_may_not_import_adds_nothing(draft: Intake, executor: Acting) -> None:
    with pytest.raises(PermissionRefused):
        add_item(intake=draft, added=MISSED, acting=executor, version=1)
    draft.refresh_from_db()
    assert draft.corrections == {}
