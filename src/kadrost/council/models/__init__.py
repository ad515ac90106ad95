"""Bodies and their members, meetings with agendas and votes, decisions and what became of them, expert sessions."""

from kadrost.council.models.approvals import Artefact, ArtefactVersion, Level, RouteTemplate, Stage
from kadrost.council.models.bodies import Body, Membership
from kadrost.council.models.decisions import Decision, DecisionExecutor
from kadrost.council.models.links import Answer, BodyAct, Confirmation, MeetingDuty, ProtocolPlan
from kadrost.council.models.meetings import AgendaItem, Attendance, Material, Meeting, Vote
from kadrost.council.models.sessions import (
    Ballot,
    ExpertSession,
    Horizon,
    InterestConflict,
    Mark,
    Proposal,
    ProposalAuthor,
    SessionExpert,
)

__all__ = [
    "AgendaItem",
    "Answer",
    "Artefact",
    "ArtefactVersion",
    "Attendance",
    "Ballot",
    "Body",
    "BodyAct",
    "Confirmation",
    "Decision",
    "DecisionExecutor",
    "ExpertSession",
    "Horizon",
    "InterestConflict",
    "Level",
    "Mark",
    "Material",
    "Meeting",
    "MeetingDuty",
    "Membership",
    "Proposal",
    "ProposalAuthor",
    "ProtocolPlan",
    "RouteTemplate",
    "SessionExpert",
    "Stage",
    "Vote",
]
