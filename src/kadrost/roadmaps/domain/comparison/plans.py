"""Two plans side by side: people's decisions first, the words' proposals for the rest, and what either plan lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from uuid import UUID

from kadrost.roadmaps.domain.comparison.aligning import Item, Pair, align, score_all
from kadrost.roadmaps.domain.comparison.likeness import deciding_terms
from kadrost.roadmaps.domain.standard.proposals import names_of
from kadrost.roadmaps.models import Alignment, Measure, Plan

Verdict = Alignment.Verdict


@dataclass(frozen=True, slots=True)
class Partner:
    """A measure of the other plan: confirmed by a person, or proposed with a score and the words that decided."""

    measure: Measure
    is_confirmed: bool
    score: float | None
    words: tuple[str, ...]
    decided: Alignment | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure of the first plan with its partners in each other plan, in the order of the plans."""

    measure: Measure
    partners: tuple[tuple[Partner, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan beside others; `beyond` are, by plan, the measures that the first plan lacks."""

    plan: Plan
    others: tuple[Plan, ...]
    rows: tuple[Row, ...]
    beyond: tuple[tuple[Plan, tuple[Measure, ...]], ...]

    @property
    def every_measure(self) -> list[Measure]:
        """The measures of all the plans that stand in it, each once."""
        partners = (one.measure for row in self.rows for found in row.partners for one in found)
        left = (one for _, measures in self.beyond for one in measures)
        return list({one.pk: one for one in (*(row.measure for row in self.rows), *partners, *left)}.values())

    @property
    def alone(self) -> list[Row]:
        """The measures that no other plan has."""
        return [row for row in self.rows if not any(row.partners)]

    @property
    def shared(self) -> list[Row]:
        """The measures that another plan has too."""
        return [row for row in self.rows if any(row.partners)]

    @property
    def waiting(self) -> int:
        """How many proposed pairs nobody confirmed or refused yet."""
        return sum(
            1 for row in self.rows for partners in row.partners for partner in partners if not partner.is_confirmed
        )


def compare_plans(plan: Plan, others: Sequence[Plan], *, day: date) -> Comparison:
    """The first plan beside the others, by what people decided until the day; seven queries whatever the plans."""
    measures = measures_of([plan, *others])
    decided = decisions_among(measures, day=day)
    by_plan: dict[int, list[Measure]] = {}
    for measure in measures:
        by_plan.setdefault(measure.plan_id, []).append(measure)
    ours = by_plan.get(plan.pk, [])
    found = [partners_in(ours, by_plan.get(other.pk, []), plan, other, decided) for other in others]
    return Comparison(
        plan=plan,
        others=tuple(others),
        rows=tuple(Row(one, tuple(partners.get(one.pk, ()) for partners in found)) for one in ours),
        beyond=tuple(
            (other, tuple(_left_over(by_plan.get(other.pk, []), partners)))
            for other, partners in zip(others, found, strict=True)
        ),
    )


def measures_of(plans: Iterable[Plan]) -> list[Measure]:
    """The plans' measures with all that is compared; four queries."""
    measures = Measure.objects.in_force().filter(plan__in=[plan.pk for plan in plans]).select_related("section")
    return list(
        measures.prefetch_related("requirements", "duties__organisation", "duties__group")
        .defer("schedule_data", "printed", "place", "search_text")
        .order_by("plan_id", "position")
    )


def decisions_among(measures: Sequence[Measure], *, day: date) -> dict[frozenset[UUID], Alignment]:
    """What people decided until the day about pairs of these measures."""
    lineages = [measure.lineage for measure in measures]
    made = Alignment.objects.filter(first__in=lineages, second__in=lineages, decided_on__lte=day)
    return {frozenset((one.first, one.second)): one for one in made}


def partners_in(
    ours: Sequence[Measure],
    theirs: Sequence[Measure],
    plan: Plan,
    other: Plan,
    decided: Mapping[frozenset[UUID], Alignment],
) -> dict[int, tuple[Partner, ...]]:
    """For each of our measures its partners in the other plan; a measure that people paired is proposed no further."""
    settled = _settled(ours, theirs, decided)
    known = {str(measure.pk): measure for measure in (*ours, *theirs)}
    confirmed = {pair for pair, decision in settled.items() if decision.verdict == Verdict.SAME}
    found: dict[int, list[Partner]] = {}
    for pair in sorted(confirmed, key=lambda pair: (known[pair[0]].position, known[pair[1]].position)):
        partner = Partner(known[pair[1]], is_confirmed=True, score=settled[pair].score, words=(), decided=settled[pair])
        found.setdefault(int(pair[0]), []).append(partner)
    for made in propose_pairs(ours, theirs, plan, other, frozenset(settled), confirmed):
        partner = Partner(known[made.right], is_confirmed=False, score=made.score, words=made.words)
        found.setdefault(int(made.left), []).append(partner)
    return {pk: tuple(partners) for pk, partners in found.items()}


def _settled(
    ours: Sequence[Measure], theirs: Sequence[Measure], decided: Mapping[frozenset[UUID], Alignment]
) -> dict[tuple[str, str], Alignment]:
    """What people decided of pairs of these measures, in their order."""
    mine = {one.lineage: (place, one) for place, one in enumerate(ours)}
    yours = {one.lineage: (place, one) for place, one in enumerate(theirs)}
    found = []
    for pair, decision in decided.items():
        for left, right in permutations(pair):
            if left in mine and right in yours:
                (place, one), (other_place, another) = mine[left], yours[right]
                found.append((place, other_place, (str(one.pk), str(another.pk)), decision))
    return {keys: decision for _, _, keys, decision in sorted(found, key=lambda each: each[:2])}


def propose_pairs(
    ours: Sequence[Measure],
    theirs: Sequence[Measure],
    plan: Plan,
    other: Plan,
    settled: frozenset[tuple[str, str]],
    confirmed: set[tuple[str, str]],
) -> tuple[Pair, ...]:
    """The pairs that the words propose beside what people settled."""
    left, right = {left for left, _ in confirmed}, {right for _, right in confirmed}
    mine, yours = [str(one.pk) for one in ours], [str(one.pk) for one in theirs]
    taken = {(one, another) for one in mine if one in left for another in yours}
    taken |= {(one, another) for another in yours if another in right for one in mine}
    ignored = names_of(plan.territory, other.territory)
    return align(items_of(ours), items_of(theirs), ignored, settled | taken)


def candidates_for(
    measure: Measure, theirs: Sequence[Measure], ours: Sequence[Measure], plan: Plan, other: Plan
) -> list[Partner]:
    """All measures of the other plan by their score for one of ours, the likeliest first."""
    place = [one.pk for one in ours].index(measure.pk)
    ignored = names_of(plan.territory, other.territory)
    scores, (words, others) = score_all(items_of(ours), items_of(theirs), ignored, only=place)
    found = [
        Partner(
            another,
            is_confirmed=False,
            score=round(scores[place, where], 4),
            words=deciding_terms(words[place].fields["whole"], others[where].fields["whole"]),
        )
        for where, another in enumerate(theirs)
    ]
    return sorted(found, key=lambda one: (-(one.score or 0), one.measure.position))


def items_of(measures: Sequence[Measure]) -> tuple[Item, ...]:
    """The measures as they are compared."""
    return tuple(
        Item(
            key=str(one.pk),
            title=one.title,
            result=one.expected_result,
            evidence="; ".join(requirement.text for requirement in one.requirements.all()),
            section=one.section.title if one.section else "",
            provisions=frozenset({one.section.provision} if one.section and one.section.provision else ()),
        )
        for one in measures
    )


def _left_over(theirs: Sequence[Measure], partners: Mapping[int, Sequence[Partner]]) -> list[Measure]:
    taken = {partner.measure.pk for found in partners.values() for partner in found}
    return [measure for measure in theirs if measure.pk not in taken]
