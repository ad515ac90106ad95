"""What in the plans waits for a coordinator's word: names, consents, terms and documents that nobody has settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, TextField, Value
from django.db.models.functions import Concat

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


def decisions_in(
    mended: Collection[int],
    *,
    today: date,
    seen: Mapping[int, Plan] | None = None,
    drafts: int | None = None,
) -> Decisions:
    """What waits in the plans that the person mends: two queries, and one more each for plans and drafts not at hand."""
    is_unknown = Q(organisation=None, group=None)
    is_unasked = Q(is_by_agreement=True) & (Q(consent_on=None) | Q(consent_on__gt=today))
    name = Concat("measure__plan__territory", Value(" "), "printed_name", output_field=TextField())
    waiting = Duty.objects.filter(is_unknown | is_unasked, measure__plan__in=list(mended)).aggregate(
        names=Count(name, distinct=True, filter=is_unknown), consents=Count("pk", filter=is_unasked)
    )
    if drafts is None:
        drafts = Intake.objects.filter(state=Intake.State.DRAFT).count()
    return Decisions(waiting["names"], waiting["consents"], _unread_terms(mended, seen), drafts)


def _unread_terms(mended: Collection[int], seen: Mapping[int, Plan] | None) -> tuple[UnreadTerms, ...]:
    """By plan, the plan with the most first; a term that a person has since answered by checkpoints still counts."""
    unread = Measure.objects.filter(plan__in=list(mended), schedule_data__understood=False).order_by()
    totals = dict(unread.values_list("plan").annotate(total=Count("pk")))
    if not totals:
        return ()
    plans = Plan.objects.only("short_title").in_bulk(totals) if seen is None else seen
    terms = (UnreadTerms(plans[plan], total) for plan, total in totals.items())
    return tuple(sorted(terms, key=lambda one: (-one.total, one.plan.pk)))
