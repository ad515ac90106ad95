"""Agreements about a project: entering, changing, taking the file away, handing in with a report."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.projects.agreements import add_agreement, attach_agreement, change_agreement
from kadrost.roadmaps.domain.projects.reading import reports_to_attach, ties_of_project
from kadrost.roadmaps.forms.projects import AgreementForm, AttachForm, ChangeAgreementForm
from kadrost.roadmaps.models import ProjectAgreement, Report
from kadrost.roadmaps.permissions.projects import require
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.roadmaps.views.projects.register import demand_staff, form_page, visible_project
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import date_short

LONGEST_LINE = 160


@sign_in_first
def new_agreement(request: PageRequest, project_id: int) -> HttpResponseBase:
    """Keep an agreement about the project."""
    project = visible_project(request, project_id)
    require("projects.change", acting_of(request), project)
    form = AgreementForm(request.POST or None, request.FILES or None, agreements=project.agreements.all())

    def act() -> str:
        add_agreement(project=project, facts=form.facts(), given=form.given(), **who_acts(request))
        return _("Соглашение внесено.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-project", project.pk)
    return form_page(
        request, form, title=_("Внести соглашение"), button=_("Внести"), status=status, project=project,
        takes_files=True,
    )  # fmt: skip


@sign_in_first
def edit_agreement(request: PageRequest, agreement_id: int) -> HttpResponseBase:
    """Change an agreement; the file kept stays unless a new one is given."""
    agreement = _visible(request, agreement_id)
    project = agreement.project
    require("projects.change", acting_of(request), project)
    form = ChangeAgreementForm(
        request.POST or None, request.FILES or None, initial=AgreementForm.initial_of(agreement),
        agreements=project.agreements.exclude(pk=agreement.pk), kept_name=agreement.file_name,
    )  # fmt: skip

    def act() -> str:
        change_agreement(
            agreement=agreement, facts=form.facts(), given=form.given(), version=form.cleaned_data["version"],
            **who_acts(request),
        )  # fmt: skip
        return _("Соглашение изменено.")

    status = carry_out(request, form, act, record=agreement)
    if status == DONE:
        return redirect("roadmaps-project", project.pk)
    return form_page(
        request, form, title=_("Изменить соглашение"), button=_("Сохранить"), status=status, project=project,
        takes_files=True,
    )  # fmt: skip


@sign_in_first
def attach(request: PageRequest, agreement_id: int) -> HttpResponseBase:
    """Hand the agreement in with one of the person's own reports on a measure of the project."""
    agreement = _visible(request, agreement_id)
    acting = acting_of(request)
    ties = ties_of_project(project=agreement.project, acting=acting, day=request.today)
    reports = {one.pk: one for one in reports_to_attach(acting=acting, measures=[tie.measure_id for tie in ties])}
    if not reports:
        raise PermissionRefused(
            _("Ваших отчётов, к которым можно приложить соглашение, нет."),
            remedy=_("Сначала подайте отчёт по мероприятию этого проекта."),
        )
    form = AttachForm(request.POST or None, choices=attach_choices(list(reports.values()), "соглашени"))

    def act() -> str:
        report, requirement = form.chosen()
        attach_agreement(agreement=agreement, report=reports[report], requirement_id=requirement, **who_acts(request))
        return _("Соглашение приложено к отчёту.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-measure", reports[form.chosen()[0]].checkpoint.measure_id)
    return form_page(
        request, form, title=_("Приложить к отчёту"), button=_("Приложить"), status=status, project=agreement.project,
        explanation=str(agreement),
    )  # fmt: skip


@sign_in_first
def download_agreement(request: PageRequest, agreement_id: int) -> HttpResponseBase:
    """The agreement's file as it was given."""
    agreement = _visible(request, agreement_id)
    return as_attachment(agreement.file, agreement.file_name)


def attach_choices(reports: list[Report], stem: str) -> list[tuple[str, str]]:
    """Each report, and the required document that the record would be, as the words of the requirement tell by `stem`."""
    choices = []
    for report in reports:
        measure = report.checkpoint.measure
        met = [one for one in measure.requirements.all() if stem in one.text.casefold()]
        told = _("%(number)s %(title)s, отчёт от %(day)s") % {
            "number": measure.number,
            "title": measure.title[:LONGEST_LINE],
            "day": date_short(report.reported_on),
        }
        as_asked = _("%(told)s: как «%(asked)s»")
        choices += [(f"{report.pk}:{one.pk}", as_asked % {"told": told, "asked": one.text}) for one in met] or [
            (f"{report.pk}:", told)
        ]
    return choices


def _visible(request: PageRequest, agreement_id: int) -> ProjectAgreement:
    demand_staff(request)
    agreements = ProjectAgreement.objects.inside_for(acting_of(request)).filter(entered_on__lte=request.today)
    return get_object_or_404(agreements.select_related("project__territory"), pk=agreement_id)
