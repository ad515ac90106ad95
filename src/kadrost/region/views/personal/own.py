"""«Мои данные и согласия»: what is kept about me and why, my consents, an export, a request to erase."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadrost.accounts.models import User
from kadrost.audit.personal import How, purpose_of
from kadrost.region.domain.personal.consents import give_consent, purposes_by_consent, withdraw_consent
from kadrost.region.domain.personal.erasing import ask_erasure
from kadrost.region.domain.personal.exporting import export_data, kept_about, what_of
from kadrost.region.forms.personal import ErasureAskForm
from kadrost.region.models import Consent, ErasureRequest
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.ui.request import PageRequest


@never_cache
@require_safe
@sign_in_first
def my_data(request: PageRequest) -> HttpResponseBase:
    """The page; a fixed number of queries whatever it shows."""
    person = cast("User", request.user)
    kept = [
        {"held": held, "rows": rows, "what": what_of(held), "purpose": purpose_of(held.purpose), "how": How(held.how)}
        for held, rows in kept_about(person)
    ]
    given = list(Consent.objects.filter(person=person).select_related("recorded_by"))
    in_force = {one.purpose_code for one in given if one.holds(request.present)}
    return render(
        request,
        "region/personal/my_data.html",
        {
            "kept": kept,
            "purposes": [(one, one.code in in_force) for one in purposes_by_consent()],
            "given": [(one, one.holds(request.present)) for one in given],
            "requests": ErasureRequest.objects.filter(person=person),
            "may_act": request.as_of is None,
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def my_consent(request: PageRequest) -> HttpResponseBase:
    """The words of a consent to `?purpose=`, and the button that gives it or takes it back."""
    purpose = (request.POST if request.method == "POST" else request.GET).get("purpose", "")
    found = next((one for one in purposes_by_consent() if one.code == purpose), None)
    if found is None:
        raise Http404
    acting = acting_of(request)
    given = Consent.objects.filter(person=request.user.pk, purpose_code=purpose).in_force(request.present).first()
    if request.method == "POST":

        def act() -> str:
            common: dict[str, Any] = {"acting": acting, "today": request.present, "request_id": request_id_of(request)}
            if given is None:
                give_consent(purpose_code=purpose, **common)
                return _("Согласие дано.")
            withdraw_consent(consent=given, **common)
            return _("Согласие отозвано.")

        press(request, act)
        return redirect("region-my-data")
    return render(request, "region/personal/my_consent.html", {"purpose": found, "given": given})


@never_cache
@require_POST
@sign_in_first
def my_export(request: PageRequest) -> HttpResponseBase:
    """Everything kept about oneself, in one archive."""
    person = cast("User", request.user)
    content = export_data(
        person=person, acting=acting_of(request), today=request.present, request_id=request_id_of(request)
    )
    return as_archive(content)


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def my_erasure(request: PageRequest) -> HttpResponseBase:
    """Ask to erase one's own data: what will happen, and a second question before it is sent."""
    form = ErasureAskForm(request.POST or None)

    def act() -> str:
        ask_erasure(
            words=form.cleaned_data["words"],
            acting=acting_of(request),
            today=request.present,
            request_id=request_id_of(request),
        )
        return _("Запрос подан. Ответ придёт в течение десяти рабочих дней.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("region-my-data")
    kept = [(held, rows) for held, rows in kept_about(cast("User", request.user)) if held.how == How.KEEP]
    return render(request, "region/personal/my_erasure.html", {"form": form, "kept": kept}, status=status)


def as_archive(content: bytes) -> HttpResponse:
    """The archive as a file that is kept nowhere on the way; its name tells of nobody."""
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="personal-data.zip"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
