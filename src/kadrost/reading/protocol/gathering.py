"""The lines of a protocol become questions with their decisions, sub-decisions and terms."""

from __future__ import annotations

from kadrost.reading.grammar.morphology import forms
from kadrost.reading.grammar.signature import is_signature
from kadrost.reading.grammar.tokens import fold, tokenize
from kadrost.reading.protocol.drafts import Minutes, Question
from kadrost.reading.protocol.headings import Heading, read_heading
from kadrost.reading.protocol.numbering import Outline
from kadrost.reading.protocol.units import Unit
from kadrost.reading.source import Span

_LONGEST_TITLE = 60


def gather(units: list[Unit], *, marked: bool = True) -> Minutes:
    """The questions and decisions of the lines.

    With `marked`, decisions begin after «РЕШИЛИ», «приказываю» and the like; without, at the first numbered line (a
    list of assignments that has no such word).
    """
    gathering = _Gathering(marked=marked)
    for unit in units:
        gathering.add(unit)
    return gathering.minutes


class _Gathering:
    """The place in the protocol, and what was gathered so far."""

    def __init__(self, *, marked: bool) -> None:
        self.minutes = Minutes()
        self._marked = marked
        self._part = "preamble"
        self._outline = Outline()

    @property
    def _question(self) -> Question | None:
        return self.minutes.questions[-1] if self.minutes.questions else None

    def add(self, unit: Unit) -> None:
        """Take the next line."""
        heading = read_heading(unit.text, numbered=unit.enumerator is not None)
        if self._part == "decisions" and unit.enumerator is None and is_signature(unit.text):
            self._part = "end"
        elif heading.part:
            self._enter(heading, unit)
        elif self._names_question(unit):
            self._drop_nameless()
            self._open_question(_number_of(unit), unit)
        else:
            self._add_words(unit)

    def _enter(self, heading: Heading, unit: Unit) -> None:
        if heading.part == "question":
            self._open_question(str(heading.number), unit, after=heading.at)
        elif heading.part == "reports":
            self._enter_reports(heading, unit)
        elif heading.part == "decisions":
            self.minutes.has_marks = True
            title = self._outline.take_back_last() if self._part == "decisions" else None
            if title is not None:
                self._open_question(title.label, title.unit)
            if self._question is None:
                self._open_question("", None)
            self._part = "decisions"
            rest = _rest(unit, heading.at)
            if rest and _orders(unit):
                self._outline.add_unnumbered(unit, rest)
        elif self._part == "decisions":
            self._part = "end"

    def _enter_reports(self, heading: Heading, unit: Unit) -> None:
        mark = fold(unit.text[: heading.at])
        if mark.startswith("повестка"):
            self._part = "agenda"
            return
        question = self._question
        hears = mark.startswith(("слушали", "слушал", "заслушали", "доклад"))
        if hears and (question is None or question.decisions or question.heard):
            number = _number_of(unit) or str(len([q for q in self.minutes.questions if q.number]) + 1)
            self._open_question(number, None)
        self._part = "reports"
        if hears and self._question is not None:
            self._question.heard += _rest(unit, heading.at)

    def _open_question(self, number: str, unit: Unit | None, after: int = 0) -> None:
        question = Question(number)
        if unit is not None:
            question.title += _rest(unit, after)
        self.minutes.questions.append(question)
        self._outline = Outline(question)
        self._part = "question"

    def _drop_nameless(self) -> None:
        """Forget the question that «СЛУШАЛИ:» opened where its numbered title stands on the next line."""
        question = self._question
        if self._part == "reports" and question and not (question.title or question.heard or question.decisions):
            self.minutes.questions.pop()

    def _names_question(self, unit: Unit) -> bool:
        """True for «1. О ходе …», «II. Об итогах …»: a numbered title, not a decision."""
        if unit.enumerator is None or unit.enumerator.kind not in {"point", "roman"} or len(unit.enumerator.parts) != 1:
            return False
        if self._part == "agenda" and unit.enumerator.parts[0] not in self.minutes.agenda:
            return False
        first = fold(unit.text.split()[0]) if unit.text.split() else ""
        titled = first in {"о", "об", "обо"} or (unit.enumerator.kind == "roman" and unit.heading)
        return (
            titled
            and len(unit.text.split()) <= _LONGEST_TITLE
            and not any(form.part == "INFN" for form in forms(first)[:1])
        )

    def _add_words(self, unit: Unit) -> None:
        question = self._question
        if self._part == "agenda":
            if unit.enumerator is not None and unit.enumerator.parts:
                self.minutes.agenda[unit.enumerator.parts[0]] = list(unit.spans("words"))
        elif self._part == "decisions":
            self._add_decision(unit)
        elif self._part == "question" and question is not None:
            if unit.enumerator is not None and (_orders(unit) or unit.text.rstrip().endswith(":")):
                self._part = "decisions"
                self._outline.add(unit)
            elif not question.title:
                question.title += unit.spans("words")
        elif self._part == "reports" and question is not None and unit.enumerator is None and not question.heard:
            question.heard += unit.spans("words")
        elif self._part == "preamble" and not self._marked and unit.enumerator is not None:
            self._open_question("", None)
            self._part = "decisions"
            self._outline.add(unit)

    def _add_decision(self, unit: Unit) -> None:
        """Take a line among decisions; before the first of them, only one that tells somebody to act is one."""
        question = self._question
        first = question is None or not question.decisions
        if first and unit.enumerator is None and not _orders(unit):
            return
        if not self._outline.add(unit):
            self.minutes.lost.append(unit)


def _number_of(unit: Unit) -> str:
    return unit.enumerator.parts[0] if unit.enumerator is not None and unit.enumerator.parts else ""


def _rest(unit: Unit, after: int) -> list[Span]:
    """The places of a line's words from letter `after` on, without the marks that follow it."""
    spans = unit.spans("words")
    if not spans or after >= len(unit.text):
        return []
    while after < len(unit.text) and unit.text[after] in " .:–—-":
        after += 1
    if after >= len(unit.text.rstrip()):
        return []
    return [Span(min(spans[0].start + after, spans[0].end), spans[0].end), *spans[1:]]


def _orders(unit: Unit) -> bool:
    """True where a line tells somebody to do something: it has an infinitive."""
    return any(forms(token.text)[0].part == "INFN" for token in tokenize(unit.text) if token.kind == "word")
