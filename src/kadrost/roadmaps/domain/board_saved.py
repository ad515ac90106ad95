"""Filters of the board that a person keeps under names."""

from __future__ import annotations

from kadrost.accounts.models import User
from kadrost.roadmaps.domain.errors import ControlRefused
from kadrost.roadmaps.models import SavedView
from kadrost.ui.typography import counted

MOST_VIEWS = 50


def save_board_view(*, person: User, name: str, query: str) -> tuple[SavedView, bool]:
    """Keep the filter under the name; a view of that name gets the new filter.

    The second value says whether the view is a new one. Raises `ControlRefused` where the person already keeps `MOST_VIEWS` of them.
    """
    mine = SavedView.objects.filter(person=person)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise ControlRefused(
            f"Сохранено уже {counted(MOST_VIEWS, 'вид', 'вида', 'видов')}.", remedy="Удалите те, что больше не нужны."
        )
    return SavedView.objects.update_or_create(person=person, name=name, defaults={"query": query})


def delete_board_view(*, person: User, view: SavedView) -> None:
    """Forget the person's own view; another's is not found (`SavedView.DoesNotExist`)."""
    SavedView.objects.get(pk=view.pk, person=person).delete()
