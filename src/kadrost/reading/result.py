"""What reading a document yields (the contract is `spec/reading.md`), and its JSON form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from kadrost.kernel.schedule import Schedule
from kadrost.reading.source import Source, Span

DocumentKind = Literal["roadmap", "protocol", "template"]
TargetOperator = Literal[">=", "<=", "=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Document:
    """The head of the act: what it is, who issued it, when and under which number."""

    kind: DocumentKind
    act: str = ""
    issuer: str = ""
    region: str | None = None
    date: dt.date | None = None
    number: str | None = None
    title: str = ""
    approved_by: str | None = None
    period: tuple[dt.date, dt.date] | None = None
    """The document's own period, where its title or passport states one."""


@dataclass(frozen=True, slots=True)
class PassportRow:
    """A row of an initiative's passport; `name_inferred` stands where the printed name was lost."""

    number: str
    name: str
    value: str
    name_inferred: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that the document defines («Отраслевые департаменты» = seventeen bodies)."""

    mark: str
    term: str
    meaning: str
    members: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note under a table; `items` are the numbers of the items that bear its mark."""

    number: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with its printed number, title and (where printed) expected result."""

    number: str
    title: str
    result: str = ""
    spans: tuple[Span, ...] = ()
    parent: str = ""
    """The number of the section that it stands in, where sections are nested."""


@dataclass(frozen=True, slots=True)
class Executor:
    """A body that answers for an item, as printed; `alias` is the short name that the text gives it.

    `printed` is set where `name` was put into the nominative (protocols).
    """

    name: str
    by_agreement: bool = False
    alias: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """A measurable result: «не менее 20 тьюторов»."""

    text: str
    operator: TargetOperator
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A quantity that a template leaves open: «___ программ»."""

    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: page, table and row as printed, and for each field its spans of the source text."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    cells: dict[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A measure of a roadmap, or a decision of a protocol, word for word."""

    number: str
    section: str = ""
    stage: str | None = None
    title: str = ""
    result: str = ""
    due_text: str = ""
    schedule: Schedule | None = None
    executors: tuple[Executor, ...] = ()
    evidence: tuple[str, ...] = ()
    targets: tuple[ReadTarget, ...] = ()
    blanks: tuple[Blank, ...] = ()
    asked: tuple[Blank, ...] = ()
    """What a template asks to be told without a line: «(указать количество)», or a quantity whose line was lost."""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the readings that a person may choose; `value` replaces the field's text."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What is doubtful: the item and field, why, the words, their place, and the readings to choose from.

    `code` is stable ("due_not_understood", "two_readings", "words_without_field", …).
    """

    item: str | None
    field: str
    code: str
    why: str
    text: str
    spans: tuple[Span, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column of the document's own table: its printed heading and the field of an item that it holds.

    `field` is "" for a column that became no field; the columns stand in the document's order.
    """

    heading: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of a document, beside its source."""

    source: Source
    document: Document
    passport: tuple[PassportRow, ...] = ()
    definitions: tuple[Definition, ...] = ()
    notes: tuple[Note, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    items: tuple[ReadItem, ...] = ()
    flags: tuple[Flag, ...] = ()
    columns: tuple[PrintedColumn, ...] = ()
    """The plan table's own columns; empty for a protocol."""
