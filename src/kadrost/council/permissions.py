"""Who may do what with councils: predicates over the acting person.

Whoever holds a role in the region sees its councils; people of other regions and the public do not. A council's
composition is kept by the coordinator, its meetings by its own secretary.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.council.models import Artefact, Body, ExpertSession, Meeting, SessionExpert, Stage
from kadrost.region.domain.people import Acting
from kadrost.region.permissions import PermissionRefused, require

__all__ = ["PermissionRefused", "require"]


@rules.predicate
def may_see_any(acting: Acting) -> bool:
    """Holds any role, so that some region's councils are open to the person."""
    return acting.is_superuser or bool(acting.roles)


@rules.predicate
def may_see_body(acting: Acting, body: Body) -> bool:
    """Holds any role in the region of the body."""
    return acting.is_of_region(body.organisation.territory_id)


@rules.predicate
def may_create_bodies(acting: Acting) -> bool:
    """Sets councils up: coordinators and administrators."""
    return acting.has(Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_change_body(acting: Acting, body: Body) -> bool:
    """Keeps the composition and powers: coordinators and administrators of the territory."""
    return acting.reaches(body.organisation.territory_id, Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_change_members(acting: Acting, body: Body) -> bool:
    """Takes members in and lets them out: who keeps the composition, and the body's own secretary."""
    return may_change_body.test(acting, body) or body.organisation_id in acting.organisation_ids(Role.COUNCIL_SECRETARY)


@rules.predicate
def may_run_meetings(acting: Acting, body: Body) -> bool:
    """Plans meetings, writes their course, signs protocols: the body's secretary, an administrator in their stead."""
    if acting.is_superuser or body.organisation_id in acting.organisation_ids(Role.COUNCIL_SECRETARY):
        return True
    return acting.reaches(body.organisation.territory_id, Role.ADMINISTRATOR)


@rules.predicate
def may_run_meeting(acting: Acting, meeting: Meeting) -> bool:
    """As for the body whose meeting it is."""
    return bool(may_run_meetings.test(acting, meeting.body))


@rules.predicate
def may_hold_sessions(acting: Acting, body: Body) -> bool:
    """Calls expert sessions of the body: its secretary, coordinators and administrators of the territory."""
    return bool(may_run_meetings.test(acting, body) or may_change_body.test(acting, body))


@rules.predicate
def may_run_session(acting: Acting, session: ExpertSession) -> bool:
    """Invites experts, keeps proposals, moves the phase: who may hold sessions of the body, and the facilitator."""
    if acting.user is not None and session.facilitator_id == acting.user.pk:
        return True
    return bool(may_hold_sessions.test(acting, session.body))


@rules.predicate
def may_close_session(acting: Acting, session: ExpertSession) -> bool:
    """Signs the session's protocol: the body's secretary, an administrator in their stead."""
    return bool(may_run_meetings.test(acting, session.body))


@rules.predicate
def may_mark_as(acting: Acting, expert: SessionExpert) -> bool:
    """Gives an expert's marks and declares their interests: nobody but the expert, by their own sign-in."""
    return acting.user is not None and expert.person_id == acting.user.pk


@rules.predicate
def may_change_artefact(acting: Acting, artefact: Artefact) -> bool:
    """Brings versions and sends them on their route: people of the author, coordinators and administrators above it."""
    if artefact.author_id in acting.organisation_ids(Role.EXECUTOR) | acting.organisation_ids(Role.COUNCIL_SECRETARY):
        return True
    return acting.reaches(artefact.author.territory_id, Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_decide_stage(acting: Acting, stage: Stage) -> bool:
    """Records a stage's outcome: people of the body that decides; of a body outside the platform, the author's."""
    artefact = stage.version.artefact
    if stage.organisation_id is None:
        return bool(may_change_artefact.test(acting, artefact))
    deciding = (Role.EXECUTOR, Role.COORDINATOR, Role.CONTROLLER, Role.COUNCIL_SECRETARY)
    if any(stage.organisation_id in acting.organisation_ids(role) for role in deciding):
        return True
    return acting.reaches(artefact.author.territory_id, Role.ADMINISTRATOR)


rules.add_rule("council.see_any", may_see_any)
rules.add_rule("council.see_body", may_see_body)
rules.add_rule("council.create_body", may_create_bodies)
rules.add_rule("council.change_body", may_change_body)
rules.add_rule("council.change_members", may_change_members)
rules.add_rule("council.run_meetings", may_run_meetings)
rules.add_rule("council.run_meeting", may_run_meeting)
rules.add_rule("council.hold_sessions", may_hold_sessions)
rules.add_rule("council.run_session", may_run_session)
rules.add_rule("council.close_session", may_close_session)
rules.add_rule("council.mark_as", may_mark_as)
rules.add_rule("council.change_artefact", may_change_artefact)
rules.add_rule("council.decide_stage", may_decide_stage)
