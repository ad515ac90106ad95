"""Printed names become organisations and groups when a document is confirmed, within its one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kadrost.reading.result import Definition
from kadrost.region.domain.names import name_key
from kadrost.region.domain.people import Acting
from kadrost.region.domain.registry import OrganisationDraft, add_organisation
from kadrost.region.domain.resolution import define_group, remember_name
from kadrost.region.models import Organisation, OrganisationGroup, OrganisationName, Territory
from kadrost.roadmaps.domain.intake.bodies import COORDINATOR, NEW_GROUP, NONE
from kadrost.roadmaps.domain.intake.effective import EffectiveReading

Body = Organisation | OrganisationGroup
LONGEST_NAME = 400
LONGEST_SHORT_NAME = 120
LONGEST_GROUP = 300


@dataclass(frozen=True, slots=True)
class Registrar:
    """In whose name organisations are added, where, and on which day."""

    territory: Territory
    acting: Acting
    today: date
    request_id: str = ""


class BodyMaker:
    """Gives the body of a printed name by its choice (`domain.intake.bodies`), adding what is new; each is made once."""

    def __init__(self, reading: EffectiveReading, choices: Mapping[str, str], registrar: Registrar) -> None:
        self._definitions = reading.reading.definitions
        self._choices = {name_key(printed): choice for printed, choice in choices.items()}
        self._aliases = {
            name_key(executor.name): executor.alias
            for each in reading.items
            for executor in each.item.executors
            if executor.alias
        }
        self._registrar = registrar
        self._made: dict[str, Body | None] = {}
        self._groups: dict[int, OrganisationGroup | None] = {}
        self.coordinator: Organisation | None = None
        self.organisations_added = 0

    def body(self, printed: str) -> Body | None:
        """The body that the name means; None where it was left unresolved."""
        key = name_key(printed)
        if not key:
            return None
        if key not in self._made:
            self._made[key] = None  # a name that leads back to itself means nothing
            self._made[key] = self._find(printed, key)
        return self._made[key]

    def chosen(self, choice: str) -> Body | None:
        """The body of a choice that is made apart from printed names: a coordinator, a controller."""
        return self._carry_out(choice, printed="") if choice else None

    def group_of(self, index: int) -> OrganisationGroup | None:
        """The group that the document's definition of that index makes; None where no member is resolved."""
        if index not in self._groups:
            self._groups[index] = self._define(self._definitions[index])
        return self._groups[index]

    def _find(self, printed: str, key: str) -> Body | None:
        choice = self._choices.get(key, "")
        if not choice:
            return None
        body = self._carry_out(choice, printed=printed)
        if body is not None and choice != COORDINATOR:
            self._remember(printed, body)
        return body

    def _carry_out(self, choice: str, *, printed: str) -> Body | None:
        kind, _, value = choice.partition(":")
        if choice == NONE:
            return None
        if choice == COORDINATOR:
            return self.coordinator
        if choice == NEW_GROUP:
            return define_group(name=printed[:LONGEST_GROUP], territory=self._registrar.territory, members=())
        if kind == "organisation":
            return Organisation.objects.get(pk=int(value), territory=self._registrar.territory)
        if kind == "group":
            return OrganisationGroup.objects.get(pk=int(value), territory=self._registrar.territory)
        if kind == "definition":
            return self.group_of(int(value))
        if kind == "same":
            return self.body(value)
        organisation_kind, _, name = value.partition(":")
        return self._organisation(name or printed, organisation_kind)

    def _organisation(self, name: str, kind: str) -> Organisation:
        name = " ".join(name.split())[:LONGEST_NAME]
        territory = self._registrar.territory
        known = Organisation.objects.filter(territory=territory, name=name).first()
        if known is not None:
            return known.merged_into or known
        self.organisations_added += 1
        alias = self._aliases.get(name_key(name)) or ""
        return add_organisation(
            draft=OrganisationDraft(name=name, short_name=alias[:LONGEST_SHORT_NAME], kind=kind),
            territory=territory,
            acting=self._registrar.acting,
            today=self._registrar.today,
            request_id=self._registrar.request_id,
        )

    def _define(self, definition: Definition) -> OrganisationGroup | None:
        bodies = [self.body(member) for member in definition.members]
        members = {body.pk: body for body in bodies if isinstance(body, Organisation)}
        if not members:
            return None
        territory = self._registrar.territory
        name = definition.term[:LONGEST_GROUP]
        known = OrganisationGroup.objects.filter(territory=territory, name=name).first()
        if known is not None and set(known.members.values_list("pk", flat=True)) != set(members):
            # Another document means other bodies by the same words: its group must stay as it is.
            name = self._free_group_name(name)
        group = define_group(name=name, territory=territory, members=members.values(), meaning=definition.meaning)
        self._remember(definition.term, group)
        return group

    def _free_group_name(self, name: str) -> str:
        taken = set(
            OrganisationGroup.objects.filter(territory=self._registrar.territory).values_list("name", flat=True)
        )
        numbered = (f"{name[: LONGEST_GROUP - 6]} ({number})" for number in range(2, len(taken) + 3))
        return next(candidate for candidate in numbered if candidate not in taken)

    def _remember(self, printed: str, body: Body) -> None:
        """Keep the name for later documents; what was confirmed before is not overwritten by a group's term."""
        key = name_key(printed)
        if isinstance(body, OrganisationGroup):
            known = OrganisationName.objects.filter(territory=self._registrar.territory, key=key).exists()
            if known and key not in self._choices:
                return
        if not (isinstance(body, Organisation) and body.name == printed):
            remember_name(printed=printed, body=body, territory=self._registrar.territory)
