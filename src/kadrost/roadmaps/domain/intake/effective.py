"""What an intake says now: the reading with a person's answers and corrections, computed and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from kadrost.kernel.schedule import Occurrence, Schedule
from kadrost.reading.result import Choice, Document, Flag, PassportRow, Reading, ReadItem
from kadrost.roadmaps.domain.intake.answering import chosen_words, field_of
from kadrost.roadmaps.domain.intake.fields import (
    DOCUMENT,
    DOCUMENT_FIELDS,
    ITEM_FIELDS,
    document_with_words,
    item_keys,
    schedule_of,
    with_words,
    words_of,
)
from kadrost.roadmaps.domain.intake.stored import reading_from_json
from kadrost.roadmaps.models import Intake

AnswerKind = Literal["choice", "own", "as_is"]
PASSPORT = "passport."
EXCLUDED = "excluded"
ADDED = "added"
SECTION = "section"
FIRST_DATES = 3
FAR_AHEAD = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's word on a flag: one of the readings, own words, or "leave as it is"."""

    kind: AnswerKind
    value: str = ""

    def to_json(self) -> dict[str, str]:
        """The form kept in `Intake.answers`."""
        return {"kind": self.kind, "value": self.value}


@dataclass(frozen=True, slots=True)
class Question:
    """A flag as it is put to a person; `key` names its item, "document", or is empty."""

    index: int
    flag: Flag
    key: str
    answer: Answer | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer is None

    @property
    def changes_words(self) -> bool:
        """Whether an answer may replace the words of a field; otherwise it only settles the doubt."""
        return bool(self.key) and field_of(self.flag) in (DOCUMENT_FIELDS if self.key == DOCUMENT else ITEM_FIELDS)

    @property
    def field_label(self) -> str:
        """The field that the question is about, as pages name it; empty where it is about the document at large."""
        return (DOCUMENT_FIELDS if self.key == DOCUMENT else ITEM_FIELDS).get(field_of(self.flag), "")

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The readings to choose from; without them a person writes own words or leaves the doubt."""
        return self.flag.choices


@dataclass(frozen=True, slots=True)
class EffectiveItem:
    """An item with its key, the fields that a person changed, and the questions about it."""

    key: str
    item: ReadItem
    first_read: ReadItem
    mended: frozenset[str]
    questions: tuple[Question, ...]
    is_excluded: bool = False
    added_on_ground: str = ""
    """Why a person added the item that the reader did not find; empty for those it read."""

    def words(self, field: str) -> str:
        """The field's words as they stand now, lists with one entry a line."""
        return words_of(self.item, field)

    def words_first_read(self, field: str) -> str:
        """The field's words as the document says them."""
        return words_of(self.first_read, field)

    @property
    def has_open_questions(self) -> bool:
        """Whether something about the item waits for an answer."""
        return any(question.is_open for question in self.questions)

    @property
    def term_not_understood(self) -> bool:
        """Whether a term is stated and no schedule came of it."""
        return self.item.schedule is not None and not self.item.schedule.understood


@dataclass(frozen=True)
class EffectiveReading:
    """The reading as a person left it; `items` become measures, `printed_items` are all that the reader found."""

    reading: Reading
    document: Document
    printed_items: tuple[EffectiveItem, ...]
    questions: tuple[Question, ...]
    passport: tuple[PassportRow, ...]

    @cached_property
    def items(self) -> tuple[EffectiveItem, ...]:
        """The items but those of which a person said that they are no measures."""
        return tuple(each for each in self.printed_items if not each.is_excluded)

    @property
    def excluded(self) -> tuple[EffectiveItem, ...]:
        """The items that will not become measures."""
        return tuple(each for each in self.printed_items if each.is_excluded)

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has answered, without those about excluded items."""
        silent = {each.key for each in self.excluded}
        return tuple(question for question in self.questions if question.is_open and question.key not in silent)

    def item(self, key: str) -> EffectiveItem | None:
        """The item of that key, excluded or not."""
        return next((each for each in self.printed_items if each.key == key), None)

    def of_section(self, number: str) -> tuple[EffectiveItem, ...]:
        """The items of a section in their order."""
        return tuple(each for each in self.items if each.item.section == number)


@dataclass(frozen=True, slots=True)
class TermPreview:
    """A term said back: in words, and by its first dates."""

    understood: bool
    words: str
    dates: tuple[Occurrence, ...] = ()


def effective_reading(intake: Intake) -> EffectiveReading:
    """The intake's reading with its answers and corrections; asks the database nothing."""
    first = reading_from_json(intake.reading, text=intake.text)
    keys = item_keys(first.items)
    questions = _questions(first, keys, intake.answers)
    words = _answered_words(questions, first, keys) | dict(intake.corrections)
    document = first.document
    for name, value in words.items():
        owner, _, field = name.rpartition(".")
        if owner == DOCUMENT:
            document = document_with_words(document, field, value)
    retimed = (document.date, document.period) != (first.document.date, first.document.period)
    items = [
        _effective_item(key, item, words, document, questions, retimed=retimed)
        for key, item in zip(keys, first.items, strict=True)
    ]
    for key in added_keys(intake.corrections):
        _insert(items, _added_item(key, words, document))
    return EffectiveReading(
        reading=first,
        document=document,
        printed_items=tuple(items),
        questions=questions,
        passport=_passport(first, questions),
    )


def added_keys(corrections: Mapping[str, str]) -> list[str]:
    """The keys of the items that a person added, in the order in which they were added."""
    keys = [name.rpartition(".")[0] for name in corrections if name.endswith(f".{ADDED}")]
    return sorted(keys, key=lambda key: int(key.partition("~")[2]))


def preview_term(schedule: Schedule | None) -> TermPreview:
    """What a schedule says, in words and first dates, for a person to compare with the document."""
    if schedule is None:
        return TermPreview(understood=True, words="срок не указан")
    if not schedule.understood:
        return TermPreview(understood=False, words=schedule.why)
    dates = tuple(islice(schedule.occurrences(until=FAR_AHEAD), FIRST_DATES))
    return TermPreview(understood=True, words=schedule.in_words(), dates=dates)


def preview_words(words: str, document: Document) -> TermPreview:
    """What a deadline phrase would mean in the document."""
    return preview_term(schedule_of(" ".join(words.split()), document))


def question_field(question: Question) -> str:
    """The name under which corrections keep the words of the question's field."""
    return f"{question.key}.{field_of(question.flag)}"


def _questions(reading: Reading, keys: tuple[str, ...], answers: Mapping[str, Any]) -> tuple[Question, ...]:
    by_number = {item.number: key for item, key in zip(reversed(reading.items), reversed(keys), strict=True)}
    questions = []
    for index, flag in enumerate(reading.flags):
        stored = answers.get(str(index))
        key = by_number.get(flag.item, "") if flag.item is not None else ""
        if flag.item is None and flag.field in DOCUMENT_FIELDS:
            key = DOCUMENT
        questions.append(Question(index, flag, key, Answer(stored["kind"], stored["value"]) if stored else None))
    return tuple(questions)


def _answered_words(questions: tuple[Question, ...], reading: Reading, keys: tuple[str, ...]) -> dict[str, str]:
    """The words that answers put into fields, by "item.field"; later answers build on earlier ones."""
    words: dict[str, str] = {}
    items = list(reading.items)
    for question in questions:
        answer = question.answer
        if answer is None or answer.kind == "as_is" or not question.key:
            continue
        if question.key == DOCUMENT:
            words[question_field(question)] = answer.value
            continue
        place = keys.index(question.key)
        if answer.kind == "choice":
            changed = chosen_words(items, place, question.flag, answer.value)
        else:
            changed = {(place, field_of(question.flag)): answer.value} if question.changes_words else {}
        for (index, field), value in changed.items():
            words[f"{keys[index]}.{field}"] = value
            items[index] = with_words(items[index], field, value, reading.document)
    return words


def _passport(reading: Reading, questions: tuple[Question, ...]) -> tuple[PassportRow, ...]:
    """The passport with the lost names of rows as a person answered them."""
    names = {
        question.flag.field.removeprefix(PASSPORT): question.answer.value
        for question in questions
        if question.flag.field.startswith(PASSPORT) and question.answer is not None and question.answer.value
    }
    return tuple(
        replace(row, name_inferred=names.get(row.number, row.name_inferred)) if not row.name else row
        for row in reading.passport
    )


def _effective_item(
    key: str,
    first: ReadItem,
    words: Mapping[str, str],
    document: Document,
    questions: tuple[Question, ...],
    *,
    retimed: bool,
) -> EffectiveItem:
    item, mended = first, set()
    for field in ITEM_FIELDS:
        if (value := words.get(f"{key}.{field}")) is not None:
            item = with_words(item, field, value, document)
            mended.add(field)
    if retimed and "due_text" not in mended and item.due_text:
        item = replace(item, schedule=schedule_of(item.due_text, document))
    about = tuple(each for each in questions if each.key == key)
    return EffectiveItem(key, item, first, frozenset(mended), about, is_excluded=f"{key}.{EXCLUDED}" in words)


def _added_item(key: str, words: Mapping[str, str], document: Document) -> EffectiveItem:
    item = first = ReadItem(number=words[f"{key}.number"], section=words.get(f"{key}.{SECTION}", ""))
    for field in ITEM_FIELDS:
        if (value := words.get(f"{key}.{field}")) is not None:
            item = with_words(item, field, value, document)
    is_excluded = f"{key}.{EXCLUDED}" in words
    ground = words[f"{key}.{ADDED}"]
    return EffectiveItem(key, item, first, frozenset(), (), is_excluded=is_excluded, added_on_ground=ground)


def _insert(items: list[EffectiveItem], added: EffectiveItem) -> None:
    """Put an added item after the last one of its section; a section without items stands last."""
    section = added.item.section
    places = [index for index, each in enumerate(items) if each.item.section == section]
    items.insert(places[-1] + 1 if places else len(items), added)
