"""From a file to its `Source`: what it is decides its content, not its name."""

from __future__ import annotations

from pathlib import Path

from kadrost.reading.formats import limits
from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.txt import read_txt
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
        return read_txt(data)
    except UnreadableDocument as refusal:
        refusal.where = refusal.where or name
        raise


def _too_large(size: int, name: str) -> UnreadableDocument:
    return UnreadableDocument(
        "file_too_large",
        f"Файл занимает {size // limits.MEBIBYTE} МБ, читаются файлы до {limits.FILE_BYTES // limits.MEBIBYTE} МБ.",
        remedy="Разделите документ на части или сохраните его без изображений.",
        where=name,
    )
