"""The list of all people whom an administrator or a coordinator looks after: who they are and where they act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kadrost.accounts.roles import Role
from kadrost.audit.looks import record_look
from kadrost.region.domain.looking_after import looked_after_by
from kadrost.region.domain.people_list import WantedPeople, organisations_with_people, people_seen_by
from kadrost.region.models import Organisation
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.ui.addresses import with_parameters
from kadrost.ui.choices import Choice, Option
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

SEE = "region.see_people"
PURPOSE = gettext_noop("Просмотр списка людей")
PER_PAGE = 50
MOST_LETTERS = 100
SEARCHED, KEPT_WORDS = "searched", "region.people_words"
"""What the address says of a search by name, and where the name itself is kept: names stay out of addresses and logs."""


def may_see_people(request: HttpRequest) -> bool:
    """Whether the rail offers the list."""
    return acting_of(cast("PageRequest", request)).has(Role.ADMINISTRATOR, Role.COORDINATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_first
def list_people(request: PageRequest) -> HttpResponseBase:
    """People by name, with the body, role and term of each appointment; searched, by organisation and role.

    The words of a search are posted, kept in the session and never stand in an address.
    """
    acting = acting_of(request)
    require(SEE, acting)
    if request.method == "POST":
        words = _typed(request.POST.get("q", ""))
        request.session[KEPT_WORDS] = words
        asked = with_parameters(request, **{SEARCHED: "1" if words else None, "page": None})
        return HttpResponseRedirect(asked if asked.startswith("/") else request.path + asked)
    organisations = organisations_with_people(acting)
    wanted = _wanted(request, organisations)
    page = paginate(request, people_seen_by(acting, wanted), per_page=PER_PAGE)
    actor = acting.actor(request_id=request_id_of(request))
    record_look(request, page.object_list, actor=actor, purpose=PURPOSE)
    may_manage = allows(request, "region.manage_people")
    looked_after = looked_after_by(acting, page.object_list) if may_manage else frozenset()
    return render(
        request,
        "region/people_list.html",
        {
            "page": page,
            "rows": [
                _row(person, request.today) | {"is_looked_after": person.pk in looked_after}
                for person in page.object_list
            ],
            "words": wanted.words,
            "search_url": with_parameters(request, as_of=None, page=None),
            "is_narrowed": wanted != WantedPeople(),
            "organisation_choice": _organisation_choice(organisations, wanted),
            "role_choice": _role_choice(wanted),
            "may_manage": may_manage,
        },
    )


def _row(person: Any, today: date) -> dict[str, Any]:
    """A person with the appointments that the looking one may see, each with whether it holds today."""
    held = [(one, _holds(one.valid_from, one.valid_until, today)) for one in person.seen_appointments]
    return {"person": person, "appointments": held}


def _holds(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _wanted(request: PageRequest, organisations: Sequence[Organisation]) -> WantedPeople:
    """What the address asks for; a body or role that is none of those offered asks nothing."""
    written = request.GET.get("organisation", "")
    ids = {str(one.pk): one.pk for one in organisations}
    role = request.GET.get("role", "")
    return WantedPeople(
        words=str(request.session.get(KEPT_WORDS, "")) if SEARCHED in request.GET else "",
        organisation_id=ids.get(written),
        role=Role(role) if role in Role.values else None,
    )


def _typed(words: str) -> str:
    return " ".join(words.replace("\0", " ").split())[:MOST_LETTERS]


def _organisation_choice(organisations: Sequence[Organisation], wanted: WantedPeople) -> Choice:
    options = [Option(str(one.pk), one.caption) for one in organisations]
    selected = str(wanted.organisation_id or "")
    return Choice("organisation", _("Организация"), (Option("", _("всех организаций")), *options), selected)


def _role_choice(wanted: WantedPeople) -> Choice:
    options = [Option(role.value, str(role.label).lower()) for role in Role]
    return Choice("role", _("Роль"), (Option("", _("любой")), *options), wanted.role.value if wanted.role else "")
