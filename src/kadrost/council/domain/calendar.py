"""A council's meetings as an iCalendar file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from kadrost.council.models import Body, Meeting

USUAL_HOURS = 2


def meetings_calendar(*, body: Body, stamp: datetime, address_of: Callable[[Meeting], str]) -> bytes:
    """A VCALENDAR with an event for each meeting; the same meeting keeps its identifier when it is moved."""
    calendar = Calendar()
    calendar.add("prodid", "-//kadrost//council//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", body.caption)
    for meeting in body.meetings.order_by("held_on", "id"):
        event = Event()
        event.add("uid", identifier_of(meeting))
        event.add("dtstamp", stamp)
        event.add("sequence", meeting.version)
        _add_time(event, meeting)
        event.add("summary", f"{body.caption}: заседание № {meeting.number}")
        if meeting.place:
            event.add("location", meeting.place)
        if meeting.state == Meeting.State.CANCELLED:
            event.add("status", "CANCELLED")
        event.add("url", address_of(meeting))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def identifier_of(meeting: Meeting) -> str:
    """By what a calendar knows the meeting again, whichever of our calendars it came from."""
    return f"meeting-{meeting.pk}@kadrost"


def _add_time(event: Event, meeting: Meeting) -> None:
    day: date = meeting.held_on
    if meeting.starts_at is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    begins = timezone.make_aware(datetime.combine(day, meeting.starts_at))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(hours=USUAL_HOURS))
