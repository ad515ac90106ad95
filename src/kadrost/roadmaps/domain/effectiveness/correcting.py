"""Accepted corrections become the draft of the plan's next edition: rows that wait to be looked at like any others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.editions.beginning import begin_inside
from kadrost.roadmaps.domain.editions.deciding import LONGEST_GROUND, MENDED_FIELDS, add_row, leave_out, mend_row
from kadrost.roadmaps.domain.editions.items import field_words
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.domain.intake.stored import item_from_json
from kadrost.roadmaps.models import CorrectionProposal, EditionDraft, EditionRow, EffectivenessAnalysis
from kadrost.roadmaps.permissions.effectiveness import require

State = EffectivenessAnalysis.State


@transaction.atomic
def begin_correction(
    *, analysis: EffectivenessAnalysis, acting: Acting, today: date, request_id: str = ""
) -> EditionDraft:
    """Begin the plan's next edition out of what an approved analysis corrects; each row waits for a person's decision.

    A measure that has left the plan since then is passed over. Raises `PermissionRefused`, and `ControlRefused` where
    the analysis is not approved, corrects no words, has its edition already, or another edition is looked at.
    """
    require("effectiveness.make", acting, analysis.plan)
    locked = EffectivenessAnalysis.objects.select_for_update(of=("self",)).select_related("plan").get(pk=analysis.pk)
    if locked.state != State.APPROVED:
        raise ControlRefused("Анализ не утверждён.", remedy="Решите каждое предложение и утвердите его.")
    known = locked.edition_draft
    if known is not None and known.state != EditionDraft.State.ABANDONED:
        raise ControlRefused(f"По этому анализу уже есть редакция {known.number}.", remedy="Откройте её.")
    accepted = list(accepted_changes(locked))
    if not accepted:
        raise ControlRefused(
            "Ни одно принятое предложение не меняет слов плана.", remedy="Новая редакция по этому анализу не нужна."
        )
    draft = begin_inside(plan=locked.plan, acting=acting, today=today, request_id=request_id, ground=ground_of(locked))
    _put_changes(draft, accepted, acting)
    draft.rows.filter(is_mended=True).update(verdict=EditionRow.Verdict.PENDING)
    draft.refresh_from_db()
    locked.edition_draft = draft
    locked.version += 1
    locked.save(update_fields=["edition_draft", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="begin_correction", subject=locked, on=today,
        after={"edition": draft.number, "corrections": len(accepted)},
    )  # fmt: skip
    return draft


def accepted_changes(analysis: EffectivenessAnalysis) -> Iterable[CorrectionProposal]:
    """The accepted proposals that change the plan's words, those that leave a measure out last."""
    accepted = CorrectionProposal.objects.filter(line__analysis=analysis, state=CorrectionProposal.State.ACCEPTED)
    found = [one for one in accepted.select_related("line") if one.change]
    return sorted(found, key=lambda one: bool(one.change.get("leave_out")))


def ground_of(analysis: EffectivenessAnalysis) -> str:
    """How an edition names the analysis that it follows from."""
    return (
        f"Анализ эффективности за {analysis.period_from:%d.%m.%Y} – {analysis.period_until:%d.%m.%Y} "
        f"на {analysis.as_of:%d.%m.%Y}"
    )


def _put_changes(draft: EditionDraft, accepted: Iterable[CorrectionProposal], acting: Acting) -> None:
    keys = {row.measure_id: row.pk for row in draft.rows.all()}
    for proposal in accepted:
        ground = f"{proposal.get_kind_display()}: {proposal.words or proposal.ground}"
        ground = ground if len(ground) <= LONGEST_GROUND else f"{ground[: LONGEST_GROUND - 1]}…"
        change, pk = proposal.change, keys.get(proposal.line.measure_id)
        if pk is None:
            continue
        if change.get("leave_out"):
            _mend(keys.get(change.get("into")), change.get("into_words", {}), acting, ground)
            row = EditionRow.objects.select_related("draft__plan").get(pk=pk)
            leave_out(row=row, acting=acting, version=row.version, ground=ground)
            continue
        _mend(pk, change.get("words", {}), acting, ground)
        for words in change.get("added", ()):
            row = EditionRow.objects.get(pk=pk)
            add_row(draft=draft, words=words, section=_section(row), acting=acting, ground=ground)


def _mend(pk: int | None, words: dict[str, str], acting: Acting, ground: str) -> None:
    """Write the words on a row that still has a measure; its other fields stay as they are by now."""
    row = EditionRow.objects.select_related("draft__plan__act").filter(pk=pk).first() if pk and words else None
    if row is None or row.item is None:
        return
    item = item_from_json(row.item)
    whole = {name: field_words(item, name) for name in MENDED_FIELDS} | words
    mend_row(row=row, words=whole, section=item.section, acting=acting, version=row.version, ground=ground)


def _section(row: EditionRow) -> str:
    return str((row.item or {}).get("section", ""))
