"""Answers due at meetings: which assignment is heard at which meeting, without anybody having to remember.

An answer goes to the last planned meeting on which it is still in time, else to the first one after its term. One
without a term of its own is heard at the body's next meeting, whose day becomes its term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import rules
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import next_position
from kadrost.council.domain.decisions import asks_answer_at_meeting
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import AgendaItem, Answer, Body, Meeting, ProtocolPlan
from kadrost.council.permissions import require
from kadrost.region.domain.people import SYSTEM, Acting
from kadrost.roadmaps.domain.control import extend_checkpoint
from kadrost.roadmaps.domain.measures import assign_checkpoint
from kadrost.roadmaps.models import Act, Checkpoint, Measure, Plan
from kadrost.ui.wording import as_title

State = Meeting.State


def answers_due(meeting: Meeting) -> list[Checkpoint]:
    """The checkpoints whose answers this planned meeting hears, by term, without those already questions of it."""
    if meeting.state != State.PLANNED:
        return []
    planned = Meeting.objects.filter(body=meeting.body_id, state=State.PLANNED).order_by("held_on", "id")
    return answers_due_at([meeting], list(planned.only("id", "body_id", "held_on")))


def answers_due_at(meetings: Sequence[Meeting], planned: Iterable[Meeting]) -> list[Checkpoint]:
    """The same of several planned meetings, meeting by meeting; `planned` are all those planned of their bodies.

    Two queries whatever the meetings.
    """
    if not meetings:
        return []
    known: dict[int, list[Meeting]] = {}
    for one in planned:
        known.setdefault(one.body_id, []).append(one)
    questions = AgendaItem.objects.filter(meeting__in=meetings).exclude(checkpoint=None)
    heard = set(questions.order_by().values_list("meeting_id", "checkpoint_id"))
    places = {meeting.pk: place for place, meeting in enumerate(meetings)}
    found = []
    near = open_answers(*{meeting.body_id for meeting in meetings}).filter(_before_later_ones(meetings, known))
    for checkpoint in near.annotate(heard_by=F("measure__council_answer__body")):
        meeting = _meeting_for(checkpoint, known.get(checkpoint.heard_by, ()))
        if meeting in places and (meeting, checkpoint.pk) not in heard:
            found.append((places[meeting], checkpoint))
    return [checkpoint for _, checkpoint in sorted(found, key=lambda one: one[0])]


def open_answers(*bodies: int) -> QuerySet[Checkpoint, Any]:
    """The checkpoints of the bodies' answers that nobody has closed and no meeting of theirs has heard yet, by term."""
    heard = AgendaItem.objects.filter(
        checkpoint=OuterRef("pk"),
        meeting__body=OuterRef("measure__council_answer__body"),
        meeting__state__in=(State.HELD, State.SIGNED),
    )
    return (
        Checkpoint.objects.filter(
            ~Exists(heard),
            measure__council_answer__body__in=bodies,
            state__in=Checkpoint.OPEN_STATES,
            plan__state=Plan.State.ACTIVE,
        )
        .select_related("measure", "plan__act")
        .defer("plan__act__text", "plan__act__blocks", "plan__act__reading", "plan__columns")
        .order_by("due_on", "pk")
    )


def settle_answers(meeting: Meeting) -> list[AgendaItem]:
    """Make questions of the answers due, at the end of the agenda; within the caller's transaction."""
    return [
        AgendaItem.objects.create(
            meeting=meeting,
            position=next_position(meeting),
            title=answer_title(checkpoint),
            checkpoint=checkpoint,
        )
        for checkpoint in answers_due(meeting)
    ]


def answer_title(checkpoint: Checkpoint) -> str:
    """«Об исполнении поручения 1.3.2 (протокол от 21.04.2022 № 2/2022): организовать …»."""
    words = as_title(checkpoint.measure.title)
    act = checkpoint.plan.act.caption
    return f"Об исполнении поручения {checkpoint.measure.number} ({act[:1].lower()}{act[1:]}): {words}"


def set_days_of_answers(body: Body, *, today: date) -> int:
    """Give each answer without a term the day of the body's next planned meeting; gives how many got one.

    The platform does so by itself whenever a meeting is planned or a protocol signed, and signs the journal.
    """
    waiting = Measure.objects.filter(
        council_answer__body=body, checkpoints=None, due_text="", plan__state=Plan.State.ACTIVE
    ).select_related("plan__act")
    done = 0
    for measure in waiting:
        after = max(day for day in (measure.plan.act.signed_on, today) if day is not None)
        following = _next_planned(body, after, signed_on=measure.plan.act.signed_on)
        if following is None:
            continue
        assign_checkpoint(
            measure=measure,
            acting=SYSTEM,
            opens_on=min(after, following.held_on),
            due_on=following.held_on,
            ground=f"Ответ на заседании № {following.number}",
            today=today,
            is_far_confirmed=True,
        )
        done += 1
    return done


def follow_moved_meeting(*, meeting: Meeting, before: date, acting: Acting, today: date, request_id: str = "") -> int:
    """Move the terms of answers that were set to the meeting's former day, where it is now later; gives how many."""
    if meeting.held_on <= before:
        return 0
    moved = 0
    for checkpoint in open_answers(meeting.body_id).filter(is_assigned=True, due_on=before):
        if not rules.test_rule("roadmaps.rule", acting, checkpoint):
            continue
        extend_checkpoint(
            checkpoint=checkpoint,
            acting=acting,
            version=checkpoint.version,
            today=today,
            due_on=meeting.held_on,
            ground="Заседание, на котором заслушивается ответ, перенесено.",
            document=f"Заседание № {meeting.number}",
            is_far_confirmed=True,
            request_id=request_id,
        )
        moved += 1
    return moved


@transaction.atomic
def adopt_protocol(*, body: Body, plan: Plan, acting: Acting, today: date, request_id: str = "") -> ProtocolPlan:
    """Say that a protocol read from a file is this body's: what it asks to report to a meeting comes to the agenda.

    Raises `PermissionRefused`, and `CouncilRefused` for a plan that is no protocol, of another territory, or known
    as a body's already.
    """
    require("council.run_meetings", acting, body)
    if plan.kind != Act.Kind.PROTOCOL or plan.territory_id != body.organisation.territory_id:
        raise CouncilRefused("Это не протокол вашего региона.", remedy="Выберите из списка.")
    if ProtocolPlan.objects.filter(plan=plan).exists():
        raise CouncilRefused("Этот протокол уже отнесён к совету.", remedy="Откройте его план.")
    adopted = ProtocolPlan.objects.create(body=body, plan=plan)
    asked = [measure for measure in plan.measures.all() if asks_answer_at_meeting(measure.title)]
    Answer.objects.bulk_create(Answer(measure=measure, body=body) for measure in asked)
    set_days_of_answers(body, today=today)
    record(
        actor=acting.actor(request_id=request_id), action="adopt_protocol", subject=body, on=today,
        after={"plan": str(plan), "answers": [measure.number for measure in asked]},
    )  # fmt: skip
    return adopted


@transaction.atomic
def ask_for_answer(
    *, body: Body, measure: Measure, asked: bool, acting: Acting, today: date, request_id: str = ""
) -> None:
    """Ask for the answer to a measure of the body's protocol at a meeting, or leave it to the reports again."""
    require("council.run_meetings", acting, body)
    if not ProtocolPlan.objects.filter(body=body, plan=measure.plan_id).exists():
        raise CouncilRefused("Это поручение другого совета.", remedy="Выберите из протоколов этого совета.")
    if asked:
        Answer.objects.get_or_create(measure=measure, defaults={"body": body})
        set_days_of_answers(body, today=today)
    else:
        Answer.objects.filter(measure=measure, body=body).delete()
    record(
        actor=acting.actor(request_id=request_id), action="answer", subject=body, on=today,
        after={"measure": str(measure)[:300], "asked": asked},
    )  # fmt: skip


def _before_later_ones(meetings: Sequence[Meeting], planned: Mapping[int, Sequence[Meeting]]) -> Q:
    """The condition that an answer does not wait for a later meeting than these: its term comes before that day."""
    condition = Q(pk__in=())
    for body in {meeting.body_id for meeting in meetings}:
        last = max(one.held_on for one in meetings if one.body_id == body)
        later = min((one.held_on for one in planned.get(body, ()) if one.held_on > last), default=None)
        of_body = Q(measure__council_answer__body=body)
        condition |= of_body if later is None else of_body & Q(due_on__lt=later)
    return condition


def _meeting_for(checkpoint: Checkpoint, planned: Sequence[Meeting]) -> int | None:
    """The meeting at which the answer is heard."""
    signed_on = checkpoint.plan.act.signed_on or date.min
    # «до 1 июля» opens on its last day: any meeting after the protocol's own is in time for it.
    earliest = checkpoint.opens_on if checkpoint.opens_on < checkpoint.due_on else signed_on + timedelta(days=1)
    in_time = [one for one in planned if earliest <= one.held_on <= checkpoint.due_on]
    if in_time:
        return in_time[-1].pk
    return next((one.pk for one in planned if one.held_on > checkpoint.due_on), None)


def _next_planned(body: Body, after: date, *, signed_on: date | None) -> Meeting | None:
    """The nearest planned meeting from `after` on that is not the one whose protocol asks."""
    planned = Meeting.objects.filter(body=body, state=State.PLANNED, held_on__gte=after)
    if signed_on is not None:
        planned = planned.filter(held_on__gt=signed_on)
    return planned.order_by("held_on", "id").first()
