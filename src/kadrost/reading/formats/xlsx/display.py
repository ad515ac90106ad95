"""Numbers and dates of a sheet as a Russian Excel shows them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

_GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня",
             "июля", "августа", "сентября", "октября", "ноября", "декабря")  # fmt: skip
_NOMINATIVE = ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
               "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь")  # fmt: skip
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_FIGURES = re.compile(r"[#0?][#0?,. ]*")
_LAST_DATE = 2_958_465  # 31.12.9999
_DAY_AND_MONTH_ONLY = frozenset({"d-mmm", "dd-mmm", "d.mmm", "dd.mmm", "d.m", "dd.mm", "d/m"})


class Displayer:
    """Shows values by their number formats; `dates_as_numbers` counts item numbers that Excel took for dates."""

    def __init__(self, formats: dict[int, str], *, since_1904: bool) -> None:
        self._formats = formats
        self._epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
        self.dates_as_numbers = 0

    def number(self, raw: str, format_id: int, *, first_column: bool) -> str:
        """The number `raw` in the format `format_id`; in the first column «1.1» keeps its point: it numbers items."""
        code = self._formats.get(format_id) or BUILTIN_FORMATS.get(format_id) or "General"
        try:
            value = Decimal(raw)
        except InvalidOperation:
            return raw
        if not value.is_finite() or abs(value.adjusted()) > 60:
            return raw
        if format_id in {14, 22} or is_date_format(code):
            shown = self._date(float(value), code, first_column=first_column)
            if shown is not None:
                return shown
        return _number(value, code.split(";")[0], "." if first_column else ",")

    def _date(self, value: float, code: str, *, first_column: bool) -> str | None:
        if not 0 <= value <= _LAST_DATE:
            return None
        moment = from_excel(value, self._epoch)
        if not isinstance(moment, datetime):
            return str(moment)[:5]
        if first_column and _bare(code) in _DAY_AND_MONTH_ONLY:
            self.dates_as_numbers += 1
            return f"{moment.day}.{moment.month}"
        return date_text(moment, code)


def _bare(code: str) -> str:
    return _BRACKETS.sub("", code).split(";")[0].replace("\\", "").replace("@", "").strip().lower()


def date_text(moment: datetime, code: str) -> str:
    """`moment` with the parts that the format `code` shows: «25.08.2019», «25 августа 2019 года», «Август 2019»."""
    code = _BRACKETS.sub("", code).split(";")[0]
    literals = " ".join(found[0] or found[1] for found in _LITERAL.findall(code))
    tokens = _LITERAL.sub("", code).lower()
    has_day, has_year, has_hour = "d" in tokens, "y" in tokens, "h" in tokens
    if "mmm" in tokens:
        month = _GENITIVE[moment.month - 1] if has_day else _NOMINATIVE[moment.month - 1]
        parts = [str(moment.day)] if has_day else []
        parts += [month, *([str(moment.year)] if has_year else [])]
        words = [word for word in re.findall(r"[а-яё]+\.?", literals.lower()) if word in {"г.", "г", "год", "года"}]
        text = " ".join([*parts, *words])
    elif has_day or "m" in tokens.replace("h:mm", "").replace("mm:ss", ""):
        parts = [f"{moment.day:02d}"] if has_day else []
        parts += [f"{moment.month:02d}", *([f"{moment.year}"] if has_year else [])]
        text = ".".join(parts)
    else:
        text = str(moment.year) if has_year else ""
    if has_hour:
        text = f"{text} {moment:%H:%M}".strip()
    return text or f"{moment:%d.%m.%Y}"


def _number(value: Decimal, code: str, point: str) -> str:
    code = _BRACKETS.sub("", code)
    if code.strip().lower() in {"general", "основной", "@", ""}:
        return _general(value, point)
    prefix, figures, suffix = _parts(code)
    if not figures:
        return _general(value, point) if "%" not in code else f"{prefix}{suffix}"
    if "%" in code:
        value *= 100
    fraction = figures.partition(".")[2]
    least, most = fraction.count("0"), sum(fraction.count(sign) for sign in "0#?")
    rounded = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(rounded):f}".partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    if "," in figures:
        whole = f"{int(whole):,}".replace(",", " ")
    elif figures.startswith("0"):
        whole = whole.zfill(figures.partition(".")[0].count("0"))
    sign = "-" if rounded < 0 else ""
    return f"{prefix}{sign}{whole}{point + decimals if decimals else ''}{suffix}"


def _general(value: Decimal, point: str) -> str:
    if value == value.to_integral_value():
        return f"{value:.0f}"
    # Twelve figures, as Excel shows them: a stored 1.1 is 1.1000000000000001.
    text = f"{value:.12g}"
    return (text if "e" not in text else f"{value:f}").replace(".", point)


def _parts(code: str) -> tuple[str, str, str]:
    """What stands before the figures of a number format, the figures, and what stands after them."""
    marked: list[str] = []

    def hide(found: re.Match[str]) -> str:
        marked.append(found[1] or found[2] or "")
        return chr(0xE000 + len(marked) - 1)

    hidden = _LITERAL.sub(hide, code) if len(code) < 500 else code
    figures = _FIGURES.search(hidden)
    if figures is None:
        return "", "", ""

    def show(text: str) -> str:
        return "".join(marked[ord(sign) - 0xE000] if 0 <= ord(sign) - 0xE000 < len(marked) else sign for sign in text)

    spaces = figures[0][len(figures[0].rstrip(" ")) :]
    return show(hidden[: figures.start()]), figures[0].rstrip(" "), show(spaces + hidden[figures.end() :])
