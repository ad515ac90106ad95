"""Pages of councils and their chapter of My work ask as many queries for much as for little."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kadrost.council.domain.bodies import MemberDraft, add_member
from kadrost.council.domain.queries import secretary_work
from kadrost.council.models import Answer, Meeting, Membership
from tests.council.scene import CouncilScene, ask, decide, hold, make_council, plan
from tests.web.factories import TODAY, CheckpointFactory, MeasureFactory
from tests.web.scene import client_of, queries_of

MOST = 15


@pytest.fixture
def scene(db: None) -> CouncilScene:
    return make_council()


def ahead(scene: CouncilScene, days: int, questions: int) -> Meeting:
    """A planned meeting with questions."""
    meeting = plan(scene, TODAY + timedelta(days=days))
    for number in range(questions):
        ask(scene, meeting, title=f"Вопрос {number}")
    return meeting


def grow(scene: CouncilScene, meeting: Meeting) -> None:
    """More members, questions, decisions, meetings and answers than there were."""
    for number in range(4):
        draft = MemberDraft(f"Новый {number}", "директор", Membership.Part.MEMBER, valid_from=date(2027, 1, 1))
        add_member(body=scene.body, draft=draft, acting=scene.acting("coordinator"), today=TODAY)
        item = ask(scene, meeting, title=f"Ещё вопрос {number}")
        for _ in range(2):
            decide(scene, item, text="Представить доклад", due_text="до 20 декабря 2027 года")


def answer_ahead(scene: CouncilScene, many: int) -> None:
    """So many assignments that are answered at a meeting of the council."""
    for number in range(many):
        measure = MeasureFactory(title=f"Доложить {number}")
        Answer.objects.create(measure=measure, body=scene.body)
        CheckpointFactory(
            measure=measure, plan=measure.plan, opens_on=TODAY, due_on=TODAY + timedelta(days=12), occurs_from=TODAY
        )


def test_pages_of_a_council_and_of_a_meeting(scene: CouncilScene) -> None:
    meeting = hold(scene, ahead(scene, 0, 1))
    decide(scene, meeting.items.get(), text="Представить доклад", due_text="до 20 декабря 2027 года")
    planned = ahead(scene, 10, 1)
    answer_ahead(scene, 1)
    client = client_of(scene.people["secretary"])
    pages = (
        "/council/",
        f"/council/{scene.body.pk}/",
        f"/council/meetings/{meeting.pk}/",
        f"/council/meetings/{meeting.pk}/course/",
        f"/council/meetings/{meeting.pk}/attendance/",
        f"/council/meetings/{meeting.pk}/protocol/",
        f"/council/meetings/{planned.pk}/",
    )
    few = {page: queries_of(client, page) for page in pages}
    grow(scene, meeting)
    answer_ahead(scene, 5)
    assert {page: queries_of(client, page) for page in pages} == few
    assert {page: asked for page, asked in few.items() if asked > MOST + 1} == {}


def test_my_work_of_a_secretary_and_of_a_member(scene: CouncilScene) -> None:
    ahead(scene, 5, 1)
    answer_ahead(scene, 1)
    people = [client_of(scene.people[who]) for who in ("secretary", "member")]
    few = [queries_of(client, "/") for client in people]
    for days in (8, 15, 20, 25):
        ahead(scene, days, 2)
    answer_ahead(scene, 6)
    assert [queries_of(client, "/") for client in people] == few
    assert max(few) <= MOST


def test_answers_of_several_meetings_stand_by_meeting(scene: CouncilScene) -> None:
    ahead(scene, 5, 0)
    ahead(scene, 10, 0)
    answer_ahead(scene, 2)
    work = secretary_work(acting=scene.secretary, today=TODAY)
    assert work is not None
    assert [one.due_on for one in work.answers] == [TODAY + timedelta(days=12)] * 2
    assert len(work.to_prepare) == 2
