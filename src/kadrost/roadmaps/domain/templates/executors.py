"""The printed executors of a template, each once, and the bodies of a region that take their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kadrost.region.domain.names import name_key
from kadrost.region.domain.resolution import Directory, Proposal
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.models import Adaptation, Measure

Body = Organisation | OrganisationGroup
MOST_BODIES = 12


@dataclass(slots=True)
class ExecutorRow:
    """A printed name: where it stands, and the bodies named for it, the first of them answering.

    `is_decided` where a person named them or left the name as it is; else they are proposed: as this region named
    them in its last plan made out of a template, or by a name beyond doubt.
    """

    key: str
    printed: str
    measures: list[Measure] = field(default_factory=list)
    by_agreement: int = 0
    bodies: list[Body] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    is_decided: bool = False
    is_remembered: bool = False


def executor_rows(
    adaptation: Adaptation, measures: Sequence[Measure], known: BodiesOf | None = None
) -> list[ExecutorRow]:
    """The template's names in the order of their frequency; by a constant number of queries."""
    rows = _gathered(measures)
    is_whole = all(row.key in adaptation.executors for row in rows.values())
    remembered = {} if is_whole else remembered_executors(adaptation)
    directory = None if is_whole else Directory(adaptation.territory)
    known = known or BodiesOf(adaptation.territory)
    for row in rows.values():
        chosen = adaptation.executors.get(row.key)
        row.is_decided = chosen is not None
        if chosen is None and row.key in remembered:
            chosen, row.is_remembered = remembered[row.key], True
        row.bodies = known.of_choices(chosen or ())
        if chosen is None and directory is not None:
            row.proposals = directory.proposals(row.printed)
            certain = [one.body for one in row.proposals if one.score >= 1]
            row.bodies = certain if len(certain) == 1 else []
    return sorted(rows.values(), key=lambda row: (-len(row.measures), row.printed))


def remembered_executors(adaptation: Adaptation) -> Mapping[str, list[str]]:
    """What the region named for these names in the last plan that it made out of a template; one query."""
    made = Adaptation.objects.filter(territory=adaptation.territory_id, state=Adaptation.State.MADE)
    last = made.exclude(pk=adaptation.pk).order_by("-pk").values_list("executors", flat=True).first()
    return {key: bodies for key, bodies in (last or {}).items() if bodies}


class BodiesOf:
    """The organisations and groups of a territory, by choice and by name; two queries."""

    def __init__(self, territory: Territory) -> None:
        organisations = Organisation.objects.distinct_bodies().within(territory)
        groups = OrganisationGroup.objects.filter(territory=territory)
        self._by_choice: dict[str, Body] = {f"organisation:{one.pk}": one for one in organisations}
        self._by_choice |= {f"group:{one.pk}": one for one in groups}
        self._by_name = {" ".join(str(one).split()).casefold(): one for one in reversed(self._by_choice.values())}

    @property
    def names(self) -> list[str]:
        """All names, for a form to offer."""
        return sorted({str(one) for one in self._by_choice.values()})

    def of_choices(self, choices: Sequence[str]) -> list[Body]:
        """The bodies that are still there, in the order of the choices."""
        return [self._by_choice[choice] for choice in choices if choice in self._by_choice]

    def of_name(self, typed: str) -> Body | None:
        """The body of exactly this name, whatever its letters' size."""
        return self._by_name.get(" ".join(typed.split()).casefold())


def choice_of(body: Body) -> str:
    """The body as it is kept: "organisation:7", "group:3"."""
    return f"{'group' if isinstance(body, OrganisationGroup) else 'organisation'}:{body.pk}"


def key_of(printed: str) -> str:
    """Under which key a printed name's bodies are kept."""
    return name_key(printed) or printed


def _gathered(measures: Sequence[Measure]) -> dict[str, ExecutorRow]:
    rows: dict[str, ExecutorRow] = {}
    for measure in measures:
        for duty in measure.duties.all():
            key = key_of(duty.printed_name)
            row = rows.setdefault(key, ExecutorRow(key, duty.printed_name))
            row.measures.append(measure)
            row.by_agreement += duty.is_by_agreement
    return rows
