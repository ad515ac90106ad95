"""What the pages of organisations show of plans: duties with their standing, counts, and names not yet resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region import dossier
from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps.domain.organisation_duties import (
    duties_of,
    measures_by_organisation,
    needing_attention_by_organisation,
)
from kadrost.roadmaps.domain.queries import plans_visible_to, snapshot_for
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Duty, Plan
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.views.consents import duties_without_consent
from kadrost.roadmaps.views.plans import lit_totals, without_points
from kadrost.ui.as_of import with_as_of
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import counted, translated


def offer_to_organisations() -> None:
    """Show duties on the pages of organisations; called once when the platform starts."""
    dossier.offer_chapter(dossier.Chapter(order=10, render=render_duties))
    dossier.offer_count(dossier.Count(order=10, title=gettext_lazy("Мероприятий"), count=count_measures))
    dossier.offer_count(dossier.Count(order=20, title=gettext_lazy("Требует внимания"), count=count_needing_attention))
    dossier.offer_notice(unresolved_notice)
    dossier.offer_notice(consents_notice)


def render_duties(request: PageRequest, organisation: Organisation) -> str:
    """The chapter of duties."""
    plans = list(plans_visible_to(acting_of(request)).exclude(state=Plan.State.CLOSED))
    duties = duties_of(
        organisation=organisation,
        plans=plans,
        snapshot=snapshot_for(today=request.today, as_of=request.as_of),
    )
    facts = {
        "totals": lit_totals(duties.totals),
        "lacking_consent": sum(line.lacks_consent for line in duties.lines),
        "duties_count": len(duties.lines),
        "plans": [
            (
                plan,
                [
                    {
                        "line": line,
                        "duty": line.duty,
                        "light": LIGHTS[line.standing] if line.standing else None,
                        "word": translated(line.standing.label) if line.standing else without_points(line.duty.measure),
                        "may_record": allows(request, "roadmaps.change_plan", plan),
                    }
                    for line in lines
                ],
            )
            for plan, lines in duties.by_plan
        ],
    }
    return render_to_string("roadmaps/parts/organisation_duties.html", facts, request=request)


def count_measures(request: PageRequest, ids: Sequence[int]) -> Mapping[int, int]:
    """How many measures of visible plans each organisation answers for."""
    return measures_by_organisation(ids, _visible(request))


def count_needing_attention(request: PageRequest, ids: Sequence[int]) -> Mapping[int, int]:
    """How many of their checkpoints need attention on the day shown, by the board's own meaning."""
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    return needing_attention_by_organisation(ids, _visible(request), snapshot)


def unresolved_notice(request: PageRequest) -> dossier.Notice | None:
    """A line for those who keep the registry, while printed executors wait for a person."""
    if not allows(request, "region.manage_organisations"):
        return None
    duties = Duty.objects.inside_for(acting_of(request)).filter(organisation=None, group=None)
    names = duties.values("printed_name").distinct().count()
    if not names:
        return None
    words = counted(
        names, _("название исполнителя не решено,названия исполнителей не решены,названий исполнителей не решено")
    )
    return dossier.Notice(words, reverse("roadmaps-names"))


def consents_notice(request: PageRequest) -> dossier.Notice | None:
    """A line for those who hold a role, while consents are missing."""
    if not is_staff_of_region(acting_of(request)):
        return None
    missing = duties_without_consent(request).count()
    if not missing:
        return None
    words = counted(
        missing,
        _("согласие исполнителя не получено,согласия исполнителей не получены,согласий исполнителей не получено"),
    )
    return dossier.Notice(words, with_as_of(reverse("roadmaps-consents"), request.as_of))


def _visible(request: PageRequest) -> list[int]:
    plans = plans_visible_to(acting_of(request)).exclude(state=Plan.State.CLOSED)
    return list(plans.values_list("pk", flat=True))
