"""The live gallery of components, for those who write pages: every component with the call that draws it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kadrost.ui.choices import Choice, Option
from kadrost.ui.forms import DayField
from kadrost.ui.heat import HeatCell, HeatRow, HeatStrip
from kadrost.ui.icons import ICONS
from kadrost.ui.paging import paginate
from kadrost.ui.plan_timeline import PlanTimeline, Point, Span
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.tabs import Tab


class SampleForm(forms.Form):
    """One field of each kind."""

    number = forms.CharField(label=_("Номер документа"), help_text=_("Как на бланке: 112-р."))
    signed_on = DayField(label=_("Дата"), required=False)
    result = forms.ChoiceField(
        label=_("Что сделано"),
        choices=[("done", _("Исполнено полностью")), ("partly", _("Исполнено частично")), ("not", _("Не исполнено"))],
        widget=forms.RadioSelect,
    )
    organisation = forms.ChoiceField(
        label=_("Организация"),
        choices=[("", "—"), ("1", "Озёрский колледж"), ("2", "Министерство труда")],
        required=False,
    )
    words = forms.CharField(label=_("Словами"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=_("Файл"), help_text=_("Docx, pdf, xlsx или txt, не более 50 МБ."), required=False)
    agreed = forms.BooleanField(label=_("Согласовано с соисполнителями"), required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery, for developers and administrators; for anybody else there is no such page."""
    if not (settings.DEBUG or (request.user.is_authenticated and request.user.is_superuser)):
        raise Http404
    return render(request, "ui/gallery.html", samples(cast("PageRequest", request)))


def samples(request: PageRequest) -> dict[str, Any]:
    """What the gallery draws; all of it invented."""
    today = request.today
    return {
        "states": list(Light),
        "icons": sorted(ICONS),
        "page": paginate(request, range(1, 1205)),
        "rows": sample_rows(today),
        "states_choice": Choice(
            "state",
            _("Состояние"),
            (
                Option("", "все контрольные точки", 1204),
                Option("late", "просроченные", 12),
                Option("due", "ближайшие", 48),
            ),
            request.GET.get("state", ""),
        ),
        "executors_choice": Choice(
            "executor",
            _("Исполнитель"),
            (Option("", "всеми исполнителями"), *(Option(str(n), f"Колледжем № {n}", n) for n in range(1, 31))),
            request.GET.get("executor", ""),
        ),
        "tab_items": [
            Tab("Мероприятия", "?", current=True, count=83),
            Tab("Контрольные точки", "?", count=1204),
            Tab("Документ", "?"),
        ],
        "form": SampleForm(),
        "wrong_form": SampleForm({"number": "", "signed_on": "31.02.2026"}),
        "heat": sample_heat(today),
        "timeline": sample_timeline(today),
        "before": "Подготовить и утвердить перечень программ до 1 марта",
        "after": "Утвердить перечень программ и площадок до 1 июня",
        "long_ago": today - timedelta(days=12),
    }


def sample_rows(today: date) -> list[dict[str, Any]]:
    """Rows of a board."""
    titles = {
        Light.CONTRADICTED: "Заключить соглашения с предприятиями о целевом обучении рабочих по востребованным профессиям",
        Light.LATE: "Обновить оборудование учебных мастерских и провести приёмку вместе с работодателями отрасли",
        Light.DUE: "Представить сведения о трудоустройстве выпускников",
        Light.SILENT: "Провести встречи наставников",
        Light.DONE: "Утвердить перечень программ",
        Light.NOT_DUE: "Подвести итоги года на заседании совета",
    }
    return [
        {
            "number": f"{index}.{index + 1}",
            "title": title,
            "state": state.value,
            "due_on": today + timedelta(days=9 * index - 30),
            "places": 1234.5 * index,
        }
        for index, (state, title) in enumerate(titles.items(), start=1)
    ]


def sample_heat(today: date) -> HeatStrip:
    """A year of five sections."""
    names = ["Прогноз и заказ", "Программы", "Обучение", "Практика и наставники", "Трудоустройство"]
    return HeatStrip(
        title=f"Контрольные точки по месяцам, {today.year} год",
        year=today.year,
        today=today,
        rows=[
            HeatRow(name, [sample_cell(row, month, today) for month in range(1, 13)]) for row, name in enumerate(names)
        ],
    )


def sample_cell(row: int, month: int, today: date) -> HeatCell:
    """A cell whose state follows from where its month lies."""
    count = (row * 5 + month * 3) % 7
    past = [Light.DONE, Light.DONE, Light.LATE, Light.SILENT, Light.CONTRADICTED]
    state = past[(row + month) % 5] if month < today.month else Light.DUE if month == today.month else Light.NOT_DUE
    return HeatCell(count, state, f"{count}: {state.label}", f"?month={month}&section={row}") if count else HeatCell()


def sample_timeline(today: date) -> PlanTimeline:
    """Four measures of a year."""
    begins, ends = date(today.year, 1, 1), date(today.year, 12, 31)
    marks = [Light.DONE, Light.LATE, Light.DUE, Light.NOT_DUE]
    spans = [
        Span(
            title=f"{index}. {title}",
            begins=date(today.year, index, 1),
            ends=date(today.year, index * 3, 28),
            state=state,
            points=[Point(date(today.year, month, 25), mark) for month, mark in zip((3, 6, 9, 12), marks, strict=True)],
        )
        for index, (title, state) in enumerate(
            zip(
                ["Утвердить перечень", "Обновить мастерские", "Обучить наставников", "Подвести итоги"],
                marks,
                strict=True,
            ),
            1,
        )
    ]
    return PlanTimeline("Мероприятия года", begins, ends, today, spans)
