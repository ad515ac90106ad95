"""Expert sessions: phases with their days, who takes part and for which side, what is proposed and by whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.council.models.bodies import Body
from kadrost.council.models.meetings import AgendaItem
from kadrost.region.models import Organisation


class Horizon(models.TextChoices):
    """For when a profession or competency is asked for."""

    NOW = "now", gettext_noop("сейчас – 3 года")
    MEDIUM = "medium", gettext_noop("5–7 лет")
    NEW = "new", gettext_noop("новая")


class ExpertSession(models.Model):
    """A session of a body's experts; its marks decide by a rule that is fixed before the first of them.

    `held_on` is the day on which the experts meet to discuss; the other days are the last ones of their phases.
    """

    class Phase(models.TextChoices):
        PREPARATION = "preparation", gettext_noop("Подготовка")
        PROPOSALS = "proposals", gettext_noop("Сбор предложений")
        FIRST = "first", gettext_noop("Первый тур оценок")
        DISCUSSION = "discussion", gettext_noop("Обсуждение")
        SECOND = "second", gettext_noop("Второй тур оценок")
        RESULTS = "results", gettext_noop("Итоги")
        CLOSED = "closed", gettext_noop("Закрыта, протокол подписан")
        CANCELLED = "cancelled", gettext_noop("Не состоялась")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="expert_sessions")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField("номер в году")
    title = models.CharField("тема", max_length=300)
    branch = models.CharField("отрасль", max_length=200)
    horizon = models.CharField("горизонт", max_length=10, choices=Horizon.choices)
    purpose = models.TextField("цель")
    ground = models.CharField("основание", max_length=300)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="facilitated_sessions"
    )
    facilitator_name = models.CharField("ведущий", max_length=200)
    facilitator_post = models.CharField("должность ведущего", max_length=400, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    proposals_until = models.DateField("предложения до")
    first_until = models.DateField("первый тур до")
    held_on = models.DateField("день сессии")
    second_until = models.DateField("второй тур до")
    criteria = models.JSONField("критерии", default=list)
    least_median = models.DecimalField("медиана не меньше", max_digits=3, decimal_places=2, default=Decimal(4))
    most_spread = models.DecimalField("размах не больше", max_digits=3, decimal_places=2, default=Decimal("1.25"))
    least_marks = models.PositiveSmallIntegerField("оценок не меньше", default=3)
    phase = models.CharField("фаза", max_length=20, choices=Phase.choices, default=Phase.PREPARATION)
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="expert_sessions"
    )
    cancel_ground = models.CharField("причина отмены", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    closed_on = models.DateField("протокол подписан", null=True, blank=True)
    chair_name = models.CharField("кто подписал", max_length=200, blank=True)
    chair_post = models.CharField("кто подписал: должность", max_length=400, blank=True)
    secretary_name = models.CharField("секретарь", max_length=200, blank=True)
    paper = models.FileField("протокол", upload_to="sessions/%Y/", blank=True)
    paper_sha256 = models.CharField("контрольная сумма протокола", max_length=64, blank=True)

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("body", "year", "sequence"), name="council_session_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(proposals_until__lte=models.F("first_until"))
                & models.Q(first_until__lte=models.F("held_on"))
                & models.Q(held_on__lte=models.F("second_until")),
                name="council_session_days_in_order",
            ),
        )
        indexes = (models.Index(fields=("body", "phase", "held_on"), name="council_session_by_phase"),)

    def __str__(self) -> str:
        return f"{self.body.caption}, экспертная сессия № {self.number}"

    @property
    def number(self) -> str:
        """«2/2026»."""
        return f"{self.sequence}/{self.year}"

    @property
    def is_open(self) -> bool:
        """Whether anything of it may still change."""
        return self.phase not in (self.Phase.CLOSED, self.Phase.CANCELLED)

    @property
    def takes_marks(self) -> bool:
        """Whether a round of marks is open."""
        return self.phase in (self.Phase.FIRST, self.Phase.SECOND)

    @property
    def is_before_marks(self) -> bool:
        """Whether the rule, the criteria and the list of proposals may still be changed."""
        return self.phase in (self.Phase.PREPARATION, self.Phase.PROPOSALS)

    @property
    def round(self) -> int:
        """The round that is open or was the last one; 0 before the first."""
        if self.phase in (self.Phase.FIRST, self.Phase.DISCUSSION):
            return 1
        return 0 if self.is_before_marks else 2

    @property
    def last_day_of_phase(self) -> date | None:
        """The day until which the phase goes; None where it has no term."""
        return {
            self.Phase.PROPOSALS.value: self.proposals_until,
            self.Phase.FIRST.value: self.first_until,
            self.Phase.DISCUSSION.value: self.held_on,
            self.Phase.SECOND.value: self.second_until,
        }.get(self.phase)

    def is_phase_late(self, today: date) -> bool:
        """Whether the term of the phase has passed."""
        return self.last_day_of_phase is not None and self.last_day_of_phase < today


class SessionExpert(models.Model):
    """Somebody invited to a session: whom they represent, what they know; with a sign-in they mark themselves.

    `secret_number` is drawn by lot when the first round opens and stands on sheets in place of the name.
    """

    class Side(models.TextChoices):
        BUSINESS = "business", gettext_noop("Бизнес")
        EDUCATION = "education", gettext_noop("Образование")
        AUTHORITY = "authority", gettext_noop("Власть")
        SCIENCE = "science", gettext_noop("Наука")
        PROFESSION = "profession", gettext_noop("Профессиональное сообщество")

    class Presence(models.TextChoices):
        INVITED = "invited", gettext_noop("приглашён")
        PRESENT = "present", gettext_noop("участвует")
        REMOTE = "remote", gettext_noop("участвует дистанционно")
        ABSENT = "absent", gettext_noop("не участвует")

    session = models.ForeignKey(ExpertSession, on_delete=models.CASCADE, related_name="experts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="expert_in"
    )
    name = models.CharField("фамилия и инициалы", max_length=200)
    post = models.CharField("должность", max_length=400, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="experts_sent"
    )
    organisation_words = models.CharField("организация", max_length=400, blank=True)
    side = models.CharField("сторона", max_length=20, choices=Side.choices)
    competence = models.CharField("в чём эксперт", max_length=400, blank=True)
    presence = models.CharField("участие", max_length=20, choices=Presence.choices, default=Presence.INVITED)
    secret_number = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("session", "person"), name="council_expert_once"),
            models.UniqueConstraint(fields=("session", "secret_number"), name="council_expert_number_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def represents(self) -> str:
        """The organisation that the expert comes from."""
        return self.organisation.name if self.organisation else self.organisation_words


class Proposal(models.Model):
    """A profession or competency that an expert proposes; one joined to another is marked there.

    `outcome` stands only where the group decided otherwise than the rule, with its ground.
    """

    class Subject(models.TextChoices):
        PROFESSION = "profession", gettext_noop("профессия, специальность")
        COMPETENCY = "competency", gettext_noop("компетенция")

    class Kind(models.TextChoices):
        NEW = "new", gettext_noop("новая")
        CHANGING = "changing", gettext_noop("меняется")
        GROWING = "growing", gettext_noop("спрос растёт")
        VANISHING = "vanishing", gettext_noop("исчезает")

    class Reason(models.TextChoices):
        TECHNOLOGY = "technology", gettext_noop("технология")
        ENTERPRISE = "enterprise", gettext_noop("предприятие")
        PROJECT = "project", gettext_noop("инвестиционный проект")
        LAW = "law", gettext_noop("закон, стандарт")

    class Outcome(models.TextChoices):
        BY_RULE = "", gettext_noop("по правилу сессии")
        TAKEN = "taken", gettext_noop("предложить в перечень")
        LEFT = "left", gettext_noop("не предлагать")

    session = models.ForeignKey(ExpertSession, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveIntegerField()
    name = models.CharField("название", max_length=300)
    subject = models.CharField("что это", max_length=20, choices=Subject.choices, default=Subject.PROFESSION)
    kind = models.CharField("что происходит", max_length=20, choices=Kind.choices)
    code = models.CharField("код", max_length=40, blank=True)
    classifier = models.CharField("классификатор", max_length=200, blank=True)
    horizon = models.CharField("горизонт", max_length=10, choices=Horizon.choices)
    reason = models.CharField("чем вызвано", max_length=20, choices=Reason.choices)
    reason_words = models.TextField("обоснование")
    needed = models.PositiveIntegerField("потребность, человек", null=True, blank=True)
    needed_in = models.PositiveSmallIntegerField(
        "к какому году", null=True, blank=True, validators=(MinValueValidator(2000), MaxValueValidator(2100))
    )
    demands = models.TextField("требования к программам", blank=True)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    outcome_ground = models.TextField("почему решено иначе", blank=True)
    added_on = models.DateField("внесено")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome="") | ~models.Q(outcome_ground=""), name="council_outcome_has_ground"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProposalAuthor(models.Model):
    """Who proposed it; joined proposals keep the authors of both."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="authors")
    expert = models.ForeignKey(SessionExpert, on_delete=models.PROTECT, related_name="authored")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("proposal", "expert"), name="council_author_once"),)

    def __str__(self) -> str:
        return self.expert.name


class InterestConflict(models.Model):
    """An expert's own interest in a proposal: their mark on it does not count in any round."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    expert = models.ForeignKey(SessionExpert, on_delete=models.CASCADE, related_name="conflicts")
    words = models.CharField("в чём интерес", max_length=300)
    declared_on = models.DateField("заявлено")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("proposal", "expert"), name="council_conflict_once"),)

    def __str__(self) -> str:
        return f"{self.expert}: {self.words}"


class Ballot(models.Model):
    """An expert's marks of a round; one sheet an expert and round, changed while the round is open."""

    expert = models.ForeignKey(SessionExpert, on_delete=models.PROTECT, related_name="ballots")
    round = models.PositiveSmallIntegerField("тур")
    given_on = models.DateField("оценки даны")
    is_paper = models.BooleanField("с бумажного листа", default=False)

    class Meta:
        ordering = ("round", "id")
        constraints = (models.UniqueConstraint(fields=("expert", "round"), name="council_ballot_once"),)

    def __str__(self) -> str:
        return f"тур {self.round}, {self.given_on:%d.%m.%Y}"


class Mark(models.Model):
    """What an expert gave a proposal: 1–5 by each criterion of the session in its order; empty where they abstained."""

    class Confidence(models.IntegerChoices):
        LOW = 1, gettext_noop("не уверен(а)")
        MIDDLE = 2, gettext_noop("скорее уверен(а)")
        HIGH = 3, gettext_noop("уверен(а)")

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="marks")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="marks")
    scores = models.JSONField("оценки", default=list)
    confidence = models.PositiveSmallIntegerField("уверенность", choices=Confidence.choices, null=True, blank=True)
    remark = models.CharField("пояснение", max_length=500, blank=True)

    class Meta:
        ordering = ("proposal__position", "id")
        constraints = (models.UniqueConstraint(fields=("ballot", "proposal"), name="council_mark_once"),)

    def __str__(self) -> str:
        return ", ".join(str(score) for score in self.scores) or "воздержался"
