"""What councils say in the digest and in the calendar: news once, near and moved meetings again, nobody else's."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from kadrost.council.digest import parts_of_councils
from kadrost.council.domain.agenda import ItemDraft, add_item
from kadrost.council.domain.approvals import FileDraft, StageDraft, begin_artefact, decide_stage, start_route
from kadrost.council.domain.planning import MeetingDraft, cancel_meeting, change_meeting
from kadrost.council.feed import days_of_councils
from kadrost.council.models import Artefact, Meeting
from kadrost.notices.sections import Part
from tests.council.scene import HELD_ON, TODAY, CouncilScene, ask, decide, hold, make_council, plan, sign

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def said(scene: CouncilScene, who: str, day: date = TODAY) -> dict[str, Part]:
    """The parts that have something, by title."""
    parts = parts_of_councils(scene.people[who], scene.acting(who, day), day)
    return {part.title: part for part in parts if part.total}


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body__organisation__territory").get(pk=meeting.pk)


def test_a_meeting_is_news_when_set_moved_near_and_called_off(scene: CouncilScene) -> None:
    meeting = plan(scene, SOON, starts_at=time(10, 0))
    item = said(scene, "member")["Заседания"].items[0]
    assert (
        item.words.replace("\u00a0", " ")
        == "Совет по ремёслам, заседание № 1/2027: 30 марта 2027, 10:00, через 20 дней, Зал 1"
    )
    assert item.path == f"/council/meetings/{meeting.pk}/"
    tomorrow = said(scene, "member", TODAY + timedelta(days=1))["Заседания"].items[0]
    assert (tomorrow.key, item.is_urgent) == (item.key, False)
    near = said(scene, "member", SOON - timedelta(days=3))["Заседания"].items[0]
    assert near.is_urgent
    assert near.key != item.key
    moved = MeetingDraft(held_on=SOON + timedelta(days=2), place="Зал 2")
    change_meeting(
        meeting=fresh(meeting), draft=moved, version=fresh(meeting).version, acting=scene.secretary, today=TODAY
    )
    assert said(scene, "member")["Заседания"].items[0].key != item.key
    cancel_meeting(
        meeting=fresh(meeting),
        ground="болезнь докладчика",
        version=fresh(meeting).version,
        acting=scene.secretary,
        today=TODAY,
    )
    off = said(scene, "member")["Заседания"].items
    assert [(one.words.endswith(": отменено (болезнь докладчика)"), one.is_urgent) for one in off] == [(True, True)]
    assert said(scene, "executor") == {}
    assert said(scene, "foreigner") == {}


def test_a_meeting_far_ahead_or_past_is_no_news(scene: CouncilScene) -> None:
    plan(scene, TODAY + timedelta(days=31))
    assert said(scene, "member") == {}


def test_the_secretary_hears_of_an_empty_agenda_an_unsigned_protocol_and_silence(scene: CouncilScene) -> None:
    meeting = plan(scene)
    decide(
        scene,
        ask(scene, meeting),
        "Министерству ремёсел Энской области доложить о заявках на заседании Совета",
        "31 марта 2027 года",
    )
    hold(scene, meeting)
    assert list(said(scene, "secretary")) == ["Протоколы на подпись"]
    sign(scene, meeting)
    following = plan(scene, TODAY + timedelta(days=14))
    parts = said(scene, "secretary")
    assert set(parts) == {"Заседания", "Повестка не составлена", "К заседанию нет отчёта"}
    assert parts["К заседанию нет отчёта"].items[0].words.endswith("срок 31.03.2027, отчёта нет")
    add_item(meeting=fresh(following), draft=ItemDraft("О заявках"), acting=scene.secretary, today=TODAY)
    assert "Повестка не составлена" not in said(scene, "secretary")


def test_a_vote_in_absence_is_asked_until_it_is_cast(scene: CouncilScene) -> None:
    meeting = plan(scene, HELD_ON, form=Meeting.Form.ABSENTEE)
    item = ask(scene, meeting, "О перечне")
    decide(scene, item, "Утвердить перечень.")
    hold(scene, meeting)
    part = said(scene, "member")["Ждёт вашего голоса"]
    assert (part.total, part.items[0].is_urgent, part.items[0].path) == (
        1, True, f"/council/meetings/{meeting.pk}/#question-{item.pk}",
    )  # fmt: skip
    item.votes.create(membership=scene.members[3], choice="for", cast_on=TODAY, cast_by=scene.people["member"])
    assert "Ждёт вашего голоса" not in said(scene, "member")


def test_an_approval_is_asked_becomes_late_and_comes_back_with_remarks(scene: CouncilScene) -> None:
    artefact = begin_artefact(
        title="Программа", kind="Программа", author=scene.ministry, file=FileDraft("программа.txt", b"text"),
        acting=scene.acting("executor"), today=TODAY,
    )  # fmt: skip
    stage = StageDraft(1, "Согласование", "regional", scene.college, "5 дней")
    start_route(artefact=artefact, stages=[stage], version=1, acting=scene.acting("executor"), today=TODAY)
    asked = said(scene, "stranger")["Ждёт вашего согласования"].items[0]
    late = said(scene, "stranger", TODAY + timedelta(days=30))["Ждёт вашего согласования"].items[0]
    assert (asked.is_urgent, late.is_urgent, asked.key == late.key) == (False, True, False)
    assert said(scene, "executor") == {}
    waiting = artefact.versions.get().stages.get()
    events = list(days_of_councils(scene.people["stranger"], scene.acting("stranger"), TODAY))
    assert [(event.day, event.summary) for event in events] == [(waiting.due_on, "Согласование: Программа")]
    decide_stage(
        stage=waiting,
        outcome="remarks",
        remarks="Нет сметы",
        ground="письмо № 3",
        version=Artefact.objects.get().version,
        acting=scene.acting("stranger"),
        today=TODAY,
    )
    assert said(scene, "stranger") == {}
    assert (
        said(scene, "executor")["Документы вернулись с замечаниями"].items[0].words == "Программа: нужна новая версия"
    )


def test_the_calendar_shows_the_meetings_of_ones_own_bodies(scene: CouncilScene) -> None:
    meeting = plan(scene, SOON, starts_at=time(10, 0))
    events = list(days_of_councils(scene.people["member"], scene.acting("member"), TODAY))
    assert [(event.uid, event.day, event.summary) for event in events] == [
        (f"meeting-{meeting.pk}@kadrost", SOON, "Совет по ремёслам: заседание № 1/2027 в 10:00")
    ]
    assert list(days_of_councils(scene.people["executor"], scene.acting("executor"), TODAY)) == []
    cancel_meeting(
        meeting=fresh(meeting), ground="нет", version=fresh(meeting).version, acting=scene.secretary, today=TODAY
    )
    assert list(days_of_councils(scene.people["member"], scene.acting("member"), TODAY)) == []
