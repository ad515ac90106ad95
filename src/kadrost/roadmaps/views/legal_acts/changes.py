"""Changing the register of legal acts: entering, changing, renewing and amending, ending, handing in with a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.legal_acts.reading import legal_acts_on, ties_of_act
from kadrost.roadmaps.domain.legal_acts.register import (
    add_legal_act,
    change_legal_act,
    end_legal_act,
    record_event,
)
from kadrost.roadmaps.domain.legal_acts.tying import attach_legal_act
from kadrost.roadmaps.domain.projects.reading import reports_to_attach
from kadrost.roadmaps.forms.legal_acts import ChangeLegalActForm, EndForm, EventForm, LegalActForm, NewLegalActForm
from kadrost.roadmaps.forms.projects import AttachForm
from kadrost.roadmaps.models import LegalAct, LegalActEvent
from kadrost.roadmaps.permissions.legal_acts import KEEPERS, require
from kadrost.roadmaps.views.legal_acts.register import visible_legal_act
from kadrost.roadmaps.views.projects.agreements import attach_choices
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.request import PageRequest


@sign_in_first
def new_legal_act(request: PageRequest) -> HttpResponseBase:
    """Enter an act into the register."""
    acting = acting_of(request)
    require("legal_acts.keep", acting)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    form = NewLegalActForm(
        request.POST or None, request.FILES or None, territories=territories, bodies=_bodies(request),
        initial={"territory": territories.first()},
    )  # fmt: skip
    made: list[LegalAct] = []

    def act() -> str:
        territory = form.cleaned_data["territory"]
        made.append(add_legal_act(territory=territory, facts=form.facts(), given=form.given(), **who_acts(request)))
        return _("Документ внесён в перечень.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-legal-act", made[0].pk)
    return _form_page(request, form, status, title=_("Внести документ"), button=_("Внести"), takes_files=True)


@sign_in_first
def edit_legal_act(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """Change an act; the file kept stays unless a new one is given."""
    legal_act = _own(request, legal_act_id)
    form = ChangeLegalActForm(
        request.POST or None, request.FILES or None, bodies=_bodies(request), kept_name=legal_act.file_name,
        initial=LegalActForm.initial_of(legal_act),
    )  # fmt: skip

    def act() -> str:
        change_legal_act(
            legal_act=legal_act, facts=form.facts(), given=form.given(), version=form.cleaned_data["version"],
            **who_acts(request),
        )  # fmt: skip
        return _("Документ изменён.")

    title = _("Изменить документ")
    return _act(request, legal_act, form, act, title=title, button=_("Сохранить"), takes_files=True)


@sign_in_first
def record(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """Record that the act was renewed or amended."""
    legal_act = _own(request, legal_act_id)
    form = EventForm(request.POST or None, initial={"version": legal_act.version, "on": request.today})

    def act() -> str:
        data = form.cleaned_data
        record_event(
            legal_act=legal_act, kind=LegalActEvent.Kind(data["kind"]), on=data["on"], document=data["document"],
            version=data["version"], **who_acts(request),
        )  # fmt: skip
        return _("Записано.")

    return _act(request, legal_act, form, act, title=_("Записать обновление или изменение"), button=_("Записать"))


@sign_in_first
def end(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """Record that the act lost its force."""
    legal_act = _own(request, legal_act_id)
    others = legal_acts_on(acting_of(request), request.today).filter(territory=legal_act.territory)
    form = EndForm(
        request.POST or None, others=others.exclude(pk=legal_act.pk).order_by("title"),
        initial={"version": legal_act.version, "ended_on": request.today},
    )  # fmt: skip

    def act() -> str:
        end_legal_act(legal_act=legal_act, **form.cleaned_data, **who_acts(request))
        return _("Записано, что документ утратил силу.")

    title = _("Документ утратил силу")
    return _act(request, legal_act, form, act, title=title, button=_("Записать"))


@sign_in_first
def attach(request: PageRequest, legal_act_id: int) -> HttpResponseBase:
    """Hand the act in with one of the person's own reports on a measure that asks for it."""
    legal_act = visible_legal_act(request, legal_act_id)
    acting = acting_of(request)
    ties = ties_of_act(legal_act=legal_act, acting=acting, day=request.today)
    reports = {one.pk: one for one in reports_to_attach(acting=acting, measures=[tie.measure_id for tie in ties])}
    if not reports:
        raise PermissionRefused(
            _("Ваших отчётов, к которым можно приложить документ, нет."),
            remedy=_("Сначала подайте отчёт по мероприятию, которое его спрашивает."),
        )
    stem = LegalAct.Kind(legal_act.kind).label.casefold()[:6]
    form = AttachForm(request.POST or None, choices=attach_choices(list(reports.values()), stem))

    def act() -> str:
        report, requirement = form.chosen()
        attach_legal_act(legal_act=legal_act, report=reports[report], requirement_id=requirement, **who_acts(request))
        return _("Документ приложен к отчёту.")

    return _act(request, legal_act, form, act, title=_("Приложить к отчёту"), button=_("Приложить"))


def _own(request: PageRequest, legal_act_id: int) -> LegalAct:
    """The act for whoever may change it."""
    legal_act = visible_legal_act(request, legal_act_id)
    require("legal_acts.change", acting_of(request), legal_act)
    return legal_act


def _act(
    request: PageRequest, legal_act: LegalAct, form: Any, act: Callable[[], str], *, title: str, button: str,
    takes_files: bool = False,
) -> HttpResponseBase:  # fmt: skip
    status = carry_out(request, form, act, record=legal_act)
    if status == DONE:
        return redirect("roadmaps-legal-act", legal_act.pk)
    return _form_page(request, form, status, title=title, button=button, legal_act=legal_act, takes_files=takes_files)


def _form_page(
    request: PageRequest, form: Any, status: int, *, title: str, button: str, legal_act: LegalAct | None = None,
    takes_files: bool = False,
) -> HttpResponseBase:  # fmt: skip
    context = {
        "form": form, "title": title, "button": button, "act": legal_act, "takes_files": takes_files,
        "stale": status == 409, "lost_files": bool(request.FILES) and status != 200,
    }  # fmt: skip
    return render(request, "roadmaps/legal_acts/form.html", context, status=status)


def _bodies(request: PageRequest) -> Any:
    bodies = Organisation.objects.distinct_bodies().order_by("name")
    acting = acting_of(request)
    return bodies if acting.is_superuser else bodies.filter(territory__in=sorted(acting.region))
