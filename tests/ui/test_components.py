from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from kadrost.ui.choices import Choice, Option
from kadrost.ui.differences import Part, compare
from kadrost.ui.heat import HeatCell, HeatRow, HeatStrip
from kadrost.ui.paging import paginate
from kadrost.ui.plan_timeline import PlanTimeline, Point, Span
from kadrost.ui.sorting import next_sort, read_sorting
from kadrost.ui.states import Light
from kadrost.ui.tabs import Tab


def drawn(source: str, path: str = "/", **values: Any) -> str:
    request = RequestFactory().get(path)
    return Template("{% load components %}" + source).render(Context({"request": request, **values}))


@pytest.mark.parametrize("state", list(Light))
def test_light_is_shape_and_word(state: Light) -> None:
    assert drawn("{% light state %}", state=state.value) == (
        f'<span class="light light-{state.value}"><svg class="shape" aria-hidden="true">'
        f'<use href="/static/ui/icons.svg#state-{state.value}"></use></svg><span>{state.label}</span></span>'
    )


def test_light_keeps_its_word_when_quiet_and_its_colour_when_bare() -> None:
    assert '<span class="visually-hidden">Просрочено</span>' in drawn("{% light 'late' quiet=True %}")
    assert (
        drawn("{% light 'late' 'опоздали' bare=True %}")
        == '<span class="light light-late"><span>опоздали</span></span>'
    )


def test_light_of_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="red"):
        drawn("{% light 'red' %}")


def test_two_lights_are_told_apart() -> None:
    shown = drawn("{% lights claimed='done' proven='contradicted' %}")
    assert (
        shown.index("заявлено") < shown.index("Исполнено") < shown.index("подтверждено") < shown.index("Противоречит")
    )


def test_icon_unknown_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        drawn("{% icon 'rocket' %}")


def test_crumb_escapes_and_keeps_nothing_today() -> None:
    assert drawn("{% crumb title '/plans' %}{% crumb 'План' %}", title="<b>") == (
        '<li><a href="/plans">&lt;b&gt;</a></li><li><span aria-current="page">План</span></li>'
    )


def test_table_names_itself_and_its_unit() -> None:
    shown = drawn("{% table caption='Места' unit='человек' tall=True %}<tbody></tbody>{% endtable %}")
    assert '<div class="table-frame tall" role="region" aria-label="Места" tabindex="0">' in shown
    assert (
        '<caption class="visually-hidden">Места, <span class="unit">человек</span></caption><tbody></tbody></table></div>'
    ) in shown


def test_heading_sorts_both_ways_and_keeps_filters() -> None:
    source = "{% heading 'Срок' sort='due' %}"
    assert 'href="?state=late&amp;sort=due"' in drawn(source, "/?state=late&page=3")
    shown = drawn(source, "/?sort=due")
    assert 'aria-sort="ascending"' in shown
    assert 'href="?sort=-due"' in shown
    assert 'aria-sort="descending"' in drawn(source, "/?sort=-due")


def test_sorting_allows_only_named_columns() -> None:
    columns = {"due": ("due_on", "-id"), "title": ("title",)}
    factory = RequestFactory()
    assert read_sorting(factory.get("/"), columns, "due") == ("due_on", "-id")
    assert read_sorting(factory.get("/?sort=-due"), columns, "title") == ("-due_on", "id")
    assert read_sorting(factory.get("/?sort=password"), columns, "-title") == ("-title",)
    assert (next_sort("", "due"), next_sort("due", "due"), next_sort("-due", "due")) == ("due", "-due", "due")


def test_pages_show_where_one_is_and_keep_filters() -> None:
    request = RequestFactory().get("/?q=a&page=2")
    shown = drawn("{% pages page %}", "/?q=a&page=2", page=paginate(request, range(60)))
    assert "Показаны 26–50 из 60" in shown
    assert 'href="?q=a"' in shown
    assert 'href="?q=a&amp;page=3"' in shown
    assert '<span aria-current="page">2</span>' in shown


@pytest.mark.parametrize(("asked", "number"), [("0", 3), ("-1", 3), ("99", 3), ("xx", 1), ("2", 2)])
def test_wrong_page_leads_to_the_nearest(asked: str, number: int) -> None:
    assert paginate(RequestFactory().get(f"/?page={asked}"), range(60)).number == number


def test_single_page_has_no_numbers() -> None:
    shown = drawn("{% pages page %}", page=Paginator([1, 2], 25).get_page(1))
    assert "Показаны 1–2 из 2" in shown
    assert "<ol>" not in shown


def choice(selected: str, options: int = 3) -> Choice:
    return Choice(
        "state", "Состояние", tuple(Option(str(n) if n else "", f"слово {n}", n) for n in range(options)), selected
    )


def test_choice_shows_the_selected_word_and_keeps_other_filters() -> None:
    shown = drawn("{% choose choice %}.", "/?q=a&state=2&page=4", choice=choice("2"))
    assert '<summary aria-label="Состояние: слово 2">слово 2</summary>' in shown
    assert '<a class="menu-row" href="?q=a">слово 0' in shown
    assert '<a class="menu-row" href="?q=a&amp;state=1">слово 1' in shown
    assert '<a class="menu-row" href="?q=a&amp;state=2" aria-current="true">слово 2' in shown
    assert shown.endswith("</details>.")
    assert "choice-search" not in shown


def test_choice_unknown_falls_back_to_no_filter_and_long_one_is_searched() -> None:
    assert choice("nonsense").phrase == "слово 0"
    assert "data-narrows" in drawn("{% choose choice %}", choice=choice("", 13))


def test_choice_marks_one_of_two_options_of_the_same_name() -> None:
    options = (Option("", "все"), Option("1", "Колледж"), Option("2", "Колледж"))
    links = Choice("executor", "Исполнитель", options, "2").links(RequestFactory().get("/"))
    assert [link.current for link in links] == [False, False, True]


def test_tabs_mark_the_current() -> None:
    shown = drawn("{% tabs items 'План' %}", items=[Tab("А", "/a", current=True, count=1204), Tab("Б", "/b")])
    assert '<a href="/a" aria-current="page">А <span class="count">1\u00a0204</span></a>' in shown
    assert '<a href="/b">Б</a>' in shown


class OneField(forms.Form):
    due_on = forms.DateField(
        label="Срок", help_text="День по документу.", error_messages={"invalid": "Нет такого дня."}
    )


def test_form_says_what_is_wrong_at_the_field_and_above() -> None:
    shown = drawn("{{ form }}", form=OneField({"due_on": "31.02.2026"}))
    assert '<a href="#id_due_on">Срок: Нет такого дня.</a>' in shown
    assert '<div class="field field-wrong">' in shown
    assert 'aria-describedby="id_due_on_helptext id_due_on_error"' in shown
    assert 'id="id_due_on_error"' in shown
    assert 'id="id_due_on_helptext"' in shown


def test_form_without_errors_has_no_summary() -> None:
    shown = drawn("{{ form }}", form=OneField())
    assert "error-summary" not in shown
    assert '<label for="id_due_on">Срок</label>' in shown


def test_message_and_empty_and_facts_wrap_their_content() -> None:
    assert 'class="message message-error" role="alert"' in drawn("{% message 'error' %}x{% endmessage %}")
    assert drawn("{% facts %}<dt>a</dt>{% endfacts %}") == '<dl class="facts"><dt>a</dt></dl>'
    assert drawn("{% empty 'Пусто' %}<p>b</p>{% endempty %}") == '<div class="empty"><h2>Пусто</h2><p>b</p></div>'


def test_difference_marks_words() -> None:
    assert compare("до 1 марта", "до 1 июня 2027") == [
        Part("kept", "до 1"),
        Part("removed", "марта"),
        Part("added", "июня 2027"),
    ]
    assert compare("", "") == []
    assert drawn("{% difference 'а <б>' 'а в' %}") == '<span class="diff">а <del>&lt;б&gt;</del> <ins>в</ins></span>'


def test_heat_strip_says_in_words_what_it_shows_in_colour() -> None:
    cells = [HeatCell(2, Light.LATE, "2 просрочены, январь", "?month=1"), *[HeatCell()] * 11]
    heat = HeatStrip("Год", 2026, date(2026, 3, 15), [HeatRow("Раздел", cells)])
    shown = drawn("{% include 'ui/components/heat.html' %}", heat=heat)
    assert '<td class="light-late"><a href="?month=1" title="2 просрочены, январь">' in shown
    assert '<span class="visually-hidden">2 просрочены, январь</span>' in shown
    assert [month.short for month in heat.months if month.current] == ["мар"]
    assert heat.states == [Light.LATE]
    assert shown.count('<td class="none">') == 11
    with pytest.raises(ValueError, match="12 cells"):
        HeatRow("Раздел", [HeatCell()])


def test_timeline_places_days_in_percent_and_cuts_at_its_ends() -> None:
    span = Span(
        title="Обучить",
        begins=date(2025, 6, 1),
        ends=date(2026, 12, 31),
        state=Light.LATE,
        points=[Point(date(2026, 4, 11), Light.DONE), Point(date(2027, 1, 1), Light.DUE)],
    )
    timeline = PlanTimeline("План", date(2026, 1, 1), date(2026, 7, 20), date(2026, 1, 21), [span])
    placed = timeline.placed[0]
    assert (placed.x, placed.width) == ("0.00%", "100.00%")
    assert [(point.x, point.words) for point in placed.points] == [("50.00%", "11.04.2026: Исполнено")]
    assert timeline.today_x == "10.00%"
    assert [tick.word for tick in timeline.ticks] == ["2026", "фев", "мар", "апр", "май", "июн", "июл"]
    shown = drawn("{% include 'ui/components/plan_timeline.html' %}", timeline=timeline)
    assert '<rect class="bar" x="0.00%" y="9" width="100.00%"' in shown
    assert "01.06.2025 – 31.12.2026; Просрочено; 11.04.2026: Исполнено" in shown


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (date(2027, 12, 31), ["2026", "II кв.", "III кв.", "IV кв.", "2027", "II кв.", "III кв.", "IV кв."]),
        (date(2029, 12, 31), ["2026", "2027", "2028", "2029"]),
    ],
)
def test_timeline_grid_fits_its_length(ends: date, words: list[str]) -> None:
    timeline = PlanTimeline("План", date(2026, 1, 1), ends, date(2020, 1, 1), [])
    assert [tick.word for tick in timeline.ticks] == words
    assert timeline.today_x == ""


def test_timeline_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        PlanTimeline("План", date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1), [])
