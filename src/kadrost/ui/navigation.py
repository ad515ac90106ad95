"""The entries of the left rail and the place of search: apps register theirs, the base page shows what is open to the person.

An app does so in its own `navigation.py`, which is found by itself:

    from kadrost.ui.navigation import Entry, register
    register(Entry("my-work", _("Моя работа"), url_name="roadmaps-my-work", icon="my-work", order=10, visible=signed_in))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from kadrost.kernel.errors import KadrostError
from kadrost.ui.as_of import with_as_of
from kadrost.ui.icons import ICONS

Visible = Callable[[HttpRequest], bool]


class NavigationError(KadrostError):
    """An app registered an entry that cannot be shown."""

    code = "navigation"


def everyone(request: HttpRequest) -> bool:
    """For the public too."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """For whoever has signed in."""
    return request.user.is_authenticated


@dataclass(frozen=True)
class Entry:
    """One line of the rail. `order` places it; `visible` says to whom it is shown (access itself is the view's matter)."""

    key: str
    title: str | Promise
    url_name: str
    icon: str
    order: int
    visible: Visible = everyone


@dataclass(frozen=True)
class Line:
    """An entry as the page draws it."""

    title: str | Promise
    url: str
    icon: str
    current: bool


_entries: dict[str, Entry] = {}
_search: list[str] = []


def register(entry: Entry) -> None:
    """Add the entry, or replace the one of the same key; NavigationError for an icon that was never drawn."""
    if entry.icon not in ICONS:
        raise NavigationError(
            f"значок «{entry.icon}» не нарисован.", where=entry.key, remedy=f"Есть: {', '.join(sorted(ICONS))}."
        )
    _entries[entry.key] = entry


def search_at(url_name: str) -> None:
    """Show the search box on every page; it asks `url_name` with the parameter `q`."""
    _search[:] = [url_name]


def search_url() -> str:
    """The address that the search box asks, or an empty string while no app offers search."""
    return reverse(_search[0]) if _search else ""


def lines_for(request: HttpRequest) -> list[Line]:
    """The rail's lines for this person in order; the one with the longest address above the page is current."""
    shown = sorted((entry for entry in _entries.values() if entry.visible(request)), key=lambda entry: entry.order)
    addresses = [reverse(entry.url_name) for entry in shown]
    above = [url for url in addresses if request.path == url or (url != "/" and request.path.startswith(url))]
    current = max(above, key=len, default=None)
    day = getattr(request, "as_of", None)
    return [
        Line(entry.title, with_as_of(url, day), entry.icon, url == current)
        for entry, url in zip(shown, addresses, strict=True)
    ]
