"""Pages of long lists: a wrong page number leads to the nearest, and links keep the filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from kadrost.ui.addresses import with_parameters

PER_PAGE = 25


@dataclass(frozen=True)
class PageLink:
    """One number in the row of pages; a gap has neither number nor address."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True)
class Pages:
    """The row of pages as drawn."""

    first_row: int
    last_row: int
    rows: int
    links: tuple[PageLink, ...]
    previous: str
    following: str


def paginate(request: HttpRequest, rows: Sequence[Any] | QuerySet[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """The page that `?page=` asks for; the first for a word, the last for a number that no page has. Two queries."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def lay_out_pages(page: Page[Any], request: HttpRequest) -> Pages:
    """The numbers to show (both ends and the neighbours), each with the address that keeps the filters."""

    def address(number: int) -> str:
        return with_parameters(request, page=number if number > 1 else None)

    paginator = page.paginator
    elided = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = tuple(
        PageLink(number, address(number), number == page.number)
        if isinstance(number, int)
        else PageLink(None, "", False)
        for number in elided
    )
    return Pages(
        first_row=page.start_index(),
        last_row=page.end_index(),
        rows=paginator.count,
        links=links if paginator.num_pages > 1 else (),
        previous=address(page.number - 1) if page.has_previous() else "",
        following=address(page.number + 1) if page.has_next() else "",
    )
