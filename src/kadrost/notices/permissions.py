"""Who sees the background work: administrators of the whole installation; everybody sets what they are told themselves."""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting


@rules.predicate
def manages_jobs(acting: Acting) -> bool:
    """Sees the queue and the letters' fate, and repeats what failed; letters of all regions are among them."""
    return acting.is_everywhere(Role.ADMINISTRATOR)


MANAGE = "notices.manage_jobs"
rules.add_rule(MANAGE, manages_jobs)
