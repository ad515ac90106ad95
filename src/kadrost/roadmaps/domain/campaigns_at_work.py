"""The open gatherings as lines of «Моя работа» and of the board: asked of the person, or led by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.at_once import any_of
from kadrost.roadmaps.domain.campaigns import may_see_campaign
from kadrost.roadmaps.models import Campaign, CampaignAnswer, CampaignPlan, Duty


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A gathering, how many have answered, and whether the person's own body still owes its answer."""

    campaign: Campaign
    answered: int
    is_asked: bool


def campaign_questions() -> dict[str, QuerySet[Any, Any]]:
    """What `count_at_once` may count with other questions, to learn whether any gathering is open at all."""
    return {"campaigns": any_of(Campaign.objects.filter(state=Campaign.State.OPEN))}


def campaign_lines(acting: Acting) -> list[CampaignLine]:
    """The open gatherings that the person sees, those asked of them first; one query where there are none, else few."""
    if not acting.roles and not acting.is_superuser:
        return []
    open_ones = list(
        Campaign.objects.filter(state=Campaign.State.OPEN)
        .annotate(answered=Count("answers"))
        .prefetch_related("plans")
        .order_by("due_on", "pk")
    )
    if not open_ones:
        return []
    asked = _asked_of(acting.organisation_ids(Role.EXECUTOR))
    lines = [CampaignLine(one, one.answered, one.pk in asked) for one in open_ones if may_see_campaign(acting, one)]
    return sorted(lines, key=lambda line: not line.is_asked)


def _asked_of(bodies: frozenset[int]) -> set[int]:
    """The open campaigns in which one of the bodies has a term of the year and has not answered; one query."""
    if not bodies:
        return set()
    found: set[int] = set()
    for body in bodies:
        answers = CampaignAnswer.objects.filter(campaign=OuterRef("campaign"), organisation=body)
        mine = Duty.objects.filter(
            Q(organisation=body) | Q(group__members=body),
            measure__plan=OuterRef("plan"),
            measure__checkpoints__due_on__year=OuterRef("year"),
        )
        parts = CampaignPlan.objects.filter(Exists(mine), ~Exists(answers), campaign__state=Campaign.State.OPEN)
        found |= set(parts.values_list("campaign", flat=True))
    return found
