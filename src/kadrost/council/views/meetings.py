"""Meetings: one with its agenda, planning, moving, calling off, opening; who came; the calendar."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.answers import answer_title, answers_due
from kadrost.council.domain.attendance import own_membership, record_attendance
from kadrost.council.domain.calendar import meetings_calendar
from kadrost.council.domain.course import course_of
from kadrost.council.domain.planning import cancel_meeting, change_meeting, open_meeting, plan_meeting
from kadrost.council.forms.meetings import (
    AttendanceForm,
    CancelForm,
    ChangedMeetingForm,
    ItemForm,
    MaterialForm,
    MeetingForm,
)
from kadrost.council.models import Meeting, ProtocolPlan
from kadrost.council.permissions import require
from kadrost.council.views.access import body_for, form_page, meeting_for, typed_number
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Plan
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@sign_in_first
def show_meeting(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """A meeting: agenda with materials and decisions, the answers that come to it, who took part."""
    meeting = meeting_for(request, meeting_id)
    may_run = allows(request, "council.run_meeting", meeting) and meeting.is_open
    course = course_of(meeting)
    mine = own_membership(meeting, acting_of(request)) if meeting.state == Meeting.State.HELD else None
    due = answers_due(meeting)
    return render(
        request,
        "council/meeting.html",
        {
            "meeting": meeting,
            "body": meeting.body,
            "course": course,
            "answers": [
                {
                    "checkpoint": one,
                    "title": answer_title(one),
                    "light": LIGHTS[one.standing(request.today)],
                    "word": translated(one.standing(request.today).label),
                }
                for one in due
            ],
            "heard": {
                question.item.pk: {
                    "light": LIGHTS[question.item.checkpoint.standing(request.today)],
                    "word": translated(question.item.checkpoint.standing(request.today).label),
                }
                for question in course.questions
                if question.item.checkpoint is not None
            },
            "confirmations": meeting.confirmations.select_related(
                "checkpoint__measure", "checkpoint__plan", "evidence"
            ),
            "plan": _plan_of(meeting),
            "may_run": may_run,
            "may_open": may_run and meeting.state == Meeting.State.PLANNED and meeting.held_on <= request.today,
            "may_vote": mine is not None and request.as_of is None,
            "item_form": ItemForm() if may_run else None,
            "material_form": MaterialForm() if may_run else None,
        },
    )


def _plan_of(meeting: Meeting) -> Plan | None:
    """The plan that the signed protocol became; no query before there can be one."""
    if meeting.state != Meeting.State.SIGNED:
        return None
    made = ProtocolPlan.objects.filter(meeting=meeting).select_related("plan").first()
    return made.plan if made else None


@sign_in_first
def new_meeting(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Plan a meeting."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.run_meetings", acting, body)
    form = MeetingForm(request.POST or None)
    made: list[Meeting] = []

    def act() -> str:
        meeting = plan_meeting(
            body=body, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        made.append(meeting)
        return _("Заседание № %(number)s назначено.") % {"number": meeting.number}

    back = reverse("council-body", args=(body.pk,))
    return form_page(
        request, form, act, record=body,
        title=_("Новое заседание"), button=_("Назначить"), back=back, lead=body.organisation.name,
        crumbs=((body.caption, back),), done=lambda: reverse("council-meeting", args=(made[0].pk,)),
    )  # fmt: skip


@sign_in_first
def edit_meeting(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Move a meeting; answers set to its day move with it."""
    meeting = meeting_for(request, meeting_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, meeting)
    form = ChangedMeetingForm(request.POST or None, initial=ChangedMeetingForm.initial_of(meeting))

    def act() -> str:
        change_meeting(
            meeting=meeting, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Изменения сохранены.")

    return _page_of(request, meeting, form, act, title=_("Изменить заседание"), button=_("Сохранить"))


@sign_in_first
def cancel(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Call a meeting off."""
    meeting = meeting_for(request, meeting_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, meeting)
    form = CancelForm(request.POST or None, initial={"version": meeting.version})

    def act() -> str:
        cancel_meeting(
            meeting=meeting, ground=form.cleaned_data["ground"], version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Заседание отменено.")

    return _page_of(request, meeting, form, act, title=_("Отменить заседание"), button=_("Отменить заседание"))


@require_POST
@sign_in_first
def start(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Open the course of a meeting on its day."""
    meeting = meeting_for(request, meeting_id)

    def act() -> str:
        open_meeting(
            meeting=meeting, version=typed_number(request.POST.get("version")), acting=acting_of(request),
            today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Заседание открыто. Отметьте участие и записывайте решения.")

    return redirect("council-attendance" if press(request, act) else "council-meeting", meeting.pk)


@sign_in_first
def attendance(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Who took part: a mark for each member, and the quorum said at once."""
    meeting = meeting_for(request, meeting_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, meeting)
    course = course_of(meeting)
    initial = {
        "version": meeting.version,
        "chairing": str(meeting.chairing_id or ""),
        "invited": "\n".join(f"{row.name}, {row.post}" if row.post else row.name for row in course.invited),
    }
    form = AttendanceForm(request.POST or None, course=course, initial=initial)

    def act() -> str:
        quorum = record_attendance(
            meeting=meeting, presence=form.presence(), invited=form.invited_people(),
            chairing_id=form.chairing_id(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return quorum.in_words

    return _page_of(
        request, meeting, form, act, title=_("Участие"), button=_("Сохранить"),
        template="council/attendance.html", extra={"course": course},
        done=reverse("council-course", args=(meeting.pk,)),
    )  # fmt: skip


@sign_in_first
def calendar(request: PageRequest, body_id: int) -> HttpResponseBase:
    """The council's meetings for the person's own calendar."""
    body = body_for(request, body_id)
    content = meetings_calendar(
        body=body,
        stamp=timezone.now(),
        address_of=lambda meeting: request.build_absolute_uri(reverse("council-meeting", args=(meeting.pk,))),
    )
    disposition = content_disposition_header(as_attachment=True, filename="zasedaniya.ics") or "attachment"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )


def _page_of(
    request: PageRequest, meeting: Meeting, form: object, act: object, *,
    title: str, button: str, template: str = "council/form.html", extra: dict[str, object] | None = None, done: str = "",
) -> HttpResponseBase:  # fmt: skip
    address = reverse("council-meeting", args=(meeting.pk,))
    return form_page(
        request, form, act, record=meeting, title=title, button=button, back=address, lead=str(meeting),  # type: ignore[arg-type]
        crumbs=crumbs_of(meeting), template=template, extra={"meeting": meeting, **(extra or {})},
        done=(lambda: done) if done else None,
    )  # fmt: skip


def crumbs_of(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """The way from the council to the meeting."""
    return (
        (meeting.body.caption, reverse("council-body", args=(meeting.body_id,))),
        (_("Заседание № %(number)s") % {"number": meeting.number}, reverse("council-meeting", args=(meeting.pk,))),
    )
