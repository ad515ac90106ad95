"""The acts of control, a clear page each: report, documents, accept, return, extend, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.region.forms.shared import VersionedForm
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.control import (
    ReportDraft,
    accept_checkpoint,
    add_evidence,
    contradictions_of,
    extend_checkpoint,
    remove_checkpoint,
    return_checkpoint,
    submit_report,
)
from kadrost.roadmaps.domain.measure_page import CheckpointView, checkpoint_on
from kadrost.roadmaps.domain.projects.reading import ground_for_removal
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.forms.checkpoints import (
    AcceptForm,
    ExtendForm,
    RemoveForm,
    ReportForm,
    ReturnForm,
    document_forms,
)
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Report
from kadrost.roadmaps.models.checkpoints import WITH_CONTROLLER, Standing
from kadrost.roadmaps.permissions import require
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import date_short, translated


@sign_in_first
def report(request: PageRequest, checkpoint_id: int) -> HttpResponseBase:
    """Hand in a report with figures and documents."""
    view = _view(request, checkpoint_id)
    checkpoint = view.checkpoint
    require("roadmaps.report", acting_of(request), checkpoint)
    form = ReportForm(
        request.POST or None,
        measure=checkpoint.measure,
        year=view.due_on.year,
        initial={"version": checkpoint.version},
    )
    requirements = list(checkpoint.measure.requirements.all())
    documents = document_forms(requirements, list(view.missing), data=request.POST or None, files=request.FILES or None)

    def act() -> str:
        drafts = [draft for document in documents if (draft := document.draft()) is not None]
        handed_in = submit_report(
            checkpoint=checkpoint,
            acting=acting_of(request),
            draft=ReportDraft(
                claim=Report.Claim(form.cleaned_data["claim"]),
                words=form.cleaned_data["words"],
                figures=form.figures(),
                evidence=drafts,
            ),
            version=form.cleaned_data["version"],
            today=request.today,
            request_id=request_id_of(request),
        )
        if handed_in.claim != Report.Claim.DONE:
            return _("Отчёт подан. Срок остаётся открытым, пока результат не выполнен.")
        for said in contradictions_of(handed_in):
            messages.warning(request, _("Отчёт говорит «выполнено», а показатель %(said)s.") % {"said": said})
        return _("Отчёт подан и ждёт решения контролёра.")

    return _act(
        request, view, form, act,
        title=_("Отчёт"), button=_("Подать отчёт"), documents=documents, notice=_already_said(view),
    )  # fmt: skip


@sign_in_first
def add_documents(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Add documents to a report that was handed in before."""
    found = get_object_or_404(
        Report.objects.inside_for(acting_of(request)).select_related("organisation"), pk=report_id
    )
    view = _view(request, found.checkpoint_id)
    require("roadmaps.report", acting_of(request), view.checkpoint)
    form = VersionedForm(request.POST or None, initial={"version": view.checkpoint.version})
    requirements = list(view.checkpoint.measure.requirements.all())
    documents = document_forms(requirements, list(view.missing), data=request.POST or None, files=request.FILES or None)

    def act() -> str:
        drafts = [draft for document in documents if (draft := document.draft()) is not None]
        add_evidence(
            report=found,
            acting=acting_of(request),
            drafts=drafts,
            version=form.cleaned_data["version"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Документы приложены к отчёту.")

    title = _("Документы к отчёту от %(reported_on)s") % {"reported_on": f"{found.reported_on:%d.%m.%Y}"}
    return _act(request, view, form, act, title=title, button=_("Приложить документы"), documents=documents)


@sign_in_first
def accept(request: PageRequest, checkpoint_id: int) -> HttpResponseBase:
    """Accept the result; without the documents asked for, or against the report's own figures, only with a ground."""
    view = _view(request, checkpoint_id)
    contradicts = bool(view.last_report and view.last_report.contradictions)
    form = AcceptForm(
        request.POST or None,
        lacks_documents=bool(view.missing),
        contradicts=contradicts,
        initial={"version": view.checkpoint.version},
    )
    return _rule(
        request, view, form, accept_checkpoint,
        title=_("Принять результат"), button=_("Принять"), said=_("Результат принят."),
    )  # fmt: skip


@sign_in_first
def send_back(request: PageRequest, checkpoint_id: int) -> HttpResponseBase:
    """Return the report with a reason."""
    view = _view(request, checkpoint_id)
    form = ReturnForm(request.POST or None, initial={"version": view.checkpoint.version})
    return _rule(
        request, view, form, return_checkpoint,
        title=_("Вернуть с замечанием"), button=_("Вернуть с замечанием"), said=_("Отчёт возвращён исполнителю."),
        may_be_closed=view.standing == Standing.ACCEPTED,
    )  # fmt: skip


@sign_in_first
def extend(request: PageRequest, checkpoint_id: int) -> HttpResponseBase:
    """Move the term; the first one stays on record."""
    view = _view(request, checkpoint_id)
    form = ExtendForm(request.POST or None, initial={"version": view.checkpoint.version})
    return _rule(
        request, view, form, extend_checkpoint,
        title=_("Продлить срок"), button=_("Продлить срок"), said=_("Срок продлён, первоначальный сохранён."),
    )  # fmt: skip


@sign_in_first
def remove(request: PageRequest, checkpoint_id: int) -> HttpResponseBase:
    """Take the checkpoint off control."""
    view = _view(request, checkpoint_id)
    ground = ground_for_removal(view.checkpoint.measure, day=request.today)
    form = RemoveForm(request.POST or None, initial={"version": view.checkpoint.version, "ground": ground})
    return _rule(
        request, view, form, remove_checkpoint,
        title=_("Снять с контроля"), button=_("Снять с контроля"), said=_("Контрольная точка снята с контроля."),
    )  # fmt: skip


def _rule(
    request: PageRequest,
    view: CheckpointView,
    form: VersionedForm,
    ruling: Callable[..., object],
    *,
    title: str,
    button: str,
    said: str,
    may_be_closed: bool = False,
) -> HttpResponseBase:
    """A controller's page: the form's fields are the ruling's own arguments."""
    require("roadmaps.rule", acting_of(request), view.checkpoint)

    def act() -> str:
        ruling(
            checkpoint=view.checkpoint,
            acting=acting_of(request),
            today=request.today,
            request_id=request_id_of(request),
            **form.cleaned_data,
        )
        return said

    return _act(request, view, form, act, title=title, button=button, may_be_closed=may_be_closed)


def _act(
    request: PageRequest,
    view: CheckpointView,
    form: Any,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    documents: Any = (),
    notice: str = "",
    may_be_closed: bool = False,
) -> HttpResponseBase:
    """Show the form, or carry it out and lead to the measure; a refusal is said on the form."""
    checkpoint = view.checkpoint
    if request.method == "GET" and not view.is_open and not may_be_closed:
        messages.info(
            request, _("Решение уже принято: %(standing)s.") % {"standing": translated(view.standing.label).lower()}
        )
        return redirect("roadmaps-measure", checkpoint.measure_id)
    status = carry_out(request, form, act, record=checkpoint, beside=documents)
    if status == DONE:
        return redirect("roadmaps-measure", checkpoint.measure_id)
    return render(
        request,
        "roadmaps/checkpoint_act.html",
        {
            "view": view,
            "checkpoint": checkpoint,
            "measure": checkpoint.measure,
            "plan": checkpoint.plan,
            "with_controller": WITH_CONTROLLER,
            "light": LIGHTS[view.standing],
            "form": form,
            "documents": documents,
            "title": title,
            "button": button,
            "notice": notice,
            "is_stale": status == 409,
            "lost_files": bool(request.FILES) and status != 200,
        },
        status=status,
    )


def _already_said(view: CheckpointView) -> str:
    """That a report waits for its ruling, to whoever is about to hand in another one."""
    said = view.last_report
    if view.standing not in WITH_CONTROLLER or said is None:
        return ""
    return _(
        "Отчёт уже подан %(day)s и ждёт решения контролёра. "
        "Новый отчёт заменит его на рассмотрении, прежний останется в истории."
    ) % {"day": date_short(said.report.reported_on)}


def _view(request: PageRequest, checkpoint_id: int) -> CheckpointView:
    """The checkpoint for whoever holds a role; the acts below ask for more."""
    require("roadmaps.see_all", acting_of(request))
    view = checkpoint_on(snapshot=snapshot_for(today=request.today, as_of=request.as_of), checkpoint_id=checkpoint_id)
    if view is None:
        raise Http404
    return view
