"""Parts of components of which a page holds hundreds: drawn in Python, where a template would cost several times more."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kadrost.ui.choices import OptionLink
from kadrost.ui.heat import HeatCell
from kadrost.ui.states import Light
from kadrost.ui.templatetags.components import shape
from kadrost.ui.wording import number

register = template.Library()

CURRENT = mark_safe(' aria-current="true"')
EMPTY_CELL = mark_safe('<td class="none"></td>')


@register.simple_tag
def option_rows(options: Sequence[OptionLink]) -> SafeString:
    """The options of a choice as list items, each with its number where it has one."""
    return format_html_join(
        "",
        '<li><a class="menu-row" href="{}"{}>{}{}</a></li>',
        (
            (option.url, CURRENT if option.current else "", option.title, option_count(option.count))
            for option in options
        ),
    )


def option_count(count: int | None) -> SafeString | str:
    """How many rows the option would show; nothing where it is not said."""
    return "" if count is None else format_html('<span class="count">{}</span>', number(count))


@register.simple_tag
def heat_cells(cells: Sequence[HeatCell]) -> SafeString:
    """The months of one line of the heat strip."""
    drawings = {state: shape(state) for state in Light}
    return format_html_join("", "{}", ((heat_cell(cell, drawings[cell.state]),) for cell in cells))


def heat_cell(cell: HeatCell, drawing: SafeString) -> SafeString:
    """One month: the state's drawing and the number, and the cell's words for who cannot see the colour."""
    if not cell.count:
        return EMPTY_CELL
    state = cell.state.value
    inside = format_html(
        '{}<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', drawing, cell.count, cell.words
    )
    if not cell.url:
        return format_html('<td class="light-{}"><span title="{}">{}</span></td>', state, cell.words, inside)
    current = CURRENT if cell.current else ""
    return format_html(
        '<td class="light-{}"><a href="{}" title="{}"{}>{}</a></td>', state, cell.url, cell.words, current, inside
    )
