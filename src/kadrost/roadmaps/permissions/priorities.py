"""Who may do what with the priorities of staffing and the participants of the Standard.

The coordinator of a region keeps them; the bodies that answer for indicators write their actual values; whoever holds
a role in the region reads; the public reads adopted lists that were shown to all.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.region.permissions import require
from kadrost.roadmaps.models import PriorityIndicator

__all__ = ["KEEPERS", "require"]

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def keeps_priorities(acting: Acting, territory: Territory | None) -> bool:
    """Writes, discusses, adopts and shows lists, chooses participants of the territory; of any where none is named."""
    if territory is None:
        return acting.has(*KEEPERS)
    return acting.reaches(territory.pk, *KEEPERS)


def enters_actual(acting: Acting, indicator: PriorityIndicator) -> bool:
    """Writes an indicator's actual values: an executor of the body that answers for it, or whoever keeps the list."""
    if keeps_priorities(acting, indicator.priority.list.territory):
        return True
    return indicator.writer_id in acting.organisation_ids(Role.EXECUTOR)


rules.add_rule("priorities.keep", rules.predicate(keeps_priorities))
rules.add_rule("priorities.enter_actual", rules.predicate(enters_actual))
