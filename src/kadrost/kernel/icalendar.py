"""Schedules as an iCalendar file (RFC 5545): an all-day event on each day by which something is due.

The events stand on due days, since a recurring event cannot change its length as months do. Where a day is missing in
a month, the month's last day is taken, as SKIP=BACKWARD of RFC 7529 says; it is written as BYMONTHDAY=28,29,30 with
BYSETPOS=-1, which means the same and which calendars without RFC 7529 read as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event, vRecur

from kadrost.kernel.periods import END_OF_MONTH, MONTHS_IN_YEAR, Occurrence
from kadrost.kernel.rules import DayAfterPeriod, EveryMonths, EveryWeek, Rule
from kadrost.kernel.schedule import Schedule

_SURE_DAY = 28
"""Every month has it."""


def to_icalendar(schedules: Iterable[Schedule], *, until: date, stamp: datetime) -> bytes:
    """A VCALENDAR of all due days: open recurrences as endless rules, days counted one by one up to `until`.

    `stamp` is written as the moment of export. The same schedules give the same identifiers, so that a calendar
    which imports the file again keeps one copy.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kadrost//schedules//RU")
    calendar.add("version", "2.0")
    for schedule in schedules:
        for number, rule in enumerate(schedule.rules):
            event = _event(schedule, rule, number, until, stamp)
            if event is not None:
                calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


@dataclass(frozen=True, slots=True)
class DayEvent:
    """A whole day of a calendar: what it is called, and its identifier, which stays the same in every edition."""

    uid: str
    day: date
    summary: str
    description: str = ""
    url: str = ""
    sequence: int = 0


def days_calendar(events: Iterable[DayEvent], *, name: str, stamp: datetime) -> bytes:
    """A VCALENDAR of whole days that do not make anybody busy; `stamp` is written as the moment of export."""
    calendar = Calendar()
    calendar.add("prodid", "-//kadrost//days//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamp)
        event.add("sequence", one.sequence)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", one.summary)
        for field, words in (("description", one.description), ("url", one.url)):
            if words:
                event.add(field, words)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _event(schedule: Schedule, rule: Rule, number: int, until: date, stamp: datetime) -> Event | None:
    recurrence = recurrence_of(rule)
    horizon = date.max if recurrence else until
    first = next(rule.expand(horizon), None)
    if first is None or first.start > until:
        return None
    event = Event()
    event.add("uid", _identifier(schedule, number))
    event.add("dtstamp", stamp)
    event.add("dtstart", first.end)
    event.add("dtend", first.end + timedelta(days=1))
    event.add("summary", f"Срок: {schedule.phrase}")
    event.add("description", _description(schedule, first))
    event.add("transp", "TRANSPARENT")
    if recurrence:
        event.add("rrule", vRecur(recurrence))
    else:
        others = [occurrence.end for occurrence in rule.expand(until) if first.end < occurrence.end <= until]
        if others:
            event.add("rdate", others)
    return event


def _identifier(schedule: Schedule, number: int) -> str:
    digest = sha256(repr((schedule.phrase, schedule.rules, number)).encode()).hexdigest()
    return f"{digest[:32]}@kadrost"


def _description(schedule: Schedule, first: Occurrence) -> str:
    lines = [schedule.in_words(), *schedule.remarks]
    if first.provisional:
        lines.append("Производственный календарь этих лет еще не опубликован: день предварительный")
    return "\n".join(lines)


def recurrence_of(rule: Rule) -> dict[str, Any]:
    """The RRULE of a rule's due days; empty where they are one day or have to be listed."""
    match rule:
        case EveryMonths(cut=date()) | EveryWeek(cut=date()):
            return {}
        case EveryMonths():
            return _monthly(rule, rule.every, rule.last_day)
        case DayAfterPeriod(working=False):
            return _monthly(rule, rule.months, rule.day)
        case EveryWeek():
            return {"FREQ": "WEEKLY", **_until(rule)}
        case _:
            return {}


def _monthly(rule: EveryMonths | DayAfterPeriod, months: int, day: int) -> dict[str, Any]:
    first = next(rule.expand(date.max), None)
    if first is None:
        return {}
    recurrence: dict[str, Any]
    if months % MONTHS_IN_YEAR == 0:
        recurrence = {"FREQ": "YEARLY", "INTERVAL": months // MONTHS_IN_YEAR, "BYMONTH": first.end.month}
    else:
        recurrence = {"FREQ": "MONTHLY", "INTERVAL": months}
    return {**recurrence, **_day_of_month(day), **_until(rule)}


def _day_of_month(day: int) -> dict[str, Any]:
    if day <= _SURE_DAY:
        return {"BYMONTHDAY": day}
    if day == END_OF_MONTH:
        return {"BYMONTHDAY": -1}
    return {"BYMONTHDAY": list(range(_SURE_DAY, day + 1)), "BYSETPOS": -1}


def _until(rule: EveryMonths | EveryWeek | DayAfterPeriod) -> dict[str, Any]:
    """The last due day of a bounded rule: its bound is on starts, that of RRULE on the due days themselves."""
    if rule.until is None:
        return {}
    last = None
    for occurrence in rule.expand(rule.until):
        last = occurrence.end
    return {"UNTIL": last} if last else {}
