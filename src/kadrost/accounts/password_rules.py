"""What a password must be, in the site's own words: Django's rules with its sentences replaced."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _

from kadrost.ui.wording import counted


class UnlikeOneself(UserAttributeSimilarityValidator):
    """Refuses what resembles the person's name, login or address."""

    def get_error_message(self) -> str:
        """What is wrong and what to do."""
        return _("Пароль похож на ваше имя, логин или адрес почты. Придумайте другой.")

    def get_help_text(self) -> str:
        """The rule before anything is typed."""
        return _("Не похож на имя, логин и адрес почты.")


class LongEnough(MinimumLengthValidator):
    """Refuses short passwords."""

    def get_error_message(self) -> str:
        """How many signs are needed."""
        return _("Пароль короткий: нужно не меньше %(signs)s.") % {"signs": self._signs()}

    def get_help_text(self) -> str:
        """The rule before anything is typed."""
        return _("Не короче %(signs)s.") % {"signs": self._signs()}

    def _signs(self) -> str:
        return counted(self.min_length, _("знака,знаков,знаков"))


class NotCommon(CommonPasswordValidator):
    """Refuses the passwords that everybody tries first."""

    def get_error_message(self) -> str:
        """What is wrong and what to do."""
        return _("Это один из самых частых паролей, его подбирают первым. Придумайте другой.")

    def get_help_text(self) -> str:
        """The rule before anything is typed."""
        return _("Не из частых, вроде «1234567890».")


class NotDigitsOnly(NumericPasswordValidator):
    """Refuses figures alone."""

    def get_error_message(self) -> str:
        """What is wrong and what to do."""
        return _("Пароль из одних цифр. Добавьте буквы.")

    def get_help_text(self) -> str:
        """The rule before anything is typed."""
        return _("Не из одних цифр.")
