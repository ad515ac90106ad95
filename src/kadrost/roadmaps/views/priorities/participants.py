"""Participants of the Standard, and which of them train for a priority."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.roadmaps.domain.priorities.participants import (
    change_participant,
    choose_participant,
    set_training,
)
from kadrost.roadmaps.forms.priorities import NewParticipantForm, ParticipantForm, TrainingForm
from kadrost.roadmaps.models import Participant
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.permissions.priorities import KEEPERS, require
from kadrost.roadmaps.views.priorities.priorities import priority_form
from kadrost.roadmaps.views.priorities.shared import form_page, kept_priority
from kadrost.roadmaps.views.standard.shared import standard_tabs, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@sign_in_first
def list_participants(request: PageRequest) -> HttpResponseBase:
    """The participants side by side with their roles, those who left below."""
    _demand_staff(request)
    chosen = Participant.objects.visible_to(acting_of(request), day=request.today)
    rows = list(chosen.select_related("organisation", "territory"))
    here = [one for one in rows if one.valid_until is None or one.valid_until >= request.today]
    return render(
        request,
        "roadmaps/priorities/participants.html",
        {
            "tabs": standard_tabs(request, "priorities"),
            "sides": [
                (translated(side.label), members)
                for side in Participant.Side
                if (members := [one for one in here if one.side == side])
            ],
            "left": [one for one in rows if one not in here],
            "may_keep": allows(request, "priorities.keep"),
        },
    )


@sign_in_first
def new_participant(request: PageRequest) -> HttpResponseBase:
    """Choose an organisation."""
    acting = acting_of(request)
    require("priorities.keep", acting, None)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    bodies = Organisation.objects.distinct_bodies().managed_by(acting, *KEEPERS)
    form = NewParticipantForm(
        request.POST or None, territories=territories, bodies=bodies,
        initial={"territory": territories.first(), "valid_from": request.today, "version": 1},
    )  # fmt: skip

    def act() -> str:
        data = form.cleaned_data
        choose_participant(
            territory=data["territory"], organisation=data["organisation"], facts=form.facts(), **who_acts(request)
        )
        return _("Участник записан.")

    return _page(request, form, act, title=_("Новый участник Стандарта"), button=_("Записать"))


@sign_in_first
def edit_participant(request: PageRequest, participant_id: int) -> HttpResponseBase:
    """Change a participant's role or days."""
    acting = acting_of(request)
    _demand_staff(request)
    rows = Participant.objects.visible_to(acting, day=request.today).select_related("organisation", "territory")
    participant = get_object_or_404(rows, pk=participant_id)
    require("priorities.keep", acting, participant.territory)
    names = ("side", "role", "ground", "valid_from", "valid_until", "version")
    form = ParticipantForm(request.POST or None, initial={name: getattr(participant, name) for name in names})

    def act() -> str:
        change_participant(
            participant=participant, facts=form.facts(), version=form.cleaned_data["version"], **who_acts(request)
        )
        return _("Участник изменён.")

    return _page(
        request, form, act, title=str(participant), button=_("Сохранить"), record=participant,
        explanation=_("Кто больше не участвует, тому назовите последний день: запись останется."),
    )  # fmt: skip


@sign_in_first
def edit_training(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """Who trains for a priority, and for which professions."""
    priority = kept_priority(request, priority_id)
    here = Participant.objects.filter(territory=priority.list.territory_id).in_force(request.today)
    participants = [one for one in here.select_related("organisation") if one.side in Participant.TRAINING]
    now = {one.participant_id: one.professions for one in priority.training.all()}
    form = TrainingForm(request.POST or None, participants=participants, now=now)

    def act() -> str:
        set_training(priority=priority, professions=form.professions(), **who_acts(request))
        return _("Записано, кто готовит кадры.")

    explanation = _(
        "Отметьте, кто готовит кадры. Без своих профессий организация готовит по всем профессиям приоритета."
    )
    if not participants:
        explanation = _("Образовательных организаций среди участников Стандарта нет. Сначала выберите участников.")
    return priority_form(request, priority, form, act, title=_("Кто готовит кадры"), explanation=explanation)


def _demand_staff(request: PageRequest) -> None:
    if not is_staff_of_region(acting_of(request)):
        raise PermissionRefused(_("Участников видят участники работы."), remedy=_("Обратитесь к координатору."))


def _page(request: PageRequest, form: Any, act: Any, *, title: str, button: str, **further: Any) -> HttpResponseBase:
    back = reverse("roadmaps-participants")
    crumbs = [(_("Участники Стандарта"), back)]
    return form_page(request, form, act, back=back, crumbs=crumbs, title=title, button=button, **further)
