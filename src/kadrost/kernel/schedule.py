"""A schedule is data: rules that expand to occurrences, and back to a Russian sentence.

`kadrost.kernel.deadlines.compile_phrase` makes one from a phrase; this module keeps, expands and stores it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from heapq import merge
from typing import Any, Literal, Self

from kadrost.kernel.errors import KadrostError
from kadrost.kernel.periods import Occurrence
from kadrost.kernel.rules import RULES, CountedFrom, Rule

__all__ = ["Assumption", "EventNotNamedError", "JsonObject", "Occurrence", "Schedule", "ScheduleFormatError"]

Assumption = Literal["year", "anchor", "period"]
JsonObject = dict[str, Any]
_ASSUMPTIONS = ("year", "anchor", "period")
_PLAIN_FIELDS = ("phrase", "understood", "continuous", "on_demand", "assumed", "event", "why")


class ScheduleFormatError(KadrostError):
    """Stored data that is no schedule."""

    code = "schedule_format"


class EventNotNamedError(KadrostError):
    """A day of an event was given where the schedule waits for none, or states no term to count."""

    code = "event_not_named"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a deadline phrase was understood to mean; nothing in it is guessed silently."""

    phrase: str
    understood: bool
    continuous: bool = False
    on_demand: bool = False
    assumed: Assumption | None = None
    event: str | None = None
    why: str = ""
    rules: tuple[Rule, ...] = ()
    remarks: tuple[str, ...] = ()

    def occurrences(self, *, until: date) -> Iterator[Occurrence]:
        """The occurrences that start on or before `until`, in order, each once."""
        if len(self.rules) == 1:
            streams: Iterator[Occurrence] = self.rules[0].expand(until)
        else:
            streams = merge(*(rule.expand(until) for rule in self.rules), key=_by_days)
        last: tuple[date, date] | None = None
        for occurrence in streams:
            if occurrence.start > until:
                return
            days = (occurrence.start, occurrence.end)
            if days != last:
                yield occurrence
            last = days

    def with_event(self, day: date) -> Schedule:
        """This schedule with the event's day recorded: its term is counted from that day.

        Raises EventNotNamedError where no event is waited for, or where the phrase states no term.
        """
        waiting = [rule for rule in self.rules if isinstance(rule, CountedFrom) and rule.amount is not None]
        if self.event is None or not waiting:
            raise EventNotNamedError(
                "Срок не считается от события, либо его продолжительность не названа.",
                remedy="Назначьте срок датой.",
                where=self.phrase,
            )
        return replace(
            self,
            rules=tuple(replace(rule, anchor=day) if isinstance(rule, CountedFrom) else rule for rule in self.rules),
        )

    def in_words(self) -> str:
        """What was understood, as a Russian sentence without a full stop; the reason where nothing was."""
        from kadrost.kernel.words import schedule_in_words

        return schedule_in_words(self)

    def to_json(self) -> JsonObject:
        """A form that `from_json` reads back to an equal schedule."""
        data: JsonObject = {name: getattr(self, name) for name in _PLAIN_FIELDS}
        data["remarks"] = list(self.remarks)
        data["rules"] = [_rule_to_json(rule) for rule in self.rules]
        return data

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        """The schedule that `to_json` wrote; ScheduleFormatError where the data is not one."""
        try:
            if data["assumed"] is not None and data["assumed"] not in _ASSUMPTIONS:
                raise ValueError(data["assumed"])
            return cls(
                **{name: data[name] for name in _PLAIN_FIELDS},
                remarks=tuple(data["remarks"]),
                rules=tuple(_rule_from_json(rule) for rule in data["rules"]),
            )
        except (KeyError, TypeError, ValueError) as fault:
            raise ScheduleFormatError(
                f"Сохраненный график не читается: {fault!r}.",
                remedy="Составьте график заново из слов документа.",
            ) from fault


def _by_days(occurrence: Occurrence) -> tuple[date, date]:
    return occurrence.start, occurrence.end


def _rule_to_json(rule: Rule) -> JsonObject:
    data: JsonObject = {"kind": rule.kind}
    for field in fields(rule):
        value = getattr(rule, field.name)
        data[field.name] = value.isoformat() if isinstance(value, date) else value
    return data


def _rule_from_json(data: JsonObject) -> Rule:
    rule = RULES[data["kind"]]
    values = {name: value for name, value in data.items() if name != "kind"}
    for field in fields(rule):
        if "date" in str(field.type) and values.get(field.name) is not None:
            values[field.name] = date.fromisoformat(values[field.name])
    return rule(**values)
