"""Questions and decisions while the lines of a protocol are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from kadrost.reading.protocol.units import Unit
from kadrost.reading.source import Span


@dataclass(slots=True, eq=False)
class Decision:
    """A point with its own words; `parent` is the point under which it stands."""

    number: str
    label: str
    kind: str
    unit: Unit
    parent: Decision | None = None
    words: list[Span] = field(default_factory=list)
    due: list[Span] = field(default_factory=list)
    executors: list[Span] = field(default_factory=list)
    result: list[Span] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    children: list[Decision] = field(default_factory=list)
    inferred_number: bool = False
    due_on_own_line: bool = False

    def take(self, unit: Unit) -> None:
        """Add the fields of a line that belongs to this decision."""
        self.words += unit.spans("words")
        self.due += unit.spans("due_text")
        self.executors += unit.spans("executors")
        self.result += unit.spans("result")
        self.evidence += unit.spans("evidence")


@dataclass(slots=True, eq=False)
class Question:
    """A question of the agenda: its number, the words that name it, its decisions."""

    number: str
    title: list[Span] = field(default_factory=list)
    heard: list[Span] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


@dataclass(slots=True)
class Minutes:
    """A whole protocol or order: questions with decisions, agenda, and the lines that nothing took."""

    questions: list[Question] = field(default_factory=list)
    agenda: dict[str, list[Span]] = field(default_factory=dict)
    lost: list[Unit] = field(default_factory=list)
    has_marks: bool = False

    def decisions(self) -> list[Decision]:
        """All points in the order of the text, those with sub-points before them."""
        found: list[Decision] = []
        for question in self.questions:
            for decision in question.decisions:
                found += _with_children(decision)
        return found


def _with_children(decision: Decision) -> list[Decision]:
    found = [decision]
    for child in decision.children:
        found += _with_children(child)
    return found
