"""Which correction of a measure the rules propose, with its ground out of the facts: what is computed, never decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kadrost.kernel.rules import Once
from kadrost.kernel.schedule import Schedule
from kadrost.reading.result import Document, ReadItem
from kadrost.roadmaps.domain.editions.items import field_words, item_of
from kadrost.roadmaps.domain.effectiveness.facts import MeasureFacts
from kadrost.roadmaps.domain.effectiveness.findings import Finding
from kadrost.roadmaps.domain.effectiveness.terms import NewTerm, later_term, yearly_term
from kadrost.roadmaps.domain.intake.fields import BY_AGREEMENT, schedule_of
from kadrost.roadmaps.models import CorrectionProposal, Measure
from kadrost.roadmaps.models.measures import CLAUSE_ENDS

Kind = CorrectionProposal.Kind
STRIKING = (Kind.STRIKE, Kind.MERGE)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A correction: what, on what ground, and what it makes of the measure (`CorrectionProposal.change`)."""

    kind: Kind
    ground: str
    change: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """The measure with its facts, what was found of it, its open terms, and the rules' thresholds."""

    measure: Measure
    facts: MeasureFacts
    findings: Sequence[Finding]
    open_due: Sequence[date]
    thresholds: Mapping[str, int]
    document: Document
    day: date

    def found(self, code: str) -> str:
        """What was found, in words; empty where it was not."""
        return next((one["words"] for one in self.findings if one["code"] == code), "")


def is_recurring(schedule: Schedule | None) -> bool:
    """Whether the schedule names a rule that comes again."""
    return schedule is not None and any(not isinstance(rule, Once) for rule in schedule.rules)


def change_with_words(item: ReadItem, words: Mapping[str, str], said: str = "") -> dict[str, Any]:
    """A change of the measure's fields as it is kept: the new words, those of the plan, the term as it is understood."""
    kept: dict[str, Any] = {"words": dict(words), "before": {name: field_words(item, name) for name in words}}
    return kept | ({"said": said} if said else {})


def propose(subject: Subject, others: Mapping[int, Measure]) -> list[Proposed]:
    """The corrections of one measure; leaving it out stands alone, at most one for each field else.

    A measure of which something was found but for which no rule knows a correction is left, and its executor asked.
    """
    if not subject.findings:
        return []
    striking = _merge(subject, others) or _strike(subject)
    if striking:
        return [striking]
    found = [
        one
        for one in (
            _lead(subject),
            _executor(subject),
            _term(subject),
            _recur(subject),
            _split(subject),
            _wording(subject),
        )
        if one is not None
    ]
    if subject.found("unagreed"):
        found.append(Proposed(Kind.CONSENT, subject.found("unagreed")))
    asked = [
        words for code in ("silent", "overdue", "contradicted", "before_act", "twice") if (words := subject.found(code))
    ]
    if asked and not any(one.kind in (Kind.TERM, Kind.LEAD, Kind.WORDING, Kind.SPLIT) for one in found):
        found.append(Proposed(Kind.ASK, " ".join(asked)))
    return found or [Proposed(Kind.ASK, " ".join(one["words"] for one in subject.findings))]


def _merge(subject: Subject, others: Mapping[int, Measure]) -> Proposed | None:
    """The later of two near equal measures is left out; the earlier one takes over its executors."""
    twin = next(iter(subject.facts.twins), None)
    other = others.get(twin["measure"]) if twin else None
    if twin is None or other is None or _have_terms_apart(subject.measure, other):
        return None
    ours, theirs = (_lines(one) for one in (subject.measure, other))
    added = [line for line in ours if _bare(line) not in {_bare(one) for one in theirs}]
    change: dict[str, Any] = {"leave_out": True, "into": other.pk}
    if added:
        change["into_words"] = {"executors": "\n".join([*theirs, *added])}
    takes = f" Исполнители перейдут: {'; '.join(added)}." if added else ""
    return Proposed(
        Kind.MERGE, f"{subject.found('twice')} Остаётся {twin['number']}, это мероприятие исключается.{takes}", change
    )


def _strike(subject: Subject) -> Proposed | None:
    words = subject.found("dead") or subject.found("uncalled")
    return Proposed(Kind.STRIKE, words, {"leave_out": True}) if words else None


def _lead(subject: Subject) -> Proposed | None:
    """The co-executor who did report becomes the lead, where the lead reported nothing."""
    facts = subject.facts
    if facts.lead_reports or not facts.best_co or not facts.due:
        return None
    lines = _lines(subject.measure)
    first = next((line for line in lines if _bare(line) == _folded(facts.best_co)), None)
    if first is None:
        return None
    ordered = [first, *(line for line in lines if line != first)]
    ground = f"{facts.lead}: отчётов за период 0 по {facts.due} наступившим срокам; {facts.best_co}: {facts.best_co_reports}."
    return Proposed(Kind.LEAD, ground, _change(subject, executors="\n".join(ordered)))


def _executor(subject: Subject) -> Proposed | None:
    return Proposed(Kind.EXECUTOR, subject.found("nobody")) if subject.found("nobody") else None


def _term(subject: Subject) -> Proposed | None:
    """A term that came late often enough, or passed with work on the way, is moved; one without a day gets one."""
    facts = subject.facts
    if subject.found("termless"):
        return Proposed(Kind.TERM, f"{subject.found('termless')} Назовите срок, который можно проверить.")
    comes_late = subject.found("late") and len(facts.history_late) >= subject.thresholds["late_cycles"]
    why = subject.found("late") if comes_late else subject.found("overdue") or subject.found("slipping")
    if not why:
        return None
    new = later_term(subject.measure.schedule, facts.history_late, subject.open_due, subject.day)
    return _with_term(Kind.TERM, why, new, subject)


def _recur(subject: Subject) -> Proposed | None:
    if not subject.found("yearly"):
        return None
    return _with_term(Kind.RECUR, subject.found("yearly"), yearly_term(subject.facts.usual_month), subject)


def _with_term(kind: Kind, why: str, new: NewTerm | None, subject: Subject) -> Proposed | None:
    """The proposal with its term compiled and said back; none where the phrase is not understood or changes nothing."""
    schedule = schedule_of(new.phrase, subject.document) if new else None
    if new is None or schedule is None or not schedule.understood or new.phrase == subject.measure.due_text:
        return None
    change = change_with_words(item_of(subject.measure), {"due_text": new.phrase}, schedule.in_words())
    return Proposed(kind, f"{why} Предложенный срок: {new.ground}.", change)


def _split(subject: Subject) -> Proposed | None:
    """A result of several clauses of which some are reached and one is not becomes two measures."""
    measure = subject.measure
    short = next((one for one in subject.facts.figures if one["short"]), None)
    if short is None or all(one["short"] for one in subject.facts.figures):
        return None
    clauses = [one.strip(" .;") for one in CLAUSE_ENDS.split(measure.expected_result) if one.strip(" .;")]
    lagging = [one for one in clauses if short["text"] in one]
    rest = [one for one in clauses if one not in lagging]
    if not lagging or not rest:
        return None
    reached = next(one for one in subject.facts.figures if not one["short"])
    item = item_of(measure)
    other = {"number": f"{measure.number}-2", "title": measure.title, "result": "; ".join(lagging)} | {
        name: field_words(item, name) for name in ("due_text", "executors", "evidence", "stage")
    }
    ground = f"Достигнуто: {reached['text']} ({reached['value']}); не достигнуто: {short['short']}."
    return Proposed(Kind.SPLIT, ground, _change(subject, result="; ".join(rest)) | {"added": [other]})


def _wording(subject: Subject) -> Proposed | None:
    """What was returned again and again because nobody can say whether it is reached wants a number; so does a blank."""
    why = subject.found("blank")
    if not why and subject.found("returned") and not subject.facts.has_targets:
        why = f"{subject.found('returned')} В результате нет числа, по которому видно, достигнут ли он."
    return Proposed(Kind.WORDING, why) if why else None


def _change(subject: Subject, **words: str) -> dict[str, Any]:
    return change_with_words(item_of(subject.measure), words)


def _lines(measure: Measure) -> list[str]:
    """The executors as a form holds them, one a line."""
    names = ((_folded(one.printed_name), one.is_by_agreement) for one in measure.duties.all())
    return [f"{name} {BY_AGREEMENT}" if by_agreement else name for name, by_agreement in names]


def _bare(line: str) -> str:
    return line.removesuffix(BY_AGREEMENT).strip()


def _folded(words: str) -> str:
    return " ".join(words.split())


def _have_terms_apart(one: Measure, other: Measure) -> bool:
    """Whether both name single days and no month twice: the same work of two years, not the same thing asked twice."""
    months = []
    for schedule in (one.schedule, other.schedule):
        if schedule is None or not schedule.rules or is_recurring(schedule):
            return False
        months.append({(rule.end.year, rule.end.month) for rule in schedule.rules if isinstance(rule, Once)})
    return months[0].isdisjoint(months[1])
