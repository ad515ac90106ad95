"""Quorum and votes: counted by the rule, by name or by count, never more than take part."""

from __future__ import annotations

import pytest

from kadrost.council.domain.attendance import (
    Tally,
    cast_vote,
    quorum_of,
    record_counts,
    record_named_votes,
    tally_of,
)
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.planning import MeetingDraft, change_meeting, open_meeting, plan_meeting
from kadrost.council.models import AgendaItem, Meeting, Vote
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from tests.council.scene import HELD_ON, TODAY, CouncilScene, ask, hold, make_council, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


def test_numbers_run_by_year(scene: CouncilScene) -> None:
    assert [plan(scene).number, plan(scene).number, plan(scene, HELD_ON.replace(year=2028)).number] == [
        "1/2027",
        "2/2027",
        "1/2028",
    ]
    with pytest.raises(CouncilRefused, match="Номер 2/2027 уже занят"):
        plan(scene, sequence=2)


def test_a_meeting_opens_on_its_day(scene: CouncilScene) -> None:
    meeting = plan(scene, HELD_ON.replace(day=11))
    with pytest.raises(CouncilRefused, match=r"Заседание назначено на 11\.03\.2027"):
        open_meeting(meeting=meeting, version=1, acting=scene.secretary, today=TODAY)
    change_meeting(meeting=meeting, draft=MeetingDraft(HELD_ON), version=1, acting=scene.secretary, today=TODAY)
    with pytest.raises(StaleVersion):
        open_meeting(meeting=meeting, version=1, acting=scene.secretary, today=TODAY)
    opened = open_meeting(meeting=meeting, version=2, acting=scene.secretary, today=TODAY)
    assert opened.attendance.count() == 5
    assert opened.chairing == scene.members[0]


@pytest.mark.parametrize(("present", "is_met"), [(5, True), (3, True), (2, False)])
def test_the_quorum_is_said(scene: CouncilScene, present: int, is_met: bool) -> None:
    meeting = hold(scene, plan(scene), present)
    quorum = quorum_of(meeting, list(meeting.attendance.select_related("membership")))
    assert quorum.is_met == is_met
    said = "Кворум есть." if is_met else "Кворума нет."
    assert quorum.in_words == (
        f"Участвуют {present} из 5 голосующих. Кворум: больше половины членов, то есть 3. {said}"
    )


def test_counts_never_exceed_those_who_take_part(scene: CouncilScene) -> None:
    meeting = plan(scene)
    item = ask(scene, meeting)
    hold(scene, meeting, 4)
    with pytest.raises(CouncilRefused, match="Голосов 5, а участвуют 4"):
        record_counts(item=item, tally=Tally(3, 1, 1), version=1, acting=scene.secretary, today=TODAY)
    record_counts(item=item, tally=Tally(3, 0, 1), version=1, acting=scene.secretary, today=TODAY)
    assert tally_of(AgendaItem.objects.get()) == Tally(3, 0, 1)
    record_named_votes(
        item=item, choices={scene.members[0].pk: "for", scene.members[1].pk: "against"}, version=2,
        acting=scene.secretary, today=TODAY,
    )  # fmt: skip
    assert tally_of(AgendaItem.objects.get()) == Tally(1, 1, 0)
    with pytest.raises(CouncilRefused, match="голосуют поимённо"):
        record_counts(item=item, tally=Tally(1, 0, 0), version=3, acting=scene.secretary, today=TODAY)
    with pytest.raises(CouncilRefused, match="только участвующий"):
        record_named_votes(
            item=item, choices={scene.members[4].pk: "for"}, version=3, acting=scene.secretary, today=TODAY
        )


def test_a_member_votes_once_and_may_change_the_vote(scene: CouncilScene) -> None:
    meeting = plan_meeting(
        body=scene.body, draft=MeetingDraft(HELD_ON, form=Meeting.Form.ABSENTEE), acting=scene.secretary, today=TODAY
    )
    item = ask(scene, meeting)
    with pytest.raises(CouncilRefused, match="Голосование не открыто"):
        cast_vote(item=item, choice="for", acting=scene.acting("member"), today=TODAY)
    hold(scene, meeting, 1)
    for choice in ("for", "abstained"):
        cast_vote(item=item, choice=choice, acting=scene.acting("member"), today=TODAY)
    assert list(Vote.objects.values_list("membership", "choice")) == [(scene.members[3].pk, "abstained")]
    assert meeting.attendance.get(membership=scene.members[3]).presence == "in_writing"
    for who in ("executor", "coordinator", "auditor", "administrator", "foreigner"):
        with pytest.raises(PermissionRefused):
            cast_vote(item=item, choice="for", acting=scene.acting(who), today=TODAY)
    assert Vote.objects.count() == 1
