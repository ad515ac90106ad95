"""The joined words of sections and measures become fields: executors, terms, documents, targets, blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.reading.due_readings import choices_of
from kadrost.reading.grammar.blanks import find_blanks, find_prompts
from kadrost.reading.grammar.doubts import Doubt
from kadrost.reading.grammar.evidence import split_evidence
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.targets import find_targets
from kadrost.reading.headings import Role
from kadrost.reading.joining import Joiner
from kadrost.reading.result import Choice, Document, Executor, Flag, Place, ReadItem
from kadrost.reading.roadmap.drafts import ItemDraft
from kadrost.reading.source import Span

_NAMES = {
    "title": "мероприятие",
    "due_text": "срок",
    "executors": "исполнители",
    "evidence": "подтверждающие документы",
    "result": "результат",
}
_BODIES: tuple[Role, ...] = ("executors", "co_executors")
_DITTO = re.compile(r"(?:(?:то|тот|та|те|там) же|[-–—»«„“”\"'/\\ ]*[»«„“”\"/][-–—»«„“”\"'/\\ ]*)\.?", re.IGNORECASE)
_SAID_BY_DOUBT = {"executor_duty", "person_beside_body"}
_SILENT = {"по", "согласованию", "далее", "и", "а", "также", "или", "ответственный", "исполнитель", "соисполнитель"}


class FieldReader:
    """Makes measures of drafts, and flags what their words leave open."""

    def __init__(self, document: Document, joiner: Joiner, *, agreement: frozenset[str] = frozenset()) -> None:
        """`agreement` are the footnote marks that stand for «по согласованию»."""
        self._document = document
        self._joiner = joiner
        self._agreement = agreement
        self.flags: list[Flag] = []
        self._above: dict[str, str] = {}

    def item(self, draft: ItemDraft, *, number: str, section: str, stage: str | None) -> ReadItem:
        """The measure with all its fields; doubts about them are added to `flags`."""
        cells = _cells_of(draft)
        text = {name: self._joiner.text(spans) for name, spans in cells.items()}
        due_text = self._due_text(draft)
        schedule = self._schedule(number, due_text, cells.get("due_text", ()))
        executors = self._executors(number, draft)
        evidence_words = self._joiner.lines(cells.get("evidence", ()))
        evidence = split_evidence(evidence_words) if evidence_words else ()
        self._flag_inherited(draft, number)
        self._flag_ditto(number, cells)
        self._flag_hyphens(number, cells)
        self._flag_empty(number, text | {"due_text": due_text}, draft)
        self._flag_unsplit(number, "evidence", cells.get("evidence", ()), evidence)
        words = ". ".join(part for part in (text.get("title", ""), text.get("result", "")) if part)
        return ReadItem(
            number=number,
            section=section,
            stage=stage,
            title=text.get("title", ""),
            result=text.get("result", ""),
            due_text=due_text,
            schedule=schedule,
            executors=executors,
            evidence=evidence,
            targets=find_targets(text.get("result", "")),
            blanks=find_blanks(words) if "_" in words or "указать" in words or "…" in words else (),
            asked=find_prompts(words),
            place=Place(page=draft.page, table=draft.table, row=draft.row, cells=cells),
        )

    def _due_text(self, draft: ItemDraft) -> str:
        """The term word for word; a beginning and an end in two columns are joined with a dash."""
        start = self._joiner.text(draft.column_spans("due_start"))
        end = self._joiner.text(draft.column_spans("due_end"))
        whole = self._joiner.text(draft.column_spans("due"))
        if not start and not end:
            return whole
        span = start if start == end else " – ".join(part for part in (start, end) if part)
        return f"{whole}, {span}" if whole else span

    def _schedule(self, number: str, due_text: str, spans: Sequence[Span]) -> Schedule | None:
        if not due_text:
            return None
        schedule = compile_phrase(due_text, signed=self._document.date, period=self._document.period)
        if not schedule.understood or schedule.assumed:
            choices = choices_of(schedule, signed=self._document.date, period=self._document.period)
            code = f"due_assumed_{schedule.assumed}" if schedule.understood else "due_not_understood"
            why = schedule.why or f"Срок понят с допущением: {schedule.in_words()}."
            self._flag(number, "due_text", code, why, due_text, spans, choices)
        return schedule

    def _executors(self, number: str, draft: ItemDraft) -> tuple[Executor, ...]:
        """The bodies of each column by itself, the answerable one before the others."""
        found: list[Executor] = []
        for role in _BODIES:
            for column in draft.layout.columns(role):
                if column in draft.cells and draft.cells[column].spans:
                    found += self._bodies(number, draft.cells[column].spans)
        return tuple(found)

    def _bodies(self, number: str, spans: Sequence[Span]) -> tuple[Executor, ...]:
        if is_ditto(self._joiner.raw(spans)):
            return ()
        reading = split_executors(self._joiner.lines(spans, agreement=self._agreement))
        for doubt in reading.doubts:
            self._flag_doubt(number, "executors", doubt, spans)
        parts = [part for body in reading.executors for part in (body.printed or body.name, body.alias or "")]
        parts += [doubt.text for doubt in reading.doubts if doubt.code in _SAID_BY_DOUBT]
        self._flag_unsplit(number, "executors", spans, parts)
        return reading.executors

    # Flags

    def _flag(
        self, number: str, field: str, code: str, why: str, text: str, spans: Sequence[Span],
        choices: tuple[Choice, ...] = (),
    ) -> None:  # fmt: skip
        self.flags.append(Flag(number, field, code, why, text, tuple(spans), choices))

    def _flag_doubt(self, number: str, field: str, doubt: Doubt, spans: Sequence[Span]) -> None:
        choices = tuple(Choice(choice, choice) for choice in doubt.choices)
        self._flag(number, field, doubt.code, doubt.why, doubt.text, spans, choices)

    def _flag_inherited(self, draft: ItemDraft, number: str) -> None:
        roles = {draft.layout.roles[column]: column for column in draft.inherited if column in draft.layout.roles}
        for role, column in roles.items():
            field = _FIELD_OF.get(role, role)
            words = self._joiner.text(draft.cells[column].spans)
            self._flag(
                number,
                field,
                "inherited_from_above",
                "Графа в этой строке пуста; взято значение строки выше, как при объединённых ячейках.",
                words,
                draft.cells[column].spans,
                (Choice("Как в строке выше", words), Choice("Графа не заполнена", "")),
            )

    def _flag_ditto(self, number: str, cells: dict[str, tuple[Span, ...]]) -> None:
        """«То же», «-//-» is kept as printed; a person says whether the words of the row above are meant."""
        for field, spans in cells.items():
            printed = self._joiner.raw(spans)
            if is_ditto(printed):
                above = self._above.get(field, "")
                self._flag(
                    number,
                    field,
                    "ditto_mark",
                    "В графе стоит знак повтора; неясно, какие слова повторяются.",
                    printed,
                    spans,
                    (Choice("Как в строке выше", above),) if above else (),
                )
            else:
                self._above[field] = self._joiner.text(spans)

    def _flag_hyphens(self, number: str, cells: dict[str, tuple[Span, ...]]) -> None:
        for field, spans in cells.items():
            for doubt in self._joiner.join(spans).doubts:
                self._flag(
                    number,
                    field,
                    "hyphen_doubtful",
                    "Слово разорвано переносом; неясно, принадлежит ли ему дефис.",
                    doubt.taken,
                    spans,
                    (Choice("Слитно", doubt.taken), Choice("С дефисом", doubt.other)),
                )

    def _flag_empty(self, number: str, text: dict[str, str], draft: ItemDraft) -> None:
        asked = {_FIELD_OF.get(role, "") for role in draft.layout.roles.values()}
        for field in ("title", "due_text", "executors"):
            if field in asked and not text.get(field):
                why = f"Не указано: {_NAMES[field]}."
                self._flag(number, field, "empty_field", why, "", draft.number_spans or draft.column_spans("title"))

    def _flag_unsplit(self, number: str, field: str, spans: Sequence[Span], parts: Sequence[str]) -> None:
        """Flag words of a cell that are in none of the parts that it was split into."""
        lost = _words(self._joiner.text(spans)) - _words(" ".join(parts))
        for word in list(lost):
            if word in _SILENT:
                del lost[word]
        if lost:
            self._flag(
                number,
                field,
                "words_without_field",
                f"Слова не вошли в поле «{_NAMES.get(field, field)}».",
                " ".join(lost.elements()),
                spans,
            )


_FIELD_OF: dict[Role, str] = {
    "title": "title",
    "result": "result",
    "due": "due_text",
    "due_start": "due_text",
    "due_end": "due_text",
    "executors": "executors",
    "co_executors": "executors",
    "evidence": "evidence",
    "stage": "stage",
}


FIELD_ROLES: frozenset[Role] = frozenset({"number", *_FIELD_OF})


def _cells_of(draft: ItemDraft) -> dict[str, tuple[Span, ...]]:
    """For each field the spans of its words, the lead executor before the others."""
    cells = {
        "number": draft.number_spans,
        "title": draft.column_spans("title"),
        "result": draft.column_spans("result"),
        "due_text": (*draft.column_spans("due"), *draft.column_spans("due_start"), *draft.column_spans("due_end")),
        "executors": (*draft.column_spans("executors"), *draft.column_spans("co_executors")),
        "evidence": draft.column_spans("evidence"),
        "stage": draft.stage.title_spans if draft.stage is not None else draft.column_spans("stage"),
    }
    return {name: spans for name, spans in cells.items() if spans}


def is_ditto(printed: str) -> bool:
    """True for «то же», «-//-», «»» and the like: the words of the row above are meant, or so it seems."""
    return _DITTO.fullmatch(printed.strip()) is not None


def _words(text: str) -> Counter[str]:
    return Counter(
        word
        for raw in text.lower().replace("-", " ").replace("/", " ").split()
        if (word := raw.strip("«»()\"“”.,;:–—•·*[]'"))
    )
