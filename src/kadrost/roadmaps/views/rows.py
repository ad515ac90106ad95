"""A checkpoint's row as pages draw it: two lights, words of its term, and where its links lead."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kadrost.roadmaps.domain.board_memory import Drawings
from kadrost.roadmaps.domain.board_rows import REPORTABLE, Action, BoardRow, Proof
from kadrost.roadmaps.lights import LIGHTS, MEANINGS
from kadrost.roadmaps.models import Report
from kadrost.roadmaps.models.checkpoints import WITH_CONTROLLER, Standing
from kadrost.ui.as_of import with_as_of
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.templatetags.components import light
from kadrost.ui.wording import counted, date_short, days_until, translated

CLAIM_LIGHTS = {
    Report.Claim.DONE: (Light.DONE, gettext_lazy("выполнено")),
    Report.Claim.PARTLY: (Light.DUE, gettext_lazy("частично")),
    Report.Claim.NOT_DONE: (Light.LATE, gettext_lazy("не выполнено")),
}
PROOF_LIGHTS = {
    Proof.DOCUMENTS: (Light.DONE, gettext_lazy("документами")),
    Proof.CONTRADICTED: (Light.CONTRADICTED, gettext_lazy("противоречит данным")),
    Proof.WORDS: (Light.DUE, gettext_lazy("только слова")),
}
OVERDUE = (Standing.SILENT, Standing.LATE)
NOTHING = mark_safe("–")
ENDS = " ;.,"
"""What ends an item of a list within its document, and is not part of a title."""


ROW = mark_safe(
    '<tr data-row>\n<td class="board-due"><span class="nowrap"><b>{}</b>{}</span>{}{}</td>\n'
    '<td class="board-title"><a class="two-lines" data-open href="{}" title="{}">{}</a><span class="second">{}</span></td>\n'
    '<td class="board-bodies"><span class="two-lines" title="{}">{}</span></td>\n'
    '<td data-label="{}">{}</td>\n<td data-label="{}">{}</td>\n<td class="board-action">{}</td>\n</tr>'
)
DRAWN: Drawings[SafeString] = Drawings(most=5_000)
"""Rows of the board by all of which they are made: most stand from one visit to the next as they were."""


def drawn_row(request: PageRequest, row: BoardRow) -> SafeString:
    """A row of the board, drawn: by Python, since a template would look up fifteen names fifty times a page."""
    made_of = (row, row.plan.short_title, request.today, request.as_of, get_language())
    return DRAWN.recall(made_of, lambda: _draw_row(request, row))


def _draw_row(request: PageRequest, row: BoardRow) -> SafeString:
    lit = lit_row(request, row)
    unsure = _("Производственный календарь на этот год ещё не утверждён")
    provisional = format_html(' <abbr title="{}">≈</abbr>', unsure) if row.is_provisional else ""
    names = ", ".join(one.name for one in row.executors)
    return format_html(
        ROW, date_short(row.due_on), provisional, lit["light"], lit["term"], lit["url"], lit["title"], lit["title"],
        lit["plan"], names, lit["executors"], _("Заявлено"), lit["claim"], _("Подтверждено"), lit["proof"], lit["action"],
    )  # fmt: skip


def lit_row(request: PageRequest, row: BoardRow) -> dict[str, Any]:
    """What a template needs of a row, drawn once: looking up parts is what templates are slow at."""
    measure = with_as_of(reverse("roadmaps-measure", args=(row.measure_id,)), request.as_of)
    place = f"{measure}#checkpoint-{row.pk}"
    return {
        "due_on": row.due_on,
        "is_provisional": row.is_provisional,
        "light": lit_standing(row.standing, translated(row.standing.label)),
        "term": _term(row, request.today),
        "title": f"{row.number} {row.title.rstrip(ENDS)}",
        "plan": row.plan.short_title,
        "executors": _executors(row),
        "claim": _claim(row),
        "proof": _proof(row),
        "url": place,
        "action": _action(row, place),
    }


@lru_cache(maxsize=100)
def lit(state: Light, word: str) -> SafeString:
    """A light with its word, drawn once for all rows."""
    return light(state.value, word)


@lru_cache(maxsize=100)
def lit_standing(standing: Standing, word: str) -> SafeString:
    """The light of a standing, its word explained to who points at it."""
    return format_html('<span title="{}">{}</span>', MEANINGS[standing], lit(LIGHTS[standing], word))


def _claim(row: BoardRow) -> SafeString:
    if row.claim is not None:
        state, word = CLAIM_LIGHTS[row.claim]
        return lit(state, str(word))
    return lit(Light.SILENT, _("нет отчёта")) if row.standing in OVERDUE else NOTHING


def _proof(row: BoardRow) -> SafeString:
    if row.proof not in PROOF_LIGHTS:
        return NOTHING
    state, word = PROOF_LIGHTS[row.proof]
    return lit(state, str(word))


def _term(row: BoardRow, today: date) -> SafeString:
    """How far the due day is, and the first one where it was moved."""
    words: SafeString | str = ""
    if row.standing in WITH_CONTROLLER and row.reported_on is not None:
        words = format_html('<span class="second">{}</span>', _waiting(row.reported_on, today))
    elif row.days_late:
        words = format_html('<span class="second is-late">{}</span>', days_until(row.due_on, today))
    elif row.standing in REPORTABLE:
        words = format_html('<span class="second">{}</span>', days_until(row.due_on, today))
    if not row.is_extended:
        return format_html("{}", words)
    first = _("первоначально %(first_due_on)s") % {"first_due_on": date_short(row.first_due_on)}
    return format_html('{}<span class="second">{}</span>', words, first)


def _waiting(reported_on: date, today: date) -> str:
    """Since when the report lies with the controller: it is the controller's delay, not the executor's."""
    waited = (today - reported_on).days
    if not waited:
        return _("отчёт подан сегодня")
    days = counted(waited, _("день,дня,дней"))
    return _("отчёт от %(day)s ждёт %(days)s") % {"day": date_short(reported_on), "days": days}


def _executors(row: BoardRow) -> SafeString:
    """The bodies in one line, those that lead stand out."""
    return format_html_join(
        ", ", "{}", ((format_html("<b>{}</b>", one.name) if one.is_lead else one.name,) for one in row.executors)
    )


def _action(row: BoardRow, place: str) -> SafeString:
    if row.action == Action.OPEN:
        return format_html('<a href="{}">{}</a>', place, translated(row.action.label))
    if row.action == Action.REVIEW:
        return format_html('<a class="button button-small" href="{}">{}</a>', place, translated(row.action.label))
    report = reverse("roadmaps-checkpoint-report", args=(row.pk,))
    return format_html(
        '<a class="button button-small" href="{}" data-report>{}</a>', report, translated(row.action.label)
    )
