"""What other apps know of an organisation: they offer it here, the pages of organisations show it.

The registry stands below the apps whose records point to it, so they come to it:

    from kadrost.region import dossier
    dossier.offer_chapter(dossier.Chapter(order=10, render=duties_of))        # in the app's `ready()`
    dossier.offer_count(dossier.Count(order=10, title="Мероприятий", count=duties_by_organisation))
    dossier.offer_notice(unresolved_names_notice)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from kadrost.region.models import Organisation
from kadrost.ui.request import PageRequest


@dataclass(frozen=True)
class Chapter:
    """A part of an organisation's page: `render` gives its HTML, empty where there is nothing to say."""

    order: int
    render: Callable[[PageRequest, Organisation], str]


@dataclass(frozen=True)
class Count:
    """A column of the list: `count` gives a number for each organisation named by id; those left out have none."""

    order: int
    title: str | Promise
    count: Callable[[PageRequest, Sequence[int]], Mapping[int, int]]


@dataclass(frozen=True)
class Notice:
    """A line above the list that leads to something waiting."""

    words: str
    url: str


NoticeSource = Callable[[PageRequest], Notice | None]

_chapters: list[Chapter] = []
_counts: list[Count] = []
_notices: list[NoticeSource] = []


def offer_chapter(chapter: Chapter) -> None:
    """Show this chapter on every organisation's page."""
    if chapter not in _chapters:
        _chapters.append(chapter)


def offer_count(count: Count) -> None:
    """Show this column in the list of organisations."""
    if count not in _counts:
        _counts.append(count)


def offer_notice(source: NoticeSource) -> None:
    """Ask `source` for a line above the list."""
    if source not in _notices:
        _notices.append(source)


def chapters_of(request: PageRequest, organisation: Organisation) -> list[str]:
    """The chapters that have something to say, in their order."""
    rendered = (chapter.render(request, organisation) for chapter in sorted(_chapters, key=lambda one: one.order))
    return [html for html in rendered if html]


def counts() -> list[Count]:
    """The columns in their order."""
    return sorted(_counts, key=lambda one: one.order)


def notices(request: PageRequest) -> list[Notice]:
    """The lines that have something to say."""
    return [notice for source in _notices if (notice := source(request)) is not None]
