"""Control of a checkpoint: report, evidence, and the controller's rulings.

awaiting → reported → accepted; returned and extended lead back; removed ends it. Every act checks permission and
the version that the person saw, runs in one transaction and leaves one entry in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kadrost.accounts.roles import Role
from kadrost.audit.journal import Actor, record
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.evidence import EvidenceDraft, add_evidence_rows, missing_requirements
from kadrost.roadmaps.domain.terms import check_new_term
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Evidence, Plan, Report, ReportFigure, Ruling
from kadrost.roadmaps.permissions import PermissionRefused, reporting_organisation_ids, require

State = Checkpoint.State
MOST_WORDS = 4_000
"""A report is read on a page and printed in a cell of the yearly account."""


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What an executor says: the claim, in words, figures by target id, documents."""

    claim: Report.Claim
    words: str
    figures: Mapping[int, Decimal]
    evidence: Sequence[EvidenceDraft] = ()


@transaction.atomic
def submit_report(
    *, checkpoint: Checkpoint, acting: Acting, draft: ReportDraft, version: int, today: date, request_id: str = ""
) -> Report:
    """Hand in a report with its evidence; where it claims the result, the checkpoint then waits for a ruling.

    A «done» that falls short of the document by the report's own figures is told apart from the others that wait.
    A report that says «partly» or «not done» leaves the term open: once it has passed, the checkpoint is late.

    Raises `PermissionRefused`, `StaleVersion`, or `ControlRefused` where the checkpoint is closed or the words
    are missing. A repeated report adds to the earlier ones and never replaces them.
    """
    require("roadmaps.report", acting, checkpoint)
    locked = _lock(checkpoint, version)
    _refuse_if_closed(locked)
    if not draft.words.strip():
        raise ControlRefused("Не сказано, что сделано.", remedy="Опишите результат хотя бы одним предложением.")
    if len(draft.words.strip()) > MOST_WORDS:
        raise ControlRefused("Отчёт слишком длинный.", remedy=f"Уложитесь в {MOST_WORDS} знаков, остальное приложите.")
    report = Report.objects.create(
        checkpoint=locked,
        organisation=_reporting_organisation(acting, locked),
        author=_user(acting),
        author_name=str(acting.user),
        claim=draft.claim,
        words=draft.words.strip(),
        reported_on=today,
    )
    _keep_figures(report, draft.figures)
    add_evidence_rows(checkpoint=locked, report=report, acting=acting, drafts=draft.evidence, today=today)
    before = _snapshot(locked)
    if draft.claim == Report.Claim.DONE or locked.state == State.CONTRADICTED:
        locked.state = State.CONTRADICTED if contradictions_of(report) else State.REPORTED
    locked.reports_count += 1
    _close_act(locked, on=today)
    record(
        actor=_executor(acting, request_id, report.organisation_id), action="report", subject=locked, on=today,
        ground=_term(locked), before=before,
        after=_snapshot(locked) | {"claim": report.get_claim_display(), "words": report.words},
    )  # fmt: skip
    return report


@transaction.atomic
def add_evidence(
    *,
    report: Report,
    acting: Acting,
    drafts: Sequence[EvidenceDraft],
    version: int,
    today: date,
    request_id: str = "",
) -> list[Evidence]:
    """Add documents to a report that was handed in before, while its checkpoint is open.

    Raises `PermissionRefused` unless the person reports for the same body, `StaleVersion`, and `ControlRefused`
    where the checkpoint is closed or a document is not taken.
    """
    require("roadmaps.report", acting, report.checkpoint)
    if report.organisation_id not in reporting_organisation_ids(acting, report.checkpoint):
        raise PermissionRefused("Этот отчёт подала другая организация.", remedy="Подайте отчёт от своей организации.")
    locked = _lock(report.checkpoint, version)
    _refuse_if_closed(locked)
    if not drafts:
        raise ControlRefused("Документ не приложен.", remedy="Приложите файл или дайте ссылку.")
    added = add_evidence_rows(checkpoint=locked, report=report, acting=acting, drafts=drafts, today=today)
    locked.version += 1
    locked.save(update_fields=["version"])
    record(
        actor=_executor(acting, request_id, report.organisation_id), action="evidence", subject=locked, on=today,
        ground=f"отчёт от {report.reported_on:%d.%m.%Y}",
        after={"documents": [str(evidence) for evidence in added]},
    )  # fmt: skip
    return added


@transaction.atomic
def accept_checkpoint(
    *, checkpoint: Checkpoint, acting: Acting, version: int, today: date, ground: str = "", request_id: str = ""
) -> Ruling:
    """Accept the result.

    Raises `ControlRefused` where nothing was reported, and where a required document is missing or the report's own
    figures contradict it, unless the ground says why the result is accepted all the same.
    """
    locked = _lock_for_ruling(checkpoint, acting, version)
    report = locked.reports.last()
    if report is None:
        raise ControlRefused("Отчёта нет: принимать нечего.", remedy="Дождитесь отчёта или снимите с контроля.")
    missing = missing_requirements(locked)
    if missing and not ground.strip():
        listed = "; ".join(requirement.text for requirement in missing)
        raise ControlRefused(
            f"Не приложены подтверждающие документы: {listed}.",
            remedy="Верните на доработку или напишите основание, по которому результат принимается без них.",
        )
    contradictions = contradictions_of(report)
    if contradictions and not ground.strip():
        raise ControlRefused(
            f"Отчёт говорит «выполнено», а показатель {'; '.join(contradictions)}.",
            remedy="Верните на доработку или напишите основание, по которому результат всё же принимается.",
        )
    locked.accepted_evidence_count = locked.evidence.count()
    return _rule(locked, acting, Ruling.Kind.ACCEPT, State.ACCEPTED, today, ground, request_id=request_id)


@transaction.atomic
def return_checkpoint(
    *, checkpoint: Checkpoint, acting: Acting, version: int, today: date, ground: str, request_id: str = ""
) -> Ruling:
    """Return a report for more work, with the reason; an accepted result may be returned too."""
    locked = _lock_for_ruling(checkpoint, acting, version, closed_allowed=(State.ACCEPTED,))
    if not locked.reports_count:
        raise ControlRefused("Отчёта нет: возвращать нечего.", remedy="Дождитесь отчёта исполнителя.")
    _demand_ground(ground, "Причина возврата не указана.")
    return _rule(locked, acting, Ruling.Kind.RETURN, State.RETURNED, today, ground, request_id=request_id)


@transaction.atomic
def extend_checkpoint(
    *,
    checkpoint: Checkpoint,
    acting: Acting,
    version: int,
    today: date,
    due_on: date,
    ground: str,
    document: str,
    is_far_confirmed: bool = False,
    request_id: str = "",
) -> Ruling:
    """Move the term; the first one is kept, the ground and its document are named.

    Raises `ControlRefused` for a day that is not later or has passed, `FarTerm` for one long after the plan.
    """
    locked = _lock_for_ruling(checkpoint, acting, version)
    _demand_ground(ground, "Основание продления не указано.")
    if not document.strip():
        raise ControlRefused("Документ-основание не назван.", remedy="Укажите вид, номер и дату документа.")
    if due_on <= locked.due_on:
        raise ControlRefused(
            f"Новый срок {due_on:%d.%m.%Y} не позже прежнего {locked.due_on:%d.%m.%Y}.",
            remedy="Укажите более поздний день.",
        )
    check_new_term(due_on, plan=locked.plan, today=today, is_far_confirmed=is_far_confirmed)
    before = locked.due_on
    locked.due_on = due_on
    return _rule(
        locked, acting, Ruling.Kind.EXTEND, State(locked.state), today, ground,
        document=document, due_before=before, request_id=request_id,
    )  # fmt: skip


@transaction.atomic
def remove_checkpoint(
    *,
    checkpoint: Checkpoint,
    acting: Acting,
    version: int,
    today: date,
    ground: str,
    document: str = "",
    request_id: str = "",
) -> Ruling:
    """Take the checkpoint off control, with a ground."""
    locked = _lock_for_ruling(checkpoint, acting, version)
    _demand_ground(ground, "Основание снятия с контроля не указано.")
    return _rule(
        locked, acting, Ruling.Kind.REMOVE, State.REMOVED, today, ground, document=document, request_id=request_id
    )


def contradictions_of(report: Report) -> tuple[str, ...]:
    """In what the report's own figures fall short of the document though it says «done»; empty where nothing does."""
    if report.claim != Report.Claim.DONE:
        return ()
    figures = report.figures.select_related("target__measure")
    return tuple(said for figure in figures if (said := figure.contradiction))


def _rule(
    locked: Checkpoint,
    acting: Acting,
    kind: Ruling.Kind,
    state: Checkpoint.State,
    today: date,
    ground: str,
    *,
    document: str = "",
    due_before: date | None = None,
    request_id: str = "",
) -> Ruling:
    """Keep the ruling, move the checkpoint on, and write both to the journal."""
    before = _snapshot(locked) | ({"due_on": due_before} if due_before else {})
    locked.state = state
    ruling = Ruling.objects.create(
        checkpoint=locked,
        report=locked.reports.last(),
        kind=kind,
        ground=ground.strip(),
        document=document.strip(),
        due_before=due_before,
        due_after=locked.due_on if due_before else None,
        author=_user(acting),
        author_name=str(acting.user),
        ruled_on=today,
    )
    _close_act(locked, on=today)
    record(
        actor=acting.actor(request_id=request_id, role=_ruling_role(acting, locked.plan)), action=kind.value,
        subject=locked, on=today,
        ground="; ".join(part for part in (ruling.ground, ruling.document) if part) or _report_ruled_on(ruling),
        before=before, after=_snapshot(locked),
    )  # fmt: skip
    return ruling


def _lock(checkpoint: Checkpoint, version: int) -> Checkpoint:
    locked = Checkpoint.objects.select_for_update(of=("self",)).select_related("plan", "measure").get(pk=checkpoint.pk)
    if locked.version != version:
        raise StaleVersion
    if locked.plan.state == Plan.State.CLOSED:
        raise ControlRefused("План снят с контроля.", remedy="Координатор может вернуть его на контроль.")
    return locked


def _lock_for_ruling(
    checkpoint: Checkpoint, acting: Acting, version: int, closed_allowed: Sequence[str] = ()
) -> Checkpoint:
    require("roadmaps.rule", acting, checkpoint)
    locked = _lock(checkpoint, version)
    if locked.state not in closed_allowed:
        _refuse_if_closed(locked)
    return locked


def _refuse_if_closed(checkpoint: Checkpoint) -> None:
    if checkpoint.state not in Checkpoint.OPEN_STATES:
        raise ControlRefused(
            f"Контрольная точка закрыта: {checkpoint.get_state_display().lower()}.",
            remedy="Чтобы вернуться к ней, контролёр возвращает её на доработку.",
        )


def _demand_ground(ground: str, message: str) -> None:
    if not ground.strip():
        raise ControlRefused(message, remedy="Напишите основание: его увидят исполнитель и проверяющие.")


def _close_act(checkpoint: Checkpoint, *, on: date) -> None:
    """Store the new state under a new version, and the row by which the past is looked at."""
    checkpoint.version += 1
    checkpoint.save(update_fields=["state", "due_on", "reports_count", "accepted_evidence_count", "version"])
    CheckpointState.objects.create(
        checkpoint=checkpoint,
        on=on,
        state=checkpoint.state,
        due_on=checkpoint.due_on,
        reports_count=checkpoint.reports_count,
    )


def _executor(acting: Acting, request_id: str, organisation_id: int) -> Actor:
    """The person as executor of the body in whose name the report stands."""
    return acting.actor(request_id=request_id, role=Role.EXECUTOR, organisation_id=organisation_id)


def _ruling_role(acting: Acting, plan: Plan) -> Role | None:
    """The role in which the person rules: the controller's, or the coordinator's where the plan names no controller."""
    if plan.controller_id is None and Role.COORDINATOR in acting.roles:
        return Role.COORDINATOR
    return Role.CONTROLLER if Role.CONTROLLER in acting.roles else None


def _term(checkpoint: Checkpoint) -> str:
    return f"срок контрольной точки {checkpoint.due_on:%d.%m.%Y}"


def _report_ruled_on(ruling: Ruling) -> str:
    return f"отчёт от {ruling.report.reported_on:%d.%m.%Y}" if ruling.report else ""


def _snapshot(checkpoint: Checkpoint) -> dict[str, Any]:
    return {"state": checkpoint.get_state_display(), "due_on": checkpoint.due_on}


def _keep_figures(report: Report, figures: Mapping[int, Decimal]) -> None:
    known = {target.pk: target for target in report.checkpoint.measure.targets.all()}
    unknown = set(figures) - set(known)
    if unknown:
        raise ControlRefused("Показатель не относится к этому мероприятию.", remedy="Откройте страницу заново.")
    ReportFigure.objects.bulk_create(
        ReportFigure(report=report, target=known[key], value=value) for key, value in figures.items()
    )


def _reporting_organisation(acting: Acting, checkpoint: Checkpoint) -> Organisation:
    """The body in whose name the report stands: the lead where the person acts for several."""
    mine = reporting_organisation_ids(acting, checkpoint)
    for duty in checkpoint.measure.duties.all():
        if duty.organisation_id in mine and duty.organisation is not None:
            return duty.organisation
    return Organisation.objects.get(pk=min(mine))


def _user(acting: Acting) -> Any:
    if acting.user is None:
        raise PermissionRefused("Войдите, чтобы действовать.")
    return acting.user
