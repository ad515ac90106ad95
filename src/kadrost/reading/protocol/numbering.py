"""Which point a line is: decisions, their sub-decisions, and lines without a number."""

from __future__ import annotations

from kadrost.reading.protocol.drafts import Decision, Question
from kadrost.reading.protocol.units import Unit
from kadrost.reading.source import Span

_DEPTH = {"roman": 0, "point": 1, "bracket": 2, "letter": 3, "bullet": 4, "plain": 4}


class Outline:
    """The points of one question while they are read, the open one last."""

    def __init__(self, question: Question | None = None) -> None:
        self._question = question
        self._last: Decision | None = None

    def take_back_last(self) -> Decision | None:
        """The last point, taken out again where it is a bare one of its own: it was a question's title."""
        last = self._last
        if last is None or self._question is None or last.parent is not None or last.children or last.due:
            return None
        if not _is_alone(last) or last.kind != "point" or len(self._question.decisions) < 2:
            return None
        self._question.decisions.remove(last)
        return last

    def add(self, unit: Unit) -> bool:
        """Take a line as a point, a part of one, or a labelled value; False where there is no point to take it."""
        if unit.only_labels and unit.enumerator is None:
            if self._last is None:
                return False
            self._last.take(unit)
            self._last.due_on_own_line = self._last.due_on_own_line or bool(unit.spans("due_text"))
            return True
        if unit.enumerator is None or unit.enumerator.kind == "bullet":
            return self._add_plain(unit)
        self._add_point(unit)
        return True

    def add_unnumbered(self, unit: Unit, words: list[Span]) -> None:
        """Take the words after «РЕШИЛИ:» on the same line as the first point."""
        decision = Decision("", "", "plain", unit, inferred_number=True)
        decision.take(unit)
        decision.words = words
        self._hang(decision, None)

    def _add_plain(self, unit: Unit) -> bool:
        """A line without a number: a sub-point of an open lead-in, its sibling, or more words of the open point."""
        last = self._last
        if last is not None and not _is_lead(last) and not last.inferred_number:
            last.take(unit)
            return True
        bullet = "bullet" if unit.enumerator is not None else "plain"
        decision = Decision("", "", bullet, unit, inferred_number=True)
        decision.take(unit)
        if last is None or (last.inferred_number and last.parent is None and not _is_lead(last)):
            self._hang(decision, None)
        else:
            self._hang(decision, last if _is_lead(last) else last.parent)
        return True

    def _add_point(self, unit: Unit) -> None:
        enumerator = unit.enumerator
        if enumerator is None:
            return
        parts = list(enumerator.parts)
        parent = self._parent_of(parts, enumerator.kind)
        decision = Decision("", parts[-1] if parent is not None else self._whole_label(parts), enumerator.kind, unit)
        decision.take(unit)
        self._hang(decision, parent)

    def _whole_label(self, parts: list[str]) -> str:
        """«2.1» with no point «2.» before it keeps both parts, but not the number of its question."""
        decisions = self._question.decisions if self._question is not None else []
        counted = len(parts) > 1 and self._counts_question(parts[0], decisions)
        return ".".join(parts[1:] if counted else parts)

    def _parent_of(self, parts: list[str], kind: str) -> Decision | None:
        if len(parts) > 1:
            return self._named(parts[:-1])
        last = self._last
        if last is None:
            return None
        top = _top(last)
        if kind == "point" and top.kind == "roman":
            return top
        if kind == "point":
            return self._restarted(parts[0])
        parent: Decision | None = last
        while parent is not None and _DEPTH[parent.kind] >= _DEPTH[kind]:
            parent = parent.parent
        return parent

    def _named(self, parts: list[str]) -> Decision | None:
        """The point «1.2» that stands before «1.2.1»; in question 1 «1.2» is its second point."""
        decisions = _all(self._question.decisions) if self._question is not None else []
        if self._counts_question(parts[0], decisions):
            parts = parts[1:]
        wanted = ".".join(parts)
        for decision in reversed(decisions):
            if wanted == _path(decision):
                return decision
        return None

    def _counts_question(self, first: str, decisions: list[Decision]) -> bool:
        """True where the first part of «2.1» is the question's number: no point «2.» of its own was printed."""
        if self._question is None or first != self._question.number:
            return False
        return not any(
            decision.parent is None and decision.label == first and _is_alone(decision) for decision in decisions
        )

    def _with_question(self, path: str) -> str:
        return f"{self._question.number}.{path}" if self._question is not None and self._question.number else path

    def _restarted(self, number: str) -> Decision | None:
        """A list «1. 2.» under a lead-in: its points are sub-points until the outer count goes on."""
        last = self._last
        if last is None:
            return None
        if last.parent is None:
            return last if _is_lead(last) and number == "1" else None
        top = _top(last)
        goes_on = last.kind == "point" and last.label.isdigit() and number == str(int(last.label) + 1)
        outer = top.label.isdigit() and number == str(int(top.label) + 1)
        return last.parent if goes_on and not outer else None

    def _hang(self, decision: Decision, parent: Decision | None) -> None:
        siblings = parent.children if parent is not None else self._question.decisions if self._question else []
        decision.parent = parent
        decision.label = decision.label or str(len(siblings) + 1)
        siblings.append(decision)
        decision.number = self._with_question(_path(decision))
        self._last = decision


def _path(decision: Decision) -> str:
    return f"{_path(decision.parent)}.{decision.label}" if decision.parent is not None else decision.label


def _is_lead(decision: Decision) -> bool:
    return decision.unit.text.rstrip().endswith(":")


def _top(decision: Decision) -> Decision:
    return _top(decision.parent) if decision.parent is not None else decision


def _is_alone(decision: Decision) -> bool:
    """True where the printed number has one part («2.»)."""
    return decision.unit.enumerator is not None and len(decision.unit.enumerator.parts) == 1


def _all(decisions: list[Decision]) -> list[Decision]:
    found: list[Decision] = []
    for decision in decisions:
        found += [decision, *_all(decision.children)]
    return found
