"""The person who signs in. Roles are given by appointments (`kadrost.region`), not here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOGIN_PATTERN = r"^[a-z0-9][a-z0-9._+-]*(@[a-z0-9-]+(\.[a-z0-9-]+)+)?$"


class UserManager(BaseUserManager["User"]):
    """Makes people and finds them by login, whatever the letter case."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> User:
        """A saved, validated person; ValidationError where a field is wrong. Without a password nobody can sign in."""
        user = self.model(login=self.normalise_login(login), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, login: str, password: str | None = None, **fields: Any) -> User:
        """A person who may do everything, for the first start of an installation."""
        return self.create_user(login, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The person of this login in any letter case; User.DoesNotExist where there is none."""
        return self.get(login=self.normalise_login(username or ""))

    @staticmethod
    def normalise_login(login: str) -> str:
        """The one form in which a login is kept: no blanks around, small letters."""
        return login.strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a login: an e-mail address or a short name; the names in full are optional."""

    login = models.CharField(
        _("логин"),
        max_length=150,
        unique=True,
        validators=[
            RegexValidator(LOGIN_PATTERN, _("Нужен адрес электронной почты или короткое имя из латинских букв и цифр."))
        ],
        error_messages={"unique": _("Такой логин уже занят.")},
    )
    surname = models.CharField(_("фамилия"), max_length=100, blank=True)
    given_name = models.CharField(_("имя"), max_length=100, blank=True)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)
    is_active = models.BooleanField(_("может входить"), default=True)
    must_change_password = models.BooleanField(
        _("пароль одноразовый"), default=False, help_text=_("До смены пароля человек ничего больше не может.")
    )
    email = models.EmailField(
        _("адрес электронной почты"),
        blank=True,
        help_text=_("Сюда приходят ссылки для входа и сообщения о защите учётной записи."),
    )
    phone = models.CharField(_("телефон"), max_length=40, blank=True)
    joined_at = models.DateTimeField(_("добавлен"), default=timezone.now, editable=False)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("человек")
        verbose_name_plural = _("люди")
        ordering = ["surname", "given_name", "login"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="accounts_user_email_once")
        ]

    def __str__(self) -> str:
        return self.full_name or (self.login if "@" not in self.login else f"№ {self.pk}")

    def clean(self) -> None:
        """Keep the login in its one form, so that letter case never makes two people of one."""
        super().clean()
        self.login = UserManager.normalise_login(self.login)
        self.email = UserManager.normalise_login(self.email)

    @property
    def full_name(self) -> str:
        """Surname, given name, patronymic: those that are known."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Серова А. П.» with no-break spaces, or the login where the surname is unknown."""
        if not self.surname:
            return self.login
        initials = [f"{part[0]}." for part in (self.given_name, self.patronymic) if part]
        return "\u00a0".join([self.surname, *initials])
