"""The tree of territories: what lies below one, in which region it lies, and which regions are nobody's yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef

from kadrost.region.models import Appointment, Territory


@dataclass(frozen=True)
class TerritoryTree:
    """Each territory with the one above it; the uppermost are the regions.

    `manned` are those for whose bodies somebody acts.
    """

    above: Mapping[int, int | None]
    manned: frozenset[int] = frozenset()

    def below(self, territory_id: int) -> frozenset[int]:
        """The territory and all below it."""
        found, waiting = {territory_id}, [territory_id]
        while waiting:
            fresh = [one for one in self._children.get(waiting.pop(), ()) if one not in found]
            found.update(fresh)
            waiting += fresh
        return frozenset(found)

    def uppermost(self, territory_id: int) -> int:
        """The region in which the territory lies."""
        passed = {territory_id}
        while (parent := self.above.get(territory_id)) is not None and parent not in passed:
            passed.add(parent)
            territory_id = parent
        return territory_id

    def region_of(self, territory_id: int) -> frozenset[int]:
        """All territories of the region in which it lies."""
        return self.below(self.uppermost(territory_id))

    @cached_property
    def unmanned(self) -> frozenset[int]:
        """The territories of regions in which nobody acts yet: whoever is there looks after them.

        So a region's office can take another's roadmap in, to compare it with its own, before that region joins.
        """
        manned = {self.uppermost(one) for one in self.manned}
        return frozenset(one for one in self.above if self.uppermost(one) not in manned)

    def would_turn_in_circles(self, territory_id: int, parent_id: int | None) -> bool:
        """Whether the territory would come to lie below itself."""
        return parent_id is not None and parent_id in self.below(territory_id)

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = {}
        for one, parent in self.above.items():
            if parent is not None:
                children.setdefault(parent, []).append(one)
        return children


def territory_tree(today: date) -> TerritoryTree:
    """The tree, with the territories that are manned on the day; one query."""
    acts_there = Appointment.objects.in_force(today).filter(organisation__territory=OuterRef("pk"))
    rows = list(Territory.objects.order_by().values_list("pk", "parent_id", Exists(acts_there)))
    return TerritoryTree(
        above={pk: parent for pk, parent, _ in rows}, manned=frozenset(pk for pk, _, is_manned in rows if is_manned)
    )
