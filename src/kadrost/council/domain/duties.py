"""Measures that ask a body to meet: each checkpoint counts the meetings or expert sessions of its period, takes their protocols."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Body, Confirmation, Decision, ExpertSession, Meeting, MeetingDuty
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.documents import attach_document
from kadrost.roadmaps.domain.evidence import EvidenceDraft
from kadrost.roadmaps.models import Checkpoint, Measure, Requirement

State = Meeting.State
Held = TypeVar("Held", Meeting, ExpertSession)


@dataclass(frozen=True, slots=True)
class MeetingsOfPeriod:
    """How often the body met in a checkpoint's period, up to a day: at meetings or at expert sessions."""

    checkpoint: Checkpoint
    meetings: tuple[Meeting, ...] = ()
    sessions: tuple[ExpertSession, ...] = ()

    @property
    def count(self) -> int:
        """How many meetings or sessions there were."""
        return len(self.meetings) + len(self.sessions)


@dataclass(frozen=True, slots=True)
class ProtocolFile:
    """A signed protocol as evidence: its requisites and its file."""

    number: str
    dated_on: date
    title: str
    signer: str
    file_name: str
    content: bytes


@transaction.atomic
def bind_measure(
    *,
    body: Body,
    measure: Measure,
    acting: Acting,
    today: date,
    counts: str = MeetingDuty.Counts.MEETINGS,
    asked: int | None = None,
    request_id: str = "",
) -> MeetingDuty:
    """Let the body's meetings, or its expert sessions, answer for the measure; raises `PermissionRefused` and `CouncilRefused`."""
    require("council.change_body", acting, body)
    if measure.plan.territory_id != body.organisation.territory_id:
        raise CouncilRefused("Это мероприятие другого региона.", remedy="Выберите из списка.")
    if MeetingDuty.objects.filter(measure=measure).exists():
        raise CouncilRefused("За это мероприятие уже отвечают заседания.", remedy="Сначала отвяжите его.")
    if counts not in MeetingDuty.Counts.values:
        raise CouncilRefused("Что считать, не выбрано.", remedy="Заседания или экспертные сессии.")
    duty = MeetingDuty.objects.create(body=body, measure=measure, counts=counts, asked=asked)
    record(
        actor=acting.actor(request_id=request_id), action="bind_measure", subject=body, on=today,
        after={"measure": str(measure)[:300], "plan": str(measure.plan), "counts": duty.get_counts_display()},
    )  # fmt: skip
    return duty


@transaction.atomic
def unbind_measure(*, duty: MeetingDuty, acting: Acting, today: date, request_id: str = "") -> None:
    """Take the tie back; protocols that were attached stay."""
    require("council.change_body", acting, duty.body)
    record(
        actor=acting.actor(request_id=request_id), action="unbind_measure", subject=duty.body, on=today,
        before={"measure": str(duty.measure)[:300]},
    )  # fmt: skip
    duty.delete()


def meetings_by_period(duty: MeetingDuty, *, today: date) -> list[MeetingsOfPeriod]:
    """As `periods_of_duties`, of one measure."""
    return periods_of_duties([duty], today=today)[duty.pk]


def periods_of_duties(duties: Sequence[MeetingDuty], *, today: date) -> dict[int, list[MeetingsOfPeriod]]:
    """For each duty, its checkpoints that have begun with the meetings or closed sessions of their periods; three queries."""
    bodies = {duty.body_id for duty in duties}
    of_sessions = {duty.body_id for duty in duties if duty.counts == MeetingDuty.Counts.SESSIONS}
    meetings = list(meetings_held(bodies, today=today)) if bodies else []
    sessions = list(sessions_held(of_sessions, today=today)) if of_sessions else []
    begun: dict[int, list[Checkpoint]] = {}
    points = Checkpoint.objects.filter(measure__in=[duty.measure_id for duty in duties], occurs_from__lte=today)
    for point in points.order_by("occurs_from") if duties else ():
        begun.setdefault(point.measure_id, []).append(point)
    return {
        duty.pk: [
            MeetingsOfPeriod(point, sessions=_in_period(point, duty, sessions))
            if duty.counts == MeetingDuty.Counts.SESSIONS
            else MeetingsOfPeriod(point, _in_period(point, duty, meetings))
            for point in begun.get(duty.measure_id, ())
        ]
        for duty in duties
    }


def meetings_held(bodies: Collection[int], *, today: date) -> QuerySet[Meeting]:
    """The meetings of the bodies that took place up to the day."""
    held = Meeting.objects.filter(body__in=bodies, state__in=(State.HELD, State.SIGNED), held_on__lte=today)
    return held.order_by("held_on")


def sessions_held(bodies: Collection[int], *, today: date) -> QuerySet[ExpertSession]:
    """The closed expert sessions of the bodies up to the day."""
    closed = ExpertSession.objects.filter(body__in=bodies, phase=ExpertSession.Phase.CLOSED, held_on__lte=today)
    return closed.order_by("held_on")


def _in_period(point: Checkpoint, duty: MeetingDuty, held: Sequence[Held]) -> tuple[Held, ...]:
    return tuple(
        one for one in held if one.body_id == duty.body_id and point.occurs_from <= one.held_on <= point.occurs_until
    )


def confirm_by_protocol(
    *,
    meeting: Meeting | None = None,
    session: ExpertSession | None = None,
    checkpoint: Checkpoint,
    requirement: Requirement | None,
    decision: Decision | None,
    protocol: ProtocolFile,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Confirmation:
    """Attach the protocol of a meeting or a session to the checkpoint as its confirming document, tied both ways; a repeat gives the first one.

    Within the caller's transaction. Raises `ControlRefused` where the checkpoint is closed.
    """
    known = Confirmation.objects.filter(meeting=meeting, session=session, checkpoint=checkpoint).first()
    if known is not None:
        return known
    evidence = attach_document(
        checkpoint=checkpoint,
        draft=EvidenceDraft(
            kind="протокол",
            title=protocol.title,
            number=protocol.number,
            dated_on=protocol.dated_on,
            signer=protocol.signer,
            file_name=protocol.file_name,
            content=protocol.content,
            requirement_id=requirement.pk if requirement else None,
        ),
        acting=acting,
        today=today,
        request_id=request_id,
    )
    return Confirmation.objects.create(
        meeting=meeting, session=session, decision=decision, checkpoint=checkpoint, evidence=evidence
    )


def asked_protocol(measure: Measure) -> Requirement | None:
    """The confirming document of the measure that a protocol is."""
    return next((one for one in measure.requirements.all() if "протокол" in one.text.casefold()), None)


def open_checkpoints_of(meeting: Meeting) -> list[Checkpoint]:
    """The open checkpoints of bound measures whose period holds the meeting's day."""
    return list(
        Checkpoint.objects.filter(
            measure__meeting_duty__body=meeting.body_id,
            measure__meeting_duty__counts=MeetingDuty.Counts.MEETINGS,
            occurs_from__lte=meeting.held_on,
            occurs_until__gte=meeting.held_on,
            state__in=Checkpoint.OPEN_STATES,
        ).select_related("measure", "plan")
    )


def open_checkpoints_of_session(session: ExpertSession) -> list[Checkpoint]:
    """The open checkpoints of measures bound to the body's sessions whose period holds the session's day."""
    return list(
        Checkpoint.objects.filter(
            measure__meeting_duty__body=session.body_id,
            measure__meeting_duty__counts=MeetingDuty.Counts.SESSIONS,
            occurs_from__lte=session.held_on,
            occurs_until__gte=session.held_on,
            state__in=Checkpoint.OPEN_STATES,
        ).select_related("measure", "plan")
    )
