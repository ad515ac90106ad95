"""A measure: what it is, what was said about it, and the forms that mend it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kadrost.kernel.errors import KadrostError
from kadrost.region.forms.shared import VersionedForm, tell
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.executors import record_consent
from kadrost.roadmaps.domain.history import history_of_measure
from kadrost.roadmaps.domain.measure_page import (
    CheckpointView,
    changes_since_document,
    checkpoints_of,
    targets_of,
)
from kadrost.roadmaps.domain.measures import change_measure, preview_term, record_event
from kadrost.roadmaps.domain.queries import plans_visible_to, snapshot_for
from kadrost.roadmaps.domain.scheduling import ScheduleChange, awaits_event
from kadrost.roadmaps.domain.source_place import source_view
from kadrost.roadmaps.forms.measures import ConsentForm, EventForm, MeasureForm
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Duty, Measure
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions import is_staff_of_region, require
from kadrost.roadmaps.views.plan_timeline import ASSUMED
from kadrost.ui.addresses import with_parameters
from kadrost.ui.request import PageRequest
from kadrost.ui.typography import counted

FIELD_TITLES = {
    "number": "Номер",
    "stage": "Этап",
    "title": "Мероприятие",
    "result": "Результат",
    "due_text": "Срок",
    "due": "Срок",
    "executors": "Исполнители",
    "co_executors": "Соисполнители",
    "evidence": "Подтверждающие документы",
    "targets": "Показатели",
}
AHEAD_SHOWN = 2


def show_measure(request: PageRequest, measure_id: int) -> HttpResponse:
    """The measure with its checkpoints in time on the left, its source on the right, its history at the end."""
    acting = acting_of(request)
    measure = visible_measure(request, measure_id)
    sees_inside = is_staff_of_region(acting)
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    views = checkpoints_of(snapshot=snapshot, measure=measure)
    shown, ahead = _split(views)
    field = request.GET.get("field", "due_text")
    source = source_view(text=measure.plan.act.text, place=measure.place, field=field)
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
            "duties": measure.duties.select_related("organisation", "group").prefetch_related("group__members"),
            "targets": targets_of(measure, views if sees_inside else []),
            "documents": _documents(measure, views) if sees_inside else [],
            "requirements": measure.requirements.all(),
            "changes": changes_since_document(measure),
            "doubts": measure.place.get("flags", []),
            "history": history_of_measure(measure, [view.checkpoint for view in views], until=request.today)
            if sees_inside
            else [],
        },
    )


@sign_in_first
def edit_measure(request: PageRequest, measure_id: int) -> HttpResponseBase:
    """Mend the words and the term; a new term is first shown with what it does to the checkpoints."""
    measure = visible_measure(request, measure_id)
    acting = acting_of(request)
    require("roadmaps.change_plan", acting, measure.plan)
    form = MeasureForm(request.POST or None, initial=MeasureForm.initial_of(measure))
    preview = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            due_text = form.cleaned_data["due_text"]
            is_new_term = due_text != measure.due_text
            is_previewed = form.cleaned_data["previewed"] == due_text and "save" in request.POST
            try:
                if is_new_term and not is_previewed:
                    preview = _preview(measure, due_text)
                    status = 200
                else:
                    change = change_measure(
                        measure=measure,
                        acting=acting,
                        words=form.words(),
                        ground=form.cleaned_data["ground"],
                        version=form.cleaned_data["version"],
                        today=request.today,
                        request_id=request_id_of(request),
                    )
                    messages.success(request, _said(change))
                    return redirect("roadmaps-measure", measure.pk)
            except KadrostError as error:
                status = refused(form, error, lambda: Measure.objects.get(pk=measure.pk).version)
    stale = status == 409
    return render(
        request,
        "roadmaps/measure_edit.html",
        {
            "measure": measure,
            "plan": measure.plan,
            "form": form,
            "preview": preview,
            "stale": stale,
            "changes": changes_since_document(measure),
        },
        status=status,
    )


@sign_in_first
def edit_event(request: PageRequest, measure_id: int) -> HttpResponseBase:
    """Record the day of the event from which the term is counted."""
    measure = visible_measure(request, measure_id)
    require("roadmaps.change_plan", acting_of(request), measure.plan)
    form = EventForm(request.POST or None, initial={"version": measure.version, "day": request.today})

    def act() -> str:
        change = record_event(
            measure=measure,
            acting=acting_of(request),
            day=form.cleaned_data["day"],
            ground=form.cleaned_data["ground"],
            version=form.cleaned_data["version"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _said(change)

    schedule = measure.schedule
    return small_form(
        request,
        measure,
        form,
        act,
        title="День события",
        explanation=f"Срок «{measure.due_text}» отсчитывается от события: {schedule.event if schedule else ''}.",
        button="Записать день",
    )


@sign_in_first
def edit_consent(request: PageRequest, duty_id: int) -> HttpResponseBase:
    """Record that an executor «по согласованию» has agreed."""
    duty = get_object_or_404(Duty.objects.select_related("organisation", "group"), pk=duty_id)
    measure = visible_measure(request, duty.measure_id)
    require("roadmaps.change_plan", acting_of(request), measure.plan)
    form = ConsentForm(request.POST or None, today=request.today)

    def act() -> str:
        record_consent(
            duty=duty,
            acting=acting_of(request),
            day=form.cleaned_data["day"],
            ground=form.cleaned_data["ground"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return "Согласие исполнителя записано."

    return small_form(
        request,
        measure,
        form,
        act,
        title="Согласие исполнителя",
        explanation=f"{duty.printed_name}: в документе назван исполнителем по согласованию.",
        button="Записать согласие",
    )


def visible_measure(request: PageRequest, measure_id: int) -> Measure:
    """The measure of a plan that the person may see; 404 otherwise."""
    measures = Measure.objects.filter(plan__in=plans_visible_to(acting_of(request)))
    return get_object_or_404(
        measures.select_related("plan__act", "plan__controller", "section").defer(
            "plan__act__blocks", "plan__act__reading"
        ),
        pk=measure_id,
    )


def small_form(
    request: PageRequest, measure: Measure, form: Any, act: Any, *, title: str, explanation: str, button: str
) -> HttpResponseBase:
    """A page of one small form about a measure; what the domain refuses is said on it."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                messages.success(request, act())
                return redirect("roadmaps-measure", measure.pk)
            except KadrostError as error:
                status = refused(form, error, lambda: Measure.objects.get(pk=measure.pk).version)
    return render(
        request,
        "roadmaps/measure_form.html",
        {
            "measure": measure,
            "plan": measure.plan,
            "form": form,
            "title": title,
            "explanation": explanation,
            "button": button,
        },
        status=status,
    )


def refused(form: Any, error: KadrostError, current_version: Any) -> int:
    """Say the refusal on the form, keep what was typed; gives the status: 409 where somebody was faster."""
    if isinstance(error, PermissionRefused):
        raise error
    tell(form, error)
    if isinstance(error, StaleVersion) and isinstance(form, VersionedForm):
        form.take_version(current_version())
        return 409
    return 422


def checkpoint_facts(request: PageRequest, view: CheckpointView) -> dict[str, Any]:
    """A checkpoint as pages show it: its light, its words, and what this person may do with it."""
    may_report = view.is_open and allows(request, "roadmaps.report", view.checkpoint)
    may_rule = allows(request, "roadmaps.rule", view.checkpoint)
    pk = view.checkpoint.pk
    acts: list[tuple[str, str]] = []
    if may_report:
        acts.append(("Отчитаться", reverse("roadmaps-checkpoint-report", args=(pk,))))
    if may_rule and view.standing == Standing.REPORTED:
        acts.append(("Принять", reverse("roadmaps-checkpoint-accept", args=(pk,))))
    if may_rule and (view.standing in (Standing.REPORTED, Standing.ACCEPTED)):
        acts.append(("Вернуть с замечанием", reverse("roadmaps-checkpoint-return", args=(pk,))))
    if may_rule and view.is_open:
        acts.append(("Продлить", reverse("roadmaps-checkpoint-extend", args=(pk,))))
        acts.append(("Снять с контроля", reverse("roadmaps-checkpoint-remove", args=(pk,))))
    return {
        "view": view,
        "checkpoint": view.checkpoint,
        "light": LIGHTS[view.standing],
        "word": view.standing.label,
        "acts": acts,
        "may_add_evidence": may_report,
        "is_closed": not view.is_open,
        "is_with_controller": view.standing == Standing.REPORTED,
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
        for deed in view.deeds:
            for evidence in deed.report.evidence if deed.report else ():
                if view not in given.setdefault(evidence.requirement_id, []):
                    given[evidence.requirement_id].append(view)
    return [
        {"text": one.text, "given_for": [view.due_on for view in given.get(one.pk, [])]}
        for one in measure.requirements.all()
    ]


def _preview(measure: Measure, due_text: str) -> dict[str, Any]:
    schedule, difference = preview_term(measure=measure, due_text=due_text)
    return {
        "words": schedule.in_words() if schedule else "срока нет",
        "due_text": due_text,
        "appearing": difference.appearing,
        "vanishing": difference.vanishing,
        "kept": difference.kept,
        "unchanged": difference.unchanged,
    }


def _said(change: ScheduleChange | None) -> str:
    """What a change did, in a sentence."""
    if change is None:
        return "Изменения сохранены. Контрольные точки остались прежними."
    forms = ("контрольная точка", "контрольные точки", "контрольных точек")
    return (
        f"Изменения сохранены. Появилось: {counted(change.added, *forms)}; исчезло: {counted(change.vanished, *forms)}; "
        f"сохранено с отчётами и решениями: {counted(change.kept, *forms)}."
    )
