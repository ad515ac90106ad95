"""Beginning the next edition of a plan: from a document that was read, or here, from the plan as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.comparison.likeness import corpus_of, likeness
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.domain.editions.items import item_of
from kadrost.roadmaps.domain.editions.matching import match_items
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.intake.building import place_of, printed_words
from kadrost.roadmaps.domain.intake.effective import EffectiveReading, effective_reading
from kadrost.roadmaps.domain.intake.starting import is_same_act, lock_draft, plans_of_kind
from kadrost.roadmaps.domain.intake.stored import item_to_json
from kadrost.roadmaps.models import Act, EditionDraft, EditionRow, Intake, Measure, Plan
from kadrost.roadmaps.permissions import may_change_plan, require

BATCH: Final = 500
LIKE_TITLES: Final = 0.6


@dataclass(frozen=True, slots=True)
class NearPlans:
    """The plans of the territory that a document may concern.

    `twins` are those of the very act; `editions` are those that the person may change, each with whether the document
    is proposed as its edition by itself: the twin, or else the one whose title is the likest, where it is like enough.
    """

    twins: tuple[Plan, ...] = ()
    editions: tuple[tuple[Plan, bool], ...] = ()


def plans_near(reading: EffectiveReading, territory: Territory | None, acting: Acting) -> NearPlans:
    """The plans of the document's kind in the territory, the likeliest edition first, by one query."""
    if territory is None:
        return NearPlans()
    known = plans_of_kind(reading.document, territory)
    twins = tuple(plan for plan in known if is_same_act(reading.document, plan.act))
    mine = [plan for plan in known if plan.state == Plan.State.ACTIVE and may_change_plan(acting, plan)]
    scores = _title_scores(reading.document.title, mine)
    ranked = sorted(mine, key=lambda plan: (plan not in twins, -scores[plan.pk], plan.pk))
    return NearPlans(
        twins,
        tuple(
            (plan, place == 0 and (plan in twins or scores[plan.pk] >= LIKE_TITLES))
            for place, plan in enumerate(ranked)
        ),
    )


def begin_from_intake(
    *, plan: Plan, intake: Intake, acting: Acting, version: int, today: date, request_id: str = ""
) -> EditionDraft:
    """Take the checked document for the next edition of the plan: its measures are matched, the plan stays as it is.

    Raises `PermissionRefused`, `StaleVersion` for the document, and `ControlRefused` where an edition is looked at
    already, or the document is of another territory or kind or is under control itself.
    """
    require("roadmaps.import", acting)
    with transaction.atomic():
        document = lock_draft(intake.pk, version)
        locked = _lock(plan, acting)
        reading = effective_reading(document)
        if document.territory_id not in (None, locked.territory_id) or reading.document.kind != locked.kind:
            raise ControlRefused(
                "Документ другой территории или другого вида не может быть редакцией этого плана.",
                remedy="Выберите план этой территории.",
            )
        if Act.objects.filter(sha256=document.sha256).exists():
            raise ControlRefused("Этот документ уже на контроле.", remedy="Откройте его план.")
        draft = _open(locked, acting, today, intake=document, sections=_sections_of(reading))
        EditionRow.objects.bulk_create(_matched_rows(draft, reading), batch_size=BATCH)
        _record(draft, acting, today, request_id, ground=document.file_name)
    return draft


@transaction.atomic
def begin_inside(*, plan: Plan, acting: Acting, today: date, request_id: str = "", ground: str = "") -> EditionDraft:
    """Begin the next edition out of the plan as it stands: nothing differs until somebody changes a row.

    Raises `PermissionRefused`, and `ControlRefused` where an edition is looked at already.
    """
    locked = _lock(plan, acting)
    sections = [
        {"number": one.number, "title": one.title, "result": one.expected_result} for one in locked.sections.all()
    ]
    draft = _open(locked, acting, today, intake=None, sections=sections)
    rows = [
        EditionRow(draft=draft, position=place, measure=measure, item=item_to_json(item_of(measure)))
        for place, measure in enumerate(measures_in_force(locked))
    ]
    EditionRow.objects.bulk_create(rows, batch_size=BATCH)
    _record(draft, acting, today, request_id, ground=ground)
    return draft


def measures_in_force(plan: Plan) -> list[Measure]:
    """The plan's measures with all that an edition compares, by a constant number of queries."""
    measures = plan.measures.in_force().select_related("section")
    return list(measures.prefetch_related("duties", "requirements", "targets"))


def _lock(plan: Plan, acting: Acting) -> Plan:
    require("roadmaps.change_plan", acting, plan)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("act", "territory").get(pk=plan.pk)
    if locked.state == Plan.State.CLOSED:
        raise ControlRefused("План снят с контроля.", remedy="Верните его на контроль и повторите.")
    known = locked.edition_drafts.filter(state=EditionDraft.State.OPEN).first()
    if known is not None:
        raise ControlRefused(
            "Новая редакция этого плана уже рассматривается.", remedy="Примите её или отмените на странице «Редакции»."
        )
    return locked


def _open(
    plan: Plan, acting: Acting, today: date, *, intake: Intake | None, sections: list[dict[str, str]]
) -> EditionDraft:
    return EditionDraft.objects.create(
        plan=plan, intake=intake, number=plan.edition + 1, sections=sections, made_by=acting.user, made_on=today
    )


def _record(draft: EditionDraft, acting: Acting, today: date, request_id: str, ground: str = "") -> None:
    record(
        actor=acting.actor(request_id=request_id), action="begin_edition", subject=draft.plan, on=today,
        ground=ground, after={"edition": draft.number},
    )  # fmt: skip


def _sections_of(reading: EffectiveReading) -> list[dict[str, str]]:
    return [{"number": one.number, "title": one.title, "result": one.result} for one in reading.reading.sections]


def _matched_rows(draft: EditionDraft, reading: EffectiveReading) -> list[EditionRow]:
    """A row for each item of the document in its order; gone measures stand behind the one they stood behind."""
    measures = measures_in_force(draft.plan)
    before = [item_of(measure) for measure in measures]
    after = [each.item for each in reading.items]
    titles = {one.number: one.title for one in draft.plan.sections.all()} | {
        one.number: one.title for one in reading.reading.sections
    }
    partners = match_items(before, after, titles)
    rows = [
        EditionRow(
            draft=draft,
            measure=measures[partners[place]] if place in partners else None,
            item=item_to_json(each.item),
            printed=printed_words(each.first_read),
            place=place_of(each),
        )
        for place, each in enumerate(reading.items)
    ]
    _insert_gone(rows, draft, measures, set(partners.values()))
    for position, row in enumerate(rows):
        row.position = position
    return rows


def _insert_gone(rows: list[EditionRow], draft: EditionDraft, measures: Sequence[Measure], known: set[int]) -> None:
    previous: int | None = None
    for place, measure in enumerate(measures):
        if place not in known:
            stand = next((index for index, row in enumerate(rows) if row.measure and row.measure.pk == previous), -1)
            rows.insert(stand + 1, EditionRow(draft=draft, measure=measure, item=None))
        previous = measure.pk


def _title_scores(title: str, plans: Sequence[Plan]) -> dict[int, float]:
    terms = terms_of(title)
    theirs = [max((terms_of(plan.act.title), terms_of(plan.title)), key=len) for plan in plans]
    corpus = corpus_of([terms, *theirs])
    ours = corpus.vector(terms)
    return {plan.pk: likeness(ours, corpus.vector(one)) for plan, one in zip(plans, theirs, strict=True)}
