"""Answers come to the agenda of the right meeting by themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kadrost.council.domain.answers import adopt_protocol, answers_due, ask_for_answer
from kadrost.council.domain.decisions import asks_answer_at_meeting
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.planning import MeetingDraft, cancel_meeting, change_meeting
from kadrost.council.models import AgendaItem, Answer, Meeting
from kadrost.region.domain.people import SYSTEM
from kadrost.roadmaps.domain.intake.automatic import Wishes, import_document
from kadrost.roadmaps.models import Checkpoint, Plan
from tests.council.scene import TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign
from tests.web.factories import PlanFactory

pytestmark = pytest.mark.django_db
LATER = date(2027, 11, 25)


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("представить информацию на заседание областного Совета", True),
        ("доложить на следующем заседании", True),
        ("сообщить о ходе работ к очередному заседанию совета", True),
        ("рассмотреть на очередном заседании рабочей группы", True),
        ("организовать заседание клуба", False),
        ("обеспечить сбор заявок", False),
    ],
)
def test_the_words_ask_for_an_answer_at_a_meeting(text: str, asked: bool) -> None:
    assert asks_answer_at_meeting(text) == asked


def signed_with_answer(scene: CouncilScene, due_text: str) -> Plan:
    """A protocol that asks the ministry to report to a meeting."""
    meeting = plan(scene)
    words = "Министерству ремёсел Энской области доложить о сборе заявок на заседании Совета"
    decide(scene, ask(scene, meeting), words, due_text)
    hold(scene, meeting)
    return sign(scene, meeting)


def test_an_answer_goes_to_the_last_meeting_in_time(scene: CouncilScene) -> None:
    signed = signed_with_answer(scene, "4 квартал 2027 года")
    point = signed.checkpoints.get()
    early, first, last, after = (
        plan(scene, day) for day in (date(2027, 6, 1), date(2027, 10, 5), LATER, date(2028, 2, 1))
    )
    assert [answers_due(meeting) for meeting in (early, first, last, after)] == [[], [], [point], []]
    cancel_meeting(meeting=last, ground="Перенос", version=1, acting=scene.secretary, today=TODAY)
    assert [answers_due(meeting) for meeting in (early, first, after)] == [[], [point], []]


def test_a_late_answer_goes_to_the_first_meeting_after_its_term(scene: CouncilScene) -> None:
    signed = signed_with_answer(scene, "до 1 мая 2027 года")
    first, second = plan(scene, date(2027, 6, 1)), plan(scene, date(2027, 9, 1))
    assert [answers_due(meeting) for meeting in (first, second)] == [[signed.checkpoints.get()], []]


def test_an_answer_becomes_a_question_when_the_meeting_opens(scene: CouncilScene) -> None:
    signed = signed_with_answer(scene, "4 квартал 2027 года")
    meeting = plan(scene, LATER)
    hold(scene, meeting)
    item = AgendaItem.objects.get(meeting=meeting)
    assert item.checkpoint == signed.checkpoints.get()
    assert item.title == (
        "Об исполнении поручения 1.1 (протокол от 10.03.2027 № 1/2027): "
        "Министерству ремёсел Энской области доложить о сборе заявок на заседании Совета"
    )
    assert answers_due(plan(scene, date(2027, 12, 20))) == []


def test_an_answer_without_a_term_takes_the_day_of_the_next_meeting(scene: CouncilScene) -> None:
    signed = signed_with_answer(scene, "")
    assert Checkpoint.objects.count() == 0
    meeting = plan(scene, LATER)
    point = signed.checkpoints.get()
    assert (point.due_on, point.is_assigned) == (LATER, True)
    assert answers_due(meeting) == [point]
    moved = date(2027, 12, 10)
    change_meeting(meeting=meeting, draft=MeetingDraft(moved), version=1, acting=scene.secretary, today=TODAY)
    assert Checkpoint.objects.get().due_on == moved
    assert answers_due(Meeting.objects.get(pk=meeting.pk)) == [point]


def test_a_meeting_planned_before_takes_the_answer_when_the_protocol_is_signed(scene: CouncilScene) -> None:
    ahead = plan(scene, LATER)
    signed = signed_with_answer(scene, "")
    assert [str(point.due_on) for point in signed.checkpoints.all()] == [str(LATER)]
    assert answers_due(ahead) == list(signed.checkpoints.all())


def test_only_protocols_of_the_region_are_adopted(scene: CouncilScene) -> None:
    roadmap = PlanFactory()
    with pytest.raises(CouncilRefused, match="не протокол вашего региона"):
        adopt_protocol(body=scene.body, plan=roadmap, acting=scene.secretary, today=TODAY)
    assert Answer.objects.count() == 0


def test_an_answer_is_asked_for_or_left(scene: CouncilScene) -> None:
    signed = signed_with_answer(scene, "4 квартал 2027 года")
    measure = signed.measures.get()
    ask_for_answer(body=scene.body, measure=measure, asked=False, acting=scene.secretary, today=TODAY)
    assert answers_due(plan(scene, LATER)) == []
    ask_for_answer(body=scene.body, measure=measure, asked=True, acting=scene.secretary, today=TODAY)
    assert answers_due(Meeting.objects.get(held_on=LATER)) == list(signed.checkpoints.all())


@pytest.mark.shared
def test_the_chelyabinsk_protocol_brings_its_two_answers(shared_dir: Path) -> None:
    file = shared_dir / "documents" / "chelyabinsk-protocol.txt"
    wishes = Wishes(territory="Энская область", accept_doubts=True)
    day = date(2022, 4, 25)
    imported = import_document(data=file.read_bytes(), name=file.name, wishes=wishes, acting=SYSTEM, today=day)
    assert imported.plan is not None
    assert (imported.measures, imported.plan.measures.exclude(due_text="").count()) == (18, 13)
    scene = make_council()
    adopt_protocol(body=scene.body, plan=imported.plan, acting=scene.secretary, today=TODAY)
    assert list(Answer.objects.values_list("measure__number", flat=True)) == ["2.3", "3.4"]
    meeting = plan(scene, date(2027, 4, 1))
    assert [point.measure.number for point in answers_due(meeting)] == ["2.3", "3.4"]
