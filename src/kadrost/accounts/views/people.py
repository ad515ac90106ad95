"""What an administrator does about the sign-in of others: lost factors, open sessions, which roles need a factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kadrost.accounts.domain.factors import require_factors, reset_factors, rules_by_role
from kadrost.accounts.domain.sessions import end_sessions_of, sessions_of
from kadrost.accounts.domain.signing_in import attempts_of
from kadrost.accounts.forms.people import FactorRulesForm, GroundForm
from kadrost.accounts.models import User
from kadrost.accounts.permissions import (
    AccountRefused,
    NotAllowed,
    caller_of,
    require_administrator,
    require_looking_after,
)
from kadrost.accounts.standings import ActingRequest
from kadrost.audit.looks import record_look
from kadrost.ui.wording import translated

PURPOSE = gettext_noop("Помощь со входом на сайт")
ACTS: dict[str, tuple[Callable[..., int], str]] = {
    "sessions": (end_sessions_of, gettext_noop("Сеансы завершены: человеку нужно войти заново.")),
    "factors": (reset_factors, gettext_noop("Второй фактор сброшен. Человек войдёт по паролю и подключит новый.")),
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def person(request: ActingRequest, person_id: int) -> HttpResponse:
    """How a person signs in, and the two acts upon it; each needs a ground."""
    found = get_object_or_404(User, pk=person_id)
    caller = caller_of(request)
    try:
        require_looking_after(caller, found)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    record_look(request, [found], actor=caller.actor(), purpose=PURPOSE)
    sent = request.POST.get("act", "")
    forms = {name: GroundForm(request.POST if sent == name else None, prefix=name) for name in ACTS}
    status = 200
    if request.method == "POST":
        form = forms.get(sent)
        if form is None:
            raise PermissionDenied
        status = 422
        if form.is_valid():
            act, said = ACTS[sent]
            try:
                act(person=found, ground=form.cleaned_data["ground"], caller=caller)
                messages.success(request, translated(said))
                return redirect("accounts-person", found.pk)
            except AccountRefused as refusal:
                form.add_error(None, str(refusal))
    factors = Authenticator.objects.filter(user=found)
    facts = {
        "person": found,
        "factors": sorted({one.type for one in factors}),
        "sessions": sessions_of(found),
        "attempts": attempts_of(found),
        "sessions_form": forms["sessions"],
        "factors_form": forms["factors"],
    }
    return render(request, "accounts/person.html", facts, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: ActingRequest) -> HttpResponse:
    """For which roles a second factor is required, and since when."""
    caller = caller_of(request)
    try:
        require_administrator(caller)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    form = FactorRulesForm(request.POST or None, rules=rules_by_role())
    if request.method == "POST" and form.is_valid():
        require_factors(since_by_role=form.since_by_role(), caller=caller)
        messages.success(request, _("Требования записаны."))
        return redirect("accounts-rules")
    return render(request, "accounts/rules.html", {"form": form}, status=422 if form.errors else 200)
