"""A plan's terms as an iCalendar file: recurring ones as rules, those that were moved as days of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, vRecur

from kadrost.kernel.icalendar import recurrence_of
from kadrost.kernel.rules import Rule
from kadrost.roadmaps.models import Measure, Plan


def plan_calendar(*, plan: Plan, stamp: datetime, address_of: dict[int, str]) -> bytes:
    """A VCALENDAR with an event for each rule of each measure, up to the plan's horizon where a rule has no end.

    Days that were extended leave their rule (EXDATE) and stand by themselves; `address_of` leads from a measure to
    its page. The same plan gives the same identifiers, so that importing the file again adds nothing twice.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//kadrost//plans//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plan.short_title)
    for measure in plan.measures.prefetch_related("checkpoints"):
        for event in _events_of(measure, plan.horizon):
            event.add("dtstamp", stamp)
            event.add("url", address_of[measure.pk])
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _events_of(measure: Measure, horizon: date) -> Iterator[Event]:
    moved = {point.occurs_until: point.due_on for point in measure.checkpoints.all() if point.is_extended}
    schedule = measure.schedule
    for number, rule in enumerate(schedule.rules if schedule else ()):
        event = _event_of(measure, rule, number, horizon, set(moved))
        if event is not None:
            yield event
    for first, due_on in sorted(moved.items()):
        event = _event_on(measure, due_on, f"{measure.lineage}-{first.isoformat()}@kadrost")
        event.add("description", f"Срок продлён, первоначальный {first:%d.%m.%Y}")
        yield event


def _event_of(measure: Measure, rule: Rule, number: int, horizon: date, moved: set[date]) -> Event | None:
    days = [occurrence.end for occurrence in rule.expand(horizon) if occurrence.start <= horizon]
    if not days:
        return None
    recurrence: dict[str, Any] = recurrence_of(rule)
    kept = days if recurrence else [day for day in days if day not in moved]
    if not kept:
        return None
    event = _event_on(measure, kept[0], f"{measure.lineage}-{number}@kadrost")
    event.add("description", measure.schedule_words)
    if recurrence:
        event.add("rrule", vRecur(recurrence))
        excluded = [day for day in days if day in moved]
        if excluded:
            event.add("exdate", excluded)
    elif kept[1:]:
        event.add("rdate", kept[1:])
    return event


def _event_on(measure: Measure, day: date, identifier: str) -> Event:
    event = Event()
    event.add("uid", identifier)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{measure.number} {measure.title}"[:200])
    event.add("transp", "TRANSPARENT")
    return event
