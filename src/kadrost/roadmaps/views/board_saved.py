"""Saved views of the board: one's own list, saving and deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.accounts.models import User
from kadrost.kernel.errors import KadrostError
from kadrost.region.views.access import sign_in_first
from kadrost.roadmaps.domain.board import BoardScope
from kadrost.roadmaps.domain.board_saved import delete_board_view, save_board_view
from kadrost.roadmaps.forms.board import SaveViewForm
from kadrost.roadmaps.models import SavedView
from kadrost.roadmaps.views.board import read_board
from kadrost.roadmaps.views.board_export import filter_in_words
from kadrost.ui.as_of import with_as_of
from kadrost.ui.request import PageRequest

MOST_LETTERS = 80


@sign_in_first
def list_views(request: PageRequest) -> HttpResponseBase:
    """The person's views and the form that saves the filter of the address; a page, and the menu of the board."""
    scope = read_board(request).scope
    query = scope.wanted.query()
    words = "; ".join(_conditions(scope)) or _("все контрольные точки")
    return _page(request, SaveViewForm(initial={"query": query, "name": words[:MOST_LETTERS]}), query, words=words)


@require_POST
@sign_in_first
def save_view(request: PageRequest) -> HttpResponseBase:
    """Keep the filter and lead to the board that shows it."""
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        return _page(request, form, request.POST.get("query", ""), status=422)
    try:
        view, is_new = save_board_view(
            person=_person(request), name=form.cleaned_data["name"], query=form.cleaned_data["query"]
        )
    except KadrostError as error:
        form.add_error(None, f"{error.message} {error.remedy}")
        return _page(request, form, form.cleaned_data["query"], status=422)
    said = _("Вид «%(name)s» сохранён.") if is_new else _("Вид «%(name)s» заменён: теперь он показывает этот отбор.")
    messages.success(request, said % {"name": view.name})
    return redirect(_board(view.query))


@require_POST
@sign_in_first
def delete_view(request: PageRequest, view_id: int) -> HttpResponseBase:
    """Forget one's own view; another's does not exist for the person."""
    view = get_object_or_404(SavedView, pk=view_id, person=_person(request))
    delete_board_view(person=_person(request), view=view)
    messages.success(request, _("Вид «%(name)s» удалён.") % {"name": view.name})
    return redirect("roadmaps-view-list")


def _conditions(scope: BoardScope) -> list[str]:
    """The filter in words, its plans among them."""
    plans = [scope.plans_seen[pk].short_title for pk in scope.wanted.plans if pk in scope.plans_seen]
    return [*([_("план: %(titles)s") % {"titles": ", ".join(plans)}] if plans else []), *filter_in_words(scope)]


def _page(request: PageRequest, form: SaveViewForm, query: str, *, words: str = "", status: int = 200) -> HttpResponse:
    views = [
        {"view": view, "url": with_as_of(_board(view.query), request.as_of), "current": view.query == query}
        for view in SavedView.objects.filter(person=_person(request))
    ]
    context = {"words": words, "views": views, "form": form, "may_change": request.as_of is None, "back": _board(query)}
    return render(request, "roadmaps/board_views.html", context, status=status)


def _board(query: str) -> str:
    return f"{reverse('roadmaps-board')}?{query}" if query else reverse("roadmaps-board")


def _person(request: PageRequest) -> User:
    person = request.user
    if not isinstance(person, User):
        raise TypeError("the page is for people who have signed in")
    return person
