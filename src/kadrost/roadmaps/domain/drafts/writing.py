"""Writing a draft of a plan: begin, put in, change, take out, hand over for signing; each is journalled."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.models import AssessmentAnswer, DraftMeasure, Measure, PlanDraft, Provision
from kadrost.roadmaps.permissions.standard import require

State = PlanDraft.State
LONGEST_SOURCE = 500


@dataclass(frozen=True, slots=True)
class DraftWords:
    """A measure of a draft as typed."""

    title: str
    expected_result: str = ""
    due_text: str = ""
    executors: str = ""
    evidence: str = ""


@transaction.atomic
def begin_draft(
    *,
    title: str,
    territory: Territory,
    coordinator: Organisation,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> PlanDraft:
    """Begin a draft of the body's own plan; raises `PermissionRefused`, and `StandardRefused` without a name."""
    require("drafts.manage", acting, None)
    may = coordinator.pk in acting.organisation_ids(Role.COORDINATOR)
    if not may and not acting.reaches(territory.pk, Role.ADMINISTRATOR):
        raise PermissionRefused(
            "Проект плана начинает его координатор.", remedy="Выберите организацию, которую вы представляете."
        )
    if not title.strip():
        raise StandardRefused("Название проекта не указано.", remedy="Назовите будущий план.")
    draft = PlanDraft.objects.create(
        title=title.strip(), territory=territory, coordinator=coordinator, made_by=acting.user, made_on=today
    )
    record(
        actor=acting.actor(request_id=request_id), action="begin_draft", subject=draft, on=today,
        after={"title": draft.title, "coordinator": str(coordinator)},
    )  # fmt: skip
    return draft


@transaction.atomic
def put_measure(
    *,
    draft: PlanDraft,
    words: DraftWords,
    provision: Provision | None,
    acting: Acting,
    today: date,
    source: Measure | None = None,
    gap: AssessmentAnswer | None = None,
    request_id: str = "",
) -> DraftMeasure:
    """Put a measure into the draft; its source (a measure of another plan, a gap of a round) is kept beside it.

    Raises `PermissionRefused`, and `StandardRefused` for a nameless measure, a draft handed over, or a measure that
    is in the draft already.
    """
    locked = _lock(draft, acting)
    _check(words)
    if source is not None and locked.measures.filter(source=source).exists():
        raise StandardRefused("Это мероприятие уже в проекте.", remedy="Измените его там.")
    last = locked.measures.aggregate(last=Max("position"))["last"] or 0
    made = DraftMeasure.objects.create(
        draft=locked, provision=provision, position=last + 1, source=source, gap=gap,
        source_words=source_words(source, gap), **_plain(words),
    )  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id), action="put_measure", subject=made, on=today,
        ground=made.source_words, after={"title": made.title},
    )  # fmt: skip
    return made


@transaction.atomic
def change_draft_measure(
    *,
    measure: DraftMeasure,
    words: DraftWords,
    provision: Provision | None,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Reword a measure of a draft; raises `PermissionRefused`, `StaleVersion`, `StandardRefused`."""
    _lock(measure.draft, acting)
    _check(words)
    locked = DraftMeasure.objects.select_for_update(of=("self",)).select_related("provision").get(pk=measure.pk)
    if locked.version != version:
        raise StaleVersion
    now = _plain(words)
    before = {name: getattr(locked, name) for name, value in now.items() if getattr(locked, name) != value}
    if not before and locked.provision == provision:
        return
    was, locked.provision = locked.provision, provision
    for name, value in now.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*now, "provision", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        before=before | {"provision": str(was or "")},
        after={name: now[name] for name in before} | {"provision": str(provision or "")},
    )  # fmt: skip


@transaction.atomic
def take_out_measure(*, measure: DraftMeasure, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a measure out of its draft; raises `PermissionRefused`, and `StandardRefused` for one handed over."""
    _lock(measure.draft, acting)
    record(
        actor=acting.actor(request_id=request_id), action="take_out_measure", subject=measure, on=today,
        before={"title": measure.title},
    )  # fmt: skip
    measure.delete()


@transaction.atomic
def turn_draft(
    *, draft: PlanDraft, into: PlanDraft.State, acting: Acting, version: int, today: date, request_id: str = ""
) -> None:
    """Hand the draft over for signing, or take it back to write on; an empty one is not handed over."""
    require("drafts.manage", acting, draft)
    locked = PlanDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.version != version:
        raise StaleVersion
    if locked.state == into:
        raise StandardRefused("Проект уже в этом состоянии.", remedy="Обновите страницу.")
    if into == State.SENT and not locked.measures.exists():
        raise StandardRefused("В проекте нет мероприятий.", remedy="Добавьте хотя бы одно.")
    before, locked.state = State(locked.state).label, into
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="turn_draft", subject=locked, on=today,
        before={"state": before}, after={"state": into.label},
    )  # fmt: skip


def words_of_measure(measure: Measure) -> DraftWords:
    """A measure of another plan as a draft takes it over: its executors are named anew, being another region's."""
    return DraftWords(
        title=measure.title,
        expected_result=measure.expected_result,
        due_text=measure.due_text,
        evidence="; ".join(requirement.text for requirement in measure.requirements.all()),
    )


def words_of_gap(answer: AssessmentAnswer) -> DraftWords:
    """What a gap suggests: its direction is what to do, the gap's end is the result."""
    return DraftWords(title=answer.direction or answer.gap, expected_result="", due_text="")


def source_words(source: Measure | None, gap: AssessmentAnswer | None) -> str:
    """Where a measure of a draft comes from."""
    said = ""
    if source is not None:
        said = f"{source.plan.short_title}, мероприятие {source.number}"
    elif gap is not None:
        said = f"{gap.question.round.title}, пробел: {gap.gap}"
    return said if len(said) <= LONGEST_SOURCE else f"{said[: LONGEST_SOURCE - 1]}…"


def _lock(draft: PlanDraft, acting: Acting) -> PlanDraft:
    require("drafts.manage", acting, draft)
    locked = PlanDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.state != State.WRITTEN:
        raise StandardRefused("Проект передан на подпись и не меняется.", remedy="Верните его в работу.")
    return locked


def _check(words: DraftWords) -> None:
    if not words.title.strip():
        raise StandardRefused("Мероприятие без названия не хранится.", remedy="Напишите, что должно быть сделано.")


def _plain(words: DraftWords) -> dict[str, str]:
    return {name: value.strip() for name, value in asdict(words).items()}
