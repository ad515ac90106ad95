"""A provision with all that serves it: measures of all plans, their documents, the gaps that the region found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.assessment.reading import QuestionLine, answers_of, rounds_visible_to, state_on
from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.domain.standard.coverage import counts_of, plans_covering
from kadrost.roadmaps.domain.standard.serving import current_edition, in_force_on, serves
from kadrost.roadmaps.models import AssessmentRound, DraftMeasure, Evidence, Measure, Plan, Provision
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions import is_staff_of_region

MOST_DOCUMENTS = 20

Counted = tuple[Measure, Counter[Standing]]


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """All of it on a day; `plans` hold measures for it (`measures`, plan by plan), `absent` do not.

    `gaps` are those of the latest round.
    """

    provision: Provision
    plans: tuple[Plan, ...]
    measures: QuerySet[Measure]
    absent: tuple[Plan, ...]
    documents: tuple[Evidence, ...]
    assessment: AssessmentRound | None
    gaps: tuple[QuestionLine, ...]
    drafted: tuple[DraftMeasure, ...]


def provision_view(*, number: int, acting: Acting, snapshot: Snapshot) -> ProvisionView | None:
    """The provision of that number in the edition in force, none for another number; eleven queries at most.

    Documents and drafts are shown to whoever holds a role in the region.
    """
    provision = current_edition().provisions.select_related("edition").filter(number=number).first()
    if provision is None:
        return None
    plans = list(plans_covering(acting))
    serving = Measure.objects.filter(
        serves([number], until=snapshot.day), in_force_on(snapshot.day), plan__in=[plan.pk for plan in plans]
    )
    columns = ("number", "title", "plan", "is_continuous", "is_on_demand", "schedule_data", "position")
    holding = set(serving.order_by().values_list("plan_id", flat=True).distinct())
    sees_inside = is_staff_of_region(acting)
    assessment, gaps = _gaps(provision, acting, snapshot)
    return ProvisionView(
        provision=provision,
        plans=tuple(plan for plan in plans if plan.pk in holding),
        measures=serving.only(*columns).order_by("plan_id", "position"),
        absent=tuple(plan for plan in plans if plan.pk not in holding),
        documents=tuple(_documents(serving, snapshot)) if sees_inside else (),
        assessment=assessment,
        gaps=gaps,
        drafted=tuple(_drafted(provision, acting, snapshot)) if sees_inside else (),
    )


def measures_by_plan(
    plans: Sequence[Plan], measures: Sequence[Measure], snapshot: Snapshot
) -> list[tuple[Plan, list[Counted]]]:
    """Some of the measures, plan by plan, each with how its checkpoints stand; one query."""
    counts = counts_of(snapshot, [measure.pk for measure in measures])
    by_plan: dict[int, list[Counted]] = {}
    for measure in measures:
        by_plan.setdefault(measure.plan_id, []).append((measure, counts.get(measure.pk, Counter())))
    return [(plan, by_plan[plan.pk]) for plan in plans if plan.pk in by_plan]


def _documents(measures: QuerySet[Measure], snapshot: Snapshot) -> Sequence[Evidence]:
    given = Evidence.objects.filter(
        checkpoint__measure__in=measures.order_by().values("pk"), added_on__lte=snapshot.day
    )
    return list(given.select_related("checkpoint__measure").order_by("-added_on", "-pk")[:MOST_DOCUMENTS])


def _gaps(
    provision: Provision, acting: Acting, snapshot: Snapshot
) -> tuple[AssessmentRound | None, tuple[QuestionLine, ...]]:
    """The gaps that the latest round names for the provision; of an open round those named so far."""
    rounds = rounds_visible_to(acting, day=snapshot.day).filter(edition=provision.edition_id)
    known = [one for one in rounds if state_on(one, snapshot.day) != AssessmentRound.State.PREPARED]
    for assessment in known:
        answers = answers_of(assessment, day=snapshot.day)
        mine = [one for one in answers.values() if one.question.provision_id == provision.pk]
        if mine:
            lines = tuple(QuestionLine(one.question, one, None) for one in mine if one.gap)
            return assessment, lines
    return None, ()


def _drafted(provision: Provision, acting: Acting, snapshot: Snapshot) -> Sequence[DraftMeasure]:
    drafted = DraftMeasure.objects.filter(provision=provision, draft__made_on__lte=snapshot.day)
    if not acting.is_superuser:
        drafted = drafted.filter(draft__territory__in=sorted(acting.region))
    return list(drafted.select_related("draft"))
