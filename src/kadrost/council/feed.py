"""What councils show in a person's calendar: the meetings of the bodies to which they belong, terms of approvals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from kadrost.accounts.models import User
from kadrost.council.domain.calendar import identifier_of
from kadrost.council.domain.queries import waiting_stages
from kadrost.council.models import Meeting, Membership
from kadrost.notices.sections import FeedEvent, offer_feed
from kadrost.region.acting import Acting

BACK = timedelta(days=60)


def days_of_councils(person: User, acting: Acting, today: date) -> Iterator[FeedEvent]:
    """Meetings that are not called off, and the days by which the person's bodies are asked to agree."""
    mine = Membership.objects.filter(person=person).in_force(today).values("body")
    meetings = Meeting.objects.filter(body__in=mine, held_on__gte=today - BACK).exclude(state=Meeting.State.CANCELLED)
    for meeting in meetings.select_related("body__organisation").order_by("held_on", "pk"):
        hour = f" в {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
        yield FeedEvent(
            uid=identifier_of(meeting),
            day=meeting.held_on,
            summary=f"{meeting.body.caption}: заседание № {meeting.number}{hour}",
            path=reverse("council-meeting", args=(meeting.pk,)),
            description=meeting.place,
            sequence=meeting.version,
        )
    for stage in waiting_stages(acting).exclude(due_on=None):
        yield FeedEvent(
            uid=f"stage-{stage.pk}@kadrost",
            day=stage.due_on or today,
            summary=f"Согласование: {stage.version.artefact}"[:200],
            path=reverse("council-artefact", args=(stage.version.artefact_id,)),
        )


offer_feed("council", days_of_councils)
