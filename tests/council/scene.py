"""A council with a chair, a secretary who signs in and three members, and the bodies that it tells to act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.council.domain.agenda import ItemDraft, add_item
from kadrost.council.domain.attendance import record_attendance
from kadrost.council.domain.bodies import BodyDraft, MemberDraft, add_member, create_body
from kadrost.council.domain.decisions import DecisionDraft, write_decision
from kadrost.council.domain.planning import MeetingDraft, open_meeting, plan_meeting
from kadrost.council.domain.signing import SigningDraft, sign_protocol
from kadrost.council.models import AgendaItem, Body, Decision, Meeting, Membership
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Plan
from tests.web.factories import TODAY, GroupFactory, OrganisationFactory, TerritoryFactory, UserFactory, person

HELD_ON = date(2027, 3, 10)
NAME = "Совет по ремёслам Энской области"
Part = Membership.Part


@dataclass
class CouncilScene:
    """The council and everybody around it."""

    body: Body
    ministry: Organisation
    college: Organisation
    people: dict[str, User]
    members: list[Membership] = field(default_factory=list)

    def acting(self, who: str, day: date = TODAY) -> Acting:
        """The roles of the named person on the day."""
        return acting_on(self.people[who], day)

    @property
    def secretary(self) -> Acting:
        """Who runs the meetings."""
        return self.acting("secretary")


def make_council() -> CouncilScene:
    """Five voting members: a chair, a secretary, two with a sign-in, one without."""
    territory = TerritoryFactory()
    office = OrganisationFactory(territory=territory)
    ministry = OrganisationFactory(name="Министерство ремёсел Энской области", territory=territory)
    college = OrganisationFactory(name="Колледж ремёсел", territory=territory, kind=Organisation.Kind.COLLEGE)
    GroupFactory(name="Участники центров", territory=territory).members.set([college])
    elsewhere = OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))
    people = {
        "coordinator": person(Role.COORDINATOR, office),
        "executor": person(Role.EXECUTOR, ministry),
        "stranger": person(Role.EXECUTOR, college),
        "controller": person(Role.CONTROLLER, office),
        "auditor": person(Role.AUDITOR, office),
        "administrator": person(Role.ADMINISTRATOR, office),
        "foreigner": person(Role.ADMINISTRATOR, elsewhere),
        "foreign_coordinator": person(Role.COORDINATOR, elsewhere),
        "secretary": UserFactory(surname="Секретарева"),
        "member": UserFactory(surname="Членова"),
        "deputy": UserFactory(surname="Заместителева"),
    }
    coordinator = acting_on(people["coordinator"], TODAY)
    body = create_body(
        organisation=None,
        name=NAME,
        short_name="Совет по ремёслам",
        territory=territory,
        draft=BodyDraft(
            kind=Body.Kind.COORDINATION, genitive="Совета по ремёслам Энской области", act_words="Указ № 5"
        ),
        acting=coordinator,
        today=TODAY,
    )
    drafts = [
        MemberDraft("Главнов Г. Г.", "заместитель Губернатора Энской области", Part.CHAIR),
        MemberDraft(
            "Заместителева З. З.", "министр ремёсел", Part.DEPUTY, person=people["deputy"], represents=ministry
        ),
        MemberDraft("Секретарева С. С.", "начальник отдела", Part.SECRETARY, person=people["secretary"]),
        MemberDraft("Членова Ч. Ч.", "директор колледжа", Part.MEMBER, person=people["member"], represents=college),
        MemberDraft("Безвходный Б. Б.", "директор завода", Part.MEMBER),
    ]
    scene = CouncilScene(body, ministry, college, people)
    for draft in drafts:
        dated = MemberDraft(
            **{**{name: getattr(draft, name) for name in draft.__slots__}, "valid_from": date(2027, 1, 1)}
        )
        scene.members.append(add_member(body=body, draft=dated, acting=coordinator, today=TODAY))
    return scene


def plan(scene: CouncilScene, held_on: date = HELD_ON, **fields: object) -> Meeting:
    """A planned meeting."""
    draft = MeetingDraft(held_on=held_on, place="Зал 1", **fields)  # type: ignore[arg-type]
    return plan_meeting(body=scene.body, draft=draft, acting=scene.secretary, today=TODAY)


def ask(
    scene: CouncilScene,
    meeting: Meeting,
    title: str = "О ходе работ",
    speaker: str = "И. И. Иванова, министра ремёсел,",
) -> AgendaItem:
    """A question."""
    return add_item(meeting=meeting, draft=ItemDraft(title, speaker), acting=scene.secretary, today=TODAY)


def decide(
    scene: CouncilScene,
    item: AgendaItem,
    text: str,
    due_text: str = "",
    parent: Decision | None = None,
    **fields: object,
) -> Decision:
    """A decision on the question."""
    draft = DecisionDraft(text=text, due_text=due_text, **fields)  # type: ignore[arg-type]
    return write_decision(item=item, draft=draft, parent=parent, acting=scene.secretary, today=TODAY)


def hold(scene: CouncilScene, meeting: Meeting, present: int = 5) -> Meeting:
    """Open the meeting; so many members are there, the chair first."""
    opened = open_meeting(
        meeting=meeting,
        version=Meeting.objects.get(pk=meeting.pk).version,
        acting=scene.secretary,
        today=max(TODAY, meeting.held_on),
    )
    marks = {member.pk: "present" if index < present else "absent" for index, member in enumerate(scene.members)}
    record_attendance(
        meeting=opened,
        presence=marks,
        invited=[("Гостев Г. Г.", "директор центра")],
        chairing_id=scene.members[0].pk,
        version=opened.version,
        acting=scene.secretary,
        today=TODAY,
    )
    return Meeting.objects.get(pk=meeting.pk)


def signing(**fields: object) -> SigningDraft:
    """Who signs, as usual."""
    usual = {
        "signed_on": HELD_ON,
        "approver_name": "Г. Г. Главнов",
        "approver_post": "Заместитель Губернатора Энской области, председатель Совета",
        "secretary_name": "С. С. Секретарева",
    }
    return SigningDraft(**{**usual, **fields})  # type: ignore[arg-type]


def sign(scene: CouncilScene, meeting: Meeting, **fields: object) -> Plan:
    """The plan of the signed protocol."""
    fresh = Meeting.objects.select_related("body__organisation__territory").get(pk=meeting.pk)
    return sign_protocol(
        meeting=fresh,
        draft=signing(**{"signed_on": max(HELD_ON, meeting.held_on), **fields}),
        version=fresh.version,
        acting=scene.secretary,
        today=max(TODAY, meeting.held_on),
    )
