"""Which organisation or group a printed name means: remembered meanings first, then proposals with a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kadrost.region.domain.names import Likeness, likeness, name_key
from kadrost.region.models import Organisation, OrganisationGroup, OrganisationName, Reorganisation, Territory

LEAST_PROPOSED = 0.55
MOST_PROPOSED = 5
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body that a printed name may mean; `score` 1.0 only where a person confirmed it or the names are the same."""

    body: Organisation | OrganisationGroup
    score: float
    reason: str

    @property
    def choice(self) -> str:
        """The proposal as a form's value: "organisation:7" or "group:3"."""
        kind = "group" if isinstance(self.body, OrganisationGroup) else "organisation"
        return f"{kind}:{self.body.pk}"


class Directory:
    """The names of a territory and of those below it, loaded once (5 queries), to resolve many printed names.

    The names of a body that another alone carries on mean that one.
    """

    def __init__(self, territory: Territory) -> None:
        self._bodies: list[tuple[str, Organisation | OrganisationGroup]] = []
        self._remembered: dict[str, Organisation | OrganisationGroup] = {}
        heirs = _only_heirs(territory)
        places = list(Territory.objects.below(territory).values_list("pk", flat=True))
        for organisation in Organisation.objects.distinct_bodies().filter(territory__in=places):
            body = heirs.get(organisation.pk, organisation)
            self._bodies.append((organisation.name, body))
            if organisation.short_name:
                self._bodies.append((organisation.short_name, body))
        for group in OrganisationGroup.objects.filter(territory__in=places):
            self._bodies.append((group.name, group))
        names = OrganisationName.objects.filter(territory=territory).select_related("organisation", "group")
        for name in names:
            named = name.organisation or name.group
            if isinstance(named, Organisation):
                named = heirs.get(named.pk, named)
            if named is not None:
                self._remembered[name.key] = named
                self._bodies.append((name.printed, named))

    def proposals(self, printed: str) -> list[Proposal]:
        """The likeliest bodies, best first, each once; empty where nothing is alike."""
        remembered = self._remembered.get(name_key(printed))
        if remembered is not None:
            return [Proposal(remembered, CERTAIN, "подтверждено раньше")]
        best: dict[tuple[type, int], Proposal] = {}
        for known, body in self._bodies:
            found: Likeness = likeness(printed, known)
            key = (type(body), body.pk)
            if found.score >= LEAST_PROPOSED and (key not in best or best[key].score < found.score):
                best[key] = Proposal(body, found.score, found.reason)
        return sorted(best.values(), key=lambda proposal: -proposal.score)[:MOST_PROPOSED]

    def certain(self, printed: str) -> Organisation | OrganisationGroup | None:
        """The body where there is no doubt: confirmed by a person before, or the only one of exactly this name."""
        found = [proposal for proposal in self.proposals(printed) if proposal.score >= CERTAIN]
        return found[0].body if len(found) == 1 else None


def _only_heirs(territory: Territory) -> dict[int, Organisation]:
    """Of the reorganised bodies of a territory that left one successor: who carries on today, by the ended one's id."""
    heirs: dict[int, list[Organisation]] = {}
    for made in Reorganisation.objects.filter(organisation__territory=territory).prefetch_related("successors"):
        heirs[made.organisation_id] = list(made.successors.all())
    found = {}
    for ended in heirs:
        passed, last = {ended}, ended
        while len(next_ones := heirs.get(last, [])) == 1 and next_ones[0].pk not in passed:
            found[ended] = next_ones[0]
            last = next_ones[0].pk
            passed.add(last)
        if last in heirs and len(heirs[last]) > 1:
            found.pop(ended, None)
    return found


@transaction.atomic
def remember_name(*, printed: str, body: Organisation | OrganisationGroup, territory: Territory) -> OrganisationName:
    """Keep that this printed name means this body, here and in every later document."""
    name, _ = OrganisationName.objects.update_or_create(
        territory=territory,
        key=name_key(printed),
        defaults={
            "printed": printed[:500],
            "group": body if isinstance(body, OrganisationGroup) else None,
            "organisation": body if isinstance(body, Organisation) else None,
        },
    )
    return name


@transaction.atomic
def define_group(
    *, name: str, territory: Territory, members: Iterable[Organisation], meaning: str = ""
) -> OrganisationGroup:
    """Make a collective name, or give an existing one the members that the document lists."""
    group, _ = OrganisationGroup.objects.get_or_create(
        territory=territory, name=name[:300], defaults={"meaning": meaning}
    )
    group.members.set(members)
    return group
