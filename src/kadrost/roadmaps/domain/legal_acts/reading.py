"""Legal acts as a person sees them on a day: the register by status, the gaps, what has to be renewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.roadmaps.models import LegalAct, LegalActTie, Measure, Plan

Status = LegalAct.Status
DUE_WITHIN = timedelta(days=60)
LACKING = (Status.NEEDED, Status.DRAFTED, Status.AGREED)
SHOWN_AT_WORK = 12


@dataclass(frozen=True, slots=True)
class WantedActs:
    """What of the register is shown; `status` is a status, or «gaps» for all that is needed and not there."""

    status: str = ""
    provision: int | None = None
    responsible: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act in the register: how it stands, how many measures ask for it."""

    legal_act: LegalAct
    status: LegalAct.Status
    measures: int

    @property
    def is_lacking(self) -> bool:
        """Needed and not there yet."""
        return self.status in LACKING


def legal_acts_on(acting: Acting, day: date) -> QuerySet[LegalAct]:
    """The acts of the person's region that had been entered by the day."""
    acts = LegalAct.objects.inside_for(acting).filter(entered_on__lte=day)
    return acts.select_related("territory", "responsible", "replaced_by")


def register_lines(*, acting: Acting, day: date, wanted: WantedActs) -> tuple[list[ActLine], Counter[Status]]:
    """The register as filtered, and how many acts stand in each way before the status is asked; one query."""
    asked = Count("ties", filter=Q(ties__decided_on__lte=day, ties__measure__ended_on=None))
    acts = legal_acts_on(acting, day).annotate(measures_count=asked).order_by("title", "pk")
    if wanted.provision is not None:
        acts = acts.filter(provision=wanted.provision)
    if wanted.responsible is not None:
        acts = acts.filter(responsible=wanted.responsible)
    lines = [ActLine(one, one.status_on(day), one.measures_count) for one in acts if _is_told(one, wanted.words)]
    totals = Counter(line.status for line in lines)
    if wanted.status == "gaps":
        return [line for line in lines if line.is_lacking], totals
    return [line for line in lines if not wanted.status or line.status == wanted.status], totals


def ties_of_act(*, legal_act: LegalAct, acting: Acting, day: date) -> list[LegalActTie]:
    """The measures that ask for the act, in plans whose inside the person sees; one query."""
    ties = LegalActTie.objects.inside_for(acting).filter(
        legal_act=legal_act, decided_on__lte=day, measure__ended_on=None
    )
    return list(ties.select_related("measure__plan", "requirement"))


def ties_of_plan(*, plan: Plan, day: date) -> list[LegalActTie]:
    """The acts for which the plan's measures ask; one query."""
    ties = LegalActTie.objects.filter(measure__plan=plan, measure__ended_on=None, decided_on__lte=day)
    return list(ties.select_related("measure", "legal_act__responsible", "legal_act__replaced_by"))


def ties_of_measure(measure: Measure, *, day: date) -> list[LegalActTie]:
    """The acts for which a measure asks; one query."""
    return list(measure.legal_act_ties.filter(decided_on__lte=day).select_related("legal_act__replaced_by"))


def acts_due_by(acting: Acting, *, today: date) -> QuerySet[LegalAct]:
    """The acts that the person's bodies have to renew or replace within two months, or are late with."""
    bodies = acting.organisation_ids(Role.EXECUTOR) | acting.organisation_ids(Role.COORDINATOR)
    until = today + DUE_WITHIN
    return LegalAct.objects.filter(
        Q(renew_by__lte=until) | Q(in_force_until__lte=until, in_force_until__gte=today),
        responsible__in=sorted(bodies), stage=LegalAct.Stage.ADOPTED, ended_on=None, entered_on__lte=today,
    )  # fmt: skip


def due_at_work(acting: Acting, *, today: date) -> list[LegalAct]:
    """The first of them by their day; one query."""
    due = acts_due_by(acting, today=today)
    return list(due.order_by(Coalesce("renew_by", "in_force_until"), "pk")[:SHOWN_AT_WORK])


def chain_of(legal_act: LegalAct) -> list[LegalAct]:
    """What the act replaced and by what it was replaced, the oldest first, without the act itself."""
    before: list[LegalAct] = []
    waiting: Sequence[LegalAct] = list(legal_act.replaces.all())
    while waiting:
        before = [*waiting, *before]
        waiting = [older for one in waiting for older in one.replaces.all()]
    after: list[LegalAct] = []
    at = legal_act.replaced_by
    while at is not None and at not in after:
        after.append(at)
        at = at.replaced_by
    return [*before, *after]


def _is_told(legal_act: LegalAct, words: str) -> bool:
    told = " ".join((legal_act.title, legal_act.subject, legal_act.issuer, legal_act.number)).casefold()
    return all(word in told for word in words.casefold().split())
