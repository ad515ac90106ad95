"""Who may do what with the register of legal acts.

The coordinator of a territory keeps its register, the responsible body changes its own; whoever holds a role in the
region reads. Which acts a measure asks for is said by whoever keeps its plan.
"""

from __future__ import annotations

import rules

from kadrost.region.acting import Acting
from kadrost.region.permissions import require
from kadrost.roadmaps.models import LegalAct
from kadrost.roadmaps.permissions.projects import KEEPERS, OWNERS, keeps_register

__all__ = ["KEEPERS", "may_change_legal_act", "require"]


def may_see_legal_act(acting: Acting, legal_act: LegalAct) -> bool:
    """Reads the act: whoever holds a role in its region."""
    return acting.is_of_region(legal_act.territory_id)


def may_change_legal_act(acting: Acting, legal_act: LegalAct) -> bool:
    """Changes the act: who keeps the register, or the responsible body."""
    if acting.reaches(legal_act.territory_id, *KEEPERS):
        return True
    return any(legal_act.responsible_id in acting.organisation_ids(role) for role in OWNERS)


rules.add_rule("legal_acts.keep", rules.predicate(keeps_register))
rules.add_rule("legal_acts.see", rules.predicate(may_see_legal_act))
rules.add_rule("legal_acts.change", rules.predicate(may_change_legal_act))
