"""Scopes: what a person may see of plans, as querysets, so that a view cannot forget to ask.

Views fetch through `visible_to` (the plan and how it stands) or `inside_for` (also reports, documents, consents,
history); an architecture test refuses any other way to these records in a view.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role

if TYPE_CHECKING:
    from kadrost.region.acting import Acting

Record = TypeVar("Record", bound=Model)


class Scoped(QuerySet[Record]):
    """Records of plans; `path` leads from the record to its plan."""

    path: ClassVar[str] = "plan__"

    def visible_to(self, acting: Acting) -> Self:
        """Those of public plans, and those of the plans whose inside the person sees."""
        if acting.is_superuser:
            return self
        return self.filter(Q((f"{self.path}is_public", True)) | self._inside(acting))

    def inside_for(self, acting: Acting) -> Self:
        """Those of the plans of the person's region, and of plans that their body coordinates, controls or answers in."""
        return self if acting.is_superuser else self.filter(self._inside(acting))

    def answered_by(self, organisations: Collection[int]) -> Self:
        """Those of the plans in which one of the bodies has a duty, by itself or in a group."""
        return self.filter(self._answered_by(organisations))

    def _inside(self, acting: Acting) -> Q:
        inside = Q((f"{self.path}territory__in", sorted(acting.region)))
        watching = acting.organisation_ids(Role.COORDINATOR) | acting.organisation_ids(Role.CONTROLLER)
        if watching:
            inside |= Q((f"{self.path}coordinator__in", sorted(watching)))
            inside |= Q((f"{self.path}controller__in", sorted(watching)))
        answering = acting.organisation_ids(Role.EXECUTOR)
        return inside | self._answered_by(answering) if answering else inside

    def _answered_by(self, organisations: Collection[int]) -> Q:
        bodies = sorted(organisations)
        duties = apps.get_model("roadmaps", "Duty").objects.filter(measure__plan=OuterRef(f"{self.path}pk"))
        by_name, in_group = duties.filter(organisation__in=bodies), duties.filter(group__members__in=bodies)
        return Q(Exists(by_name)) | Q(Exists(in_group))
