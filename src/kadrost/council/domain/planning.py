"""Planning a meeting, moving it, calling it off, and opening its course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.council.domain.answers import follow_moved_meeting, set_days_of_answers, settle_answers
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.meetings import lock_meeting, touch
from kadrost.council.models import Attendance, Body, Meeting, Membership
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting

State = Meeting.State
LONGEST_AHEAD_YEARS = 3


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """When, where and how a body meets; without `sequence` the next number of the year is taken."""

    held_on: date
    starts_at: time | None = None
    place: str = ""
    form: str = Meeting.Form.IN_PERSON
    sequence: int | None = None


@transaction.atomic
def plan_meeting(*, body: Body, draft: MeetingDraft, acting: Acting, today: date, request_id: str = "") -> Meeting:
    """Plan a meeting under the next number of its year, or the one that is named.

    Raises `PermissionRefused`, and `CouncilRefused` for a taken number or a day too far away.
    """
    require("council.run_meetings", acting, body)
    locked = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
    _check_day(draft.held_on, today)
    meeting = Meeting(body=locked, **_values(draft, locked, None))
    meeting.save()
    record(
        actor=acting.actor(request_id=request_id), action="plan_meeting", subject=meeting, on=today,
        after=_said(meeting),
    )  # fmt: skip
    set_days_of_answers(locked, today=today)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, draft: MeetingDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> Meeting:
    """Move a meeting that is not signed yet, and with it the answers set to its day; raises as `plan_meeting`, and `StaleVersion`."""
    locked = lock_meeting(meeting, acting, version=version)
    _check_day(draft.held_on, today)
    before, day_before = _said(locked), locked.held_on
    for name, value in _values(draft, locked.body, locked).items():
        setattr(locked, name, value)
    if _said(locked) == before:
        return locked
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        before=before, after=_said(locked),
    )  # fmt: skip
    follow_moved_meeting(meeting=locked, before=day_before, acting=acting, today=today, request_id=request_id)
    set_days_of_answers(locked.body, today=today)
    return locked


@transaction.atomic
def cancel_meeting(
    *, meeting: Meeting, ground: str, version: int, acting: Acting, today: date, request_id: str = ""
) -> Meeting:
    """Call a meeting off, with the reason; its number stays taken."""
    locked = lock_meeting(meeting, acting, version=version)
    if not ground.strip():
        raise CouncilRefused("Причина отмены не указана.", remedy="Напишите её: её увидят члены совета.")
    before = locked.get_state_display()
    locked.state, locked.cancel_ground = State.CANCELLED, ground.strip()[:300]
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="cancel", subject=locked, on=today,
        ground=locked.cancel_ground, before={"state": before}, after={"state": locked.get_state_display()},
    )  # fmt: skip
    return locked


@transaction.atomic
def open_meeting(*, meeting: Meeting, version: int, acting: Acting, today: date, request_id: str = "") -> Meeting:
    """Begin the course of a meeting: its members of that day are listed, answers due become questions.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` before its day or without members.
    """
    locked = lock_meeting(meeting, acting, version=version)
    if locked.state != State.PLANNED:
        raise CouncilRefused("Заседание уже открыто.", remedy="Продолжайте на странице хода заседания.")
    if locked.held_on > today:
        raise CouncilRefused(
            f"Заседание назначено на {locked.held_on:%d.%m.%Y}.", remedy="Откройте его в этот день или перенесите."
        )
    members = list(Membership.objects.filter(body=locked.body).in_force(locked.held_on))
    if not members:
        raise CouncilRefused("В составе на этот день никого нет.", remedy="Сначала внесите членов совета.")
    Attendance.objects.bulk_create(
        Attendance(meeting=locked, membership=one, name=one.name, post=one.post, presence=Attendance.Presence.ABSENT)
        for one in members
    )
    settle_answers(locked)
    locked.state = State.HELD
    locked.chairing = next((one for one in members if one.part == Membership.Part.CHAIR), None)
    touch(locked)
    record(
        actor=acting.actor(request_id=request_id), action="open_meeting", subject=locked, on=today,
        after={"members": len(members)},
    )  # fmt: skip
    return locked


def _check_day(held_on: date, today: date) -> None:
    if abs((held_on - today).days) > LONGEST_AHEAD_YEARS * 366:
        raise CouncilRefused(f"День {held_on:%d.%m.%Y} слишком далёк.", remedy="Проверьте год.")


def _values(draft: MeetingDraft, body: Body, meeting: Meeting | None) -> dict[str, Any]:
    if draft.form not in Meeting.Form.values:
        raise CouncilRefused("Такой формы заседания нет.", remedy="Выберите из списка.")
    year = draft.held_on.year
    others = Meeting.objects.filter(body=body, year=year)
    if meeting is not None:
        others = others.exclude(pk=meeting.pk)
    taken = set(others.values_list("sequence", flat=True))
    sequence = draft.sequence
    if sequence is None:
        kept = meeting is not None and meeting.year == year and meeting.sequence not in taken
        sequence = meeting.sequence if kept and meeting is not None else max(taken, default=0) + 1
    if sequence in taken:
        raise CouncilRefused(f"Номер {sequence}/{year} уже занят.", remedy="Оставьте поле пустым или впишите другой.")
    return {
        "held_on": draft.held_on,
        "year": year,
        "sequence": sequence,
        "starts_at": draft.starts_at,
        "place": draft.place.strip(),
        "form": draft.form,
    }


def _said(meeting: Meeting) -> dict[str, Any]:
    return {
        "number": meeting.number,
        "held_on": meeting.held_on,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "form": meeting.get_form_display(),
    }
