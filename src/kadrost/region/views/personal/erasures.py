"""For administrators: requests to erase data, the decision that is confirmed twice, and the letter of answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kadrost.accounts.roles import Role
from kadrost.audit.looks import record_look
from kadrost.audit.personal import How
from kadrost.region.domain.personal.answer_paper import answer_paper
from kadrost.region.domain.personal.erasing import (
    erase_data,
    foreseen,
    outcomes_of,
    refuse_erasure,
    requests_seen_by,
    waiting_requests,
)
from kadrost.region.forms.personal import ERASE, ErasureDecisionForm
from kadrost.region.models import ErasureRequest
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

PURPOSE = gettext_noop("Рассмотрение запросов об удалении данных")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PER_PAGE = 50


def may_look_after_data(request: HttpRequest) -> bool:
    """Whether the rail offers the register."""
    return acting_of(cast("PageRequest", request)).has(Role.ADMINISTRATOR)


@never_cache
@require_safe
@sign_in_first
def erasures(request: PageRequest) -> HttpResponseBase:
    """The requests: those that wait first, each with its term."""
    page = paginate(request, requests_seen_by(acting_of(request)), per_page=PER_PAGE)
    _note(request, [one.person for one in page.object_list])
    facts = {"page": page, "requests": page.object_list, "asked": ErasureRequest.State.ASKED}
    return render(request, "region/personal/erasures.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@sign_in_first
def erasure(request: PageRequest, erasure_id: int) -> HttpResponseBase:
    """One request: what erasing would do, the decision, and once decided what was done."""
    acting = acting_of(request)
    found = get_object_or_404(requests_seen_by(acting), pk=erasure_id)
    form = ErasureDecisionForm(request.POST or None, initial={"version": found.version})
    is_second = form.is_valid() and form.asks_once_more()
    status = 200 if is_second else carry_out(request, form, lambda: _decide(request, found, form), record=found)
    if status == DONE:
        return redirect("region-erasure", found.pk)
    _note(request, [found.person])
    waits = found.state == ErasureRequest.State.ASKED
    outcomes = foreseen(found.person) if waits else outcomes_of(found)
    facts: dict[str, Any] = {
        "found": found,
        "form": form,
        "waits": waits,
        "is_own": found.person_id == request.user.pk,
        "is_second": is_second,
        "gone": [one for one in outcomes if one.how != How.KEEP],
        "kept": [one for one in outcomes if one.how == How.KEEP],
    }
    return render(request, "region/personal/erasure.html", facts, status=status)


@never_cache
@require_safe
@sign_in_first
def answer(request: PageRequest, erasure_id: int) -> HttpResponseBase:
    """The letter of answer; 404 while nothing is decided."""
    found = get_object_or_404(requests_seen_by(acting_of(request)), pk=erasure_id)
    if found.state == ErasureRequest.State.ASKED:
        raise Http404
    response = HttpResponse(answer_paper(found), content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="otvet-{found.pk}.docx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def erasures_waiting(request: PageRequest) -> Sequence[QuerySet[ErasureRequest]]:
    """For whom My work has this chapter: administrators to whom somebody has written."""
    return [waiting_requests(acting_of(request))] if may_look_after_data(request) else []


def erasures_at_work(request: PageRequest) -> str:
    """What waits for the administrator in My work: requests without an answer, the nearest term first."""
    if not may_look_after_data(request):
        return ""
    waiting = list(waiting_requests(acting_of(request)))
    return render_to_string("region/personal/work.html", {"waiting": waiting}, request) if waiting else ""


def _decide(request: PageRequest, found: ErasureRequest, form: ErasureDecisionForm) -> str:
    data = form.cleaned_data
    act = erase_data if data["decision"] == ERASE else refuse_erasure
    act(
        request=found,
        ground=data["ground"],
        version=data["version"],
        acting=acting_of(request),
        today=request.present,
        request_id=request_id_of(request),
    )
    return _("Решение записано. Ответ готов: отправьте его человеку.")


def _note(request: PageRequest, people: list[Any]) -> None:
    actor = acting_of(request).actor(request_id=request_id_of(request))
    record_look(request, people, actor=actor, purpose=PURPOSE)
