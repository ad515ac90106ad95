"""`kadrost schedule`: deadline phrases as schedules."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kadrost.cli.horizon import horizon
from kadrost.cli.language import say
from kadrost.kernel.deadlines import compile_phrase, describe
from kadrost.kernel.errors import KadrostError
from kadrost.kernel.schedule import Schedule

ASKED = 1
"""The status of `--strict` where a person has to answer."""
_LARGEST_FILE = 50_000_000


class PhrasesError(KadrostError):
    """The phrases cannot be had."""

    code = "phrases"


def read_day(text: str | date) -> date:
    """A day written as 2020-02-10 or 10.02.2020."""
    if isinstance(text, date):
        return text
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    message = say(f"«{text}» не день: нужно ГГГГ-ММ-ДД.", f"“{text}” is no day: write YYYY-MM-DD.")
    raise typer.BadParameter(message)


def read_period(text: str) -> tuple[date, date]:
    """Two days with two dots between them: 2019-01-01..2020-12-31."""
    first, dots, last = text.partition("..")
    message = say(f"«{text}» не период: нужно ГГГГ-ММ-ДД..ГГГГ-ММ-ДД.", f"“{text}” is no period: write A..B.")
    if not dots:
        raise typer.BadParameter(message, param_hint="--period")
    period = read_day(first), read_day(last)
    if period[1] < period[0]:
        raise typer.BadParameter(message, param_hint="--period")
    return period


def schedule(
    phrases: Annotated[
        list[str] | None, typer.Argument(metavar=say("СРОК", "PHRASE"), help=say("Сроки словами.", "Deadline phrases."))
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar=say("ФАЙЛ", "F"),
            help=say("Файл UTF-8, срок на строку; «-»: ввод.", "UTF-8 file, a phrase a line; - for input."),
        ),
    ] = None,
    signed: Annotated[
        date | None,
        typer.Option(
            parser=read_day, metavar=say("ДЕНЬ", "DATE"), help=say("День подписания документа.", "Day of signing.")
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar=say("С..ПО", "A..B"), help=say("Период самого документа.", "The document's own period.")),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            parser=read_day,
            metavar=say("ДЕНЬ", "DATE"),
            help=say(
                "По какой день показать: обычно по конец --period, без него три года вперед, с --json 31.12.2024.",
                "Show up to this day: the end of --period, else three years ahead; with --json 2024-12-31.",
            ),
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("Списком JSON, для программ.", "As a JSON list."))
    ] = False,
    ics: Annotated[
        Path | None,
        typer.Option(
            metavar=say("ФАЙЛ", "FILE"), help=say("Записать календарь iCalendar.", "Write an iCalendar file.")
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=say(
                "Кончить с кодом 1, если хоть один срок не понят (иначе код 0; 2 – если читать нечего).",
                "End with status 1 where a phrase is not understood (else 0; 2 where there is nothing to read).",
            ),
        ),
    ] = False,
) -> None:
    """Compile the phrases and print them as a table or as JSON; write a calendar where asked."""
    bounds = read_period(period) if period is not None else None
    schedules = [compile_phrase(phrase, signed=signed, period=bounds) for phrase in _all_phrases(phrases, file)]
    if ics is not None:
        _write_calendar(schedules, horizon(until, period=bounds), ics)
    if as_json:
        last = horizon(until, as_json=True)
        print(json.dumps([describe(each, last) for each in schedules], ensure_ascii=False, indent=1))
    else:
        from kadrost.cli.schedule_table import print_schedules

        print_schedules(schedules, horizon(until, period=bounds))
    if strict and not all(each.understood for each in schedules):
        raise typer.Exit(ASKED)


def _all_phrases(phrases: list[str] | None, file: Path | None) -> list[str]:
    lines = [] if file is None else _lines(file)
    if file is None and not phrases:
        raise PhrasesError(
            say("Не назван ни один срок.", "No phrase given."),
            remedy=say("Напишите его в кавычках или укажите --file.", "Write it in quotes or give --file."),
        )
    return [*(phrases or []), *lines]


def _lines(file: Path) -> list[str]:
    """The lines of a text file; an empty line is a phrase too, so that answers keep step with lines."""
    try:
        if str(file) != "-" and file.stat().st_size > _LARGEST_FILE:
            raise PhrasesError(say("Файл больше 50 МБ.", "The file is larger than 50 MB."), where=str(file))
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as fault:
        raise PhrasesError(say("Файл не открывается.", "The file does not open."), where=str(file)) from fault
    except UnicodeDecodeError as fault:
        raise PhrasesError(
            say("Файл не в кодировке UTF-8.", "The file is not UTF-8."),
            where=str(file),
            remedy=say("Сохраните его как UTF-8.", "Save it as UTF-8."),
        ) from fault
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def _write_calendar(schedules: list[Schedule], until: date, path: Path) -> None:
    from kadrost.kernel.icalendar import to_icalendar

    try:
        path.write_bytes(to_icalendar(schedules, until=until, stamp=datetime.now(UTC)))
    except OSError as fault:
        raise PhrasesError(
            say("Календарь не записывается.", "The calendar cannot be written."), where=str(path)
        ) from fault
