"""A council, a working group or another body that decides together, and its members by period."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models import Act


class Body(models.Model):
    """A body that meets: what it is besides an organisation of the registry, whose names and period it shares."""

    class Kind(models.TextChoices):
        COORDINATION = "coordination", gettext_noop("Координационный совет")
        WORKING_GROUP = "working_group", gettext_noop("Рабочая группа")
        SUPERVISORY = "supervisory", gettext_noop("Наблюдательный совет")
        EXPERT = "expert", gettext_noop("Экспертный совет")
        ORGANISING = "organising", gettext_noop("Организационный комитет")
        MANAGEMENT = "management", gettext_noop("Управляющая компания (совет) центра")
        PROJECT_OFFICE = "project_office", gettext_noop("Проектный офис")

    class Quorum(models.TextChoices):
        MORE_THAN_HALF = "more_than_half", gettext_noop("больше половины членов")
        HALF = "half", gettext_noop("не меньше половины членов")
        TWO_THIRDS = "two_thirds", gettext_noop("не меньше двух третей членов")
        NUMBER = "number", gettext_noop("не меньше названного числа членов")

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="council_body")
    kind = models.CharField("вид", max_length=20, choices=Kind.choices)
    genitive = models.CharField("название в родительном падеже", max_length=400)
    quorum_rule = models.CharField("кворум", max_length=20, choices=Quorum.choices, default=Quorum.MORE_THAN_HALF)
    quorum_number = models.PositiveSmallIntegerField("число для кворума", null=True, blank=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, blank=True, related_name="created_bodies")
    act_words = models.CharField("акт о создании", max_length=300, blank=True)
    powers = models.TextField("полномочия", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("organisation__name",)
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def caption(self) -> str:
        """The accepted short name, else the full one."""
        return self.organisation.caption

    @property
    def territory(self) -> Territory:
        """Where the body acts."""
        return self.organisation.territory

    def quorum_of(self, members: int) -> int:
        """How many of so many voting members make a quorum; at least one."""
        match self.quorum_rule:
            case self.Quorum.HALF:
                needed = -(-members // 2)
            case self.Quorum.TWO_THIRDS:
                needed = -(-2 * members // 3)
            case self.Quorum.NUMBER:
                needed = self.quorum_number or 1
            case _:
                needed = members // 2 + 1
        return max(1, needed)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> MembershipQuerySet:
        """Who belongs to the body on that day."""
        return self.filter(models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=on), valid_from__lte=on)


class Membership(models.Model):
    """Somebody's place in a body for a period: name and post as of then; a sign-in where the person has one."""

    class Part(models.TextChoices):
        CHAIR = "chair", gettext_noop("Председатель")
        DEPUTY = "deputy", gettext_noop("Заместитель председателя")
        SECRETARY = "secretary", gettext_noop("Секретарь")
        MEMBER = "member", gettext_noop("Член")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField("фамилия и инициалы", max_length=200)
    post = models.CharField("должность", max_length=400)
    represents = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="represented_in"
    )
    part = models.CharField("роль", max_length=20, choices=Part.choices, default=Part.MEMBER)
    votes = models.BooleanField("голосует", default=True)
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField("в составе с")
    valid_until = models.DateField("в составе по", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name", "id")
        indexes = (models.Index(fields=("body", "valid_from", "valid_until"), name="council_membership_period"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"
