"""For administrators: the register of consents, a person's data with masked contacts, export on a written request."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kadrost.accounts.models import User
from kadrost.audit.looks import record_look
from kadrost.region.domain.people import people_known_to
from kadrost.region.domain.personal.access import CONTACTS, REASONS, masked, may_see, require_looking_after
from kadrost.region.domain.personal.consents import consents_seen_by, purposes_by_consent, record_paper
from kadrost.region.domain.personal.erasing import waiting_requests
from kadrost.region.domain.personal.exporting import export_data
from kadrost.region.forms.personal import ExportForm, PaperConsentForm, RevealForm
from kadrost.region.models import Consent
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.region.views.personal.own import as_archive
from kadrost.ui.choices import Choice, Option
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

PER_PAGE = 50
MOST_LETTERS = 100
REGISTER = gettext_noop("Реестр согласий")


@never_cache
@require_safe
@sign_in_first
def consents(request: PageRequest) -> HttpResponseBase:
    """The register of consents: who, to what, when, in which form; searched by name and purpose."""
    acting = acting_of(request)
    require_looking_after(acting)
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MOST_LETTERS]
    offered = {one.code: one for one in purposes_by_consent()}
    chosen = request.GET.get("purpose", "")
    chosen = chosen if chosen in offered else ""
    page = paginate(request, consents_seen_by(acting, words=words, purpose_code=chosen), per_page=PER_PAGE)
    _note(request, [one.person for one in page.object_list], REGISTER)
    options = [Option(one.code, translated(one.title)) for one in offered.values()]
    return render(
        request,
        "region/personal/consents.html",
        {
            "page": page,
            "rows": [(one, one.holds(request.present)) for one in page.object_list],
            "words": words,
            "purpose_choice": Choice("purpose", _("Цель"), (Option("", _("любую цель")), *options), chosen),
            "is_narrowed": bool(words or chosen),
            "waiting": waiting_requests(acting).count(),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def person_data(request: PageRequest, person_id: int) -> HttpResponseBase:
    """A person's contacts, masked; opening one is an act with a reason, and the person sees it."""
    person = _person(request, person_id)
    form = RevealForm(request.POST or None)
    opened, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            field, reason = form.cleaned_data["field"], form.cleaned_data["reason"]
            if may_see(acting_of(request), person, field, reason=reason, today=request.present):
                _note(request, [person], REASONS[reason])
                opened, status = field, 200
            else:
                form.add_error(None, _("Открыть нельзя: на номер телефона нет согласия человека."))
    contacts = [
        (name, label, value if name == opened else masked(value), name == opened)
        for name, label, value in _contacts(person)
    ]
    facts = {
        "person": person,
        "contacts": contacts,
        "form": form,
        "consents": [(one, one.holds(request.present)) for one in Consent.objects.filter(person=person)],
    }
    return render(request, "region/personal/person.html", facts, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def person_consent(request: PageRequest, person_id: int) -> HttpResponseBase:
    """Record a consent that came on paper."""
    person = _person(request, person_id)
    form = PaperConsentForm(request.POST or None)
    status = carry_out(request, form, lambda: _record(request, person, form))
    if status == DONE:
        return redirect("region-person-data", person.pk)
    return render(request, "region/personal/paper_consent.html", {"person": person, "form": form}, status=status)


def _record(request: PageRequest, person: User, form: PaperConsentForm) -> str:
    record_paper(
        person=person,
        purpose_code=form.cleaned_data["purpose"],
        paper=form.paper(),
        acting=acting_of(request),
        today=request.present,
        request_id=request_id_of(request),
    )
    return _("Согласие записано.")


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def person_export(request: PageRequest, person_id: int) -> HttpResponseBase:
    """A person's data on their written request."""
    person = _person(request, person_id)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = export_data(
            person=person,
            acting=acting_of(request),
            today=request.present,
            ground=form.cleaned_data["ground"],
            request_id=request_id_of(request),
        )
        _note(request, [person], REASONS["request"])
        return as_archive(content)
    facts = {"person": person, "form": form}
    return render(request, "region/personal/export.html", facts, status=422 if form.is_bound else 200)


def _person(request: PageRequest, person_id: int) -> User:
    """The person, for an administrator who looks after them; 403 for other roles, 404 for others' people."""
    acting = acting_of(request)
    require_looking_after(acting)
    return get_object_or_404(people_known_to(acting), pk=person_id)


def _contacts(person: User) -> list[tuple[str, str, str]]:
    labels = {"email": _("Адрес почты"), "phone": _("Телефон"), "login": _("Логин")}
    return [(name, labels[name], str(getattr(person, name))) for name in CONTACTS]


def _note(request: PageRequest, people: list[Any], purpose: str) -> None:
    actor = acting_of(request).actor(request_id=request_id_of(request))
    record_look(request, people, actor=actor, purpose=purpose)
