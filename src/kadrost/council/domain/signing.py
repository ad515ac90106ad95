"""Signing a protocol: it is frozen, becomes a plan under control, and does what it decided; all of it or nothing."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import rules
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import checked_file
from kadrost.council.domain.answers import set_days_of_answers
from kadrost.council.domain.course import Course, DecisionLine, course_of
from kadrost.council.domain.decisions import schedule_of
from kadrost.council.domain.duties import ProtocolFile, asked_protocol, confirm_by_protocol, open_checkpoints_of
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.meetings import lock_meeting, touch
from kadrost.council.domain.protocol_paper import lay_out_protocol
from kadrost.council.domain.protocol_text import ProtocolText, protocol_of
from kadrost.council.models import Answer, Decision, Meeting, ProtocolPlan
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.control import remove_checkpoint
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.filing import FiledAct, FiledDuty, FiledMeasure, FiledPlan, file_plan
from kadrost.roadmaps.models import Act, Checkpoint, Measure, Plan

Kind = Decision.Kind
LINEAGES = uuid.UUID("6d2c1c1e-2f0f-4a54-9f0e-0b1a55b9d7c1")
"""The name space in which a decision's key names its measure: signing twice names it the same."""


@dataclass(frozen=True, slots=True)
class SigningDraft:
    """Who approved and who wrote the protocol, on which day it was signed, and the signed copy, if there is one."""

    signed_on: date
    approver_name: str
    approver_post: str
    secretary_name: str
    copy_name: str = ""
    copy_content: bytes = b""
    controller: Organisation | None = None
    is_public: bool = False


@transaction.atomic
def sign_protocol(
    *, meeting: Meeting, draft: SigningDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> Plan:
    """The plan that the signed protocol is. Signing once more gives the same plan and changes nothing.

    The paper is frozen with its sum; assignments come under control, removals and confirmations are carried out,
    answers go to the agendas of later meetings. Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused`
    naming everything that stands against it; then nothing is changed.
    """
    require("council.run_meeting", acting, meeting)
    signed = ProtocolPlan.objects.filter(meeting=meeting).select_related("plan").first()
    if signed is not None:
        return signed.plan
    locked = lock_meeting(meeting, acting)
    if locked.version != version:
        raise StaleVersion
    _check_draft(locked, draft, today)
    course = course_of(locked)
    found = obstacles(course, acting)
    if found:
        raise CouncilRefused("Протокол подписать нельзя. " + " ".join(found), remedy="Исправьте и повторите.")
    text = _freeze(locked, course, draft)
    content, name = _filed_copy(locked, draft)
    plan = _file(locked, course, text, draft, content, name, acting, today, request_id)
    ProtocolPlan.objects.create(body=locked.body, plan=plan, meeting=locked)
    _tie_measures(locked, course, plan)
    _carry_out(locked, course, _evidence(locked, draft, content, name), acting, today, request_id)
    set_days_of_answers(locked.body, today=today)
    record(
        actor=acting.actor(request_id=request_id), action="sign", subject=locked, on=today,
        after={
            "number": locked.number,
            "signed_on": locked.signed_on,
            "sha256": locked.paper_sha256,
            "signed_copy": locked.signed_copy_sha256,
            "plan": str(plan),
        },
    )  # fmt: skip
    return plan


def obstacles(course: Course, acting: Acting) -> list[str]:
    """What stands against signing, a sentence each; empty where nothing does."""
    meeting = course.meeting
    if meeting.state != Meeting.State.HELD:
        return [_("Заседание ещё не открыто.")]
    found = []
    if meeting.chairing is None:
        found.append(_("Не указано, кто председательствовал."))
    if course.quorum is None or not course.quorum.is_met:
        found.append(_("Кворума нет: проверьте отметки об участии."))
    if not course.questions:
        found.append(_("В повестке нет вопросов."))
    for question in course.questions:
        if not question.decisions:
            found.append(_("Вопрос %(number)s: решений нет.") % {"number": question.number})
        if question.tally is not None and not question.tally.is_carried:
            found.append(_("Вопрос %(number)s: решение не набрало голосов.") % {"number": question.number})
    for line in course.every_decision():
        found += _obstacles_of(line, acting)
    return found


def _obstacles_of(line: DecisionLine, acting: Acting) -> list[str]:
    decision, number = line.decision, {"number": line.number}
    found = []
    if line.is_lead_in and decision.due_text:
        found.append(_("Решение %(number)s: у вводной строки не бывает срока.") % number)
    if line.is_assignment and not line.executors:
        found.append(_("Решение %(number)s: исполнитель не назван.") % number)
    found += [
        _("Решение %(number)s: исполнитель «%(name)s» не найден среди организаций.")
        % {**number, "name": executor.printed_name}
        for executor in line.own_executors
        if not executor.is_known
    ]
    if decision.kind in (Kind.REMOVAL, Kind.CONFIRMATION):
        checkpoint = decision.checkpoint
        if checkpoint is None or checkpoint.state not in Checkpoint.OPEN_STATES:
            found.append(_("Решение %(number)s: контрольная точка уже закрыта.") % number)
        elif decision.kind == Kind.REMOVAL and not rules.test_rule("roadmaps.rule", acting, checkpoint):
            found.append(_("Решение %(number)s: снять с контроля может только контролёр этого плана.") % number)
    return found


def protocol_caption(meeting: Meeting) -> str:
    """«Протокол № 2/2022 от 21.04.2022»: as rulings and evidence cite it."""
    return f"Протокол № {meeting.number} от {meeting.held_on:%d.%m.%Y}"


def _check_draft(meeting: Meeting, draft: SigningDraft, today: date) -> None:
    if not draft.approver_name.strip() or not draft.secretary_name.strip():
        raise CouncilRefused("Не указано, кто подписал.", remedy="Впишите утвердившего и секретаря.")
    if draft.signed_on < meeting.held_on or draft.signed_on > today:
        raise CouncilRefused(
            f"День подписания {draft.signed_on:%d.%m.%Y} не лежит между днём заседания и сегодняшним.",
            remedy="Проверьте дату.",
        )


def _freeze(meeting: Meeting, course: Course, draft: SigningDraft) -> ProtocolText:
    """Give the meeting its signatures and its frozen paper."""
    meeting.signed_on = draft.signed_on
    meeting.approver_name, meeting.approver_post = draft.approver_name.strip(), draft.approver_post.strip()
    meeting.secretary_name = draft.secretary_name.strip()
    text = protocol_of(course)
    paper = lay_out_protocol(text)
    meeting.paper_sha256 = hashlib.sha256(paper).hexdigest()
    meeting.paper.save(f"{meeting.paper_sha256}.docx", ContentFile(paper), save=False)
    if draft.copy_content:
        name = checked_file(draft.copy_name, draft.copy_content)
        meeting.signed_copy_name = name
        meeting.signed_copy_sha256 = hashlib.sha256(draft.copy_content).hexdigest()
        stored = f"{meeting.signed_copy_sha256}{PurePath(name).suffix.lower()}"
        meeting.signed_copy.save(stored, ContentFile(draft.copy_content), save=False)
    meeting.state = Meeting.State.SIGNED
    touch(meeting)
    return text


def _filed_copy(meeting: Meeting, draft: SigningDraft) -> tuple[bytes, str]:
    """What is filed as the act: the signed copy, else the frozen paper."""
    if draft.copy_content:
        return draft.copy_content, meeting.signed_copy_name
    with meeting.paper.open("rb") as file:
        return file.read(), f"Протокол {meeting.number.replace('/', '-')}.docx"


def _file(
    meeting: Meeting,
    course: Course,
    text: ProtocolText,
    draft: SigningDraft,
    content: bytes,
    name: str,
    acting: Acting,
    today: date,
    request_id: str,
) -> Plan:
    places = text.places()
    body = meeting.body
    act = FiledAct(
        kind=Act.Kind.PROTOCOL,
        act_type="Протокол",
        issuer=body.organisation.name,
        number=meeting.number,
        signed_on=meeting.held_on,
        title=f"Протокол № {meeting.number} заседания {body.genitive}",
        approved_by=", ".join(part for part in (meeting.approver_post, meeting.approver_name) if part),
        territory=body.organisation.territory,
        file_name=name,
        content=content,
        text=text.text,
    )
    filed = FiledPlan(
        act=act,
        title=act.title,
        short_title=f"{body.caption}: протокол № {meeting.number}",
        coordinator=body.organisation,
        controller=draft.controller,
        is_public=draft.is_public,
        sections=[(str(question.number), question.item.title) for question in course.questions],
        measures=[
            _measure(line, str(question.number), meeting, places.get(line.decision.pk, {}))
            for question in course.questions
            for line in question.every_decision()
            if not line.is_lead_in
        ],
    )
    return file_plan(filed=filed, acting=acting, today=today, request_id=request_id)


def _measure(line: DecisionLine, section: str, meeting: Meeting, cells: dict[str, tuple[int, int]]) -> FiledMeasure:
    decision = line.decision
    return FiledMeasure(
        lineage=_lineage(decision),
        number=line.number,
        section=section,
        title=decision.text,
        due_text=decision.due_text,
        schedule=schedule_of(decision.due_text, meeting),
        duties=[
            FiledDuty(one.printed_name, organisation=one.organisation, group=one.group)
            for one in (line.executors if line.is_assignment else ())
        ],
        cells=cells,
    )


def _tie_measures(meeting: Meeting, course: Course, plan: Plan) -> None:
    """Tie decisions to their measures, and measures to the meetings at which they are answered."""
    by_lineage: dict[uuid.UUID, Measure] = {measure.lineage: measure for measure in plan.measures.all()}
    tied = []
    for line in course.every_decision():
        if line.is_lead_in:
            continue
        line.decision.measure = by_lineage[_lineage(line.decision)]
        tied.append(line.decision)
    Decision.objects.bulk_update(tied, ["measure"])
    Answer.objects.bulk_create(
        Answer(measure=decision.measure, body=meeting.body)
        for decision in tied
        if decision.is_answered_at_meeting and decision.measure is not None
    )


def _carry_out(
    meeting: Meeting, course: Course, protocol: ProtocolFile, acting: Acting, today: date, request_id: str
) -> None:
    """Do what the decisions say: take off control, confirm measures; and count the meeting where meetings are asked."""
    for line in course.every_decision():
        decision = line.decision
        if decision.checkpoint is None:
            continue
        checkpoint = Checkpoint.objects.select_related("plan", "measure").get(pk=decision.checkpoint.pk)
        if decision.kind == Kind.REMOVAL:
            remove_checkpoint(
                checkpoint=checkpoint,
                acting=acting,
                version=checkpoint.version,
                today=today,
                ground=decision.text,
                document=protocol_caption(meeting),
                request_id=request_id,
            )
        elif decision.kind == Kind.CONFIRMATION:
            confirm_by_protocol(
                meeting=meeting, checkpoint=checkpoint, requirement=decision.requirement, decision=decision,
                protocol=protocol, acting=acting, today=today, request_id=request_id,
            )  # fmt: skip
    for checkpoint in open_checkpoints_of(meeting):
        confirm_by_protocol(
            meeting=meeting, checkpoint=checkpoint, requirement=asked_protocol(checkpoint.measure), decision=None,
            protocol=protocol, acting=acting, today=today, request_id=request_id,
        )  # fmt: skip


def _evidence(meeting: Meeting, draft: SigningDraft, content: bytes, name: str) -> ProtocolFile:
    return ProtocolFile(
        number=meeting.number,
        dated_on=meeting.held_on,
        title=f"Протокол заседания {meeting.body.genitive}",
        signer=draft.approver_name.strip(),
        file_name=name,
        content=content,
    )


def _lineage(decision: Decision) -> uuid.UUID:
    return uuid.uuid5(LINEAGES, str(decision.pk))
