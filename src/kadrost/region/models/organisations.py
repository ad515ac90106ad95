"""Territories, organisations, the names that documents give them, and collective names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from kadrost.accounts.roles import Role
    from kadrost.region.acting import Acting


def existing_on(day: date) -> models.Q:
    """The condition that a record with `valid_from` and `valid_until` holds on that day, both bounds included."""
    started = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
    return started & (models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day))


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def existing(self, on: date) -> TerritoryQuerySet:
        """The territories that are there on that day."""
        return self.filter(existing_on(on))

    def below(self, territory: Territory) -> TerritoryQuerySet:
        """The territory and all below it; one query more."""
        children: dict[int | None, list[int]] = {}
        for pk, parent in Territory.objects.order_by().values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(pk)
        found, waiting = {territory.pk}, [territory.pk]
        while waiting:
            fresh = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
            found.update(fresh)
            waiting += fresh
        return self.filter(pk__in=found)

    def managed_by(self, acting: Acting, *roles: Role) -> TerritoryQuerySet:
        """Those in which the person holds one of the roles, in the territory itself or in one above it."""
        return self if acting.is_superuser else self.filter(pk__in=acting.territory_ids(*roles))


class Territory(models.Model):
    """A region or a municipality within one, for as long as it is there.

    A person's role reaches over the territory of the body in which it is held, and over all below it.
    """

    class Kind(models.TextChoices):
        REGION = "region", gettext_noop("Регион")
        MUNICIPALITY = "municipality", gettext_noop("Муниципальное образование")

    name = models.CharField("название", max_length=200, unique=True)
    genitive = models.CharField("название в родительном падеже", max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.REGION)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField("существует с", null=True, blank=True)
    valid_until = models.DateField("существует по", null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def distinct_bodies(self) -> OrganisationQuerySet:
        """Without the duplicates that were merged into another organisation."""
        return self.filter(merged_into=None)

    def existing(self, on: date) -> OrganisationQuerySet:
        """The organisations that are there on that day."""
        return self.filter(existing_on(on))

    def within(self, territory: Territory) -> OrganisationQuerySet:
        """Those of the territory and of all below it."""
        return self.filter(territory__in=list(Territory.objects.below(territory).values_list("pk", flat=True)))

    def managed_by(self, acting: Acting, *roles: Role) -> OrganisationQuerySet:
        """Those of the territories over which the person's roles reach."""
        return self if acting.is_superuser else self.filter(territory__in=acting.territory_ids(*roles))


class Organisation(models.Model):
    """A body that may answer for a measure; it exists for a period and is never deleted.

    A duplicate keeps its row and points to the organisation that it was merged into.
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", gettext_noop("Орган власти")
        OFFICIAL = "official", gettext_noop("Должностное лицо")
        MUNICIPALITY = "municipality", gettext_noop("Орган местного самоуправления")
        COLLEGE = "college", gettext_noop("Профессиональная образовательная организация")
        UNIVERSITY = "university", gettext_noop("Образовательная организация высшего образования")
        SCHOOL = "school", gettext_noop("Общеобразовательная организация")
        CENTRE = "centre", gettext_noop("Центр (ЦОПП, РКЦ, СЦК)")
        EMPLOYER = "employer", gettext_noop("Работодатель")
        UNION = "union", gettext_noop("Объединение работодателей")
        BODY = "body", gettext_noop("Совет, рабочая группа, проектный офис")
        OTHER = "other", gettext_noop("Другая организация")

    name = models.CharField("полное название", max_length=400)
    short_name = models.CharField("принятое сокращение", max_length=120, blank=True)
    kind = models.CharField("вид", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="organisations")
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_until = models.DateField("действует по", null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("territory", "name"), name="region_organisation_name_in_territory"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def caption(self) -> str:
        """What a narrow column shows: the accepted short name, else the full one."""
        return self.short_name or self.name


class OrganisationGroup(models.Model):
    """A collective name («отраслевые департаменты») whose members a document lists."""

    name = models.CharField("собирательное название", max_length=300)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="organisation_groups")
    members = models.ManyToManyField(Organisation, related_name="groups", blank=True)
    meaning = models.TextField("как определено в документе", blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("territory", "name"), name="region_group_name_in_territory"),)

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A name as documents print it, confirmed by a person to mean an organisation or a group.

    `key` is the name normalised by `kadrost.region.domain.names.name_key`.
    """

    printed = models.CharField("как напечатано", max_length=500)
    key = models.CharField(max_length=500)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="organisation_names")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="names"
    )
    group = models.ForeignKey(OrganisationGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="names")

    class Meta:
        ordering = ("printed",)
        constraints = (
            models.UniqueConstraint(fields=("territory", "key"), name="region_name_key_in_territory"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) ^ models.Q(group__isnull=False),
                name="region_name_means_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.printed
