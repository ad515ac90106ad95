"""The next edition row by row: what it changes, what is decided, and the words that a person mends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.reading.result import ReadItem
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.editions import deciding
from kadrost.roadmaps.domain.editions.beginning import begin_from_intake, begin_inside
from kadrost.roadmaps.domain.editions.difference import KIND_WORDS, Difference, RowView, difference_of, totals_of
from kadrost.roadmaps.domain.intake.stored import item_from_json
from kadrost.roadmaps.forms.editions import DecisionForm, RowForm
from kadrost.roadmaps.models import EditionDraft, EditionRow, Plan
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only
from kadrost.roadmaps.views.plans import visible_plan
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

SHOWN = ("open", "changed", "added", "gone", "same")
VERDICT_LIGHTS = {"pending": "due", "accepted": "done", "rejected": "not-due"}


@require_POST
@sign_in_first
def begin(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """Begin the next edition out of the plan as it stands."""
    plan = visible_plan(request, plan_id)
    begun: list[EditionDraft] = []

    def act() -> str:
        begun.append(
            begin_inside(plan=plan, acting=acting_of(request), today=request.today, request_id=request_id_of(request))
        )
        return _("Редакция начата. Измените, добавьте или исключите мероприятия: план пока прежний.")

    if not press(request, act):
        return redirect("roadmaps-editions", plan.pk)
    return redirect("roadmaps-edition-draft", begun[0].pk)


@require_POST
@importers_only
def begin_by_document(request: ImportRequest, pk: int) -> HttpResponse:
    """Take the checked document for the next edition of the plan that the form names."""
    intake = find_intake(request, pk)
    plans = Plan.objects.visible_to(request.acting)
    plan = get_object_or_404(plans, pk=request.POST.get("plan") if request.POST.get("plan", "").isdecimal() else None)
    begun: list[EditionDraft] = []

    def act() -> str:
        draft = begin_from_intake(
            plan=plan, intake=intake, acting=request.acting, version=intake.version, today=request.today,
            request_id=request_id_of(request),
        )  # fmt: skip
        begun.append(draft)
        return _("Документ сопоставлен с планом. Решите каждую строку: план пока прежний.")

    if not press(request, act):
        return redirect("roadmaps-intake-confirm", pk)
    return redirect("roadmaps-edition-draft", begun[0].pk)


@sign_in_first
def show_draft(request: PageRequest, edition_draft_id: int) -> HttpResponseBase:
    """The next edition beside the plan: counted by kind, the rows of `?show=`."""
    draft = find_draft(request, edition_draft_id)
    difference = difference_of(draft)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    may_decide = allows(request, "roadmaps.change_plan", draft.plan) and draft.state == EditionDraft.State.OPEN
    rows = [view for view in difference.rows if _is_shown(view, shown)]
    return render(
        request,
        "roadmaps/editions/draft.html",
        {
            "draft": draft,
            "plan": difference.plan,
            "difference": difference,
            "rows": [_row_facts(view) for view in rows],
            "kinds": [
                (kind, translated(words), difference.kinds[kind], kind == shown) for kind, words in KIND_WORDS.items()
            ],
            "show": shown,
            "waiting": len(difference.open_rows),
            "totals": totals_of(difference.accepted),
            "gone": difference.gone,
            "may_decide": may_decide,
        },
    )


@require_POST
@sign_in_first
def decide(request: PageRequest, edition_row_id: int) -> HttpResponseBase:
    """One button of a row."""
    row = _find_row(request, edition_row_id)
    require("roadmaps.change_plan", acting_of(request), row.draft.plan)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Решение не понято. Обновите страницу и повторите."))
        return redirect("roadmaps-edition-draft", row.draft_id)
    press(request, lambda: _carry_out(request, row, form.cleaned_data))
    return redirect(f"{reverse('roadmaps-edition-draft', args=(row.draft_id,))}{_kept_view(request)}#row-{row.pk}")


@require_POST
@sign_in_first
def accept_rest(request: PageRequest, edition_draft_id: int) -> HttpResponseBase:
    """Accept every row that nobody decided."""
    draft = find_draft(request, edition_draft_id)

    def act() -> str:
        accepted = deciding.accept_rest(draft=draft, acting=acting_of(request))
        return _("Принято строк: %(accepted)s.") % {"accepted": accepted}

    press(request, act)
    return redirect("roadmaps-edition-draft", draft.pk)


@sign_in_first
def mend(request: PageRequest, edition_row_id: int) -> HttpResponseBase:
    """Write what the edition says in this row."""
    row = _find_row(request, edition_row_id)
    item = item_from_json(row.item) if row.item else ReadItem(number="")
    form = RowForm(request.POST or None, draft=row.draft, initial=RowForm.initial_of(row, item))

    def act() -> str:
        deciding.mend_row(
            row=row, words=form.words(), section=form.cleaned_data["section"], acting=acting_of(request),
            version=form.cleaned_data["version"], ground=form.cleaned_data["ground"],
        )  # fmt: skip
        return _("Строка изменена и принята.")

    return _form_page(request, row.draft, form, act, record=row, title=_("Изменить строку редакции"), row=row)


@sign_in_first
def add(request: PageRequest, edition_draft_id: int) -> HttpResponseBase:
    """Add a measure to the edition."""
    draft = find_draft(request, edition_draft_id)
    form = RowForm(request.POST or None, draft=draft, initial={"version": draft.version})

    def act() -> str:
        deciding.add_row(
            draft=draft, words=form.words(), section=form.cleaned_data["section"], acting=acting_of(request),
            ground=form.cleaned_data["ground"],
        )  # fmt: skip
        return _("Мероприятие добавлено в редакцию.")

    return _form_page(request, draft, form, act, record=draft, title=_("Добавить мероприятие"))


def find_draft(request: PageRequest, edition_draft_id: int) -> EditionDraft:
    """The draft of a plan whose inside the person sees; 404 otherwise."""
    drafts = EditionDraft.objects.inside_for(acting_of(request))
    return get_object_or_404(
        drafts.select_related("plan__territory", "plan__act", "intake", "made_by"), pk=edition_draft_id
    )


def _find_row(request: PageRequest, edition_row_id: int) -> EditionRow:
    rows = EditionRow.objects.inside_for(acting_of(request))
    return get_object_or_404(rows.select_related("draft__plan__act", "measure"), pk=edition_row_id)


def _carry_out(request: PageRequest, row: EditionRow, data: dict[str, Any]) -> str:
    deed, by = data["deed"], {"row": row, "acting": acting_of(request), "version": data["version"]}
    if deed in deciding.DEEDS:
        deciding.DEEDS[deed](**by, ground=data["ground"])
    elif deed == "take_back":
        deciding.take_back(**by)
    elif deed == "part":
        deciding.part_row(**by)
    else:
        gone = get_object_or_404(EditionRow.objects.inside_for(acting_of(request)), pk=data["gone"])
        deciding.pair_rows(**by, gone=gone)
    return ""


def _form_page(
    request: PageRequest, draft: EditionDraft, form: RowForm, act: Any, *, record: Any, title: str, row: Any = None
) -> HttpResponseBase:
    require("roadmaps.change_plan", acting_of(request), draft.plan)
    status = carry_out(request, form, act, record=record)
    if status == DONE:
        return redirect("roadmaps-edition-draft", draft.pk)
    facts = {"draft": draft, "plan": draft.plan, "form": form, "title": title, "row": row, "stale": status == 409}
    return render(request, "roadmaps/editions/form.html", facts, status=status)


def _is_shown(view: RowView, shown: str) -> bool:
    if not shown:
        return view.kind != "same"
    return view.is_open if shown == "open" else view.kind == shown


def _row_facts(view: RowView) -> dict[str, Any]:
    verdict = "pending" if view.is_open else view.row.verdict
    changed_since = view.is_open and view.row.verdict != EditionRow.Verdict.PENDING
    return {
        "view": view,
        "row": view.row,
        "kind": translated(KIND_WORDS[view.kind]),
        "light": VERDICT_LIGHTS[verdict],
        "word": _("план изменился: решите заново") if changed_since else translated(EditionRow.Verdict(verdict).label),
        "item": view.item or view.before,
    }


def _kept_view(request: PageRequest) -> str:
    shown = request.POST.get("show", "")
    return f"?show={shown}" if shown in SHOWN else ""


def summary_of(difference: Difference) -> dict[str, int]:
    """What taking the edition would do, in numbers."""
    accepted = difference.accepted
    return {
        "added": sum(view.kind == "added" for view in accepted),
        "changed": sum(view.kind == "changed" for view in accepted),
        "gone": sum(view.kind == "gone" for view in accepted),
        **totals_of(accepted),
    }
