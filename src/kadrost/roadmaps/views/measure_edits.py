"""The forms that mend a measure: its words and term, the day of an event, a consent, a checkpoint of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.kernel.errors import KadrostError
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, refused
from kadrost.roadmaps.domain.executors import record_consent
from kadrost.roadmaps.domain.measure_page import changes_since_document
from kadrost.roadmaps.domain.measures import assign_checkpoint, change_measure, preview_term, record_event
from kadrost.roadmaps.domain.scheduling import ScheduleChange
from kadrost.roadmaps.forms.measures import AssignForm, ConsentForm, EventForm, MeasureForm
from kadrost.roadmaps.models import Duty, Measure
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.measures import visible_measure
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import counted


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
                    messages.success(request, said_of_change(change))
                    return redirect("roadmaps-measure", measure.pk)
            except KadrostError as error:
                status = refused(form, error, measure)
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
        return said_of_change(change)

    schedule = measure.schedule
    return small_form(
        request,
        measure,
        form,
        act,
        title=_("День события"),
        explanation=_("Срок «%(due_text)s» отсчитывается от события: %(event)s.")
        % {"due_text": measure.due_text, "event": schedule.event if schedule else ""},
        button=_("Записать день"),
    )


@sign_in_first
def assign(request: PageRequest, measure_id: int) -> HttpResponseBase:
    """Ask for a result by a day that the schedule does not name."""
    measure = visible_measure(request, measure_id)
    require("roadmaps.change_plan", acting_of(request), measure.plan)
    form = AssignForm(request.POST or None)

    def act() -> str:
        assign_checkpoint(
            measure=measure,
            acting=acting_of(request),
            opens_on=request.today,
            due_on=form.cleaned_data["due_on"],
            is_far_confirmed=form.cleaned_data["is_far_confirmed"],
            ground=form.cleaned_data["ground"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Контрольная точка назначена, исполнители увидят её сегодня.")

    return small_form(
        request,
        measure,
        form,
        act,
        title=_("Назначить контрольную точку"),
        explanation=_("Для мероприятий без своего расписания и для случаев, когда отчёт нужен сверх него."),
        button=_("Назначить"),
    )


@sign_in_first
def edit_consent(request: PageRequest, duty_id: int) -> HttpResponseBase:
    """Record that an executor «по согласованию» has agreed."""
    duty = get_object_or_404(
        Duty.objects.visible_to(acting_of(request)).select_related("organisation", "group"), pk=duty_id
    )
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
        return _("Согласие исполнителя записано.")

    return small_form(
        request,
        measure,
        form,
        act,
        title=_("Согласие исполнителя"),
        explanation=_("%(printed_name)s: в документе назван исполнителем по согласованию.")
        % {"printed_name": duty.printed_name},
        button=_("Записать согласие"),
    )


def small_form(
    request: PageRequest, measure: Measure, form: Any, act: Any, *, title: str, explanation: str, button: str
) -> HttpResponseBase:
    """A page of one small form about a measure; what the domain refuses is said on it."""
    status = carry_out(request, form, act, record=measure)
    if status == DONE:
        return redirect("roadmaps-measure", measure.pk)
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


def _preview(measure: Measure, due_text: str) -> dict[str, Any]:
    schedule, difference = preview_term(measure=measure, due_text=due_text)
    return {
        "words": schedule.in_words() if schedule else _("срока нет"),
        "due_text": due_text,
        "appearing": difference.appearing,
        "vanishing": difference.vanishing,
        "kept": difference.kept,
        "unchanged": difference.unchanged,
    }


def said_of_change(change: ScheduleChange | None) -> str:
    """What a change did, in a sentence."""
    if change is None:
        return _("Изменения сохранены. Контрольные точки остались прежними.")
    forms = _("контрольная точка,контрольные точки,контрольных точек")
    told = (
        (_("появилось"), change.added),
        (_("исчезло"), change.vanished),
        (_("сохранено с отчётами и решениями"), change.kept),
    )
    said = "; ".join(f"{words}: {counted(count, forms)}" for words, count in told if count)
    return (
        _("Изменения сохранены; %(said)s.") % {"said": said}
        if said
        else _("Изменения сохранены. Контрольные точки остались прежними.")
    )
