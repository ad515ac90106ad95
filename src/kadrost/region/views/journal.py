"""The journal: its page with filters, the history of one object, the chain, and who looked at one's data."""

from __future__ import annotations

from typing import Any, cast

import rules
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, OneToOneField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kadrost.audit.journal import history_of_keys
from kadrost.audit.looks import looks_at
from kadrost.audit.models import ChainHead, ChainLink, Unlinked, Verification
from kadrost.audit.privacy import without_contacts
from kadrost.audit.telling import addresses_of, object_title, tell
from kadrost.audit.words import vocabulary_of
from kadrost.region.domain.journal import SEE, WantedEntries, entries_seen_by
from kadrost.region.forms.journal import JournalFilter
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.ui.addresses import with_parameters
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

PER_PAGE = 50
MOST_LINES = 500
MOST_VERIFICATIONS = 20


def may_see_journal(request: HttpRequest) -> bool:
    """Whether the rail offers the journal."""
    return bool(rules.test_rule(SEE, acting_of(cast("PageRequest", request))))


@never_cache
@require_safe
@sign_in_first
def show_journal(request: PageRequest) -> HttpResponseBase:
    """The newest entries that the filter lets through; older ones page by page, without counting a million rows."""
    form = JournalFilter(request.GET or None)
    entries = entries_seen_by(acting_of(request), form.wanted(), today=request.present)
    before = read_number(request.GET.get("before", ""))
    if before is not None:
        entries = entries.filter(pk__lt=before)
    shown = list(entries[: PER_PAGE + 1])
    has_more = len(shown) > PER_PAGE
    lines = tell(shown[:PER_PAGE], request)
    return render(
        request,
        "region/journal/journal.html",
        {
            "form": form,
            "lines": lines,
            "is_narrowed": any(form.data.get(name) for name in form.fields),
            "is_first": before is None,
            "older": with_parameters(request, before=lines[-1].entry.pk) if has_more else "",
            "newest": with_parameters(request, before=None),
            "query": request.GET.urlencode(),
            "verified": Verification.objects.last(),
        },
    )


@never_cache
@require_safe
@sign_in_first
def show_history(request: PageRequest, object_type: str, object_key: str) -> HttpResponseBase:
    """All that was done to one object, for whoever may see its inside and for the journal's readers."""
    vocabulary = vocabulary_of(object_type)
    if not vocabulary.title or not _may_be_key(object_type, object_key):
        raise Http404
    sees_inside = vocabulary.may_see is not None and vocabulary.may_see(request, object_key)
    if not sees_inside and not may_see_journal(request):
        raise PermissionDenied
    keys = [(object_type, object_key), *(vocabulary.related(object_key) if vocabulary.related else ())]
    told = history_of_keys(keys).filter(on__lte=request.today)
    if not sees_inside:
        told = told.filter(
            pk__in=entries_seen_by(acting_of(request), WantedEntries(), today=request.present).values("pk")
        )
    entries = list(told[: MOST_LINES + 1])
    if not entries and not sees_inside:
        raise PermissionDenied
    return render(
        request,
        "region/journal/history.html",
        {
            "title": object_title(object_type),
            "name": next((one.object_name for one in entries if one.object_type == object_type), "")
            or _name_now(object_type, object_key),
            "address": addresses_of([(object_type, object_key)], request).get((object_type, object_key), ""),
            "own_type": object_type,
            "history": tell(entries[:MOST_LINES], request),
            "is_cut": len(entries) > MOST_LINES,
            "most": MOST_LINES,
            "may_see_journal": may_see_journal(request),
        },
    )


@never_cache
@require_safe
@sign_in_first
def show_chain(request: PageRequest) -> HttpResponseBase:
    """How long the chain is, up to where and when it was last found whole, and how to verify it."""
    require(SEE, acting_of(request))
    verifications = list(Verification.objects.order_by("-id")[:MOST_VERIFICATIONS])
    whole = next((one for one in verifications if not one.finding), None)
    return render(
        request,
        "region/journal/chain.html",
        {
            "head": ChainHead.objects.first(),
            "waiting": Unlinked.objects.count(),
            "whole": whole,
            "whole_at": _moment_of_link(whole.number) if whole else None,
            "newest": verifications[0] if verifications else None,
            "verifications": verifications,
        },
    )


@never_cache
@require_safe
@sign_in_first
def show_looks(request: PageRequest) -> HttpResponseBase:
    """Who was shown the person's own data, when and for what."""
    page = paginate(request, looks_at(cast("Any", request.user)), per_page=PER_PAGE)
    return render(request, "region/journal/looks.html", {"page": page, "rows": page.object_list})


def read_number(written: str) -> int | None:
    """The number of an entry in an address; None for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


def _may_be_key(object_type: str, object_key: str) -> bool:
    """Whether the address names a key of that kind of object at all."""
    if isinstance(apps.get_model(object_type)._meta.pk, IntegerField | OneToOneField):
        return read_number(object_key) is not None
    return True


def _name_now(object_type: str, object_key: str) -> str:
    """What the object is called where the journal has not named it yet; one query."""
    found = apps.get_model(object_type)._base_manager.filter(pk=object_key).first()
    return without_contacts(str(found)) if found is not None else ""


def _moment_of_link(number: int) -> Any:
    return ChainLink.objects.filter(number=number).values_list("entry__at", flat=True).first()
