"""A person's own settings, and the link in a digest by which it is changed without signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings as site
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kadrost.accounts.models import User
from kadrost.jobs.letters import MAILBOX, NONE
from kadrost.notices.domain.addressees import address_of
from kadrost.notices.domain.settings import choose_notices, person_of_link, settings_of
from kadrost.notices.forms import NoticeForm, StopForm
from kadrost.notices.models import CalendarFeed, NoticeSettings
from kadrost.region.views.access import request_id_of, sign_in_first
from kadrost.ui.request import PageRequest


@never_cache
@sign_in_first
def show_settings(request: PageRequest) -> HttpResponseBase:
    """How often the digest comes, and the calendar's link."""
    person = person_of(request)
    known = settings_of(person)
    form = NoticeForm(request.POST or None, initial={"digest": known.digest, "hour": known.hour})
    if request.method == "POST" and form.is_valid():
        choose_notices(
            person=person,
            digest=NoticeSettings.Digest(form.cleaned_data["digest"]),
            hour=form.cleaned_data["hour"],
            today=request.today,
            request_id=request_id_of(request),
        )
        messages.success(request, _("Сохранено."))
        return redirect("notices-settings")
    return settings_page(request, form, status=422 if request.method == "POST" else 200)


def settings_page(
    request: PageRequest, form: NoticeForm | None = None, *, link: str = "", status: int = 200
) -> HttpResponseBase:
    """The page; `link` is shown once, when it has just been made."""
    person = person_of(request)
    known = settings_of(person)
    context: dict[str, Any] = {
        "form": form or NoticeForm(initial={"digest": known.digest, "hour": known.hour}),
        "address": address_of(person),
        "is_mailbox": site.MAIL_MODE == MAILBOX,
        "is_silent": site.MAIL_MODE == NONE,
        "feed": CalendarFeed.objects.filter(person=person).exclude(token_hash=None).first(),
        "link": link,
    }
    return render(request, "notices/settings.html", context, status=status)


@never_cache
def stop(request: PageRequest, token: str) -> HttpResponseBase:
    """Change how often the digest comes by the link of a letter; says nothing of the person."""
    person = person_of_link(token)
    if person is None:
        raise Http404
    known = settings_of(person)
    form = StopForm(request.POST or None, initial={"digest": known.digest})
    is_done = request.method == "POST" and form.is_valid()
    if is_done:
        choose_notices(
            person=person,
            digest=NoticeSettings.Digest(form.cleaned_data["digest"]),
            hour=known.hour,
            today=request.today,
            request_id=request_id_of(request),
        )
    status = 422 if request.method == "POST" and not is_done else 200
    return render(request, "notices/stop.html", {"form": form, "is_done": is_done}, status=status)


def person_of(request: PageRequest) -> User:
    """Whoever has signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
