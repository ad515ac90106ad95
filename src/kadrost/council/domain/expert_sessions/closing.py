"""Closing a session: the protocol is frozen and confirms the measures that ask for sessions; and its way to an agenda."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import ItemDraft, add_item, add_material
from kadrost.council.domain.duties import ProtocolFile, asked_protocol, confirm_by_protocol, open_checkpoints_of_session
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.expert_sessions.calling import lock_session, touch
from kadrost.council.domain.expert_sessions.papers import protocol_of
from kadrost.council.domain.expert_sessions.results import results_of
from kadrost.council.models import AgendaItem, ExpertSession, Meeting
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.ui.papers.content import PaperContent
from kadrost.ui.papers.word import lay_out_docx

Phase = ExpertSession.Phase


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """Who signed the protocol, and on which day."""

    closed_on: date
    chair_name: str
    chair_post: str
    secretary_name: str


@transaction.atomic
def close_session(
    *, session: ExpertSession, draft: ClosingDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> ExpertSession:
    """Close a session: its protocol is frozen under its sum and attached where measures ask for sessions.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` naming all that stands against it.
    """
    require("council.close_session", acting, session)
    locked = lock_session(session, None, version=version)
    found = obstacles(locked)
    if found:
        raise CouncilRefused("Сессию закрыть нельзя. " + " ".join(found), remedy="Исправьте и повторите.")
    if not draft.chair_name.strip() or not draft.secretary_name.strip():
        raise CouncilRefused("Не указано, кто подписал.", remedy="Впишите председателя и секретаря.")
    if not locked.held_on <= draft.closed_on <= today:
        raise CouncilRefused(
            f"День подписания {draft.closed_on:%d.%m.%Y} не лежит между днём сессии и сегодняшним.",
            remedy="Проверьте дату.",
        )
    locked.closed_on = draft.closed_on
    locked.chair_name, locked.chair_post = draft.chair_name.strip(), draft.chair_post.strip()
    locked.secretary_name = draft.secretary_name.strip()
    locked.phase = Phase.CLOSED
    content = protocol_paper(locked, as_of=draft.closed_on)
    locked.paper_sha256 = hashlib.sha256(content).hexdigest()
    locked.paper.save(f"{locked.paper_sha256}.docx", ContentFile(content), save=False)
    touch(locked)
    _confirm(locked, content, acting, today, request_id)
    record(
        actor=acting.actor(request_id=request_id), action="close_session", subject=locked, on=today,
        after={"number": locked.number, "closed_on": locked.closed_on, "sha256": locked.paper_sha256},
    )  # fmt: skip
    return locked


def obstacles(session: ExpertSession) -> list[str]:
    """What stands against closing, a sentence each."""
    found = []
    if session.phase != Phase.RESULTS:
        found.append(_("Итоги ещё не подведены."))
    if not session.experts.filter(presence__in=("present", "remote")).exists():
        found.append(_("Участие экспертов не отмечено."))
    return found


def protocol_content(session: ExpertSession, *, as_of: date) -> PaperContent:
    """What the protocol says as things stand."""
    experts = list(session.experts.select_related("organisation"))
    return protocol_of(session, results_of(session), experts, as_of=as_of)


def protocol_paper(session: ExpertSession, *, as_of: date) -> bytes:
    """The protocol as it stands, as the bytes of a .docx file."""
    return lay_out_docx(protocol_content(session, as_of=as_of))


def protocol_name(session: ExpertSession) -> str:
    """«Протокол экспертной сессии 1-2026.docx»."""
    return f"Протокол экспертной сессии {session.number.replace('/', '-')}.docx"


@transaction.atomic
def put_on_agenda(
    *, session: ExpertSession, meeting: Meeting, acting: Acting, today: date, request_id: str = ""
) -> AgendaItem:
    """A question of the body's planned meeting on the results, with the protocol as its material.

    Raises `PermissionRefused` for whoever does not run the meeting, and `CouncilRefused` before the results, for a
    meeting of another body, or where the results stand on an agenda already.
    """
    locked = (
        ExpertSession.objects.select_for_update(of=("self",)).select_related("body__organisation").get(pk=session.pk)
    )
    require("council.run_meeting", acting, meeting)
    if locked.phase not in (Phase.RESULTS, Phase.CLOSED):
        raise CouncilRefused("Итоги ещё не подведены.", remedy="В повестку вносятся итоги.")
    if meeting.body_id != locked.body_id or meeting.state != Meeting.State.PLANNED:
        raise CouncilRefused("Это заседание не подходит.", remedy="Выберите запланированное заседание этого органа.")
    if locked.agenda_item_id is not None:
        raise CouncilRefused("Итоги уже внесены в повестку.", remedy="Откройте заседание.")
    item = add_item(
        meeting=meeting,
        draft=ItemDraft(f"Об итогах экспертной сессии № {locked.number} «{locked.title}»"),
        acting=acting, today=today, request_id=request_id,
    )  # fmt: skip
    is_closed = locked.phase == Phase.CLOSED
    add_material(
        item=item,
        title="Протокол экспертной сессии" if is_closed else "Проект протокола экспертной сессии",
        file_name=protocol_name(locked),
        content=_frozen(locked) if is_closed else protocol_paper(locked, as_of=today),
        acting=acting, today=today, request_id=request_id,
    )  # fmt: skip
    locked.agenda_item = item
    locked.save(update_fields=["agenda_item"])
    record(
        actor=acting.actor(request_id=request_id), action="put_on_agenda", subject=locked, on=today,
        after={"meeting": str(meeting)},
    )  # fmt: skip
    return item


def _frozen(session: ExpertSession) -> bytes:
    with session.paper.open("rb") as file:
        content: bytes = file.read()
    return content


def _confirm(session: ExpertSession, content: bytes, acting: Acting, today: date, request_id: str) -> None:
    protocol = ProtocolFile(
        number=session.number,
        dated_on=session.held_on,
        title=f"Протокол экспертной сессии {session.body.genitive}",
        signer=session.chair_name,
        file_name=protocol_name(session),
        content=content,
    )
    for checkpoint in open_checkpoints_of_session(session):
        confirm_by_protocol(
            session=session, checkpoint=checkpoint, requirement=asked_protocol(checkpoint.measure), decision=None,
            protocol=protocol, acting=acting, today=today, request_id=request_id,
        )  # fmt: skip
