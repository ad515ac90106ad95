"""Bodies and their members, meetings with agendas and votes, decisions and what became of them."""

from kadrost.council.models.approvals import Artefact, ArtefactVersion, Level, RouteTemplate, Stage
from kadrost.council.models.bodies import Body, Membership
from kadrost.council.models.decisions import Decision, DecisionExecutor
from kadrost.council.models.links import Answer, Confirmation, MeetingDuty, ProtocolPlan
from kadrost.council.models.meetings import AgendaItem, Attendance, Material, Meeting, Vote

__all__ = [
    "AgendaItem",
    "Answer",
    "Artefact",
    "ArtefactVersion",
    "Attendance",
    "Body",
    "Confirmation",
    "Decision",
    "DecisionExecutor",
    "Level",
    "Material",
    "Meeting",
    "MeetingDuty",
    "Membership",
    "ProtocolPlan",
    "RouteTemplate",
    "Stage",
    "Vote",
]
