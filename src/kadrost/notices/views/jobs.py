"""The administrator's page of background work: what runs, waits and failed, the letters, the schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.jobs.domain.repeating import repeat_job, resend_letter
from kadrost.jobs.letters import MAILBOX, NONE
from kadrost.jobs.models import Job, Letter, Recurrence
from kadrost.jobs.recurring import all_recurring, ask_for_moment
from kadrost.jobs.worker import beating_workers
from kadrost.jobs.works import title_of
from kadrost.notices.permissions import MANAGE
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

SHOWN = 50
DONE_SHOWN = 15


@sign_in_first
def show_jobs(request: PageRequest) -> HttpResponseBase:
    """Everything by a constant number of queries; lists are cut, their totals are whole."""
    require(MANAGE, acting_of(request))
    totals = dict(Job.objects.order_by().values_list("state").annotate(total=Count("pk")))
    letters = dict(Letter.objects.order_by().values_list("state").annotate(total=Count("pk")))
    unsent = Letter.objects.filter(state__in=(Letter.State.FAILED, Letter.State.UNSENT))
    return render(
        request,
        "notices/jobs.html",
        {
            "workers": beating_workers(timezone.now()),
            "lists": [
                _list(_("Не удалось"), "failed", Job.State.FAILED, totals, SHOWN),
                _list(_("Выполняется"), "running", Job.State.RUNNING, totals, SHOWN),
                _list(_("Ждёт очереди"), "waiting", Job.State.WAITING, totals, SHOWN),
                _list(_("Недавно выполнено"), "done", Job.State.DONE, totals, DONE_SHOWN),
            ],
            "letters": [(translated(state.label), letters[state]) for state in Letter.State if letters.get(state)],
            "unsent": unsent.only("kind", "to_name", "state", "error", "written_at")[:SHOWN],
            "schedule": _schedule(),
            "is_mailbox": settings.MAIL_MODE == MAILBOX,
            "is_silent": settings.MAIL_MODE == NONE,
        },
    )


def _list(title: str, key: str, state: Job.State, totals: dict[str, int], most: int) -> dict[str, Any]:
    total = totals.get(state, 0)
    jobs = list(Job.objects.filter(state=state)[:most]) if total else []
    return {
        "title": title,
        "key": key,
        "total": total,
        "left_out": total - len(jobs),
        "rows": [{"job": job, "title": translated(title_of(job.name))} for job in jobs],
    }


def _schedule() -> list[dict[str, Any]]:
    """The declared lines with their rows; a line that no worker has seen yet has none."""
    rows = {row.name: row for row in Recurrence.objects.select_related("last_job")}
    return [
        {"name": line.name, "title": translated(line.work.title), "row": rows.get(line.name)}
        for line in all_recurring()
    ]


@require_POST
@sign_in_first
def repeat(request: PageRequest, job_id: int) -> HttpResponseBase:
    """Give a failed job out again."""

    def act() -> str:
        repeat_job(job_id=job_id, actor=_actor(request), on=request.today)
        return _("Работа снова в очереди.")

    return _carry_out(request, act)


@require_POST
@sign_in_first
def resend(request: PageRequest, letter_id: int) -> HttpResponseBase:
    """Send a letter that did not leave."""

    def act() -> str:
        resend_letter(letter_id=letter_id, actor=_actor(request), on=request.today, mail_mode=settings.MAIL_MODE)
        return _("Письмо снова ждёт отправки.")

    return _carry_out(request, act)


@require_POST
@sign_in_first
def do_now(request: PageRequest, schedule_line: str) -> HttpResponseBase:
    """Ask for a line of the schedule for this very minute."""
    line = next((line for line in all_recurring() if line.name == schedule_line), None)

    def act() -> str:
        if line is None:
            raise Http404
        ask_for_moment(line, timezone.now().replace(second=0, microsecond=0))
        return _("Работа поставлена в очередь.")

    return _carry_out(request, act)


def _carry_out(request: PageRequest, act: Callable[[], str]) -> HttpResponseBase:
    require(MANAGE, acting_of(request))
    press(request, act)
    return redirect("notices-jobs")


def _actor(request: PageRequest) -> Any:
    return acting_of(request).actor(request_id=request_id_of(request))
