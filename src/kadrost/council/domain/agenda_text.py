"""The agenda of a meeting as it is sent round before it: questions with speakers and materials, whom it calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import translation

from kadrost.council.domain.answers import answer_title
from kadrost.council.domain.course import Course, QuestionLine
from kadrost.council.domain.protocol_text import ProtocolLine, ProtocolText
from kadrost.council.models import Meeting, Membership
from kadrost.roadmaps.models import Checkpoint
from kadrost.ui.typography import date_long


def agenda_of(course: Course, *, answers: Sequence[Checkpoint], members: Sequence[Membership]) -> ProtocolText:
    """The agenda; the answers that will join it by themselves stand after the questions already put."""
    with translation.override("ru"):
        return ProtocolText(
            (
                *_head(course.meeting),
                *(line for question in course.questions for line in _question(question)),
                *_answers(answers, after=len(course.questions)),
                *_called(members),
            )
        )


def _head(meeting: Meeting) -> Iterator[ProtocolLine]:
    yield ProtocolLine("ПОВЕСТКА", "title")
    yield ProtocolLine(f"заседания {meeting.body.genitive} № {meeting.number}", "title")
    day = date_long(meeting.held_on).replace("\u00a0", " ")
    yield ProtocolLine(f"{day} года{f', {meeting.starts_at:%H:%M}' if meeting.starts_at else ''}", "title")
    where = [meeting.place] if meeting.place else []
    if meeting.form != Meeting.Form.IN_PERSON:
        where.append(f"{meeting.get_form_display().lower()} заседание")
    if where:
        yield ProtocolLine(", ".join(where), "title")


def _question(question: QuestionLine) -> Iterator[ProtocolLine]:
    item = question.item
    yield ProtocolLine(f"{question.number}. {item.title.rstrip(' .;')}.", "decision")
    if item.speaker:
        yield ProtocolLine(f"Заслушать: {item.speaker}", "subdecision")
    if question.materials:
        yield ProtocolLine(f"Материалы: {'; '.join(one.title for one in question.materials)}", "subdecision")


def _answers(answers: Sequence[Checkpoint], *, after: int) -> Iterator[ProtocolLine]:
    for number, checkpoint in enumerate(answers, start=after + 1):
        yield ProtocolLine(f"{number}. {answer_title(checkpoint)}.", "decision")
        yield ProtocolLine(f"Срок ответа: {checkpoint.due_on:%d.%m.%Y}", "subdecision")


def _called(members: Sequence[Membership]) -> Iterator[ProtocolLine]:
    if members:
        yield ProtocolLine("Приглашаются", "heading")
    for member in members:
        yield ProtocolLine(f"{member.name}, {member.post}" if member.post else member.name)
