"""Forms of the second factor: allauth's checks, our counting of attempts, our words."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.allauth_adapters import UNREAD, WRONG_CODE
from kadrost.accounts.domain.signing_in import record_failure
from kadrost.accounts.forms.passwords import password_field
from kadrost.accounts.models import User
from kadrost.accounts.throttle import (
    FACTOR,
    REAUTHENTICATE,
    TooManyAttempts,
    address_of,
    count_attempt,
    forgive,
    network_of,
)

CODE_FIELD = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "inputmode": "numeric"}
REQUIRED = _("Введите код.")
REPEATED_WITHIN = 120  # seconds: longer than any code of the application stays right


def code_field(help_text: Any) -> forms.CharField:
    """Where a code is typed."""
    return forms.CharField(
        label=_("Код"),
        max_length=20,
        help_text=help_text,
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(attrs={**CODE_FIELD, "class": "short"}),
    )


class CountedForm(forms.Form):
    """A form whose attempts are counted by person and network; a wrong one is journalled."""

    blocked_seconds = 0
    user: Any
    purpose = FACTOR
    way = "code"
    words = WRONG_CODE

    def counted(self, check: Any) -> Any:
        """What `check()` gives; ValidationError in our words where it fails or too many attempts were made."""
        request = context.request
        try:
            # Whose passkey it is, the browser claims itself: an unproven claim must not lock anybody else out.
            account = str(self.user.pk) if self.user else f"unknown at {network_of(address_of(request))}"
            subjects = count_attempt(request, purpose=self.purpose, account=account)
        except TooManyAttempts as refusal:
            self.blocked_seconds = refusal.seconds_from(timezone.now())
            raise forms.ValidationError(refusal.message, code="blocked") from refusal
        try:
            result = check()
        except (forms.ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError) as error:
            record_failure(request, self.user, subjects, way=self.way)
            raise forms.ValidationError(self.words, code="incorrect_code") from error
        forgive(subjects, timezone.now())
        return result


def refuse_repeated(authenticator: Authenticator, code: str) -> None:
    """Remember the code; ValidationError where it was used just before, in whichever process."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    digest = salted_hmac("accounts.factors.used", code.strip(), algorithm="sha256").hexdigest()
    now = timezone.now().timestamp()
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used, at = locked.data.get("used", ""), locked.data.get("used_at", 0)
        if constant_time_compare(used, digest) and now - at < REPEATED_WITHIN:
            raise forms.ValidationError(WRONG_CODE, code="incorrect_code")
        locked.data |= {"used": digest, "used_at": now}
        locked.save(update_fields=["data"])
        authenticator.data = locked.data


class CodeForm(CountedForm):
    """The code of the application or a spare code, taken once."""

    code = code_field(_("Шесть цифр из приложения или один из запасных кодов."))

    def clean_code(self) -> str:
        """The code, where it fits and was not used before."""
        return str(self.counted(self._checked))

    def _checked(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        refuse_repeated(self.authenticator, code)  # type: ignore[attr-defined]
        return code


class FactorCodeForm(CodeForm, AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""


class RepeatedFactorCodeForm(CodeForm, ReauthenticateForm):  # type: ignore[misc]
    """A code before a change of how the person signs in."""


class NewApplicationForm(CountedForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new application shows that it has the secret."""

    code = code_field(_("Шесть цифр, которые приложение показывает сейчас."))

    def clean_code(self) -> str:
        """The code, where the secret of this session gives it."""
        return str(self.counted(super().clean_code))


class PasskeyForm(CountedForm):
    """What the browser gives for a passkey."""

    way = "webauthn"
    words = UNREAD
    credential = forms.JSONField(
        label=_("Ключ доступа"), widget=forms.HiddenInput, error_messages={"required": UNREAD, "invalid": UNREAD}
    )


class PasskeySignInForm(PasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by a passkey alone."""

    def clean_credential(self) -> Authenticator:
        """The passkey that signed the challenge."""
        return self.counted(super().clean_credential)


class PasskeyFactorForm(PasskeyForm, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""

    def clean_credential(self) -> Authenticator:
        """The passkey of this person that signed the challenge."""
        return self.counted(super().clean_credential)


class RepeatedPasskeyForm(PasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a change of how the person signs in."""

    def clean_credential(self) -> Authenticator:
        """The passkey of this person that signed the challenge."""
        return self.counted(super().clean_credential)


def name_field() -> forms.CharField:
    """How the person calls the passkey."""
    return forms.CharField(
        label=_("Название ключа"),
        max_length=60,
        help_text=_("По нему вы узнаете ключ в списке, например «Рабочий компьютер»."),
        error_messages={"required": _("Назовите ключ.")},
    )


class NewPasskeyForm(PasskeyForm, SignupWebAuthnForm):  # type: ignore[misc]
    """A new passkey; every one of ours may open the account alone, so the device must check who holds it."""

    name = name_field()

    def clean(self) -> dict[str, Any]:
        """The credential, where it answers this session's challenge."""
        data: dict[str, Any] = self.counted(super().clean) if self.cleaned_data.get("credential") else self.cleaned_data
        return data


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = name_field()


class PasswordAgainForm(CountedForm):
    """The password once more, before a change of how the person signs in."""

    purpose = REAUTHENTICATE
    way = "password"
    words = _("Пароль не подошёл. Проверьте раскладку клавиатуры и Caps Lock.")
    password = password_field()

    def __init__(self, *arguments: Any, user: User, **options: Any) -> None:
        self.user = user
        super().__init__(*arguments, **options)

    def clean_password(self) -> str:
        """The password, where it is the person's."""
        return str(self.counted(self._checked))

    def _checked(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(self.words)
        return password
