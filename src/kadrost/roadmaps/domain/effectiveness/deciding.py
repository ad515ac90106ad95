"""Deciding what is proposed: accept, refuse, write other words, undo; and what the executors say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.reading.result import ReadItem
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.editions.deciding import document_of
from kadrost.roadmaps.domain.editions.items import EDITION_FIELDS, field_words, item_of
from kadrost.roadmaps.domain.effectiveness.making import lock_open_analysis
from kadrost.roadmaps.domain.effectiveness.proposing import change_with_words
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.intake.fields import with_words
from kadrost.roadmaps.models import CorrectionProposal, EffectivenessAnalysis, ExecutorOpinion, Measure
from kadrost.roadmaps.permissions import PermissionRefused

State = CorrectionProposal.State
CHANGED_FIELDS = ("title", "result", "due_text", "executors", "evidence")
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a proposal changes, before and after."""

    label: str
    before: str
    after: str


@transaction.atomic
def decide_proposal(
    *,
    proposal: CorrectionProposal,
    decision: CorrectionProposal.State,
    words: str,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> CorrectionProposal:
    """Accept or refuse a proposal, or take the decision back («pending»); `words` say why.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` where the analysis is not open, where a correction
    that nobody has worded yet is accepted, or where a refusal gives no reason.
    """
    locked = _lock(proposal, acting, version)
    if decision == State.ACCEPTED and locked.wants_words:
        raise ControlRefused(
            "Программа не знает, какими словами это записать.",
            remedy="Нажмите «Изменить» и впишите слова новой редакции.",
        )
    if decision == State.REFUSED and not words.strip():
        raise ControlRefused("Почему отклонено, не сказано.", remedy="Напишите причину: она войдёт в отчёт.")
    before = locked.get_state_display()
    locked.state, locked.words = decision, _fit(words)
    locked.decided_by_name = "" if decision == State.PENDING else str(acting.user)
    locked.decided_on = None if decision == State.PENDING else today
    _keep(locked, before, acting, today, request_id)
    return locked


@transaction.atomic
def reword_proposal(
    *,
    proposal: CorrectionProposal,
    fields: Mapping[str, str],
    words: str,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> CorrectionProposal:
    """Write in other words what the next edition says of the measure, and accept it so.

    `fields` are those of `CHANGED_FIELDS`; those that say what the plan says already are left out. Raises what
    `decide_proposal` raises, `FieldRefused`, and `ControlRefused` for a term that is not understood or no change at all.
    """
    locked = _lock(proposal, acting, version)
    measure = measure_whole(locked.line.measure_id)
    item = item_of(measure)
    changed = {
        name: value.strip()
        for name, value in fields.items()
        if name in CHANGED_FIELDS and _folded(value) != _folded(field_words(item, name))
    }
    if not changed:
        raise ControlRefused(
            "Слова те же, что в плане.", remedy="Измените хотя бы одно поле или отклоните предложение."
        )
    said = _try_out(item, changed, measure)
    before = locked.get_state_display()
    locked.change, locked.is_mended = change_with_words(item, changed, said), True
    locked.state, locked.words = State.ACCEPTED, _fit(words)
    locked.decided_by_name, locked.decided_on = str(acting.user), today
    _keep(locked, before, acting, today, request_id)
    return locked


@transaction.atomic
def say_opinion(
    *, proposal: CorrectionProposal, words: str, acting: Acting, today: date, request_id: str = ""
) -> ExecutorOpinion:
    """Keep what an executor's body thinks of a proposal on its own measure, while the analysis is open.

    Raises `PermissionRefused` for whoever answers for another measure, and `ControlRefused` for no words.
    """
    line = proposal.line
    mine = sorted(acting.organisation_ids(Role.EXECUTOR) & set(line.facts.get("bodies", ())))
    if not mine:
        raise PermissionRefused("За это мероприятие отвечает другая организация.")
    analysis = EffectivenessAnalysis.objects.select_for_update(of=("self",)).get(pk=line.analysis_id)
    if not analysis.is_open:
        raise ControlRefused("Анализ уже утверждён.", remedy="Скажите об этом координатору плана.")
    if not words.strip():
        raise ControlRefused("Мнение не написано.", remedy="Напишите, согласны ли вы и почему.")
    opinion, _made = ExecutorOpinion.objects.update_or_create(
        proposal=proposal, organisation_id=mine[0],
        defaults={"words": _fit(words), "author_name": str(acting.user), "said_on": today},
    )  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id, role=Role.EXECUTOR, organisation_id=mine[0]), action="say_opinion",
        subject=analysis, on=today, after={"number": line.number, "words": opinion.words},
    )  # fmt: skip
    return opinion


def measure_whole(pk: int) -> Measure:
    """The measure with all that an edition compares."""
    measures = Measure.objects.select_related("section", "plan__act")
    return measures.prefetch_related("duties", "requirements", "targets").get(pk=pk)


def changes_of(proposal: CorrectionProposal) -> list[FieldChange]:
    """The fields that the proposal changes, each with the plan's words of then and its own."""
    words: Mapping[str, str] = proposal.change.get("words", {})
    before: Mapping[str, str] = proposal.change.get("before", {})
    return [
        FieldChange(label, before.get(name, ""), words[name]) for name, label in EDITION_FIELDS.items() if name in words
    ]


def _try_out(item: ReadItem, changed: Mapping[str, str], measure: Measure) -> str:
    """Refuse what the edition would refuse; gives the new term as it is understood, empty where the term stays."""
    document = document_of(measure.plan)
    for name, value in changed.items():
        item = with_words(item, name, value, document)
    if "due_text" not in changed or item.schedule is None:
        return ""
    if not item.schedule.understood:
        raise ControlRefused(
            f"Срок «{item.due_text}» не понят: {item.schedule.why}",
            remedy="Напишите срок иначе, например «март 2027 года».",
        )
    return item.schedule.in_words()


def _lock(proposal: CorrectionProposal, acting: Acting, version: int) -> CorrectionProposal:
    analysis = lock_open_analysis(proposal.line.analysis, acting)
    locked = CorrectionProposal.objects.select_for_update(of=("self",)).select_related("line").get(pk=proposal.pk)
    if locked.version != version:
        raise StaleVersion
    locked.line.analysis = analysis
    return locked


def _keep(proposal: CorrectionProposal, before: str, acting: Acting, today: date, request_id: str) -> None:
    proposal.version += 1
    proposal.save()
    analysis = proposal.line.analysis
    analysis.version += 1
    analysis.save(update_fields=["version"])
    after: dict[str, Any] = {
        "number": proposal.line.number, "kind": proposal.get_kind_display(), "state": proposal.get_state_display(),
    }  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id), action="decide_correction", subject=analysis, on=today,
        ground=proposal.words, before={"state": before}, after=after,
    )  # fmt: skip


def _fit(words: str) -> str:
    words = words.strip()
    if len(words) > MOST_WORDS:
        raise ControlRefused("Пояснение слишком длинное.", remedy=f"Уложитесь в {MOST_WORDS} знаков.")
    return words


def _folded(words: str) -> str:
    return " ".join(words.split())
