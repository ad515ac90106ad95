"""Who may do what with councils: predicates over the acting person.

Whoever holds a role in the region sees its councils; people of other regions and the public do not. A council's
composition is kept by the coordinator, its meetings by its own secretary.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.council.models import Artefact, Body, Meeting, Stage
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
rules.add_rule("council.change_artefact", may_change_artefact)
rules.add_rule("council.decide_stage", may_decide_stage)
