"""What in the plans waits for a coordinator's word: names, consents, terms and documents that nobody has settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from kadrost.roadmaps.models import Duty, Intake, Measure, Plan


@dataclass(frozen=True, slots=True)
class UnreadTerms:
    """A plan and how many of its terms were not understood."""

    plan: Plan
    total: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """How much of each kind waits; all nought where everything is settled."""

    names: int
    consents: int
    terms: tuple[UnreadTerms, ...]
    drafts: int

    @property
    def total(self) -> int:
        """All of them together."""
        return self.names + self.consents + sum(one.total for one in self.terms) + self.drafts


def decisions_in(plans: Collection[int], *, today: date) -> Decisions:
    """What waits in these plans, and the drafts of documents; four queries, five with terms not understood."""
    duties = Duty.objects.filter(measure__plan__in=list(plans)).order_by()
    names = duties.filter(organisation=None, group=None).values("measure__plan__territory", "printed_name").distinct()
    consents = duties.filter(is_by_agreement=True).exclude(consent_on__lte=today)
    return Decisions(
        names=names.count(),
        consents=consents.count(),
        terms=_unread_terms(plans),
        drafts=Intake.objects.filter(state=Intake.State.DRAFT).count(),
    )


def _unread_terms(plans: Collection[int]) -> tuple[UnreadTerms, ...]:
    """By plan, the plan with the most first; a term that a person has since answered by checkpoints still counts."""
    unread = Measure.objects.filter(plan__in=list(plans), schedule_data__understood=False).order_by()
    totals = dict(unread.values_list("plan").annotate(total=Count("pk")))
    if not totals:
        return ()
    found = Plan.objects.filter(pk__in=totals).only("short_title")
    return tuple(
        sorted((UnreadTerms(plan, totals[plan.pk]) for plan in found), key=lambda one: (-one.total, one.plan.pk))
    )
