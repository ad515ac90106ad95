"""An edition's measures as they are kept once another edition takes their place, and read again as of their time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.editions.beginning import measures_in_force
from kadrost.roadmaps.models import Act, Duty, Measure, Plan, PlanEdition, Requirement, Section, Target

KEPT_FIELDS = (
    "number", "stage", "title", "expected_result", "due_text", "schedule_data", "schedule_words", "is_continuous",
    "is_on_demand", "printed",
)  # fmt: skip


def keep_edition(plan: Plan, *, ground: str, today: date) -> PlanEdition:
    """Keep the edition in force as it stands, for the one that takes its place, within the caller's transaction."""
    last = plan.editions.order_by("-number").first()
    return PlanEdition.objects.create(
        plan=plan,
        number=plan.edition,
        act=plan.act,
        taken_on=last.superseded_on if last else plan.under_control_since,
        superseded_on=today,
        superseded_ground=ground,
        measures=[_kept(measure, plan.act_id) for measure in measures_in_force(plan)],
        columns=plan.columns,
        annexes={
            "notes": list(plan.notes.values("number", "text")),
            "definitions": list(plan.definitions.values("mark", "term", "meaning", "members")),
            "passport": list(plan.passport_rows.values("number", "name", "inferred_name", "value")),
        },
    )


def edition_on(plan: Plan, day: date) -> PlanEdition | None:
    """The superseded edition that was in force on the day; None where it is the one in force now."""
    return plan.editions.filter(superseded_on__gt=day).select_related("act").defer("act__text", "act__blocks").first()


def measures_of_edition(edition: PlanEdition) -> list[Measure]:
    """The edition's measures with the words, sections, executors and results of their time, in its order; four queries.

    They are the very records, with what they said then; they must not be saved.
    """
    known = edition.plan.measures.in_bulk([entry["pk"] for entry in edition.measures])
    bodies = _bodies(edition.measures)
    sections: dict[Any, Section] = {}
    found = []
    for entry in edition.measures:
        measure = known.get(entry["pk"])
        if measure is not None:
            measure.plan = edition.plan
            put_past_words(measure, entry, bodies, sections)
            found.append(measure)
    return found


def take_past_words(measure: Measure, edition: PlanEdition) -> bool:
    """Put the words of the edition on the measure, unsaved; whether the edition had it."""
    entry = next((entry for entry in edition.measures if entry["pk"] == measure.pk), None)
    if entry is None:
        return False
    put_past_words(measure, entry, _bodies([entry]), {})
    return True


def put_past_words(
    measure: Measure,
    entry: Mapping[str, Any],
    bodies: tuple[Mapping[int, Organisation], Mapping[int, OrganisationGroup]],
    sections: dict[Any, Section],
) -> None:
    """Put a kept entry on its measure, unsaved."""
    for name in KEPT_FIELDS:
        setattr(measure, name, entry[name])
    measure.place = entry["place"]
    measure.section = _section(entry["section"], sections)
    organisations, groups = bodies
    duties = [
        Duty(
            pk=one["pk"],
            measure=measure,
            position=position,
            printed_name=one["name"],
            part=one["part"],
            organisation=organisations.get(one["organisation"]),
            group=groups.get(one["group"]),
            is_by_agreement=one["by_agreement"],
            consent_on=date.fromisoformat(one["consent_on"]) if one["consent_on"] else None,
            consent_ground=one["consent_ground"],
        )
        for position, one in enumerate(entry["duties"])
    ]
    measure._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "duties": duties,
        "requirements": [Requirement(measure=measure, **one) for one in entry["requirements"]],
        "targets": [
            Target(measure=measure, **one | {"value": Decimal(one["value"]) if one["value"] is not None else None})
            for one in entry["targets"]
        ],
    }


def source_act(measure: Measure) -> Act:
    """The document in which the measure's place is: an earlier edition's where the one in force does not name it."""
    key = measure.place.get("act")
    if key is None or key == measure.plan.act_id:
        return measure.plan.act
    return Act.objects.get(pk=key)


def _kept(measure: Measure, act_id: int) -> dict[str, Any]:
    section = measure.section
    return {
        "pk": measure.pk,
        **{name: getattr(measure, name) for name in KEPT_FIELDS},
        "place": {"act": act_id} | measure.place,
        "section": None
        if section is None
        else {
            "pk": section.pk, "position": section.position, "number": section.number,
            "title": section.title, "expected_result": section.expected_result,
        },
        "duties": [
            {
                "pk": duty.pk,
                "name": duty.printed_name,
                "part": duty.part,
                "organisation": duty.organisation_id,
                "group": duty.group_id,
                "by_agreement": duty.is_by_agreement,
                "consent_on": duty.consent_on.isoformat() if duty.consent_on else None,
                "consent_ground": duty.consent_ground,
            }
            for duty in measure.duties.all()
        ],
        "requirements": [
            {"pk": one.pk, "position": one.position, "text": one.text} for one in measure.requirements.all()
        ],
        "targets": [
            {
                "pk": one.pk, "position": one.position, "text": one.text, "operator": one.operator,
                "value": str(one.value) if one.value is not None else None, "unit": one.unit, "year": one.year,
            }
            for one in measure.targets.all()
        ],
    }  # fmt: skip


def _section(kept: Mapping[str, Any] | None, sections: dict[Any, Section]) -> Section | None:
    """One object for each section, so that a table groups by it."""
    if kept is None:
        return None
    if kept["pk"] not in sections:
        sections[kept["pk"]] = Section(**kept)
    return sections[kept["pk"]]


def _bodies(
    entries: Sequence[Mapping[str, Any]],
) -> tuple[Mapping[int, Organisation], Mapping[int, OrganisationGroup]]:
    duties = [duty for entry in entries for duty in entry["duties"]]
    return (
        Organisation.objects.in_bulk(_keys(duties, "organisation")),
        OrganisationGroup.objects.prefetch_related("members").in_bulk(_keys(duties, "group")),
    )


def _keys(duties: Iterable[Mapping[str, Any]], name: str) -> set[int]:
    return {duty[name] for duty in duties if duty[name] is not None}
