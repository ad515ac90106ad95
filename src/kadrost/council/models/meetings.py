"""Meetings: the agenda with its materials, who came, how they voted, and the protocol once it is signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.council.models.bodies import Body, Membership
from kadrost.roadmaps.models import Checkpoint


class Meeting(models.Model):
    """A meeting of a body; after its protocol is signed nothing of it changes any more."""

    class Form(models.TextChoices):
        IN_PERSON = "in_person", gettext_noop("Очное")
        ABSENTEE = "absentee", gettext_noop("Заочное")
        MIXED = "mixed", gettext_noop("Очно-заочное")

    class State(models.TextChoices):
        PLANNED = "planned", gettext_noop("Запланировано")
        HELD = "held", gettext_noop("Проведено, протокол не подписан")
        SIGNED = "signed", gettext_noop("Протокол подписан")
        CANCELLED = "cancelled", gettext_noop("Отменено")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField("номер в году")
    held_on = models.DateField("день")
    starts_at = models.TimeField("начало", null=True, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    form = models.CharField("форма", max_length=20, choices=Form.choices, default=Form.IN_PERSON)
    state = models.CharField("состояние", max_length=20, choices=State.choices, default=State.PLANNED)
    chairing = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="chaired_meetings"
    )
    cancel_ground = models.CharField("причина отмены", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    signed_on = models.DateField("протокол подписан", null=True, blank=True)
    approver_post = models.CharField("кто утвердил: должность", max_length=400, blank=True)
    approver_name = models.CharField("кто утвердил", max_length=200, blank=True)
    secretary_name = models.CharField("секретарь", max_length=200, blank=True)
    paper = models.FileField("протокол", upload_to="protocols/%Y/", blank=True)
    paper_sha256 = models.CharField("контрольная сумма протокола", max_length=64, blank=True)
    signed_copy = models.FileField("подписанный экземпляр", upload_to="protocols/%Y/", blank=True)
    signed_copy_name = models.CharField("имя файла", max_length=255, blank=True)
    signed_copy_sha256 = models.CharField("контрольная сумма", max_length=64, blank=True)

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("body", "year", "sequence"), name="council_meeting_number_in_year"),
        )
        indexes = (models.Index(fields=("body", "state", "held_on"), name="council_meeting_by_state"),)

    def __str__(self) -> str:
        return f"{self.body.caption}, заседание № {self.number} от {self.held_on:%d.%m.%Y}"

    @property
    def number(self) -> str:
        """«2/2022»."""
        return f"{self.sequence}/{self.year}"

    @property
    def is_open(self) -> bool:
        """Whether agenda and decisions may still be written."""
        return self.state in (self.State.PLANNED, self.State.HELD)


class AgendaItem(models.Model):
    """A question of the agenda; one that hears an answer to an assignment names its checkpoint."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.TextField("вопрос")
    speaker = models.CharField("кого слушали", max_length=400, blank=True)
    discussion = models.TextField("выступили", blank=True)
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda_items"
    )
    votes_for = models.PositiveSmallIntegerField("за", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("против", null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField("воздержались", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=("meeting", "checkpoint"), name="council_item_answer_once"),)

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Material(models.Model):
    """A file to a question."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField("название", max_length=300)
    file = models.FileField("файл", upload_to="materials/%Y/")
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64)
    added_by_name = models.CharField("приложил", max_length=200)
    added_on = models.DateField("приложен")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member took part, and who was invited; name and post as of then."""

    class Presence(models.TextChoices):
        PRESENT = "present", gettext_noop("присутствует")
        IN_WRITING = "in_writing", gettext_noop("мнение письменно")
        ABSENT = "absent", gettext_noop("отсутствует")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    name = models.CharField("фамилия и инициалы", max_length=200)
    post = models.CharField("должность", max_length=400, blank=True)
    presence = models.CharField(max_length=20, choices=Presence.choices, default=Presence.PRESENT)

    class Meta:
        ordering = ("membership__position", "id")
        constraints = (models.UniqueConstraint(fields=("meeting", "membership"), name="council_attendance_once"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.get_presence_display()}"


class Vote(models.Model):
    """A member's vote on a question, by name."""

    class Choice(models.TextChoices):
        FOR = "for", gettext_noop("за")
        AGAINST = "against", gettext_noop("против")
        ABSTAINED = "abstained", gettext_noop("воздержался")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="cast_votes")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cast_votes")
    cast_on = models.DateField()

    class Meta:
        ordering = ("membership__position", "id")
        constraints = (models.UniqueConstraint(fields=("item", "membership"), name="council_vote_once"),)

    def __str__(self) -> str:
        return f"{self.membership.name}: {self.get_choice_display()}"
