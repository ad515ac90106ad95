"""Writing decisions as the meeting goes: what they mean is said back at once, nothing is guessed silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import lock_item
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import AgendaItem, Decision, DecisionExecutor, Meeting
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Occurrence, Schedule
from kadrost.reading.protocol.addressees import read_addressees
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import Directory, Proposal
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.models import Checkpoint, Requirement

Kind = Decision.Kind
MOST_DECISIONS = 200
LONGEST_TEXT = 10_000
LONGEST_DUE = 500
DATES_SHOWN = 3
_NOTED = re.compile(r"принять\s+к\s+сведению|принимается\s+к\s+сведению", re.IGNORECASE)
_APPROVED = re.compile(r"^\s*(утвердить|одобрить|согласовать|определить|избрать|считать)\b", re.IGNORECASE)
_AT_MEETING = re.compile(
    r"\bна\s+(?:\w+\s+){0,3}заседани[еи]\b|\bк\s+(?:\w+\s+){0,2}заседанию\b|\bна\s+(?:\w+\s+){0,2}совете\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision as typed. An empty `kind` is worked out of the words; executors one a line or after «;»."""

    text: str
    kind: str = ""
    due_text: str = ""
    executors: str = ""
    is_answered_at_meeting: bool | None = None
    checkpoint: Checkpoint | None = None
    requirement: Requirement | None = None


@dataclass(frozen=True, slots=True)
class NamedExecutor:
    """An executor as the decision names it, and what it may mean."""

    printed: str
    body: Organisation | OrganisationGroup | None
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class DecisionMeaning:
    """What a draft would mean: its kind, its term with the first days, its executors, whether it is answered later."""

    kind: Kind
    schedule: Schedule | None
    dates: tuple[Occurrence, ...]
    executors: tuple[NamedExecutor, ...]
    is_answered_at_meeting: bool

    @property
    def unknown(self) -> tuple[NamedExecutor, ...]:
        """The executors that mean no body of the registry yet."""
        return tuple(one for one in self.executors if one.body is None)


def understand(draft: DecisionDraft, meeting: Meeting, directory: Directory | None = None) -> DecisionMeaning:
    """What the draft would mean at this meeting; nothing is written."""
    directory = directory or Directory(meeting.body.organisation.territory)
    schedule = schedule_of(draft.due_text, meeting)
    names = [name.strip() for name in re.split(r"[;\n]", draft.executors) if name.strip()]
    if not names:
        names = [executor.name for executor in read_addressees(draft.text.strip()).executors]
    answered = draft.is_answered_at_meeting
    kind = Kind(draft.kind) if draft.kind in Kind.values else kind_of(draft.text)
    return DecisionMeaning(
        kind=kind,
        schedule=schedule,
        dates=_first_dates(schedule, meeting) if schedule else (),
        executors=tuple(_named(name, directory) for name in dict.fromkeys(names)),
        is_answered_at_meeting=kind == Kind.ASSIGNMENT
        and (asks_answer_at_meeting(draft.text) if answered is None else answered),
    )


def schedule_of(due_text: str, meeting: Meeting) -> Schedule | None:
    """The term as counted from the meeting's day; None where none is named."""
    words = due_text.strip()
    return compile_phrase(words, signed=meeting.held_on) if words else None


def kind_of(text: str) -> Kind:
    """The kind that the words say: taking note and approving are told from an assignment."""
    if _NOTED.search(text):
        return Kind.NOTED
    if _APPROVED.search(text) and not read_addressees(text.strip()).executors:
        return Kind.APPROVAL
    return Kind.ASSIGNMENT


def asks_answer_at_meeting(text: str) -> bool:
    """Whether the words ask for the answer at a meeting: «доложить на следующем заседании Совета»."""
    return _AT_MEETING.search(text) is not None


@transaction.atomic
def write_decision(
    *,
    item: AgendaItem,
    draft: DecisionDraft,
    acting: Acting,
    today: date,
    parent: Decision | None = None,
    request_id: str = "",
) -> Decision:
    """Put a decision at the end of a question, or of those under a lead-in.

    Executors that mean no body yet are kept as printed; signing asks for them. Raises `PermissionRefused`, and
    `CouncilRefused` for empty words, a term that is not understood, a third level, a missing or foreign checkpoint.
    """
    meeting, locked = lock_item(item, acting)
    meaning = _checked(draft, meeting, acting)
    if locked.decisions.count() >= MOST_DECISIONS:
        raise CouncilRefused(f"По вопросу уже {MOST_DECISIONS} решений.", remedy="Добавьте ещё один вопрос.")
    _check_parent(locked, parent, meaning)
    last: int | None = locked.decisions.aggregate(last=Max("position"))["last"]
    decision = Decision(item=locked, parent=parent, position=(last or 0) + 1)
    _fill(decision, draft, meaning)
    decision.save()
    _keep_executors(decision, meaning)
    record(actor=acting.actor(request_id=request_id), action="decide", subject=meeting, on=today, after=_said(decision))
    return decision


@transaction.atomic
def change_decision(
    *, decision: Decision, draft: DecisionDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> Decision:
    """Change a decision before the protocol is signed; raises as `write_decision`, and `StaleVersion`."""
    meeting, item = lock_item(decision.item, acting)
    locked = _lock(decision, version)
    meaning = _checked(draft, meeting, acting)
    _check_parent(item, locked.parent, meaning)
    if draft.due_text.strip() and locked.children.exists():
        raise CouncilRefused("У вводной строки не бывает срока.", remedy="Сроки стоят у подпунктов.")
    before = _said(locked)
    _fill(locked, draft, meaning)
    locked.version += 1
    locked.save()
    locked.executors.all().delete()
    _keep_executors(locked, meaning)
    after = _said(locked)
    if before != after:
        record(
            actor=acting.actor(request_id=request_id), action="change_decision", subject=meeting, on=today,
            before=before, after=after,
        )  # fmt: skip
    return locked


@transaction.atomic
def remove_decision(*, decision: Decision, version: int, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a decision out, with those under it; what it was stays in the journal."""
    meeting, _item = lock_item(decision.item, acting)
    locked = _lock(decision, version)
    record(
        actor=acting.actor(request_id=request_id), action="remove_decision", subject=meeting, on=today,
        before=_said(locked) | {"under_it": [child.text for child in locked.children.all()]},
    )  # fmt: skip
    locked.delete()


@transaction.atomic
def move_decision(*, decision: Decision, up: bool, acting: Acting, today: date, request_id: str = "") -> None:
    """Change places with the decision before or after at the same level; nothing happens at the ends."""
    meeting, item = lock_item(decision.item, acting)
    beside = list(item.decisions.filter(parent=decision.parent_id).order_by("position", "id"))
    place = next(index for index, one in enumerate(beside) if one.pk == decision.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(beside):
        return
    first, second = beside[place], beside[other]
    first.position, second.position = second.position, first.position
    Decision.objects.bulk_update([first, second], ["position"])
    record(
        actor=acting.actor(request_id=request_id), action="move_decision", subject=meeting, on=today,
        after={"text": first.text},
    )  # fmt: skip


def _checked(draft: DecisionDraft, meeting: Meeting, acting: Acting) -> DecisionMeaning:
    text = draft.text.strip()
    if not text:
        raise CouncilRefused("Решение пустое.", remedy="Напишите, что решено.")
    if len(text) > LONGEST_TEXT or len(draft.due_text) > LONGEST_DUE:
        raise CouncilRefused("Решение или срок слишком длинные.", remedy="Разделите решение на несколько.")
    if draft.kind and draft.kind not in Kind.values:
        raise CouncilRefused("Такого вида решений нет.", remedy="Выберите из списка.")
    meaning = understand(draft, meeting)
    if meaning.schedule is not None and not meaning.schedule.understood:
        raise CouncilRefused(
            f"Срок «{draft.due_text.strip()}» не понят: {meaning.schedule.why}",
            remedy="Напишите иначе, например «до 1 июля 2027 года» или «постоянно».",
        )
    if meaning.schedule is not None and meaning.kind != Kind.ASSIGNMENT:
        raise CouncilRefused("Срок бывает только у поручения.", remedy="Уберите срок или выберите вид «Поручение».")
    if meaning.kind in (Kind.REMOVAL, Kind.CONFIRMATION):
        _check_checkpoint(draft, meaning.kind, meeting, acting)
    return meaning


def _check_checkpoint(draft: DecisionDraft, kind: Kind, meeting: Meeting, acting: Acting) -> None:
    checkpoint = draft.checkpoint
    if checkpoint is None:
        raise CouncilRefused("Не выбрано, о каком мероприятии решение.", remedy="Выберите контрольную точку.")
    if checkpoint.plan.territory_id != meeting.body.organisation.territory_id:
        raise CouncilRefused("Это мероприятие другого региона.", remedy="Выберите из списка.")
    if checkpoint.state not in Checkpoint.OPEN_STATES:
        raise CouncilRefused(
            f"Контрольная точка закрыта: {checkpoint.get_state_display().lower()}.", remedy="Выберите открытую."
        )
    if kind == Kind.REMOVAL and not rules.test_rule("roadmaps.rule", acting, checkpoint):
        raise CouncilRefused(
            "Этот план контролирует не совет: снять с контроля может его контролёр.",
            remedy="Запишите поручение контролёру рассмотреть снятие с контроля.",
        )
    if draft.requirement is not None and draft.requirement.measure_id != checkpoint.measure_id:
        raise CouncilRefused("Этот документ требуется для другого мероприятия.", remedy="Выберите из списка.")


def _check_parent(item: AgendaItem, parent: Decision | None, meaning: DecisionMeaning) -> None:
    if parent is None:
        return
    if parent.item_id != item.pk or parent.parent_id is not None:
        raise CouncilRefused("Подпункты бывают только у решений первого уровня.", remedy="Добавьте решение вопроса.")
    if parent.kind != Kind.ASSIGNMENT or meaning.kind in (Kind.REMOVAL, Kind.CONFIRMATION):
        raise CouncilRefused("Подпункты бывают только у поручений.", remedy="Добавьте отдельное решение.")
    if parent.due_text:
        raise CouncilRefused("У вводной строки есть срок.", remedy="Уберите его: сроки стоят у подпунктов.")


def _lock(decision: Decision, version: int) -> Decision:
    locked = Decision.objects.select_for_update(of=("self",)).select_related("parent").filter(pk=decision.pk).first()
    if locked is None or locked.version != version:
        raise StaleVersion
    return locked


def _fill(decision: Decision, draft: DecisionDraft, meaning: DecisionMeaning) -> None:
    about = meaning.kind in (Kind.REMOVAL, Kind.CONFIRMATION)
    decision.kind = meaning.kind
    decision.text = draft.text.strip()
    decision.due_text = draft.due_text.strip()
    decision.schedule_words = meaning.schedule.in_words() if meaning.schedule else ""
    decision.is_answered_at_meeting = meaning.is_answered_at_meeting
    decision.checkpoint = draft.checkpoint if about else None
    decision.requirement = draft.requirement if meaning.kind == Kind.CONFIRMATION else None


def _keep_executors(decision: Decision, meaning: DecisionMeaning) -> None:
    if meaning.kind != Kind.ASSIGNMENT:
        return
    DecisionExecutor.objects.bulk_create(
        DecisionExecutor(
            decision=decision,
            position=position,
            printed_name=one.printed[:500],
            organisation=one.body if isinstance(one.body, Organisation) else None,
            group=one.body if isinstance(one.body, OrganisationGroup) else None,
        )
        for position, one in enumerate(meaning.executors)
    )


def _said(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.get_kind_display(),
        "text": decision.text,
        "due_text": decision.due_text,
        "executors": [one.printed_name for one in decision.executors.all()],
    }


def _named(printed: str, directory: Directory) -> NamedExecutor:
    proposals = tuple(directory.proposals(printed))
    return NamedExecutor(printed=printed, body=directory.certain(printed), proposals=proposals)


def _first_dates(schedule: Schedule, meeting: Meeting) -> tuple[Occurrence, ...]:
    until = date(meeting.held_on.year + 2, 12, 31)
    dates = []
    for occurrence in schedule.occurrences(until=until):
        dates.append(occurrence)
        if len(dates) == DATES_SHOWN:
            break
    return tuple(dates)
