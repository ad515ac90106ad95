"""A measure: what it is, where it stands in the document, and what was said about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps import dossier
from kadrost.roadmaps.domain.editions.snapshots import source_act, take_past_words
from kadrost.roadmaps.domain.history import history_of_measure
from kadrost.roadmaps.domain.measure_page import (
    CheckpointView,
    changes_since_document,
    checkpoints_of,
    targets_of,
)
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.scheduling import awaits_event
from kadrost.roadmaps.domain.source_place import source_view
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Measure, Plan
from kadrost.roadmaps.models.checkpoints import WITH_CONTROLLER, Standing
from kadrost.roadmaps.permissions import may_see_inside
from kadrost.roadmaps.views.plan_timeline import ASSUMED
from kadrost.roadmaps.views.plans import edition_shown
from kadrost.roadmaps.views.templates.notes import of_measure
from kadrost.ui.addresses import with_parameters
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

FIELD_TITLES = {
    "number": gettext_lazy("Номер"),
    "stage": gettext_lazy("Этап"),
    "title": gettext_lazy("Мероприятие"),
    "result": gettext_lazy("Результат"),
    "due_text": gettext_lazy("Срок"),
    "due": gettext_lazy("Срок"),
    "executors": gettext_lazy("Исполнители"),
    "co_executors": gettext_lazy("Соисполнители"),
    "evidence": gettext_lazy("Подтверждающие документы"),
    "targets": gettext_lazy("Показатели"),
}
AHEAD_SHOWN = 2


def show_measure(request: PageRequest, measure_id: int) -> HttpResponse:
    """The measure with its checkpoints in time on the left, its source on the right, its history at the end."""
    acting = acting_of(request)
    measure = visible_measure(request, measure_id)
    sees_inside = may_see_inside(acting, measure.plan)
    edition = edition_shown(request, measure.plan)
    was_in_edition = take_past_words(measure, edition) if edition else True
    act = source_act(measure)
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    views = checkpoints_of(snapshot=snapshot, measure=measure)
    shown, ahead = _split(views)
    field = request.GET.get("field", "due_text")
    source = source_view(text=act.text, place=measure.place, field=field)
    schedule = measure.schedule
    return render(
        request,
        "roadmaps/measure.html",
        {
            "measure": measure,
            "plan": measure.plan,
            "sees_inside": sees_inside,
            "may_change": allows(request, "roadmaps.change_plan", measure.plan),
            "shown": [checkpoint_facts(request, view) for view in shown],
            "ahead": [checkpoint_facts(request, view) for view in ahead],
            "last_ahead": ahead[-1].due_on if ahead else None,
            "schedule": schedule,
            "assumed": ASSUMED.get(schedule.assumed, "") if schedule and schedule.assumed else "",
            "awaits_event": awaits_event(schedule),
            "source": source,
            "source_fields": [
                (name, FIELD_TITLES.get(name, name), with_parameters(request, field=name) + "#source", name == field)
                for name in (source.fields if source else ())
            ],
            "duties": measure.duties.all()
            if edition
            else measure.duties.select_related("organisation", "group").prefetch_related("group__members"),
            "edition": edition,
            "was_in_edition": was_in_edition,
            "source_act": act,
            "targets": targets_of(measure, views if sees_inside else []),
            "documents": _documents(measure, views) if sees_inside else [],
            "requirements": measure.requirements.all(),
            **({} if edition else of_measure(measure)),
            "changes": changes_since_document(measure),
            "doubts": measure.place.get("flags", []),
            "chapters": dossier.measure_chapters(request, measure) if sees_inside else [],
            "history": history_of_measure(measure, [view.checkpoint for view in views], until=request.today)
            if sees_inside
            else [],
        },
    )


def visible_measure(request: PageRequest, measure_id: int) -> Measure:
    """The measure of a plan that the person may see; 404 otherwise."""
    measures = Measure.objects.visible_to(acting_of(request))
    return get_object_or_404(
        measures.select_related("plan__act", "plan__controller", "section").defer(
            "plan__act__blocks", "plan__act__reading"
        ),
        pk=measure_id,
    )


def checkpoint_facts(request: PageRequest, view: CheckpointView) -> dict[str, Any]:
    """A checkpoint as pages show it: its light, its words, and what this person may do with it."""
    may_report = view.is_open and allows(request, "roadmaps.report", view.checkpoint)
    may_rule = allows(request, "roadmaps.rule", view.checkpoint)
    pk = view.checkpoint.pk
    if view.checkpoint.plan.state == Plan.State.CLOSED:
        may_report = may_rule = False
    acts: list[tuple[str, str]] = []
    if may_report:
        acts.append((_("Отчитаться"), reverse("roadmaps-checkpoint-report", args=(pk,))))
    if may_rule and view.standing in WITH_CONTROLLER:
        acts.append((_("Принять"), reverse("roadmaps-checkpoint-accept", args=(pk,))))
    if may_rule and (view.standing in (*WITH_CONTROLLER, Standing.ACCEPTED)):
        acts.append((_("Вернуть с замечанием"), reverse("roadmaps-checkpoint-return", args=(pk,))))
    if may_rule and view.is_open:
        acts.append((_("Продлить"), reverse("roadmaps-checkpoint-extend", args=(pk,))))
        acts.append((_("Снять с контроля"), reverse("roadmaps-checkpoint-remove", args=(pk,))))
    return {
        "view": view,
        "checkpoint": view.checkpoint,
        "light": LIGHTS[view.standing],
        "word": translated(view.standing.label),
        "acts": acts,
        "may_add_evidence": may_report,
        "is_closed": not view.is_open,
        "is_with_controller": view.standing in WITH_CONTROLLER,
    }


def _split(views: list[CheckpointView]) -> tuple[list[CheckpointView], list[CheckpointView]]:
    """What is past or current, with the nearest ones ahead; and the rest of what lies ahead."""
    ahead = [view for view in views if view.standing == Standing.NOT_DUE and not view.deeds]
    hidden = {view.checkpoint.pk for view in ahead[AHEAD_SHOWN:]}
    return (
        [view for view in views if view.checkpoint.pk not in hidden],
        [view for view in views if view.checkpoint.pk in hidden],
    )


def _documents(measure: Measure, views: list[CheckpointView]) -> list[dict[str, Any]]:
    """Each document that is asked for, with the terms for which it was given."""
    given: dict[int | None, list[CheckpointView]] = {}
    for view in views:
        for evidence in view.checkpoint.evidence.all():
            if view not in given.setdefault(evidence.requirement_id, []):
                given[evidence.requirement_id].append(view)
    return [
        {"text": one.text, "given_for": [view.due_on for view in given.get(one.pk, [])]}
        for one in measure.requirements.all()
    ]
