"""From a file to its `Source`: what it is decides its content, not its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kadrost.reading.formats import limits
from kadrost.reading.formats.detection import (
    kind_of,
    looks_like_html,
    naming_remark,
    office_kind,
    refuse,
    refuse_markup,
)
from kadrost.reading.formats.encoding import decode
from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.packages import Package, broken, too_complex
from kadrost.reading.formats.txt import source_of_text
from kadrost.reading.formats.watchdog import Expired, Watchdog
from kadrost.reading.source import Source


def load(path: Path) -> Source:
    """The source of the document in file `path`.

    Raises:
        UnreadableDocument: for every file that cannot be read, with a stable code; nothing else.
    """
    try:
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise _too_large(size, path.name)
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableDocument(
            "file_missing",
            "Файл не открывается: его нет, это папка, или нет права его читать.",
            remedy="Проверьте путь и права доступа.",
            where=path.name,
        ) from error
    return load_bytes(data, path.name)


def load_bytes(data: bytes, name: str) -> Source:
    """The source of the document in `data`; `name` is the file's name, shown in refusals.

    Raises:
        UnreadableDocument: for all data that cannot be read, with a stable code; nothing else.
    """
    if len(data) > limits.FILE_BYTES:
        raise _too_large(len(data), name)
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise UnreadableDocument(
            "file_empty", "Файл пуст.", remedy="Проверьте, что выбран нужный файл и он сохранён.", where=name
        )
    try:
        with Watchdog(limits.SECONDS, limits.MEMORY_MEBIBYTES) as watchdog:
            source = _read(data)
        return replace(source, remarks=(*naming_remark(name, source.format), *source.remarks))
    except UnreadableDocument as refusal:
        refusal.where = refusal.where or name
        raise
    except Expired:
        what = (
            "чтение заняло слишком много времени" if watchdog.reason == "time" else "чтение заняло слишком много памяти"
        )
        raise _at(name, too_complex(what)) from None
    except RecursionError as error:
        raise _at(name, too_complex("слишком глубокая вложенность")) from error
    except Exception as error:
        raise _at(name, broken()) from error


def _read(data: bytes) -> Source:
    kind = kind_of(data)
    if kind == "text":
        return _read_text(data)
    if kind == "zip":
        package = Package(data)
        part = package.main_part()
        if office_kind(package, part) == "docx":
            from kadrost.reading.formats.docx import read_docx

            return read_docx(package, part)
        from kadrost.reading.formats.xlsx import read_xlsx

        return read_xlsx(package, part)
    if kind == "pdf":
        from kadrost.reading.formats.pdf import read_pdf

        return read_pdf(data)
    raise refuse(kind, data)


def _read_text(data: bytes) -> Source:
    if len(data) > limits.TEXT_BYTES:
        raise _too_large(len(data), "", limits.TEXT_BYTES)
    text, remarks = decode(data)
    if looks_like_html(text):
        from kadrost.reading.formats.html import read_html

        return read_html(data)
    refuse_markup(text)
    return source_of_text(text, remarks)


def _at(name: str, refusal: UnreadableDocument) -> UnreadableDocument:
    refusal.where = name
    return refusal


def _too_large(size: int, name: str, most: int = limits.FILE_BYTES) -> UnreadableDocument:
    return UnreadableDocument(
        "file_too_large",
        f"Файл занимает {size // limits.MEBIBYTE} МБ, читаются файлы до {most // limits.MEBIBYTE} МБ.",
        remedy="Разделите документ на части или сохраните его без изображений.",
        where=name,
    )
