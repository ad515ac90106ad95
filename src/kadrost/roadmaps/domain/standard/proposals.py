"""A plan's ties to provisions as a person goes through them: what is tied, what is proposed, what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.region.models import Territory
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.domain.standard.proposing import (
    Asked,
    MeasureWords,
    Proposal,
    SectionWords,
    propose_for_sections,
    rank_measures,
)
from kadrost.roadmaps.domain.standard.serving import current_edition, provisions_of, served_by, ties_until
from kadrost.roadmaps.models import Measure, Plan, Provision, ProvisionTie, Section

MOST_PROPOSED = 2
FURTHER = 0.22
"""A provision beside the one already tied is proposed only above this score."""


@dataclass(frozen=True, slots=True)
class SectionTies:
    """A section: the provision that it hands down, or the one proposed."""

    section: Section
    provision: Provision | None
    proposal: Proposal | None
    proposed: Provision | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A provision proposed for a measure, with the score and the words that decided."""

    provision: Provision
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class MeasureTies:
    """A measure: the provisions that it serves (with whether its section hands them down), and those proposed."""

    measure: Measure
    served: tuple[tuple[Provision, bool], ...]
    refused: tuple[Provision, ...]
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True, slots=True)
class PlanTies:
    """All of a plan's ties and proposals."""

    provisions: tuple[Provision, ...]
    sections: tuple[SectionTies, ...]
    measures: tuple[MeasureTies, ...]

    @property
    def waiting(self) -> int:
        """How many proposals wait for a word."""
        return sum(1 for one in self.sections if one.proposal) + sum(len(one.proposed) for one in self.measures)

    @property
    def sure(self) -> int:
        """How many of them are so likely that all may be taken at once."""
        sections = sum(1 for one in self.sections if one.proposal and one.proposal.is_sure)
        return sections + sum(1 for one in self.measures for made in one.proposed if made.proposal.is_sure)

    @property
    def free(self) -> int:
        """How many measures serve no provision yet."""
        return sum(1 for one in self.measures if not one.served)


def ties_of_plan(plan: Plan, *, day: date) -> PlanTies:
    """The plan's ties as decided until the day, and what the words propose beside them; five queries."""
    provisions = {one.number: one for one in provisions_of(current_edition())}
    asked = asked_of(list(provisions.values()))
    sections = list(plan.sections.all())
    measures = list(plan.measures.in_force().prefetch_related("requirements"))
    ties = ties_until(day, lineages=[measure.lineage for measure in measures])
    words = section_words(sections, measures)
    ignored = names_of(plan.territory)
    by_section = {one.key: one for one in propose_for_sections(words, asked, ignored)}
    of_section = {one.pk: one.provision for one in sections}
    ranked = rank_measures(tuple(measure_words(one) for one in measures), words, asked, ignored)
    return PlanTies(
        provisions=tuple(provisions.values()),
        sections=tuple(_section_ties(one, by_section.get(str(one.pk)), provisions) for one in sections),
        measures=tuple(
            _measure_ties(
                one,
                of_section.get(one.section_id) if one.section_id else None,
                ties.get(one.lineage, {}),
                ranked[str(one.pk)],
                provisions,
            )
            for one in measures
        ),
    )


def asked_of(provisions: Sequence[Provision]) -> tuple[Asked, ...]:
    """The provisions as they are looked for."""
    return tuple(Asked(one.number, one.title, f"{one.asks} {one.keywords}") for one in provisions)


def section_words(sections: Sequence[Section], measures: Sequence[Measure]) -> tuple[SectionWords, ...]:
    """The sections with the words of their measures."""
    bodies: dict[int, list[str]] = {}
    for measure in measures:
        if measure.section_id:
            bodies.setdefault(measure.section_id, []).append(f"{measure.title} {measure.expected_result}")
    return tuple(
        SectionWords(str(one.pk), f"{one.title} {one.expected_result}", " ".join(bodies.get(one.pk, ())))
        for one in sections
    )


def measure_words(measure: Measure) -> MeasureWords:
    """All words of a measure, with its section; its confirming documents are to be prefetched."""
    documents = " ".join(requirement.text for requirement in measure.requirements.all())
    words = f"{measure.title} {measure.expected_result} {documents}"
    return MeasureWords(str(measure.pk), words, str(measure.section_id) if measure.section_id else "")


def names_of(*territories: Territory) -> frozenset[str]:
    """The terms of the territories' names: they stand in every measure and say nothing of it."""
    return frozenset(term for one in territories for term in terms_of(f"{one.name} {one.genitive}"))


def _section_ties(section: Section, proposal: Proposal | None, provisions: Mapping[int, Provision]) -> SectionTies:
    tied = provisions.get(section.provision or 0)
    waits = proposal if tied is None and proposal is not None else None
    return SectionTies(section, tied, waits, provisions[waits.number] if waits else None)


def _measure_ties(
    measure: Measure,
    inherited: int | None,
    ties: Mapping[int, ProvisionTie],
    ranked: Sequence[Proposal],
    provisions: Mapping[int, Provision],
) -> MeasureTies:
    numbers = sorted(served_by(inherited, dict(ties)) & provisions.keys())
    refused = [number for number, tie in ties.items() if tie.state == ProvisionTie.State.REFUSED]
    least = FURTHER if numbers else 0.0
    waiting = [one for one in ranked if one.number not in numbers and one.number not in ties and one.score >= least]
    most = MOST_PROPOSED - 1 if numbers else MOST_PROPOSED
    return MeasureTies(
        measure=measure,
        served=tuple((provisions[number], number == inherited) for number in numbers),
        refused=tuple(provisions[number] for number in sorted(refused) if number in provisions),
        proposed=tuple(Proposed(provisions[one.number], one) for one in waiting[:most]),
    )
