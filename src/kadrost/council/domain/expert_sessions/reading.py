"""Reading sessions: what a person may see, and what waits for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.council.models import Ballot, Body, ExpertSession, SessionExpert
from kadrost.region.domain.people import Acting

Phase = ExpertSession.Phase
CALLED = (Phase.PROPOSALS, Phase.FIRST, Phase.DISCUSSION, Phase.SECOND)


def sessions_visible_to(acting: Acting) -> QuerySet[ExpertSession]:
    """The sessions of the region's bodies, and those to which the person is invited or which they lead."""
    sessions = ExpertSession.objects.select_related("body__organisation__territory", "facilitator")
    if acting.is_superuser:
        return sessions
    seen = Q(body__organisation__territory__in=acting.region)
    if acting.user is not None:
        invited = SessionExpert.objects.filter(session=OuterRef("pk"), person=acting.user)
        seen |= Exists(invited) | Q(facilitator=acting.user)
    return sessions.filter(seen)


def bodies_holding(acting: Acting) -> QuerySet[Body]:
    """The bodies whose sessions the person may call."""
    bodies = Body.objects.select_related("organisation")
    if acting.is_superuser:
        return bodies
    return bodies.filter(
        Q(organisation__in=acting.organisation_ids(Role.COUNCIL_SECRETARY))
        | Q(organisation__territory__in=acting.territory_ids(Role.COORDINATOR, Role.ADMINISTRATOR))
    )


@dataclass(frozen=True, slots=True)
class SessionWork:
    """What waits for a person in sessions: marks to give, proposals to bring, sessions of theirs to lead on."""

    to_mark: tuple[ExpertSession, ...]
    to_propose: tuple[ExpertSession, ...]
    to_lead: tuple[ExpertSession, ...]

    @property
    def is_free(self) -> bool:
        """Whether nothing waits."""
        return not (self.to_mark or self.to_propose or self.to_lead)


def own_sessions(acting: Acting) -> QuerySet[ExpertSession]:
    """The open sessions in which something may wait for the person: as an expert, a facilitator, a secretary."""
    if acting.user is None:
        return ExpertSession.objects.none()
    taking_part = SessionExpert.objects.filter(session=OuterRef("pk"), person=acting.user).exclude(
        presence=SessionExpert.Presence.ABSENT
    )
    leads = Q(facilitator=acting.user) | Q(body__organisation__in=acting.organisation_ids(Role.COUNCIL_SECRETARY))
    return ExpertSession.objects.exclude(phase__in=(Phase.CLOSED, Phase.CANCELLED)).filter(
        (Exists(taking_part) & Q(phase__in=CALLED)) | leads
    )


def session_work(acting: Acting) -> SessionWork:
    """What waits for the person; one query."""
    if acting.user is None:
        return SessionWork((), (), ())
    part = SessionExpert.objects.filter(session=OuterRef("pk"), person=acting.user).exclude(
        presence=SessionExpert.Presence.ABSENT
    )
    given = {
        one: Ballot.objects.filter(
            expert__session=OuterRef("pk"), expert__person=acting.user, round=one, marks__isnull=False
        )
        for one in (1, 2)
    }
    sessions = list(
        own_sessions(acting)
        .select_related("body__organisation")
        .annotate(is_expert=Exists(part), gave_first=Exists(given[1]), gave_second=Exists(given[2]))
        .order_by("held_on", "pk")
    )
    led = acting.organisation_ids(Role.COUNCIL_SECRETARY)
    return SessionWork(
        to_mark=tuple(one for one in sessions if one.is_expert and _waits_for_marks(one)),
        to_propose=tuple(one for one in sessions if one.is_expert and one.phase == Phase.PROPOSALS),
        to_lead=tuple(one for one in sessions if _is_led(one, acting, led)),
    )


def _waits_for_marks(session: ExpertSession) -> bool:
    gave = {Phase.FIRST.value: session.gave_first, Phase.SECOND.value: session.gave_second}  # type: ignore[attr-defined]
    return gave.get(session.phase) is False


def _is_led(session: ExpertSession, acting: Acting, bodies: Collection[int]) -> bool:
    own = acting.user is not None and session.facilitator_id == acting.user.pk
    return own or session.body.organisation_id in bodies
