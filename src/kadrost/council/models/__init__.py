"""Bodies and their members, meetings with agendas and votes, decisions and what became of them."""

from kadrost.council.models.bodies import Body, Membership
from kadrost.council.models.decisions import Decision, DecisionExecutor
from kadrost.council.models.links import Answer, Confirmation, MeetingDuty, ProtocolPlan
from kadrost.council.models.meetings import AgendaItem, Attendance, Material, Meeting, Vote

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Body",
    "Confirmation",
    "Decision",
    "DecisionExecutor",
    "Material",
    "Meeting",
    "MeetingDuty",
    "Membership",
    "ProtocolPlan",
    "Vote",
]
