"""Which projects a plan's measures seem to belong to: read from its notes, from the measures' words, from the register.

A proposal never obliges: a person confirms or refuses it, and what was decided is not proposed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kadrost.reading.belonging import Belonging, belongings_in
from kadrost.reading.grammar.projects import NamedProject, quoted_titles
from kadrost.region.domain.names import name_key
from kadrost.region.models import Territory
from kadrost.roadmaps.models import Measure, Plan, PlanNote, Project, ProjectRefusal, ProjectTie

LONGEST_QUOTE = 1_000


@dataclass(frozen=True, slots=True)
class ProjectProposal:
    """Measures that seem to belong to a project, and what says so.

    `known` is the project of the register, None where confirming would enter it; `chain` names it and those that it is
    a part of. `measures` is empty where the document names a project and no measures that the plan has.
    """

    key: str
    chain: tuple[NamedProject, ...]
    known: Project | None
    measures: tuple[Measure, ...]
    condition: str
    condition_words: str
    source: str
    quote: str

    @property
    def caption(self) -> str:
        """The project as the register has it, else as the document names it, with those above it."""
        return self.known.caption if self.known else caption_of(self.chain[0])

    @property
    def above(self) -> list[str]:
        """The larger projects that the document names."""
        return [caption_of(one) for one in self.chain[1:]]


class Register:
    """The projects of a territory, found by kind and title as documents write them."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        projects = Project.objects.filter(territory=territory).order_by("begins_on", "pk")
        self.projects = list(projects.select_related("parent"))

    def find(self, named: NamedProject, plan: Plan | None = None) -> Project | None:
        """The project of that kind and title; of several periods the one that runs while the plan does."""
        key = name_key(named.title)
        found = [one for one in self.projects if one.kind == named.kind and name_key(one.title) == key]
        return _of_period(found, plan)

    def quoted_in(self, text: str, plan: Plan) -> Iterator[Project]:
        """The projects whose title stands in quotes in the text, whatever it calls them."""
        for title in quoted_titles(text):
            key = name_key(title)
            found = _of_period([one for one in self.projects if name_key(one.title) == key], plan)
            if found is not None:
                yield found


def proposals_for(plan: Plan) -> list[ProjectProposal]:
    """What is proposed for the plan's measures in force and not decided yet, notes first; six queries."""
    measures = list(Measure.objects.filter(plan=plan).in_force().select_related("section").order_by("position"))
    register = Register(plan.territory)
    decided = set(ProjectTie.objects.filter(measure__plan=plan).values_list("measure_id", "project_id"))
    refused = set(ProjectRefusal.objects.filter(measure__plan=plan).values_list("measure_id", "named"))
    found = [
        *_of_notes(plan, measures, register),
        *_of_words(plan, measures, register),
        *_of_quotes(plan, measures, register),
    ]
    return list(_undecided(found, decided, refused))


def caption_of(named: NamedProject) -> str:
    """«Региональный проект «Сад»»."""
    return f"{Project.Kind(named.kind).label} «{named.title}»"


def _of_notes(plan: Plan, measures: Sequence[Measure], register: Register) -> Iterator[ProjectProposal]:
    numbers = [measure.number.rstrip(".") for measure in measures]
    by_number = {measure.number.rstrip("."): measure for measure in measures}
    sections: dict[str, list[str]] = {}
    for measure in measures:
        if measure.section is not None:
            sections.setdefault(measure.section.number.rstrip("."), []).append(measure.number.rstrip("."))
    for note in PlanNote.objects.filter(plan=plan):
        marked = [number for item in note.items if (number := str(item).rstrip(".")) in by_number]
        for said in belongings_in(note.text, numbers=numbers, sections=sections, marked=marked):
            named = tuple(by_number[number] for number in said.items if number in by_number)
            yield _proposal(plan, said, named, f"Примечание {note.number}".strip(), register)


def _of_words(plan: Plan, measures: Sequence[Measure], register: Register) -> Iterator[ProjectProposal]:
    fields = (("title", "наименование"), ("expected_result", "ожидаемый результат"))
    for measure in measures:
        for field, title in fields:
            for said in belongings_in(getattr(measure, field)):
                yield _proposal(plan, said, (measure,), f"Пункт {measure.number}, {title}", register)


def _of_quotes(plan: Plan, measures: Sequence[Measure], register: Register) -> Iterator[ProjectProposal]:
    """Titles of the register that a measure quotes without saying what kind of project it is."""
    if not register.projects:
        return
    for measure in measures:
        for project in register.quoted_in(f"{measure.title}\n{measure.expected_result}", plan):
            named = NamedProject(project.kind, project.title, project.code)  # type: ignore[arg-type]
            quote = measure.title[:LONGEST_QUOTE]
            yield ProjectProposal(
                key=_key(measure.number, project.caption, quote), chain=(named,), known=project, measures=(measure,),
                condition=ProjectTie.Condition.NONE, condition_words="",
                source=f"Пункт {measure.number}, название проекта из перечня", quote=quote,
            )  # fmt: skip


def _proposal(
    plan: Plan, said: Belonging, measures: tuple[Measure, ...], source: str, register: Register
) -> ProjectProposal:
    return ProjectProposal(
        key=_key(source, caption_of(said.projects[0]), said.words),
        chain=said.projects,
        known=register.find(said.projects[0], plan),
        measures=measures,
        condition=said.condition_kind or ProjectTie.Condition.NONE,
        condition_words=said.condition,
        source=source,
        quote=said.words[:LONGEST_QUOTE],
    )


def _undecided(
    found: Sequence[ProjectProposal], decided: set[tuple[int, int]], refused: set[tuple[int, str]]
) -> Iterator[ProjectProposal]:
    """Each measure and project once, first come; without those that a person has decided."""
    told = set(refused)
    for one in found:
        left = []
        for measure in one.measures:
            is_decided = one.known is not None and (measure.pk, one.known.pk) in decided
            if not is_decided and (measure.pk, one.caption) not in told:
                told.add((measure.pk, one.caption))
                left.append(measure)
        if left:
            yield ProjectProposal(
                key=one.key, chain=one.chain, known=one.known, measures=tuple(left), condition=one.condition,
                condition_words=one.condition_words, source=one.source, quote=one.quote,
            )  # fmt: skip
        elif not one.measures:
            yield one


def _of_period(found: Sequence[Project], plan: Plan | None) -> Project | None:
    """Of several projects of one name the latest that had begun by the plan's end; cancelled ones come last."""
    if not found:
        return None
    end = plan.period_until if plan else None
    begun = [one for one in found if end is None or one.begins_on is None or one.begins_on <= end]
    return max(begun or found, key=lambda one: (one.cancelled_on is None, str(one.begins_on or ""), one.pk))


def _key(*words: str) -> str:
    return sha256("\n".join(words).encode()).hexdigest()[:16]
