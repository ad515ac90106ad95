"""The course of a meeting on one screen: questions beside, decisions typed and said back, votes, what was said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kadrost.council.domain.agenda import change_item
from kadrost.council.domain.attendance import Tally, record_counts, tally_of
from kadrost.council.domain.course import Course, QuestionLine, course_of
from kadrost.council.domain.decisions import understand, write_decision
from kadrost.council.forms.decisions import NewDecisionForm
from kadrost.council.forms.meetings import ChangedItemForm, CountsForm
from kadrost.council.models import AgendaItem, Decision
from kadrost.council.permissions import require
from kadrost.council.views.access import item_for, meeting_for
from kadrost.council.views.meetings import crumbs_of
from kadrost.kernel.errors import KadrostError
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.ui.request import PageRequest

REFUSED = 422


@sign_in_first
def show_course(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """The course: the question of `?question=`, else the first that has no decision yet."""
    meeting = meeting_for(request, meeting_id)
    require("council.run_meeting", acting_of(request), meeting)
    if not meeting.is_open:
        return redirect("council-meeting", meeting.pk)
    course = course_of(meeting)
    return _page(request, course, _chosen(request, course))


@require_POST
@sign_in_first
def new_decision(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Write a decision; with `preview` only say back what it would mean. What was typed stays when it is refused."""
    item = item_for(request, item_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, item.meeting)
    form = _decision_form(item, request.POST)

    def act() -> str:
        write_decision(
            item=item,
            draft=form.draft(),
            parent=form.cleaned_data["parent"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return ""

    if "preview" not in request.POST and carry_out(request, form, act) == DONE:
        return redirect(_address(item, anchor="#new"))
    course = course_of(item.meeting)
    question = next((one for one in course.questions if one.item.pk == item.pk), None)
    meaning = understand(form.draft(), item.meeting) if not form.errors else None
    status = 200 if "preview" in request.POST and not form.errors else REFUSED
    return _page(request, course, question, form=form, meaning=meaning, status=status)


@require_safe
@sign_in_first
def meaning(request: PageRequest, item_id: int) -> HttpResponse:
    """What a decision (`?text=&due_text=&executors=`) would mean at this meeting: a fragment."""
    item = item_for(request, item_id)
    require("council.run_meeting", acting_of(request), item.meeting)
    form = _decision_form(item, request.GET)
    said = understand(form.draft(), item.meeting) if form.is_valid() else None
    return render(request, "council/parts/meaning.html", {"meaning": said, "draft": form.data})


@require_POST
@sign_in_first
def save_notes(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Keep what was said about a question; saved by itself while one types, never over somebody else's words."""
    item = item_for(request, item_id)
    require("council.run_meeting", acting_of(request), item.meeting)
    form = ChangedItemForm(request.POST)
    outcome, status = _("Не сохранено: проверьте вопрос."), REFUSED
    if form.is_valid():
        try:
            item = change_item(
                item=item, draft=form.draft(), version=form.cleaned_data["version"],
                acting=acting_of(request), today=request.today, request_id=request_id_of(request),
            )  # fmt: skip
            outcome, status = _("Сохранено."), 200
        except PermissionRefused:
            raise
        except StaleVersion:
            outcome, status = (
                _(
                    "Не сохранено: вопрос тем временем изменил другой человек. Скопируйте свой текст и обновите страницу."
                ),
                409,
            )
        except KadrostError as refusal:
            outcome, status = f"{refusal.message} {refusal.remedy}", REFUSED
    if request.htmx:
        return render(
            request, "council/parts/saved.html", {"outcome": outcome, "is_saved": status == 200, "item": item}
        )
    if status == 200:
        messages.success(request, outcome)
        return redirect(_address(item))
    form.add_error(None, outcome)
    course = course_of(item.meeting)
    question = next((one for one in course.questions if one.item.pk == item.pk), None)
    return _page(request, course, question, notes=form, status=status)


@require_POST
@sign_in_first
def count_votes(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Keep the counted votes on a question."""
    item = item_for(request, item_id)
    require("council.run_meeting", acting_of(request), item.meeting)
    form = CountsForm(request.POST)

    def act() -> str:
        record_counts(
            item=item, tally=form.tally(), version=form.cleaned_data["version"],
            acting=acting_of(request), today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Голоса записаны.")

    status = carry_out(request, form, act, record=item)
    if status == DONE:
        return redirect(_address(item))
    course = course_of(item.meeting)
    question = next((one for one in course.questions if one.item.pk == item.pk), None)
    return _page(request, course, question, counts=form, status=status)


def _page(
    request: PageRequest,
    course: Course,
    question: QuestionLine | None,
    *,
    form: NewDecisionForm | None = None,
    meaning: Any = None,
    notes: ChangedItemForm | None = None,
    counts: CountsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    item = question.item if question else None
    facts: dict[str, Any] = {
        "meeting": course.meeting,
        "course": course,
        "question": question,
        "trail": crumbs_of(course.meeting),
        "meaning": meaning,
    }
    if item is not None:
        facts |= {
            "form": form or _decision_form(item, None),
            "draft": form.data if form else {},
            "notes": notes or ChangedItemForm(initial=_notes_of(item)),
            "counts": counts or CountsForm(initial=_counts_of(item, tally_of(item))),
        }
    return render(request, "council/course.html", facts, status=status)


def _chosen(request: PageRequest, course: Course) -> QuestionLine | None:
    asked = request.GET.get("question", "")
    for question in course.questions:
        if str(question.item.pk) == asked:
            return question
    empty = next((question for question in course.questions if not question.decisions), None)
    return empty or next(iter(course.questions), None)


def _decision_form(item: AgendaItem, data: Any) -> NewDecisionForm:
    leads = Decision.objects.filter(item=item, parent=None, kind=Decision.Kind.ASSIGNMENT, due_text="")
    return NewDecisionForm(data, leads=leads)


def _notes_of(item: AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("title", "speaker", "discussion", "version")}


def _counts_of(item: AgendaItem, tally: Tally | None) -> dict[str, Any]:
    given = {"version": item.version}
    if tally is None:
        return given
    names = ("votes_for", "votes_against", "votes_abstained")
    return {**given, **{name: getattr(tally, name) for name in names}}


def _address(item: AgendaItem, anchor: str = "") -> str:
    return f"{reverse('council-course', args=(item.meeting_id,))}?question={item.pk}{anchor}"
