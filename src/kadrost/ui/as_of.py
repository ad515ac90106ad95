"""The site as of a day: `?as_of=2026-03-15` sets the page's today, is kept by links, and forbids changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kadrost.kernel.errors import KadrostError
from kadrost.ui.request import PageRequest
from kadrost.ui.views.errors import refusal
from kadrost.ui.wording import date_long

PARAMETER = "as_of"
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
BY_HAND = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Handler = Callable[[HttpRequest], HttpResponseBase]


class AsOfError(KadrostError):
    """The day asked for is no day of the calendar that the site covers."""

    code = "as_of"


def read_as_of(written: str) -> date:
    """The day that `written` names as 2026-03-15 or 15.03.2026; AsOfError for anything else and for days outside 2000…2100."""
    by_hand = BY_HAND.fullmatch(written)
    iso = "{2}-{1:0>2}-{0:0>2}".format(*by_hand.groups()) if by_hand else written
    try:
        day = date.fromisoformat(iso) if WRITTEN.fullmatch(iso) else None
    except ValueError:
        day = None
    if day is None:
        raise AsOfError(
            _("«%(written)s» — не дата.") % {"written": written[:40]},
            remedy=_("Напишите день, месяц и год, например 15.03.2026."),
            where=PARAMETER,
        )
    if not FIRST_DAY <= day <= LAST_DAY:
        raise AsOfError(
            _("День %(day)s сайт не охватывает.") % {"day": date_long(day)},
            remedy=_("Выберите день с %(first)s по %(last)s.")
            % {"first": date_long(FIRST_DAY), "last": date_long(LAST_DAY)},
            where=PARAMETER,
        )
    return day


def as_of_middleware(get_response: Handler) -> Handler:
    """Set `request.today` and `request.as_of`; refuse a bad day, and refuse changes while another day is shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        page = cast("PageRequest", request)
        page.present = page.today = timezone.localdate()
        page.as_of = None
        written = request.GET.get(PARAMETER, "").strip()
        if not written:
            return get_response(request)
        try:
            asked = read_as_of(written)
        except AsOfError as error:
            return refuse_day(request, error)
        if asked != page.today:
            page.today = page.as_of = asked
        if page.as_of and request.method not in SAFE_METHODS:
            return refuse_change(request, page.as_of)
        return get_response(request)

    return middleware


def refuse_day(request: HttpRequest, error: AsOfError) -> HttpResponseBase:
    """400: says what is wrong with the day and offers the same page as of today."""
    return refusal(
        request,
        status=400,
        title=_("День не понят"),
        text=error.message,
        advice=error.remedy,
        action=_("Показать страницу на сегодня"),
        action_url=with_as_of(request.get_full_path(), None),
    )


def refuse_change(request: HttpRequest, day: date) -> HttpResponseBase:
    """409: what is looked at as of another day can only be looked at."""
    return refusal(
        request,
        status=409,
        title=_("Показан другой день, изменить ничего нельзя"),
        text=_("Страница была показана на %(day)s. Ничего не сохранено.") % {"day": date_long(day)},
        advice=_("Вернитесь к сегодняшнему дню и повторите действие."),
        action=_("Вернуться к сегодняшнему дню"),
        action_url=page_before(request),
    )


def page_before(request: HttpRequest) -> str:
    """The page of ours from which the form was sent, shown for today; the first page where the browser does not tell."""
    before = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(before)
    return with_as_of(urlunsplit(("", "", parts.path or "/", parts.query, "")), None)


def with_as_of(url: str, day: date | None) -> str:
    """`url` that keeps the day shown; without a day the parameter is taken away. Addresses of other sites stay as they are."""
    parts = urlsplit(url)
    if parts.netloc:
        return url
    pairs = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != PARAMETER]
    if day:
        pairs.append((PARAMETER, day.isoformat()))
    return urlunsplit(parts._replace(query=urlencode(pairs)))
