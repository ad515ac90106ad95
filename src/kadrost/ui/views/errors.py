"""Pages of refusal: what is wrong and what to do, in the person's words; the same for every app."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadrost.ui.preferences import chosen_theme
from kadrost.ui.wording import number

MEGABYTE = 1024 * 1024
Handler = Callable[[HttpRequest], HttpResponseBase]


def refusal(
    request: HttpRequest, *, status: int, title: str, text: str, advice: str, action: str = "", action_url: str = ""
) -> HttpResponse:
    """A page that refuses, with the one thing to do next. Asks nothing of the database: it may be the one that fails."""
    facts = {
        "title": title,
        "text": text,
        "advice": advice,
        "action": action,
        "action_url": action_url,
        "back": page_before(request),
        "theme": chosen_theme(request),
        "LANGUAGE_CODE": get_language(),
    }
    return HttpResponse(render_to_string("ui/errors/refusal.html", facts), status=status)


def page_before(request: HttpRequest) -> str:
    """The page of ours from which the person came; empty where the browser does not tell, or it is this one."""
    before = request.META.get("HTTP_REFERER", "")
    try:
        own = request.get_host()
    except DisallowedHost:  # the refused request is the one that is refused for its host
        return ""
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={own}):
        return ""
    parts = urlsplit(before)
    back = urlunsplit(("", "", parts.path, parts.query, ""))
    return back if back not in ("", "/", request.get_full_path()) else ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be understood; 413 where it is only too large."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, allowed=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return too_many_parts(request)
    return refusal(
        request,
        status=400,
        title=_("Запрос не понят"),
        text=_("В адресе или форме есть то, что сайт не может прочитать."),
        advice=_(
            "Вернитесь на предыдущую страницу и повторите действие. Если вы перешли по ссылке, проверьте, что она скопирована целиком."
        ),
    )


def too_large(request: HttpRequest, *, allowed: int) -> HttpResponse:
    """413: more was sent than the `allowed` number of bytes."""
    return refusal(
        request,
        status=413,
        title=_("Отправлено слишком много за один раз"),
        text=_("За один раз принимается не более %(megabytes)s МБ. Ничего не сохранено.")
        % {"megabytes": number(allowed // MEGABYTE)},
        advice=_("Отправьте файлы по одному или сохраните документ с уменьшенными изображениями и отправьте снова."),
    )


def too_many_parts(request: HttpRequest) -> HttpResponse:
    """413: the form holds more fields or files than the site takes at once."""
    return refusal(
        request,
        status=413,
        title=_("Отправлено слишком много за один раз"),
        text=_("В форме больше %(fields)s полей или больше %(files)s файлов. Ничего не сохранено.")
        % {
            "fields": number(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS),
            "files": number(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
        },
        advice=_("Отправьте её по частям."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known to the site, but not for this role; with the frame, in which another page or role can be chosen."""
    facts = {
        "title": _("Эта страница вам не открыта"),
        "text": _("Роль, в которой вы действуете, не даёт доступа к этой странице или действию."),
        "advice": _("Выберите другую роль вверху страницы или попросите доступ у администратора вашей организации."),
    }
    if not (hasattr(request, "user") and hasattr(request, "today")):
        return refusal(request, status=403, **facts)
    return render(request, "ui/errors/denied.html", facts, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing at this address."""
    return refusal(
        request,
        status=404,
        title=_("Такой страницы нет"),
        text=_("По этому адресу ничего нет: возможно, в нём опечатка или запись удалена."),
        advice=_("Проверьте адрес или найдите нужное с первой страницы."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours."""
    return refusal(
        request,
        status=500,
        title=_("На сайте сбой"),
        text=_("Ошибка на нашей стороне. Сохранённое раньше цело, последнее действие не выполнено."),
        advice=_("Повторите через несколько минут. Если сбой повторится, сообщите администратору, когда он произошёл."),
    )


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes forms was opened as a page, or the other way about."""
    return refusal(
        request,
        status=405,
        title=_("Эту страницу так открыть нельзя"),
        text=_(
            "По этому адресу сайт принимает только нажатие кнопки в форме, а не переход по ссылке. Ничего не изменено."
        ),
        advice=_("Вернитесь на страницу с формой и нажмите кнопку ещё раз."),
    )


def wrong_method_middleware(get_response: Handler) -> Handler:
    """Answer 405 with our page: Django gives an empty one, before which a person is left without a way on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = wrong_method(request)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's mark of origin is missing or old."""
    return refusal(
        request,
        status=403,
        title=_("Форма устарела"),
        text=_("Страница была открыта слишком долго, или вы вошли либо вышли в другой вкладке. Ничего не сохранено."),
        advice=_(
            "Вернитесь, обновите страницу и отправьте форму снова. Для этого сайта должны быть разрешены файлы cookie."
        ),
    )


def too_many_requests(request: HttpRequest, *, until: str, seconds: int) -> HttpResponse:
    """429: asked too often; `until` is the time of day when it may be tried again, `seconds` how long that is."""
    response = refusal(
        request,
        status=429,
        title=_("Слишком много попыток"),
        text=_("Запросы шли слишком часто, поэтому сайт сделал паузу."),
        advice=_("Попробуйте снова в %(until)s.") % {"until": until},
    )
    response["Retry-After"] = str(seconds)
    return response
