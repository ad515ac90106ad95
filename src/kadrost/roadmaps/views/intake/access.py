"""Who may open the pages of the intake, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.intake.effective import EffectiveReading
from kadrost.roadmaps.domain.intake.territories import territory_named_by
from kadrost.roadmaps.forms.intake import TerritoryForm
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.permissions import manages_plans
from kadrost.ui.request import PageRequest
from kadrost.ui.tabs import Tab
from kadrost.ui.views.errors import refusal

P = ParamSpec("P")


class ImportRequest(PageRequest):
    """A request of a person who may take documents under control."""

    acting: Acting


def importers_only(
    view: Callable[Concatenate[ImportRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Lead whoever has not signed in to the sign-in, refuse those who may not import, set `request.acting`."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        acting = acting_of(request)  # type: ignore[arg-type]
        if not manages_plans(acting):
            raise PermissionDenied
        request.acting = acting  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        except KadrostError as broken:
            # A view says its own refusals on its page; what is left is a draft that cannot be shown at all.
            return refusal(
                request,
                status=409,
                title=_("Черновик не открывается"),
                text=broken.message,
                advice=broken.remedy,
                action=_("К документам на проверке"),
                action_url=reverse("roadmaps-intake-list"),
            )

    return guarded


def may_open_intakes(request: HttpRequest) -> bool:
    """Whether the rail leads the person to these pages; asks no more than the roles that the page already knows."""
    standings = getattr(request, "standings", ())
    return any(standing.role in (Role.COORDINATOR, Role.ADMINISTRATOR) for standing in standings)


def find_intake(request: ImportRequest, pk: int) -> Intake:
    """The intake with its territory and plan, of the person's own territories; one that was given up is not there any more."""
    ours = Intake.objects.handled_by(request.acting)
    intake = get_object_or_404(ours.select_related("territory", "plan"), pk=pk)
    if intake.state == Intake.State.ABANDONED:
        raise Http404
    return intake


def step_facts(
    request: ImportRequest, intake: Intake, reading: EffectiveReading, current: str, *, unresolved: int | None = None
) -> dict[str, Any]:
    """What every step shows: the draft, its reading, the steps, and the question of the territory while it is open."""
    return {
        "intake": intake,
        "reading": reading,
        "tabs": _steps_of(intake, reading, current, unresolved=unresolved),
        "step": current,
        "territory_form": None if intake.territory else _territory_form(request, reading),
    }


def _territory_form(request: ImportRequest, reading: EffectiveReading) -> TerritoryForm:
    """The question of the territory: the name that the document gives, else the person's own one."""
    named = territory_named_by(reading.document)
    known = Territory.objects.filter(name__iexact=named).first() if named else None
    if known is None and not named:
        mine = request.acting.organisation_ids(Role.COORDINATOR)
        known = Territory.objects.filter(organisations__in=mine).first()
    return TerritoryForm(acting=request.acting, initial={"territory": known, "new_territory": "" if known else named})


def _steps_of(intake: Intake, reading: EffectiveReading, current: str, *, unresolved: int | None) -> list[Tab]:
    """The steps of the intake as tabs."""
    steps = (
        ("review", _("Прочитанное"), len(reading.items)),
        ("questions", _("Вопросы"), len(reading.open_questions)),
        ("bodies", _("Исполнители"), unresolved),
        ("confirm", _("Взять на контроль"), None),
    )
    return [
        Tab(title, reverse(f"roadmaps-intake-{step}", args=(intake.pk,)), current=step == current, count=count)
        for step, title, count in steps
    ]
