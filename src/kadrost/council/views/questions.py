"""Questions of the agenda and single decisions: their forms, their order, materials, votes by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.agenda import add_item, add_material, change_item, move_item, remove_item, remove_material
from kadrost.council.domain.attendance import cast_vote, record_named_votes
from kadrost.council.domain.decisions import change_decision, move_decision, remove_decision, understand, write_decision
from kadrost.council.domain.queries import meetings_visible_to
from kadrost.council.forms.decisions import AboutForm, ChangedDecisionForm
from kadrost.council.forms.meetings import ChangedItemForm, ItemForm, MaterialForm, NamedVotesForm
from kadrost.council.models import AgendaItem, Attendance, Decision, Material
from kadrost.council.permissions import require
from kadrost.council.views.access import decision_for, form_page, item_for, meeting_for, typed_number
from kadrost.council.views.meetings import crumbs_of
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.models import Checkpoint, Plan
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.ui.request import PageRequest

CHECKPOINTS_SHOWN, NEAREST_SHOWN = 30, 10
AHEAD = timedelta(days=184)
"""How long before its term a council may settle a measure: a single day opens only on that day, and a council meets before it."""


@sign_in_first
def new_item(request: PageRequest, meeting_id: int) -> HttpResponseBase:
    """Put a question on the agenda."""
    meeting = meeting_for(request, meeting_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, meeting)
    form = ItemForm(request.POST or None)

    def act() -> str:
        add_item(
            meeting=meeting, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        return _("Вопрос включён в повестку.")

    return form_page(
        request, form, act, record=meeting, title=_("Новый вопрос"), button=_("Включить в повестку"),
        back=reverse("council-meeting", args=(meeting.pk,)), lead=str(meeting), crumbs=crumbs_of(meeting),
    )  # fmt: skip


@sign_in_first
def edit_item(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Change a question."""
    item = item_for(request, item_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, item.meeting)
    initial = {name: getattr(item, name) for name in ("title", "speaker", "discussion", "version")}
    form = ChangedItemForm(request.POST or None, initial=initial)

    def act() -> str:
        change_item(
            item=item, draft=form.draft(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Изменения сохранены.")

    return form_page(
        request, form, act, record=item, title=_("Изменить вопрос"), button=_("Сохранить"),
        back=reverse("council-meeting", args=(item.meeting_id,)), lead=str(item.meeting), crumbs=crumbs_of(item.meeting),
    )  # fmt: skip


@require_POST
@sign_in_first
def turn_item(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Move a question up or down, or take it off the agenda."""
    item = item_for(request, item_id)
    acting, day, key = acting_of(request), request.today, request_id_of(request)
    require("council.run_meeting", acting, item.meeting)

    def act() -> str:
        if "remove" in request.POST:
            remove_item(
                item=item, version=typed_number(request.POST.get("version")), acting=acting, today=day, request_id=key
            )
        else:
            move_item(item=item, up="up" in request.POST, acting=acting, today=day, request_id=key)
        return ""

    press(request, act)
    return redirect("council-meeting", item.meeting_id)


@sign_in_first
def new_material(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Attach a file to a question."""
    item = item_for(request, item_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, item.meeting)
    form = MaterialForm(request.POST or None, request.FILES or None)

    def act() -> str:
        file = form.cleaned_data["file"]
        add_material(
            item=item, title=form.cleaned_data["title"], file_name=file.name, content=file.read(),
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Материал приложен.")

    return form_page(
        request, form, act, record=item, title=_("Материал к вопросу"), button=_("Приложить"),
        back=reverse("council-meeting", args=(item.meeting_id,)), lead=item.title, crumbs=crumbs_of(item.meeting),
    )  # fmt: skip


@sign_in_first
def download_material(request: PageRequest, material_id: int) -> HttpResponseBase:
    """A material as it was given."""
    material = _material(request, material_id)
    return as_attachment(material.file, material.file_name)


@require_POST
@sign_in_first
def drop_material(request: PageRequest, material_id: int) -> HttpResponseBase:
    """Take a material away."""
    material = _material(request, material_id)

    def act() -> str:
        remove_material(
            material=material, acting=acting_of(request), today=request.today, request_id=request_id_of(request)
        )
        return ""

    press(request, act)
    return redirect("council-meeting", material.item.meeting_id)


@sign_in_first
def named_votes(request: PageRequest, item_id: int) -> HttpResponseBase:
    """Votes by name, for whoever runs the meeting."""
    item = item_for(request, item_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, item.meeting)
    rows = item.meeting.attendance.exclude(membership=None).select_related("membership")
    taking_part = [
        row.membership
        for row in rows
        if row.presence != Attendance.Presence.ABSENT and row.membership and row.membership.votes
    ]
    given = dict(item.votes.values_list("membership_id", "choice"))
    form = NamedVotesForm(request.POST or None, members=taking_part, given=given, initial={"version": item.version})

    def act() -> str:
        record_named_votes(
            item=item, choices=form.choices_given(), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Голоса записаны.")

    return form_page(
        request, form, act, record=item, title=_("Поимённое голосование"), button=_("Сохранить"),
        back=_course_of(item), lead=item.title, crumbs=crumbs_of(item.meeting), template="council/named_votes.html",
    )  # fmt: skip


@require_POST
@sign_in_first
def own_vote(request: PageRequest, item_id: int) -> HttpResponseBase:
    """A member's own vote on a question."""
    item = item_for(request, item_id)

    def act() -> str:
        vote = cast_vote(
            item=item, choice=request.POST.get("choice", ""),
            acting=acting_of(request), today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Ваш голос: %(choice)s.") % {"choice": vote.get_choice_display()}

    press(request, act)
    return redirect("council-meeting", item.meeting_id)


@sign_in_first
def edit_decision(request: PageRequest, decision_id: int) -> HttpResponseBase:
    """Change a decision; with `preview` only say back what it would mean."""
    decision = decision_for(request, decision_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, decision.item.meeting)
    form = ChangedDecisionForm(request.POST or None, initial=ChangedDecisionForm.initial_of(decision))
    extra: dict[str, Any] = {"decision": decision, "item": decision.item, "meaning": None, "draft": form.data}
    if "preview" in request.POST and form.is_valid():
        extra["meaning"] = understand(form.draft(decision), decision.item.meeting)
        facts = {"form": form, "back": _course_of(decision.item), "trail": crumbs_of(decision.item.meeting)}
        return render(request, "council/decision.html", {**extra, **facts, "title": _("Изменить решение")})

    def act() -> str:
        change_decision(
            decision=decision, draft=form.draft(decision), version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Решение сохранено.")

    return form_page(
        request, form, act, record=decision, title=_("Изменить решение"), button=_("Сохранить"),
        back=_course_of(decision.item), lead=decision.item.title, crumbs=crumbs_of(decision.item.meeting),
        template="council/decision.html", extra=extra,
    )  # fmt: skip


@require_POST
@sign_in_first
def turn_decision(request: PageRequest, decision_id: int) -> HttpResponseBase:
    """Move a decision up or down, or take it out."""
    decision = decision_for(request, decision_id)
    acting, day, key = acting_of(request), request.today, request_id_of(request)
    require("council.run_meeting", acting, decision.item.meeting)

    def act() -> str:
        if "remove" in request.POST:
            remove_decision(
                decision=decision,
                version=typed_number(request.POST.get("version")),
                acting=acting,
                today=day,
                request_id=key,
            )
        else:
            move_decision(decision=decision, up="up" in request.POST, acting=acting, today=day, request_id=key)
        return ""

    press(request, act)
    return redirect(_course_of(decision.item))


@sign_in_first
def about_measure(request: PageRequest, item_id: int) -> HttpResponseBase:
    """A decision about a measure under control: first find it (`?q=`), then say what is decided (`?checkpoint=`)."""
    item = item_for(request, item_id)
    acting = acting_of(request)
    require("council.run_meeting", acting, item.meeting)
    chosen = request.POST.get("checkpoint") or request.GET.get("checkpoint", "")
    if not chosen.isascii() or not chosen.isdigit() or len(chosen) > 18:
        return _find_measure(request, item)
    checkpoint = get_object_or_404(_open_checkpoints(item), pk=int(chosen))
    form = AboutForm(request.POST or None, checkpoint=checkpoint, initial=_usual_words(checkpoint))

    def act() -> str:
        write_decision(
            item=item, draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request)
        )
        return _("Решение записано. Оно исполнится, когда протокол будет подписан.")

    return form_page(
        request, form, act, record=item, title=_("Решение о мероприятии"), button=_("Записать"),
        back=_course_of(item), lead=f"{checkpoint.plan.short_title}, {checkpoint}: {checkpoint.measure.title}"[:400],
        crumbs=crumbs_of(item.meeting), template="council/about.html", extra={"checkpoint": checkpoint},
    )  # fmt: skip


def _find_measure(request: PageRequest, item: AgendaItem) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    nearby = Q(opens_on__lte=request.today) | Q(due_on__lte=request.today + AHEAD)
    found = _open_checkpoints(item).filter(nearby).order_by("due_on", "pk")
    for word in words.casefold().replace("ё", "е").split():
        found = found.filter(measure__search_text__contains=word)
    return render(
        request,
        "council/find_measure.html",
        {
            "item": item,
            "words": words,
            "checkpoints": found[: CHECKPOINTS_SHOWN if words else NEAREST_SHOWN],
            "back": _course_of(item),
            "trail": crumbs_of(item.meeting),
        },
    )


def _open_checkpoints(item: AgendaItem) -> QuerySet[Checkpoint]:
    territory = item.meeting.body.organisation.territory_id
    return Checkpoint.objects.filter(
        plan__territory=territory, plan__state=Plan.State.ACTIVE, state__in=Checkpoint.OPEN_STATES
    ).select_related("plan", "measure")


def _usual_words(checkpoint: Checkpoint) -> dict[str, str]:
    plan, number = checkpoint.plan.short_title, checkpoint.measure.number
    return {
        "kind": Decision.Kind.CONFIRMATION,
        "text": f"Подтвердить выполнение мероприятия {number} плана «{plan}» (срок {checkpoint.due_on:%d.%m.%Y}).",
    }


def _material(request: PageRequest, material_id: int) -> Material:
    visible = Material.objects.filter(item__meeting__in=meetings_visible_to(acting_of(request)))
    return get_object_or_404(visible.select_related("item__meeting__body__organisation"), pk=material_id)


def _course_of(item: AgendaItem) -> str:
    return f"{reverse('council-course', args=(item.meeting_id,))}?question={item.pk}"
