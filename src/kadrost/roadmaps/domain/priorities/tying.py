"""Which measures serve a priority: proposed by their words, confirmed or refused by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.comparison.likeness import corpus_of, deciding_terms, likeness
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.lists import lock_list
from kadrost.roadmaps.domain.queries import plans_visible_to
from kadrost.roadmaps.domain.standard.proposals import measure_words, names_of
from kadrost.roadmaps.domain.standard.serving import in_force_on
from kadrost.roadmaps.models import Act, Measure, Plan, Priority, PriorityTie

MOST_PROPOSED = 12
THRESHOLD = 0.08
"""Lower than for provisions: a priority names a sector in a few words, and a person decides about each."""
MOST_FOUND = 20
MOST_READ = 3_000
"""Measures beyond so many are not compared by words: they are found by the search on the same page."""
SHORTEST_SEARCH = 3

State = PriorityTie.State


@dataclass(frozen=True, slots=True)
class MeasureProposal:
    """A measure that may serve the priority, with the score and the words that decided."""

    measure: Measure
    score: float
    words: tuple[str, ...]


def proposals_for(priority: Priority, acting: Acting, *, day: date) -> list[MeasureProposal]:
    """The likeliest measures of the territory's plans that nothing is decided about, the best first; five queries."""
    siblings = list(priority.list.priorities.all())
    decided = set(priority.ties.values_list("lineage", flat=True))
    plans = _plans(priority, acting)
    measures = list(
        Measure.objects.filter(in_force_on(day), plan__in=plans)
        .select_related("plan")
        .prefetch_related("requirements")
        .order_by("-plan_id", "position")[:MOST_READ]
    )
    return likeliest(priority, siblings, [one for one in measures if one.lineage not in decided])[:MOST_PROPOSED]


def likeliest(priority: Priority, siblings: Sequence[Priority], measures: Sequence[Measure]) -> list[MeasureProposal]:
    """The measures above the threshold, the likest first; rarity is counted over all priorities and measures."""
    texts = [terms_of(measure_words(one).words) for one in measures]
    asked = {one.pk: (*terms_of(one.title), *terms_of(about(one))) for one in siblings}
    corpus = corpus_of([*asked.values(), *texts])
    ignored = names_of(priority.list.territory)
    wanted = corpus.vector(asked[priority.pk], without=ignored)
    found = []
    for measure, terms in zip(measures, texts, strict=True):
        vector = corpus.vector(terms, without=ignored)
        score = likeness(vector, wanted)
        if score >= THRESHOLD:
            found.append(MeasureProposal(measure, round(score, 4), deciding_terms(vector, wanted)))
    return sorted(found, key=lambda one: -one.score)


def about(priority: Priority) -> str:
    """All words of a priority by which measures are likened to it."""
    parts = (
        priority.sector, priority.goal, priority.tasks, priority.professions, priority.enterprises, priority.projects,
    )  # fmt: skip
    return " ".join(part for part in parts if part)


def measures_found(priority: Priority, words: str, acting: Acting, *, day: date) -> Sequence[Measure]:
    """The measures of the territory's plans whose text holds the words and that are not tied yet; two queries."""
    wanted = words.strip().lower().replace("ё", "е").split()
    if len("".join(wanted)) < SHORTEST_SEARCH:
        return []
    tied = priority.ties.filter(state=State.CONFIRMED).values_list("lineage", flat=True)
    found = Measure.objects.filter(in_force_on(day), plan__in=_plans(priority, acting))
    for word in wanted:
        found = found.filter(search_text__contains=word)
    return list(
        found.exclude(lineage__in=list(tied)).select_related("plan").order_by("plan_id", "position")[:MOST_FOUND]
    )


@transaction.atomic
def decide_priority_tie(
    *,
    priority: Priority,
    measure: Measure,
    state: PriorityTie.State,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> None:
    """Confirm or refuse that the measure serves the priority, whatever was decided before.

    Lawful for an adopted list too: roadmaps come and change over the year. Raises `PermissionRefused`, and
    `PrioritiesRefused` for a measure of a plan that the person does not see.
    """
    lock_list(priority.list, acting)
    if not _plans(priority, acting).filter(pk=measure.plan_id).exists():
        raise PrioritiesRefused("Этого мероприятия нет в планах территории.", remedy="Выберите другое.")
    before = priority.ties.filter(lineage=measure.lineage).first()
    if before is not None and before.state == state:
        return
    scores = {one.measure.pk: one.score for one in proposals_for(priority, acting, day=today)}
    score = scores.get(measure.pk)
    PriorityTie.objects.update_or_create(
        priority=priority, lineage=measure.lineage, defaults={"state": state, "score": score, "decided_on": today}
    )
    said = f"{measure.plan.short_title}, {measure.number}"
    record(
        actor=acting.actor(request_id=request_id), action="tie_priority", subject=priority, on=today,
        before={"tie": f"{said}: {State(before.state).label.lower()}"} if before else {},
        after={"tie": f"{said}: {state.label.lower()}"},
    )  # fmt: skip


def _plans(priority: Priority, acting: Acting) -> QuerySet[Plan]:
    """The territory's plans under control; a template that nobody signed serves nothing."""
    plans = plans_visible_to(acting).filter(territory=priority.list.territory_id, state=Plan.State.ACTIVE)
    return plans.exclude(kind=Act.Kind.TEMPLATE, act__signed_on=None)
