"""Councils and who belongs to them, by period and with their roles."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.council.domain.bodies import BodyDraft, MemberDraft, add_member, create_body, end_membership
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Body, Membership
from kadrost.region.models import Appointment
from kadrost.region.permissions import PermissionRefused
from tests.council.scene import TODAY, CouncilScene, make_council
from tests.web.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CouncilScene:
    return make_council()


@pytest.mark.parametrize(
    ("rule", "number", "members", "needed"),
    [
        (Body.Quorum.MORE_THAN_HALF, None, 5, 3),
        (Body.Quorum.MORE_THAN_HALF, None, 6, 4),
        (Body.Quorum.HALF, None, 5, 3),
        (Body.Quorum.HALF, None, 6, 3),
        (Body.Quorum.TWO_THIRDS, None, 5, 4),
        (Body.Quorum.TWO_THIRDS, None, 9, 6),
        (Body.Quorum.NUMBER, 7, 5, 7),
        (Body.Quorum.HALF, None, 0, 1),
    ],
)
def test_a_quorum_is_counted_by_its_rule(rule: str, number: int | None, members: int, needed: int) -> None:
    assert Body(quorum_rule=rule, quorum_number=number).quorum_of(members) == needed


def test_who_has_a_sign_in_gets_the_role_of_the_body_for_the_period(scene: CouncilScene) -> None:
    assert scene.secretary.organisation_ids(Role.COUNCIL_SECRETARY) == {scene.body.organisation_id}
    assert scene.acting("member").organisation_ids(Role.COUNCIL_MEMBER) == {scene.body.organisation_id}
    member = scene.members[3]
    end_membership(membership=member, last_day=date(2027, 3, 9), acting=scene.secretary, today=TODAY)
    assert scene.acting("member").roles == frozenset()
    assert scene.acting("member", date(2027, 2, 1)).roles == {Role.COUNCIL_MEMBER}
    assert Membership.objects.filter(body=scene.body).in_force(TODAY).count() == 4
    assert Membership.objects.filter(body=scene.body).in_force(date(2027, 2, 1)).count() == 5


def test_a_secretary_takes_members_in_but_appoints_no_secretary(scene: CouncilScene) -> None:
    newcomer = UserFactory()
    draft = MemberDraft("Новая Н. Н.", "директор", person=newcomer)
    add_member(body=scene.body, draft=draft, acting=scene.secretary, today=TODAY)
    assert Appointment.objects.get(person=newcomer).role == Role.COUNCIL_MEMBER
    before = (Membership.objects.count(), Entry.objects.count())
    with pytest.raises(PermissionRefused):
        add_member(
            body=scene.body,
            draft=MemberDraft("Вторая В. В.", "специалист", Membership.Part.SECRETARY, person=newcomer),
            acting=scene.secretary,
            today=TODAY,
        )
    assert (Membership.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (MemberDraft(" ", "директор"), "Нужны имя и должность."),
        (MemberDraft("Другой Д. Д.", "министр", Membership.Part.CHAIR), "Председатель уже есть."),
        (MemberDraft("Безвходный Б. Б.", "директор"), "Безвходный Б. Б. уже в составе."),
        (
            MemberDraft("Нова Н. Н.", "директор", valid_from=date(2027, 5, 2), valid_until=date(2027, 5, 1)),
            "Начало срока позже его конца.",
        ),
    ],
)
def test_a_member_is_refused_with_words(scene: CouncilScene, draft: MemberDraft, said: str) -> None:
    with pytest.raises(CouncilRefused, match=said):
        add_member(body=scene.body, draft=draft, acting=scene.secretary, today=TODAY)
    assert Membership.objects.count() == 5


@pytest.mark.parametrize("who", ["executor", "controller", "auditor", "secretary", "member", "foreigner"])
def test_others_set_no_councils_up_here(scene: CouncilScene, who: str) -> None:
    with pytest.raises(PermissionRefused):
        create_body(
            organisation=None, name="Ещё один совет", short_name="", territory=scene.body.territory,
            draft=BodyDraft(kind=Body.Kind.EXPERT, genitive="Ещё одного совета"),
            acting=scene.acting(who), today=TODAY,
        )  # fmt: skip
    assert Body.objects.count() == 1


def test_an_organisation_is_a_council_once(scene: CouncilScene) -> None:
    with pytest.raises(CouncilRefused, match="уже заведён"):
        create_body(
            organisation=scene.body.organisation, name="", short_name="", territory=scene.body.territory,
            draft=BodyDraft(kind=Body.Kind.EXPERT, genitive="Совета"),
            acting=scene.acting("coordinator"), today=TODAY,
        )  # fmt: skip
