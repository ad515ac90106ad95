"""The bodies that answer for measures of some plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.models import Duty


@dataclass(frozen=True, slots=True)
class ChoosableExecutor:
    """A body and the number of measures that it answers for, by itself or in a group."""

    pk: int
    caption: str
    measures: int


def measures_of_bodies(bodies: Collection[int], plans: Iterable[int]) -> dict[int, frozenset[int]]:
    """The measures of these plans for which each of the bodies answers, by itself or in a group; one query."""
    duties = Duty.objects.filter(measure__plan__in=list(plans)).order_by()
    named = duties.filter(organisation__in=bodies).values_list("organisation_id", "measure_id")
    grouped = duties.filter(group__members__in=bodies).values_list("group__members", "measure_id")
    found: dict[int, set[int]] = {}
    for body, measure in named.union(grouped):
        found.setdefault(body, set()).add(measure)
    return {body: frozenset(measures) for body, measures in found.items()}


def executors_to_choose(plans: Iterable[int]) -> list[ChoosableExecutor]:
    """The bodies of the plans' measures by the name shown; three queries."""
    duties = Duty.objects.filter(measure__plan__in=list(plans)).values_list("measure_id", "organisation_id", "group_id")
    members: dict[int, list[int]] = {}
    for group, organisation in OrganisationGroup.members.through.objects.values_list(
        "organisationgroup_id", "organisation_id"
    ):
        members.setdefault(group, []).append(organisation)
    answered = {
        (measure, body)
        for measure, organisation, group in duties
        for body in ([organisation] if organisation else members.get(group or 0, []))
    }
    totals = Counter(body for _, body in answered)
    bodies = Organisation.objects.filter(pk__in=totals).only("name", "short_name")
    found = [ChoosableExecutor(one.pk, one.caption, totals[one.pk]) for one in bodies]
    return sorted(found, key=lambda one: (one.caption.casefold().replace("ё", "е"), one.pk))
