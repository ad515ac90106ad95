"""«Моя учётная запись»: who I am here, how I sign in, where I am signed in, and what was tried in my name."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadrost.accounts.domain.factors import STRONG, kept_duty
from kadrost.accounts.domain.mail_links import ask_for_email, change_phone, confirm_email, find_link
from kadrost.accounts.domain.sessions import end_other_sessions, end_own_session, sessions_of
from kadrost.accounts.domain.signing_in import attempts_of
from kadrost.accounts.forms.passwords import ContactForm, EmailForm
from kadrost.accounts.models import MailLink, User
from kadrost.accounts.permissions import AccountRefused, caller_of
from kadrost.accounts.standings import ActingRequest
from kadrost.accounts.throttle import LINK, RECOVERY, TooManyAttempts, count_attempt, forgive
from kadrost.accounts.views.links import gone, private
from kadrost.ui.request import PageRequest


@login_required
@never_cache
@require_safe
def show(request: ActingRequest) -> HttpResponse:
    """The page; a fixed number of queries whatever it shows."""
    person = cast("User", request.user)
    factors = list(Authenticator.objects.filter(user=person).order_by("pk"))
    by_type = {one.type: one for one in factors}
    return render(
        request,
        "accounts/me.html",
        {
            "person": person,
            "application": by_type.get(Authenticator.Type.TOTP),
            "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
            "spare_codes": by_type.get(Authenticator.Type.RECOVERY_CODES),
            "has_factor": any(one.type in STRONG for one in factors),
            "duty": kept_duty(request),
            "sessions": sessions_of(person),
            "session_key": request.session.session_key,
            "attempts": attempts_of(person),
            "providers": SocialAccount.objects.filter(user=person).count() if settings.OIDC_NAME else 0,
            "provider_name": settings.OIDC_NAME,
        },
    )


@login_required
@require_safe
def protect(request: ActingRequest) -> HttpResponse:
    """Where a required second factor is connected; leads on where nothing is owed."""
    duty = kept_duty(request)
    if duty.required_since is None:
        return redirect("accounts-me")
    return render(request, "accounts/protect.html", {"duty": duty, "overdue": duty.is_overdue(timezone.localdate())})


@require_POST
@login_required
def end_session(request: ActingRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions; 404 where there is none of that number."""
    try:
        end_own_session(session_id=session_id, caller=caller_of(request))
    except AccountRefused as refusal:
        raise Http404 from refusal
    messages.success(request, _("Сеанс завершён."))
    return redirect("accounts-me")


@require_POST
@login_required
def end_others(request: ActingRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    end_other_sessions(caller=caller_of(request), keep=request.session.session_key)
    messages.success(request, _("Все другие сеансы завершены."))
    return redirect("accounts-me")


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.mfa", allow_get=True)  # type: ignore[untyped-decorator]
def contacts(request: ActingRequest) -> HttpResponse:
    """Telephone and e-mail; a new address of e-mail counts once its letter was answered."""
    person = cast("User", request.user)
    sent = request.POST.get("act", "")
    phone_form = ContactForm(request.POST if sent == "phone" else None, initial={"phone": person.phone})
    email_form = EmailForm(request.POST if sent == "email" else None)
    if sent == "phone" and phone_form.is_valid():
        change_phone(phone=phone_form.cleaned_data["phone"], caller=caller_of(request))
        messages.success(request, _("Телефон записан."))
        return redirect("accounts-me")
    if sent == "email" and email_form.is_valid() and _ask_for_email(request, email_form):
        messages.success(request, _("Если адрес свободен, на него отправлено письмо. Откройте ссылку из него."))
        return redirect("accounts-me")
    status = 422 if sent else 200
    facts = {"person": person, "phone_form": phone_form, "email_form": email_form}
    return render(request, "accounts/contacts.html", facts, status=status)


def _ask_for_email(request: ActingRequest, form: EmailForm) -> bool:
    try:
        count_attempt(request, purpose=RECOVERY, account=f"email of {request.user.pk}")
        ask_for_email(email=form.cleaned_data["email"], caller=caller_of(request))
    except (AccountRefused, TooManyAttempts) as refusal:
        form.add_error("email", str(refusal))
        return False
    return True


@private
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: PageRequest, /, token: str) -> HttpResponse:
    """Make the address of the letter one's own, after a press of the button: programs that open links press none."""
    try:
        subjects = count_attempt(request, purpose=LINK, account=token)
        find_link(token, MailLink.Purpose.EMAIL)
        if request.method == "POST":
            confirm_email(token=token, caller=caller_of(request))
    except (AccountRefused, TooManyAttempts) as refusal:
        return gone(request, refusal, again=reverse("accounts-contacts"))
    forgive(subjects, timezone.now())
    if request.method != "POST":
        facts = {
            "title": _("Подтвердить адрес почты"),
            "consequence": _("На этот адрес будут приходить ссылки для входа и сообщения о защите учётной записи."),
            "button": _("Подтвердить"),
            "cancel_url": reverse("accounts-me"),
        }
        return render(request, "ui/confirm.html", facts)
    messages.success(request, _("Адрес почты подтверждён."))
    return redirect("accounts-me")
