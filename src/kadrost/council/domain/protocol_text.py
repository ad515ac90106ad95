"""The words of a protocol, line by line, as such protocols are written: page, docx, print and the filed text.

УТВЕРЖДАЮ – head – who took part – agenda – for each question СЛУШАЛИ, ВЫСТУПИЛИ, votes, РЕШЕНИЕ with its decisions,
each with «(Срок — …)» on a line of its own – signatures. Protocols are Russian whatever language the pages are in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.utils import translation

from kadrost.council.domain.attendance import Tally
from kadrost.council.domain.course import Course, DecisionLine, QuestionLine
from kadrost.council.models import Attendance, Meeting
from kadrost.reading.protocol.addressees import read_addressees

LineKind = Literal["approval", "title", "plain", "heading", "mark", "decision", "subdecision", "term", "signature"]
ORDINALS = (
    "первому", "второму", "третьему", "четвёртому", "пятому", "шестому", "седьмому", "восьмому", "девятому", "десятому",
    "одиннадцатому", "двенадцатому", "тринадцатому", "четырнадцатому", "пятнадцатому", "шестнадцатому",
    "семнадцатому", "восемнадцатому", "девятнадцатому", "двадцатому",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """A line; `fields` are the places in it that hold a decision's words, by the decision's key and the field."""

    text: str
    kind: LineKind = "plain"
    fields: tuple[tuple[int, str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ProtocolText:
    """The lines of a protocol."""

    lines: tuple[ProtocolLine, ...]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(line.text for line in self.lines) + "\n")

    def places(self) -> dict[int, dict[str, tuple[int, int]]]:
        """For each decision, by its key, where its words stand in `text`."""
        found: dict[int, dict[str, tuple[int, int]]] = {}
        at = 0
        for line in self.lines:
            for key, name, start, end in line.fields:
                found.setdefault(key, {})[name] = (at + start, at + end)
            at += len(line.text) + 1
        return found


def protocol_of(course: Course) -> ProtocolText:
    """The whole protocol."""
    with translation.override("ru"):
        return ProtocolText(
            (
                *_approval(course.meeting),
                *_head(course.meeting),
                *_people(course),
                *_agenda(course),
                *(line for question in course.questions for line in _question(question)),
                *_signatures(course.meeting),
            )
        )


def extract_of(course: Course, organisation_id: int, name: str) -> ProtocolText:
    """An extract for one executor: the head, and of each question only the decisions that it answers for."""
    lines: list[ProtocolLine] = [
        ProtocolLine("Выписка из протокола", "title"),
        *_head(course.meeting)[1:],
        ProtocolLine(f"Исполнитель: {name}"),
    ]
    for question in course.questions:
        mine = [line for line in question.decisions if answers_for(line, organisation_id)]
        if mine:
            lines += [ProtocolLine(_heading(question), "heading"), ProtocolLine(question.item.title)]
            lines.append(ProtocolLine("РЕШЕНИЕ.", "mark"))
        for decision in mine:
            lines += _decision(decision, only=organisation_id)
    lines += [ProtocolLine(""), *_secretary(course.meeting)]
    return ProtocolText(tuple(lines))


def answers_for(line: DecisionLine, organisation_id: int) -> bool:
    """Whether the organisation, by itself or in a group, answers for the decision or one under it."""
    if any(answers_for(child, organisation_id) for child in line.children):
        return True
    if line.is_lead_in:
        return False
    return any(
        executor.organisation_id == organisation_id
        or (executor.group is not None and organisation_id in {one.pk for one in executor.group.members.all()})
        for executor in line.executors
    )


def names_executors(line: DecisionLine) -> bool:
    """Whether the decision's own words say whom it tells to act."""
    return bool(read_addressees(line.decision.text).executors)


def _approval(meeting: Meeting) -> tuple[ProtocolLine, ...]:
    if not meeting.approver_name:
        return ()
    words = ("УТВЕРЖДАЮ", meeting.approver_post, meeting.approver_name)
    return tuple(ProtocolLine(word, "approval") for word in words if word)


def _head(meeting: Meeting) -> tuple[ProtocolLine, ...]:
    lines = [
        ProtocolLine(f"Протокол № {meeting.number}", "title"),
        ProtocolLine(f"заседания {meeting.body.genitive}", "title"),
        ProtocolLine(f"от {meeting.held_on:%d.%m.%Y} г.", "title"),
    ]
    where = [meeting.place] if meeting.place else []
    if meeting.form != Meeting.Form.IN_PERSON:
        where.append(f"{meeting.get_form_display().lower()} заседание")
    return (*lines, *(ProtocolLine(", ".join(where)) for _ in where[:1]))


def _people(course: Course) -> Iterator[ProtocolLine]:
    meeting = course.meeting
    if meeting.chairing is not None:
        yield ProtocolLine(f"Председательствовал: {_person(meeting.chairing.name, meeting.chairing.post)}")
    if meeting.secretary_name:
        yield ProtocolLine(f"Секретарь: {meeting.secretary_name}")
    present = [row for row in course.members if row.presence == Attendance.Presence.PRESENT]
    written = [row for row in course.members if row.presence == Attendance.Presence.IN_WRITING]
    for title, rows in (
        ("Присутствовали", present),
        ("Представили мнение письменно", written),
        ("Приглашённые", course.invited),
    ):
        if rows:
            yield ProtocolLine(f"{title}: {'; '.join(_person(row.name, row.post) for row in rows)}.")
    if course.quorum is not None:
        yield ProtocolLine(course.quorum.in_words)


def _agenda(course: Course) -> Iterator[ProtocolLine]:
    if len(course.questions) > 1:
        yield ProtocolLine("Повестка дня", "heading")
        for question in course.questions:
            yield ProtocolLine(f"Вопрос {question.number}. {question.item.title.rstrip('.;')}.")


def _question(question: QuestionLine) -> Iterator[ProtocolLine]:
    item = question.item
    yield ProtocolLine(_heading(question), "heading")
    about = item.title.rstrip(" .;")
    yield ProtocolLine("СЛУШАЛИ:", "mark")
    yield ProtocolLine(f"{item.speaker}, {_inside(about)}" if item.speaker else about)
    if item.discussion:
        yield ProtocolLine("ВЫСТУПИЛИ:", "mark")
        for line in item.discussion.splitlines():
            if line.strip():
                yield ProtocolLine(line.strip())
    if question.tally is not None:
        yield ProtocolLine(_votes(question.tally))
    yield ProtocolLine("РЕШЕНИЕ.", "mark")
    for decision in question.decisions:
        yield from _decision(decision)


def _inside(words: str) -> str:
    """The words as they stand inside a sentence: «о ходе …»; an abbreviation keeps its capitals."""
    first = words.split(maxsplit=1)[0]
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]


def _decision(line: DecisionLine, *, only: int | None = None) -> Iterator[ProtocolLine]:
    yield _words(line, "decision")
    yield from _ends(line)
    for child in line.children:
        if only is None or answers_for(child, only):
            yield _words(child, "subdecision")
            yield from _ends(child)


def _words(line: DecisionLine, kind: LineKind) -> ProtocolLine:
    mark = f"{line.mark} "
    text = line.decision.text.strip()
    return ProtocolLine(mark + text, kind, fields=((line.decision.pk, "title", len(mark), len(mark) + len(text)),))


def _ends(line: DecisionLine) -> Iterator[ProtocolLine]:
    """Who answers, where the words do not say it, and the term."""
    decision = line.decision
    own = line.own_executors
    if own and not names_executors(line):
        names = "; ".join(executor.printed_name for executor in own)
        opening = "(Ответственный — " if len(own) == 1 else "(Ответственные — "
        yield ProtocolLine(
            f"{opening}{names})",
            "term",
            fields=((decision.pk, "executors", len(opening), len(opening) + len(names)),),
        )
    if decision.due_text:
        opening = "(Срок — "
        yield ProtocolLine(
            f"{opening}{decision.due_text})",
            "term",
            fields=((decision.pk, "due_text", len(opening), len(opening) + len(decision.due_text)),),
        )


def _votes(tally: Tally) -> str:
    return (
        f"Голосовали: «за» – {tally.votes_for}, «против» – {tally.votes_against}, "
        f"«воздержались» – {tally.votes_abstained}."
    )


def _heading(question: QuestionLine) -> str:
    if question.number <= len(ORDINALS):
        return f"По {ORDINALS[question.number - 1]} вопросу"
    return f"По вопросу № {question.number}"


def _signatures(meeting: Meeting) -> Iterator[ProtocolLine]:
    yield ProtocolLine("")
    if meeting.chairing is not None:
        yield ProtocolLine(f"Председательствующий ____________________ {meeting.chairing.name}", "signature")
    yield from _secretary(meeting)


def _secretary(meeting: Meeting) -> Iterator[ProtocolLine]:
    yield ProtocolLine(f"Секретарь ____________________ {meeting.secretary_name}".rstrip(), "signature")


def _person(name: str, post: str) -> str:
    return f"{name}, {post}" if post else name
