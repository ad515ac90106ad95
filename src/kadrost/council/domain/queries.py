"""Reading councils: what a person may see, and the lists of pages and of My work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.council.domain.answers import answers_due_at
from kadrost.council.models import (
    AgendaItem,
    Artefact,
    Body,
    Decision,
    Meeting,
    Membership,
    ProtocolPlan,
    Stage,
    Vote,
)
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.models import Act, Checkpoint, Measure, Plan

State = Meeting.State
AHEAD_DAYS = 30
MEETINGS_LOOKED_AT = 3
"""For how many of the nearest meetings My work says which answers come to them."""


def bodies_visible_to(acting: Acting) -> QuerySet[Body]:
    """The councils of the person's region; all for a superuser, none for who holds no role."""
    bodies = Body.objects.select_related("organisation__territory", "act")
    return bodies if acting.is_superuser else bodies.filter(organisation__territory__in=acting.region)


def meetings_visible_to(acting: Acting) -> QuerySet[Meeting]:
    """The meetings of the councils that the person may see."""
    meetings = Meeting.objects.select_related("body__organisation__territory", "chairing")
    return meetings if acting.is_superuser else meetings.filter(body__organisation__territory__in=acting.region)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A council in the list: how many belong to it on the day, its last and its next meeting."""

    body: Body
    members: int
    last: Meeting | None
    following: Meeting | None


def body_rows(bodies: Sequence[Body], *, today: date) -> list[BodyRow]:
    """The councils with what the list says of them, by three queries whatever their number."""
    keys = [body.pk for body in bodies]
    members = dict(
        Membership.objects.filter(body__in=keys)
        .in_force(today)
        .values_list("body")
        .annotate(total=Count("pk"))
        .values_list("body", "total")
    )
    last: dict[int, Meeting] = {}
    following: dict[int, Meeting] = {}
    for meeting in Meeting.objects.filter(body__in=keys).exclude(state=State.CANCELLED).order_by("held_on", "id"):
        if meeting.state == State.PLANNED:
            following.setdefault(meeting.body_id, meeting)
        elif meeting.held_on <= today:
            last[meeting.body_id] = meeting
    return [BodyRow(body, members.get(body.pk, 0), last.get(body.pk), following.get(body.pk)) for body in bodies]


def unclaimed_protocols(body: Body) -> QuerySet[Plan]:
    """The protocols of the territory, read from files, that nobody has said whose they are."""
    return Plan.objects.filter(
        kind=Act.Kind.PROTOCOL, territory=body.organisation.territory_id, council_protocol=None
    ).select_related("act")


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """A protocol of the council on control: how many of its assignments are closed, and whether it was read from a file."""

    protocol: ProtocolPlan
    total: int
    closed: int


def protocol_rows(body: Body) -> list[ProtocolRow]:
    """The council's protocols with how far they are carried out; one query."""
    closed = Q(plan__checkpoints__state__in=(Checkpoint.State.ACCEPTED, Checkpoint.State.REMOVED))
    found = (
        ProtocolPlan.objects.filter(body=body)
        .select_related("plan__act", "meeting")
        .annotate(
            total_points=Count("plan__checkpoints", distinct=True),
            closed_points=Count("plan__checkpoints", filter=closed, distinct=True),
        )
        .order_by("-plan__act__signed_on", "-pk")
    )
    return [ProtocolRow(one, one.total_points, one.closed_points) for one in found]


@dataclass(frozen=True, slots=True)
class InSight:
    """The measures that a council keeps in sight: those whose answers it hears, the permanent and on-demand ones."""

    answers: tuple[Measure, ...]
    kept: tuple[Measure, ...]


def measures_in_sight(body: Body) -> InSight:
    """What the council keeps in sight of plans on control; answers by the day of the protocol, the kept newest first; one query."""
    kept = Q(plan__council_protocol__body=body) & (Q(is_continuous=True) | Q(is_on_demand=True))
    measures = list(
        Measure.objects.filter(Q(council_answer__body=body) | kept, plan__state=Plan.State.ACTIVE)
        .select_related("plan__act", "plan__council_protocol", "council_answer")
        .order_by("plan__act__signed_on", "plan", "position")
    )
    asked = [one for one in measures if getattr(one, "council_answer", None) and one.council_answer.body_id == body.pk]
    lasting = [
        one for one in measures if (one.is_continuous or one.is_on_demand) and _protocol_body(one.plan) == body.pk
    ]
    newest = sorted(lasting, key=lambda one: one.plan.act.signed_on or date.min, reverse=True)
    return InSight(tuple(asked), tuple(newest))


def _protocol_body(plan: Plan) -> int | None:
    protocol = getattr(plan, "council_protocol", None)
    return protocol.body_id if protocol else None


@dataclass(frozen=True, slots=True)
class SecretaryWork:
    """What waits for a council's secretary."""

    to_prepare: tuple[Meeting, ...]
    to_sign: tuple[Meeting, ...]
    answers: tuple[Checkpoint, ...]

    @property
    def is_free(self) -> bool:
        """Whether nothing waits."""
        return not (self.to_prepare or self.to_sign or self.answers)


def secretary_work(*, acting: Acting, today: date) -> SecretaryWork | None:
    """Meetings to prepare, protocols to sign, answers to the nearest meetings, by three queries; None for whoever is no secretary."""
    organisations = acting.organisation_ids(Role.COUNCIL_SECRETARY)
    if not organisations:
        return None
    meetings = list(
        Meeting.objects.filter(body__organisation__in=organisations, state__in=(State.PLANNED, State.HELD))
        .select_related("body__organisation")
        .order_by("held_on", "id")
    )
    to_prepare = tuple(one for one in meetings if one.state == State.PLANNED)
    soon = today + timedelta(days=AHEAD_DAYS)
    nearest = [one for one in to_prepare if one.held_on <= soon][:MEETINGS_LOOKED_AT]
    return SecretaryWork(
        to_prepare=to_prepare,
        to_sign=tuple(one for one in meetings if one.state == State.HELD),
        answers=tuple(answers_due_at(nearest, to_prepare)),
    )


@dataclass(frozen=True, slots=True)
class MemberWork:
    """What waits for a council's member: meetings ahead, questions to vote on; `bodies` are those they belong to."""

    bodies: frozenset[int]
    ahead: tuple[Meeting, ...]
    to_vote: tuple[AgendaItem, ...]


def member_work(*, acting: Acting, today: date, with_ahead: bool = True) -> MemberWork | None:
    """The member's meetings ahead and open questions without their vote; None for whoever belongs to no council."""
    if acting.user is None:
        return None
    mine = Membership.objects.filter(person=acting.user).in_force(today)
    bodies = frozenset(mine.values_list("body_id", flat=True))
    if not bodies:
        return None
    voting = mine.filter(votes=True).values("body_id")
    ahead = Meeting.objects.filter(body__in=bodies, state=State.PLANNED).select_related("body__organisation")
    own = Vote.objects.filter(item=OuterRef("pk"), membership__person=acting.user)
    counted = Decision.objects.filter(item=OuterRef("pk"))
    questions = (
        AgendaItem.objects.filter(meeting__state=State.HELD, meeting__body__in=voting, votes_for=None)
        .exclude(meeting__form=Meeting.Form.IN_PERSON)
        .filter(Exists(counted), ~Exists(own))
        .select_related("meeting__body__organisation")
        .order_by("meeting__held_on", "position")
    )
    return MemberWork(
        bodies=bodies, ahead=tuple(ahead.order_by("held_on", "id")) if with_ahead else (), to_vote=tuple(questions)
    )


def artefacts_visible_to(acting: Acting) -> QuerySet[Artefact]:
    """What is to be agreed in the person's region."""
    artefacts = Artefact.objects.select_related("author__territory")
    return artefacts if acting.is_superuser else artefacts.filter(author__territory__in=acting.region)


def authors_for(acting: Acting) -> QuerySet[Organisation]:
    """The organisations in whose name the person may bring an artefact."""
    organisations = Organisation.objects.distinct_bodies()
    if acting.is_superuser:
        return organisations
    own = acting.organisation_ids(Role.EXECUTOR) | acting.organisation_ids(Role.COUNCIL_SECRETARY)
    return organisations.filter(
        Q(pk__in=own) | Q(territory__in=acting.territory_ids(Role.COORDINATOR, Role.ADMINISTRATOR))
    )


def waiting_stages(acting: Acting) -> QuerySet[Stage]:
    """The open stages that wait for the person's bodies, those due first."""
    deciding = (Role.EXECUTOR, Role.COORDINATOR, Role.CONTROLLER, Role.COUNCIL_SECRETARY)
    mine = frozenset().union(*(acting.organisation_ids(role) for role in deciding))
    return (
        Stage.objects.filter(
            organisation__in=mine,
            outcome=Stage.Outcome.WAITING,
            opened_on__isnull=False,
            version__artefact__state=Artefact.State.UNDER_WAY,
        )
        .select_related("version__artefact__author", "organisation")
        .order_by("due_on", "pk")
    )
