"""Councils: the list, one with its members and protocols, and the forms that keep them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.answers import adopt_protocol, ask_for_answer
from kadrost.council.domain.bodies import add_member, change_body, create_body, end_membership
from kadrost.council.domain.duties import bind_measure, periods_of_duties, unbind_measure
from kadrost.council.domain.queries import (
    bodies_visible_to,
    body_rows,
    measures_in_sight,
    protocol_rows,
    unclaimed_protocols,
)
from kadrost.council.forms.bodies import (
    ChangedBodyForm,
    EndMembershipForm,
    MemberForm,
    NewBodyForm,
    territories_of,
)
from kadrost.council.models import Body, Meeting, MeetingDuty, Membership
from kadrost.council.permissions import require
from kadrost.council.views.access import body_for, form_page, typed_number
from kadrost.region.models import Territory
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.roadmaps.models import Measure, Plan
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

PER_PAGE = 50
MEETINGS_SHOWN = 20
MEASURES_SHOWN = 30
SESSIONS_SHOWN = 10
MOST_ASKED = 999


@sign_in_first
def list_bodies(request: PageRequest) -> HttpResponseBase:
    """The councils of the person's region, with their last and next meetings."""
    acting = acting_of(request)
    require("council.see_any", acting)
    page = paginate(request, bodies_visible_to(acting), per_page=PER_PAGE)
    return render(
        request,
        "council/bodies.html",
        {
            "page": page,
            "rows": body_rows(list(page.object_list), today=request.today),
            "may_create": allows(request, "council.create_body"),
        },
    )


@sign_in_first
def show_body(request: PageRequest, body_id: int) -> HttpResponseBase:
    """A council: who belongs to it on the day, its meetings, its protocols on control, what is answered to it."""
    body = body_for(request, body_id)
    meetings = list(body.meetings.order_by("-held_on", "-id")[:MEETINGS_SHOWN])
    members = Membership.objects.filter(body=body).in_force(request.today).select_related("represents")
    duties = list(body.meeting_duties.select_related("measure__plan"))
    in_sight = measures_in_sight(body)
    periods = periods_of_duties(duties, today=request.today)
    may_run = allows(request, "council.run_meetings", body)
    return render(
        request,
        "council/body.html",
        {
            "body": body,
            "members": members,
            "acts": [
                (one, one.legal_act.status_on(request.today).label, one.legal_act.due_on(request.today))
                for one in body.acts.filter(since__lte=request.today).select_related("legal_act")
            ],
            "planned": [one for one in reversed(meetings) if one.state == Meeting.State.PLANNED],
            "past": [one for one in meetings if one.state != Meeting.State.PLANNED],
            "protocols": protocol_rows(body),
            "answers": in_sight.answers,
            "kept": in_sight.kept[:MEASURES_SHOWN],
            "sessions": body.expert_sessions.all()[:SESSIONS_SHOWN],
            "may_hold": allows(request, "council.hold_sessions", body),
            "duties": [(duty, periods[duty.pk]) for duty in duties],
            "unclaimed": unclaimed_protocols(body) if may_run else (),
            "may_run": may_run,
            "may_change": allows(request, "council.change_body", body),
            "may_change_members": allows(request, "council.change_members", body),
        },
    )


@sign_in_first
def new_body(request: PageRequest) -> HttpResponseBase:
    """Set a council up."""
    acting = acting_of(request)
    require("council.create_body", acting)
    form = NewBodyForm(request.POST or None, territories=territories_of(acting))
    made: list[Body] = []

    def act() -> str:
        data = form.cleaned_data
        made.append(
            create_body(
                organisation=data["organisation"],
                name=data["name"],
                short_name=data["short_name"],
                territory=data["territory"],
                draft=form.draft(),
                acting=acting,
                today=request.today,
                request_id=request_id_of(request),
            )
        )
        return _("Совет заведён. Теперь внесите его состав.")

    return form_page(
        request, form, act, record=Territory(),
        title=_("Новый совет"), button=_("Завести"), back=reverse("council-bodies"),
        done=lambda: reverse("council-body", args=(made[0].pk,)),
    )  # fmt: skip


@sign_in_first
def edit_body(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Change a council's kind, quorum, act and powers."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.change_body", acting, body)
    form = ChangedBodyForm(
        request.POST or None, territories=territories_of(acting), initial=ChangedBodyForm.initial_of(body)
    )

    def act() -> str:
        change_body(
            body=body, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Изменения сохранены.")

    return _page_of(request, body, form, act, title=_("Изменить совет"), button=_("Сохранить"))


@sign_in_first
def new_member(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Take somebody in."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.change_members", acting, body)
    form = MemberForm(request.POST or None, body=body, initial={"valid_from": request.today})

    def act() -> str:
        member = add_member(
            body=body, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        return _("Внесено в состав: %(name)s") % {"name": member.name}

    return _page_of(request, body, form, act, title=_("Ввести в состав"), button=_("Ввести в состав"))


@sign_in_first
def end_member(request: PageRequest, membership_id: int) -> HttpResponseBase:
    """Let somebody out after a day."""
    visible = Membership.objects.filter(body__in=bodies_visible_to(acting_of(request)))
    membership = get_object_or_404(visible.select_related("body__organisation__territory"), pk=membership_id)
    acting = acting_of(request)
    require("council.change_members", acting, membership.body)
    form = EndMembershipForm(request.POST or None, initial={"last_day": request.today})

    def act() -> str:
        end_membership(
            membership=membership, last_day=form.cleaned_data["last_day"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("%(name)s выводится из состава.") % {"name": membership.name}

    return _page_of(
        request, membership.body, form, act,
        title=_("Вывести из состава"), button=_("Вывести из состава"), lead=str(membership),
    )  # fmt: skip


@require_POST
@sign_in_first
def adopt(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Say that a protocol read from a file is this council's."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.run_meetings", acting, body)
    plan = get_object_or_404(unclaimed_protocols(body), pk=typed_number(request.POST.get("plan")))
    adopted = adopt_protocol(
        body=body, plan=plan, acting=acting, today=request.today, request_id=request_id_of(request)
    )
    count = body.answers.filter(measure__plan=adopted.plan_id).count()
    messages.success(
        request,
        _("Протокол отнесён к совету. Поручений, по которым ответ заслушивается на заседании: %(count)s.")
        % {"count": count},
    )
    return redirect("council-body", body.pk)


@require_POST
@sign_in_first
def answer(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Ask for the answer to a measure at a meeting, or no longer."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.run_meetings", acting, body)
    measure = get_object_or_404(
        Measure.objects.filter(plan__council_protocol__body=body), pk=typed_number(request.POST.get("measure"))
    )
    asked = request.POST.get("asked") == "1"
    ask_for_answer(
        body=body, measure=measure, asked=asked, acting=acting, today=request.today, request_id=request_id_of(request)
    )
    said = _("Ответ будет заслушан на заседании.") if asked else _("Ответ на заседании не заслушивается.")
    messages.success(request, said)
    return redirect("council-body", body.pk)


@sign_in_first
def bind(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Choose a measure that asks this council to meet."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.change_body", acting, body)
    if request.method == "POST":
        measure = get_object_or_404(_measures_here(body), pk=typed_number(request.POST.get("measure")))
        bind_measure(
            body=body,
            measure=measure,
            counts=request.POST.get("counts", MeetingDuty.Counts.MEETINGS),
            asked=min(typed_number(request.POST.get("asked")), MOST_ASKED) or None,
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        messages.success(request, _("Мероприятие привязано: его точки считают заседания или сессии своего периода."))
        return redirect("council-body", body.pk)
    words = request.GET.get("q", "").strip()[:200]
    found = _measures_here(body).filter(meeting_duty=None)
    for word in words.casefold().replace("ё", "е").split():
        found = found.filter(search_text__contains=word)
    return render(
        request,
        "council/bind.html",
        {"body": body, "words": words, "measures": found[:MEASURES_SHOWN] if words else ()},
    )


@require_POST
@sign_in_first
def unbind(request: PageRequest, bound_id: int) -> HttpResponseBase:
    """Take the tie of a measure back."""
    acting = acting_of(request)
    visible = MeetingDuty.objects.filter(body__in=bodies_visible_to(acting))
    duty = get_object_or_404(visible.select_related("body__organisation", "measure"), pk=bound_id)
    unbind_measure(duty=duty, acting=acting, today=request.today, request_id=request_id_of(request))
    messages.success(request, _("Мероприятие отвязано."))
    return redirect("council-body", duty.body_id)


def _measures_here(body: Body) -> Any:
    plans = Plan.objects.filter(territory=body.organisation.territory_id, state=Plan.State.ACTIVE)
    return Measure.objects.filter(plan__in=plans).select_related("plan").order_by("plan", "position")


def _page_of(
    request: PageRequest, body: Body, form: Any, act: Any, *, title: str, button: str, lead: str = ""
) -> HttpResponseBase:
    address = reverse("council-body", args=(body.pk,))
    return form_page(
        request, form, act, record=body, title=title, button=button, back=address,
        lead=lead or body.organisation.name, crumbs=((body.caption, address),),
    )  # fmt: skip
