"""One's own second factor: the application with codes, spare codes, passkeys; proving again who one is."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import BaseReauthenticateView
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kadrost.accounts.domain.factors import record_factor_change
from kadrost.accounts.forms.factors import (
    NewApplicationForm,
    NewPasskeyForm,
    PasskeyNameForm,
    PasswordAgainForm,
    RepeatedFactorCodeForm,
    RepeatedPasskeyForm,
)
from kadrost.accounts.views.sign_in import tell_waiting

ME = reverse_lazy("accounts-me")
own: list[Any] = [login_required, never_cache]


class Waiting:
    """A page that tells when to try again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is wrong; 429 where the person has to wait."""
        response = self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]
        return tell_waiting(response, form)


@method_decorator(own, name="dispatch")
class PasswordAgain(Waiting, BaseReauthenticateView):  # type: ignore[misc]
    """The password again."""

    form_class = PasswordAgainForm
    template_name = "accounts/again.html"
    extra_context = {"lead": _("Введите пароль, чтобы изменить способ входа.")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows whose password it is."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to what the person wanted."""
        reauthenticate_by_password(self.request)
        return super().form_valid(form)  # type: ignore[no-any-return]


class CodeAgain(Waiting, ReauthenticateView):  # type: ignore[misc]
    """A code again."""

    form_class = RepeatedFactorCodeForm
    template_name = "accounts/again.html"
    extra_context = {"lead": _("Введите код, чтобы изменить способ входа.")}


class PasskeyAgain(Waiting, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey again."""

    form_class = RepeatedPasskeyForm
    template_name = "accounts/passkey_again.html"


@method_decorator(own, name="dispatch")
class AddApplication(ActivateTOTPView):  # type: ignore[misc]
    """Connect an application with codes: the secret as a picture and as letters, then the first code of it."""

    form_class = NewApplicationForm
    template_name = "accounts/application_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret in groups of four letters, to be typed where no camera is at hand."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        secret = data["form"].secret
        return {**data, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}

    def get_success_url(self) -> str:
        """The spare codes, which are shown once; else the account."""
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(ME)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Connect it; other sessions end."""
        response: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_factor_change(self.request, "add_factor", factor)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is wrong; 429 where the person has to wait."""
        return tell_waiting(super().form_invalid(form), form)


@login_required
@never_cache
@require_safe
def application_picture(request: HttpRequest) -> HttpResponse:
    """The secret that waits to be connected, as a QR picture; 404 where none waits."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    kept = BytesIO()
    url = get_adapter().build_totp_url(authenticated_user(request), secret)
    qrcode.make(url, image_factory=SvgPathImage, border=2).save(kept)
    return HttpResponse(kept.getvalue(), content_type="image/svg+xml")


@method_decorator(own, name="dispatch")
class DropApplication(DeactivateTOTPView):  # type: ignore[misc]
    """Disconnect the application with codes."""

    template_name = "ui/confirm.html"
    success_url = ME
    extra_context = {
        "title": _("Отключить приложение с кодами"),
        "consequence": _("Коды из приложения больше не подойдут. На других устройствах нужно будет войти заново."),
        "button": _("Отключить"),
        "cancel_url": ME,
        "danger": True,
    }

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Disconnect it; other sessions end."""
        factor = self.authenticator
        response: HttpResponse = super().form_valid(form)
        record_factor_change(self.request, "remove_factor", factor)
        return response


@method_decorator(own, name="dispatch")
class NewSpareCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new spare codes; the former ones open nothing any more."""

    template_name = "ui/confirm.html"
    extra_context = {
        "title": _("Новые запасные коды"),
        "consequence": _("Прежние запасные коды перестанут действовать. Новые будут показаны один раз."),
        "button": _("Создать коды"),
        "cancel_url": ME,
    }

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Make them; other sessions end."""
        response: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.RECOVERY_CODES)
        record_factor_change(self.request, "new_codes", factor)
        return response


@method_decorator(never_cache, name="dispatch")
class SpareCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """The spare codes, shown once, to be kept on paper or as a file."""

    template_name = "accounts/spare_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The codes for the page, and the same as a file within the address of a link."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        if not data["can_view_codes"]:
            return {**data, "codes": [], "left": len(data["unused_codes"])}
        codes = [f"{code[:4]} {code[4:]}" for code in data["unused_codes"]]
        file = b64encode("\r\n".join(codes).encode()).decode()
        return {**data, "codes": codes, "file_url": f"data:text/plain;charset=utf-8;base64,{file}"}


@method_decorator(own, name="dispatch")
class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey, which may open the account alone or after the password."""

    form_class = NewPasskeyForm
    template_name = "accounts/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser has to make: a key that it keeps itself and opens to its owner only."""
        data: dict[str, Any] = super(AddWebAuthnView, self).get_context_data(**kwargs)
        options = passkeys.begin_registration(authenticated_user(self.request), passwordless=True)
        return {**data, "js_data": {"creation_options": options}}

    def get_success_url(self) -> str:
        """The spare codes, which are shown once; else the account."""
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(ME)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it; other sessions end."""
        response: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).latest("pk")
        record_factor_change(self.request, "add_factor", factor)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is wrong; 429 where the person has to wait."""
        return tell_waiting(super().form_invalid(form), form)


class OwnPasskey:
    """A page of one passkey; 404 for another's before anything is asked of the person."""

    pk_url_kwarg = "passkey_id"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, where the passkey is the person's own."""
        keys = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.WEBAUTHN)
        get_object_or_404(keys, pk=kwargs["passkey_id"])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


@method_decorator(own, name="dispatch")
class RenamePasskey(OwnPasskey, EditWebAuthnView):  # type: ignore[misc]
    """Another name for a passkey."""

    form_class = PasskeyNameForm
    template_name = "accounts/passkey_name.html"
    success_url = ME


@method_decorator(own, name="dispatch")
class DropPasskey(OwnPasskey, RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away."""

    template_name = "ui/confirm.html"
    success_url = ME
    extra_context = {
        "title": _("Удалить ключ доступа"),
        "consequence": _("Войти этим ключом больше не получится. На других устройствах нужно будет войти заново."),
        "button": _("Удалить"),
        "cancel_url": ME,
        "danger": True,
    }

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away; other sessions end. A person without a password keeps the last one."""
        factor = self.get_object()
        kept = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).count()
        if kept == 1 and not self.request.user.has_usable_password():
            form.add_error(None, _("Это единственный способ войти. Сначала задайте пароль или добавьте другой ключ."))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        response: HttpResponse = super().form_valid(form)
        record_factor_change(self.request, "remove_factor", factor)
        return response
