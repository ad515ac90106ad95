"""What councils add to other pages: meetings and decisions about a measure, lists in My work, councils of a body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from kadrost.accounts.roles import Role
from kadrost.council.domain.duties import meetings_by_period
from kadrost.council.domain.expert_sessions.reading import own_sessions, session_work
from kadrost.council.domain.queries import member_work, secretary_work, waiting_stages
from kadrost.council.models import Answer, Body, Confirmation, Decision, MeetingDuty, Membership
from kadrost.council.permissions import may_see_body
from kadrost.region import dossier as organisations
from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of
from kadrost.roadmaps import dossier as plans
from kadrost.roadmaps.models import Measure
from kadrost.ui.request import PageRequest

STAGES_SHOWN = 10


def offer_chapters() -> None:
    """Offer them; called once when the app is ready."""
    plans.offer_measure_chapter(plans.MeasureChapter(order=10, render=meetings_about))
    plans.offer_work(plans.WorkChapter(order=8, render=work_of_secretaries, waiting=councils_led))
    plans.offer_work(plans.WorkChapter(order=9, render=work_of_members, waiting=memberships_held))
    plans.offer_work(plans.WorkChapter(order=10, render=waiting_approvals, waiting=stages_waiting))
    plans.offer_work(plans.WorkChapter(order=11, render=work_of_sessions, waiting=sessions_concerning))
    organisations.offer_chapter(organisations.Chapter(order=30, render=councils_of))


def meetings_about(request: PageRequest, measure: Measure) -> str:
    """Where the measure was decided, at which meeting it is answered, which protocols confirm it, which meetings it asks for."""
    if not acting_of(request).is_of_region(measure.plan.territory_id):
        return ""
    decision = Decision.objects.filter(measure=measure).select_related("item__meeting__body__organisation").first()
    answer = Answer.objects.filter(measure=measure).select_related("body__organisation").first()
    duty = MeetingDuty.objects.filter(measure=measure).select_related("body__organisation").first()
    signed = Q(meeting__signed_on__lte=request.today) | Q(session__closed_on__lte=request.today)
    confirmations = list(
        Confirmation.objects.filter(signed, checkpoint__measure=measure)
        .select_related("meeting__body__organisation", "session__body__organisation", "checkpoint")
        .order_by("checkpoint__due_on")
    )
    if not (decision or answer or duty or confirmations):
        return ""
    return render_to_string(
        "council/parts/about_measure.html",
        {
            "decision": decision,
            "answer": answer,
            "duty": duty,
            "periods": meetings_by_period(duty, today=request.today) if duty else (),
            "confirmations": confirmations,
        },
        request,
    )


def councils_led(request: PageRequest) -> Sequence[QuerySet[Any]]:
    """The councils whose secretary the person is."""
    return [Body.objects.filter(organisation__in=acting_of(request).organisation_ids(Role.COUNCIL_SECRETARY))]


def work_of_secretaries(request: PageRequest) -> str:
    """What waits for the person as a secretary: meetings to prepare, protocols to sign, answers to meetings."""
    secretary = secretary_work(acting=acting_of(request), today=request.today)
    return render_to_string("council/parts/work_secretary.html", {"secretary": secretary}, request) if secretary else ""


def memberships_held(request: PageRequest) -> Sequence[QuerySet[Any]]:
    """The person's places in councils."""
    acting = acting_of(request)
    return [] if acting.user is None else [Membership.objects.filter(person=acting.user).in_force(request.today)]


def work_of_members(request: PageRequest) -> str:
    """What waits for the person as a member: questions to vote on, and meetings ahead, which a secretary sees above."""
    acting = acting_of(request)
    is_secretary = bool(acting.organisation_ids(Role.COUNCIL_SECRETARY))
    member = member_work(acting=acting, today=request.today, with_ahead=not is_secretary)
    if member is None:
        return ""
    facts = {"member": member, "is_secretary": is_secretary}
    return render_to_string("council/parts/work_member.html", facts, request)


def stages_waiting(request: PageRequest) -> Sequence[QuerySet[Any]]:
    """The open stages that wait for the person's bodies."""
    return [waiting_stages(acting_of(request))]


def waiting_approvals(request: PageRequest) -> str:
    """What the person's bodies are asked to agree."""
    stages = list(waiting_stages(acting_of(request))[:STAGES_SHOWN])
    return render_to_string("council/parts/work_approvals.html", {"stages": stages}, request) if stages else ""


def sessions_concerning(request: PageRequest) -> Sequence[QuerySet[Any]]:
    """For whom My work tells of expert sessions: their experts, facilitators, and secretaries of the bodies."""
    acting = acting_of(request)
    return [] if acting.user is None else [own_sessions(acting)]


def work_of_sessions(request: PageRequest) -> str:
    """The sessions that wait for the person's marks or proposals, and those that the person leads."""
    work = session_work(acting_of(request))
    if work.is_free:
        return ""
    return render_to_string("council/parts/work_sessions.html", {"work": work}, request)


def councils_of(request: PageRequest, organisation: Organisation) -> str:
    """The council that the organisation is, and those in which it is represented."""
    acting = acting_of(request)
    if not acting.is_of_region(organisation.territory_id):
        return ""
    memberships = list(
        Membership.objects.filter(represents=organisation).in_force(request.today).select_related("body__organisation")
    )
    body = getattr(organisation, "council_body", None)
    if body is None and not memberships:
        return ""
    seen = [one for one in memberships if may_see_body.test(acting, one.body)]
    return render_to_string("council/parts/of_organisation.html", {"body": body, "memberships": seen}, request)
