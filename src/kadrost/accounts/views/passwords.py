"""Changing a password, and setting a new one where it is forgotten."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kadrost.accounts.domain.mail_links import ask_for_new_password, find_link, set_recovered_password
from kadrost.accounts.domain.sessions import close_sessions, follow_session_key
from kadrost.accounts.forms.passwords import NewPasswordForm, RecoveredPasswordForm, RecoveryForm
from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import MailLink, User
from kadrost.accounts.permissions import AccountRefused, caller_of
from kadrost.accounts.throttle import LINK, REAUTHENTICATE, RECOVERY, TooManyAttempts, count_attempt, forgive
from kadrost.accounts.views.links import gone, private
from kadrost.accounts.views.sign_in import tell_waiting
from kadrost.audit import journal
from kadrost.ui.request import PageRequest


class PasswordChange(views.PasswordChangeView):
    """The person changes the password; other sessions of theirs end."""

    form_class = NewPasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts-password-change")

    def post(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        """Count the attempt: whoever sits down at an open session must not guess the password."""
        person = cast("User", request.user)
        form = self.get_form()
        try:
            subjects = count_attempt(request, purpose=REAUTHENTICATE, account=str(person.pk))
        except TooManyAttempts as refusal:
            form.full_clean()
            form.errors.clear()
            form.add_error(None, refusal.message)
            form.blocked_seconds = refusal.seconds_from(timezone.now())  # type: ignore[attr-defined]
            return tell_waiting(self.form_invalid(form), form)
        if "old_password" not in form.errors:
            forgive(subjects, timezone.now())
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, end other sessions, journal that it was changed (never to what), and say so."""
        caller = caller_of(self.request)
        person = form.user
        with transaction.atomic():
            response = super().form_valid(form)
            if person.must_change_password:
                person.must_change_password = False
                person.save(update_fields=["must_change_password"])
            follow_session_key(self.request)
            close_sessions(person, keep=self.request.session.session_key)
            journal.record(
                actor=caller.actor(), action="password", subject=person, on=cast("PageRequest", self.request).today
            )
            write_letter(to=person.email, subject=_("Пароль изменён"), template="password_changed", person=person)
        messages.success(self.request, _("Пароль изменён. На других устройствах нужно войти заново."))
        return response


@never_cache
@require_http_methods(["GET", "POST"])
def recover(request: PageRequest) -> HttpResponse:
    """Ask for a link to set a new password; the answer is the same whether or not there is such a person."""
    form = RecoveryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/recovery.html", {"form": form})
    try:
        count_attempt(request, purpose=RECOVERY, account=form.cleaned_data["name"])
    except TooManyAttempts as refusal:
        form.add_error(None, refusal.message)
        form.blocked_seconds = refusal.seconds_from(timezone.now())  # type: ignore[attr-defined]
        return tell_waiting(render(request, "accounts/recovery.html", {"form": form}), form)
    ask_for_new_password(written=form.cleaned_data["name"], request_id=request.request_id)
    return render(request, "accounts/recovery_sent.html")


@private
@require_http_methods(["GET", "POST"])
def set_new(request: PageRequest, token: str) -> HttpResponse:
    """Set a new password by the link of a letter; a link that opens nothing says so."""
    try:
        subjects = count_attempt(request, purpose=LINK, account=token)
        link = find_link(token, MailLink.Purpose.RECOVERY)
    except (AccountRefused, TooManyAttempts) as refusal:
        return gone(request, refusal, again=reverse("accounts-recovery"))
    forgive(subjects, timezone.now())
    form = RecoveredPasswordForm(link.person, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/recovery_set.html", {"form": form, "person": link.person})
    try:
        set_recovered_password(token=token, password=form.cleaned_data["new_password1"], request=request)
    except AccountRefused as refusal:
        return gone(request, refusal, again=reverse("accounts-recovery"))
    messages.success(request, _("Пароль задан. Войдите с ним."))
    return redirect("accounts-sign-in")
