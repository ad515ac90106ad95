"""Small components as tags; each says in its docstring what it draws. The gallery (/ui/gallery) shows all of them.

{% light "late" %}  {% lights claimed="done" proven="silent" %}  {% icon "plans" %}  {% crumb "Планы" url %}
{% table caption="Контрольные точки" unit="штук" %}<thead>…</thead><tbody>…</tbody>{% endtable %}
{% heading "Срок" sort="due" %}  {% pages page %}  {% choose choice %}  {% tabs items %}  {% field form.login %}
{% facts %}…{% endfacts %}  {% empty "Ничего не найдено" %}<p>…</p>{% endempty %}  {% message "warning" %}…{% endmessage %}
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kadrost.ui import differences
from kadrost.ui.addresses import with_parameters
from kadrost.ui.as_of import with_as_of
from kadrost.ui.choices import Choice
from kadrost.ui.icons import ICONS
from kadrost.ui.paging import Pages, lay_out_pages
from kadrost.ui.sorting import next_sort
from kadrost.ui.states import Light
from kadrost.ui.tabs import Tab
from kadrost.ui.wording import held

register = template.Library()


@cache
def sprite() -> str:
    """The address of the file that holds every drawing."""
    return static("ui/icons.svg")


def shape(state: Light) -> SafeString:
    """The drawing of a state, silent to screen readers: the word always stands beside it."""
    return format_html(
        '<svg class="shape" aria-hidden="true"><use href="{}#state-{}"></use></svg>', sprite(), state.value
    )


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """An icon of the sprite. With `title` it is named to screen readers, without it is an ornament."""
    if name not in ICONS and name != "mark":
        raise template.TemplateSyntaxError(f"no icon “{name}”")
    if title:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', title, sprite(), name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite(), name)


@register.simple_tag
def light(state: str, word: str = "", *, quiet: bool = False, bare: bool = False) -> SafeString:
    """A state as shape, word and colour. `word` replaces the usual one; `quiet` hides the word from the eye only.

    `bare` leaves out the drawing where it stands beside already, as on a timeline.
    """
    seen = Light(state)
    return format_html(
        '<span class="light light-{}">{}<span{}>{}</span></span>',
        seen.value,
        "" if bare else shape(seen),
        mark_safe(' class="visually-hidden"') if quiet else "",
        word or seen.label,
    )


@register.simple_tag
def state_shape(state: str) -> SafeString:
    """The drawing of a state alone; the word must stand beside it in the text."""
    return shape(Light(state))


@register.simple_tag
def timeline_point(state: str, words: str) -> SafeString:
    """A checkpoint on a timeline: the state's drawing around the place, with its words for the pointer."""
    return format_html(
        '<title>{}</title><use class="point" href="{}#state-{}" x="-7" y="8" width="14" height="14"></use>',
        words,
        sprite(),
        Light(state).value,
    )


@register.simple_tag
def lights(claimed: str, proven: str) -> SafeString:
    """Two lights: what the executor claims and what the platform could prove."""
    return format_html(
        '<dl class="lights"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>',
        _("заявлено"),
        light(claimed),
        _("подтверждено"),
        light(proven),
    )


@register.simple_tag(takes_context=True)
def url_as_of(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """As `{% url %}`, and the link keeps the day shown."""
    day = getattr(context.get("request"), "as_of", None)
    return with_as_of(reverse(name, args=args or None, kwargs=kwargs or None), day)


@register.filter
def keeping_day(url: str, request: HttpRequest) -> str:
    """The link as it is, and keeping the day shown: `{{ measure.get_absolute_url|keeping_day:request }}`."""
    return with_as_of(url, getattr(request, "as_of", None))


@register.simple_tag(takes_context=True)
def crumb(context: Context, title: str, url: str = "") -> SafeString:
    """One step of «where am I»; without an address the page itself. Stands in the block `crumbs`."""
    title = held(str(title))
    if not url:
        return format_html('<li><span aria-current="page">{}</span></li>', title)
    return format_html('<li><a href="{}">{}</a></li>', keeping_day(url, context["request"]), title)


@register.simple_block_tag
def table(
    content: str, caption: str, unit: str = "", *, tall: bool = False, cards: bool = False, hide_caption: bool = False
) -> SafeString:
    """A table in its scrolling frame with a caption and the unit of its figures.

    `tall` lets it scroll under its own header; `cards` makes a list of it on a phone (cells carry data-label);
    `hide_caption` leaves the caption to screen readers, where a heading above says the same. Cells: `class="pinned"`
    stays, `class="number"` aligns figures, `class="two-lines"` on a span cuts a long title.
    """
    classes = " ".join(["table-frame", *(name for name, on in (("tall", tall), ("cards", cards)) if on)])
    measured = format_html(', <span class="unit">{}</span>', unit) if unit else ""
    return format_html(
        '<p class="table-caption{}" aria-hidden="true">{}{}</p><div class="{}" role="region" aria-label="{}" tabindex="0">'
        '<table class="table"><caption class="visually-hidden">{}{}</caption>{}</table></div>',
        " visually-hidden" if hide_caption else "",
        caption,
        measured,
        classes,
        caption,
        caption,
        measured,
        content,
    )


@register.simple_tag(takes_context=True)
def heading(context: Context, title: str, sort: str = "", css: str = "") -> SafeString:
    """A column's heading. With `sort` a link that sorts by it, and back by a second click; filters are kept."""
    classes = format_html(' class="{}"', css) if css else ""
    if not sort:
        return format_html('<th scope="col"{}>{}</th>', classes, title)
    request: HttpRequest = context["request"]
    current = request.GET.get("sort", "")
    order = {sort: "ascending", f"-{sort}": "descending"}.get(current, "")
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}">{}{}</a></th>',
        classes,
        format_html(' aria-sort="{}"', order) if order else "",
        with_parameters(request, sort=next_sort(current, sort), page=None),
        title,
        {"ascending": " ↑", "descending": " ↓"}.get(order, ""),
    )


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Pages]:
    """«Показаны 26–50 из 1 204» and links to pages that keep every filter."""
    return {"pages": lay_out_pages(page, context["request"])}


@register.simple_tag(takes_context=True)
def choose(context: Context, choice: Choice) -> SafeString:
    """A bold word of the filter sentence that opens its options; works without script. Stands in a <div>, not a <p>."""
    facts = {"choice": choice, "options": choice.links(context["request"])}
    # Without the file's last line break, which would part the word from the full stop after it.
    return mark_safe(render_to_string("ui/components/choice.html", facts).strip())


@register.inclusion_tag("ui/components/tabs.html", takes_context=True)
def tabs(context: Context, items: Sequence[Tab], label: str) -> dict[str, Any]:
    """Tabs as links; `label` names the row to screen readers."""
    return {"items": items, "label": label, "request": context["request"]}


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField) -> dict[str, BoundField]:
    """A form's field: label, help, what is wrong, the field. The same that `{{ form }}` draws for each."""
    return {"field": bound}


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A description list: inside `<dt>` and `<dd>`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing to show: says so in `title`, and inside what to do next."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, content)


@register.simple_block_tag
def message(content: str, kind: str = "info") -> SafeString:
    """A message on the page: info, success, warning or error."""
    drawing = {"info": "info", "success": "check", "warning": "warning", "error": "warning"}.get(kind, "info")
    return format_html(
        '<div class="message message-{}" role="{}">{}<div>{}</div></div>',
        kind,
        "alert" if kind == "error" else "status",
        icon(drawing),
        content,
    )


@register.simple_tag
def difference(before: str, after: str) -> SafeString:
    """Two editions of a text as one: removed words struck through, added ones underlined."""
    tags = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
    parts = (format_html(tags[part.kind], part.text) for part in differences.compare(before, after))
    return format_html('<span class="diff">{}</span>', format_html_join(" ", "{}", ((part,) for part in parts)))
