"""What every change of a meeting stands on: its lock, its version, and that nothing moves after signing."""

from __future__ import annotations

from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Meeting
from kadrost.council.permissions import require
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import StaleVersion

State = Meeting.State


def lock_meeting(meeting: Meeting, acting: Acting, *, version: int | None = None) -> Meeting:
    """The meeting for a change by who runs it; `CouncilRefused` after signing, `StaleVersion` where `version` differs."""
    require("council.run_meeting", acting, meeting)
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body__organisation__territory", "chairing")
        .get(pk=meeting.pk)
    )
    if version is not None and locked.version != version:
        raise StaleVersion
    refuse_if_closed(locked)
    return locked


def refuse_if_closed(meeting: Meeting) -> None:
    """`CouncilRefused` where nothing of the meeting may change any more."""
    if meeting.state == State.SIGNED:
        raise CouncilRefused(
            f"Протокол № {meeting.number} подписан: изменить его нельзя.",
            remedy="Новое решение принимается на следующем заседании.",
        )
    if meeting.state == State.CANCELLED:
        raise CouncilRefused("Заседание отменено.", remedy="Назначьте новое.")


def touch(meeting: Meeting) -> None:
    """Save the meeting under a new version."""
    meeting.version += 1
    meeting.save()
