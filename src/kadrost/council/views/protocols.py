"""The protocol: as a page, as docx, extracts for executors, signing, the signed copy."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kadrost.council.domain.agenda_text import agenda_of
from kadrost.council.domain.answers import answers_due
from kadrost.council.domain.course import Course, course_of
from kadrost.council.domain.protocol_paper import lay_out_protocol
from kadrost.council.domain.protocol_text import answers_for, extract_of, protocol_of
from kadrost.council.domain.signing import SigningDraft, obstacles, sign_protocol
from kadrost.council.forms.meetings import SigningForm
from kadrost.council.models import Meeting, Membership
from kadrost.council.permissions import require
from kadrost.council.views.access import form_page, meeting_for
from kadrost.council.views.meetings import crumbs_of
from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import in_russian

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@sign_in_first
def show_protocol(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The protocol as it stands, ready to print, with its signatures once it is signed."""
    meeting = meeting_for(request, meeting_id)
    course = course_of(meeting)
    return render(
        request,
        "council/protocol.html",
        {
            "meeting": meeting,
            "lines": protocol_of(course).lines,
            "executors": executors_of(course),
            "trail": crumbs_of(meeting),
            "may_sign": allows(request, "council.run_meeting", meeting) and meeting.state == Meeting.State.HELD,
            "plan": getattr(getattr(meeting, "protocol_plan", None), "plan", None),
        },
    )


@sign_in_first
@in_russian
def download_protocol(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The protocol as docx: the frozen paper once it is signed, before that a draft as it stands."""
    meeting = meeting_for(request, meeting_id)
    name = f"Протокол {meeting.number.replace('/', '-')}.docx"
    if meeting.state == Meeting.State.SIGNED:
        return as_attachment(meeting.paper, name)
    return _docx(lay_out_protocol(protocol_of(course_of(meeting))), f"Проект. {name}")


@sign_in_first
@in_russian
def download_agenda(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The agenda as docx, to be sent round; 404 for a meeting that was called off."""
    meeting = meeting_for(request, meeting_id)
    if meeting.state == Meeting.State.CANCELLED:
        raise Http404
    members = Membership.objects.filter(body=meeting.body_id).in_force(meeting.held_on)
    agenda = agenda_of(course_of(meeting), answers=answers_due(meeting), members=list(members))
    return _docx(lay_out_protocol(agenda), f"Повестка {meeting.number.replace('/', '-')}.docx")


@sign_in_first
def download_signed_copy(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The signed copy as it was attached."""
    meeting = meeting_for(request, meeting_id)
    return as_attachment(meeting.signed_copy, meeting.signed_copy_name)


@sign_in_first
@in_russian
def download_extract(request: PageRequest, meeting_id: int, organisation_id: int) -> HttpResponseBase:
    """The extract for one executor: only the decisions that it answers for; 404 where there are none."""
    meeting = meeting_for(request, meeting_id)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    course = course_of(meeting)
    if not any(answers_for(line, organisation.pk) for line in course.every_decision()):
        raise Http404
    paper = lay_out_protocol(extract_of(course, organisation.pk, organisation.name))
    return _docx(paper, f"Выписка из протокола {meeting.number.replace('/', '-')}, {organisation.caption}.docx")


@sign_in_first
def sign(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Sign the protocol; what stands against it is named before the form."""
    meeting = meeting_for(request, meeting_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, meeting)
    plans: list[Plan] = []
    form = SigningForm(
        request.POST or None, request.FILES or None, body=meeting.body, initial=_usual_signers(meeting, request)
    )

    def act() -> str:
        data = form.cleaned_data
        copy = data["copy"]
        plans.append(
            sign_protocol(
                meeting=meeting,
                draft=SigningDraft(
                    signed_on=data["signed_on"],
                    approver_name=data["approver_name"],
                    approver_post=data["approver_post"],
                    secretary_name=data["secretary_name"],
                    copy_name=copy.name if copy else "",
                    copy_content=copy.read() if copy else b"",
                    controller=data["controller"],
                    is_public=data["is_public"],
                ),
                version=data["version"],
                acting=acting,
                today=request.today,
                request_id=request_id_of(request),
            )
        )
        return _("Протокол подписан. Поручения на контроле.")

    return form_page(
        request, form, act, record=meeting, title=_("Подписать протокол"), button=_("Подписать"),
        back=reverse("council-meeting", args=(meeting.pk,)), lead=str(meeting), crumbs=crumbs_of(meeting),
        template="council/sign.html",
        extra={"meeting": meeting, "obstacles": obstacles(course_of(meeting), acting) if meeting.is_open else ()},
    )  # fmt: skip


def executors_of(course: Course) -> list[Organisation]:
    """The organisations that answer for something in the protocol, each once, by name."""
    found: dict[int, Organisation] = {}
    for line in course.every_decision():
        for executor in line.executors if line.is_assignment else ():
            if executor.organisation is not None:
                found[executor.organisation.pk] = executor.organisation
            elif executor.group is not None:
                found.update({one.pk: one for one in executor.group.members.all()})
    return sorted(found.values(), key=lambda one: one.name)


def _usual_signers(meeting: Meeting, request: PageRequest) -> dict[str, object]:
    members = list(Membership.objects.filter(body=meeting.body_id).in_force(meeting.held_on))
    chair = next((one for one in members if one.part == Membership.Part.CHAIR), None)
    secretary = next((one for one in members if one.part == Membership.Part.SECRETARY), None)
    return {
        "version": meeting.version,
        "signed_on": request.today,
        "approver_name": chair.name if chair else "",
        "approver_post": chair.post if chair else "",
        "secretary_name": secretary.name if secretary else "",
    }


def _docx(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content,
        content_type=WORD,
        headers={
            "Content-Disposition": disposition,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
