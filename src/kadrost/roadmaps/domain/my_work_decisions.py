"""What in the plans waits for a coordinator's word: names, consents, terms and documents that nobody has settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from kadrost.roadmaps.domain.at_once import count_at_once
from kadrost.roadmaps.models import Act, Duty, Intake, Measure, Plan

NAMES, CONSENTS, TERMS, DRAFTS = "names", "consents", "terms", "drafts"


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


def decision_questions(
    mended: Collection[int], *, today: date, intakes: QuerySet[Intake] | None = None
) -> dict[str, QuerySet[Any, Any]]:
    """What `count_at_once` is to count before `decisions_found`: in the plans mended, and of the drafts at hand."""
    duties = (
        Duty.objects.filter(measure__plan__in=list(mended)).exclude(measure__plan__kind=Act.Kind.TEMPLATE).order_by()
    )
    name = Concat("measure__plan__territory", Value(" "), "printed_name", output_field=TextField())
    drafts = Intake.objects.all() if intakes is None else intakes
    return {
        NAMES: duties.filter(organisation=None, group=None).values(name=name).distinct(),
        CONSENTS: duties.filter(Q(consent_on=None) | Q(consent_on__gt=today), is_by_agreement=True).values("pk"),
        TERMS: _unread(mended).values("pk"),
        DRAFTS: drafts.filter(state=Intake.State.DRAFT).order_by().values("pk"),
    }


def decisions_found(
    found: Mapping[Any, int], mended: Collection[int], seen: Mapping[int, Plan] | None = None
) -> Decisions:
    """What waits, out of the answers to `decision_questions`.

    One query where terms were not understood, one more for their plans where these are not at hand.
    """
    terms = _unread_terms(mended, seen) if found[TERMS] else ()
    return Decisions(found[NAMES], found[CONSENTS], terms, found[DRAFTS])


def decisions_in(mended: Collection[int], *, today: date) -> Decisions:
    """What waits in the plans that the person mends: one query, two more where terms were not understood."""
    return decisions_found(count_at_once(decision_questions(mended, today=today)), mended)


def _unread(mended: Collection[int]) -> QuerySet[Measure]:
    unread = Measure.objects.filter(plan__in=list(mended), schedule_data__understood=False)
    return unread.exclude(plan__kind=Act.Kind.TEMPLATE).order_by()


def _unread_terms(mended: Collection[int], seen: Mapping[int, Plan] | None) -> tuple[UnreadTerms, ...]:
    """By plan, the plan with the most first; a term that a person has since answered by checkpoints still counts."""
    totals = dict(_unread(mended).values_list("plan").annotate(total=Count("pk")))
    plans = Plan.objects.only("short_title").in_bulk(totals) if seen is None else seen
    terms = (UnreadTerms(plans[plan], total) for plan, total in totals.items())
    return tuple(sorted(terms, key=lambda one: (-one.total, one.plan.pk)))
