"""What a file is, by its first bytes and by what is inside: names lie."""

from __future__ import annotations

import re
from typing import Literal

from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.packages import Package, protected

Kind = Literal["pdf", "zip", "ole", "rtf", "image", "archive", "program", "text"]

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"AT&TFORM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"MZ\x90", "program"),
    (b"\x7fELF", "program"),
)
_PDF_WITHIN = 1024
_HTML_WITHIN = 4000
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_AS_DOCX = "Откройте его в Word или LibreOffice и сохраните как .docx."
_AS_XLSX = "Откройте его в Excel или LibreOffice и сохраните как .xlsx."
_KNOWN = "Читаются .docx, .pdf, .xlsx, .txt и .html."
_EXTENSIONS = {
    "docx": {"docx", "docm", "dotx", "dotm"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "pdf": {"pdf"},
    "html": {"html", "htm", "xhtml"},
    "txt": {"txt", "text", "md", "csv", "tsv", "tab", "log", "asc"},
}
_NAMES = {
    "docx": "документ Word (docx)",
    "xlsx": "книга Excel (xlsx)",
    "pdf": "PDF",
    "html": "страница HTML",
    "txt": "простой текст",
}
_OLE_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


def kind_of(data: bytes) -> Kind:
    """The kind of `data` by its signature; what has none is text until it is shown not to be."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return "pdf" if b"%PDF-" in data[:_PDF_WITHIN] else "text"


def looks_like_html(text: str) -> bool:
    """Whether decoded `text` begins as a page of HTML does."""
    return _HTML.match(text[:_HTML_WITHIN].lstrip("\ufeff")) is not None


def refuse_markup(text: str) -> None:
    """Raise for documents in other markup that would read as senseless text."""
    head = text[:_HTML_WITHIN].lstrip("\ufeff \t\r\n")
    if head.startswith(("MIME-Version:", "From: <Saved by")):
        raise _unsupported("Это веб-архив (.mht).", _AS_DOCX)
    if head.startswith(("<?xml", "<office:")):
        raise _unsupported(
            "Это файл XML, а не документ.",
            f"Если он сохранён из Word или LibreOffice, сохраните его как .docx. {_KNOWN}",
        )


def office_kind(package: Package, part: str) -> Literal["docx", "xlsx"]:
    """What a zip package is by the root of its main part.

    Raises:
        UnreadableDocument: `file_unsupported` for all other zip files, with a word on how to convert.
    """
    names = package.names
    if part.endswith(".bin"):
        raise _unsupported("Это двоичная книга Excel (.xlsb).", _AS_XLSX)
    if part:
        root = package.xml(part).tag
        if root.endswith("wordprocessingml/2006/main}document"):
            return "docx"
        if root.endswith("spreadsheetml/2006/main}workbook"):
            return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        raise _unsupported("Это презентация PowerPoint.", "Скопируйте текст в документ Word и сохраните как .docx.")
    if "mimetype" in names:
        refuse_open_document(package.read("mimetype"))
    raise _unsupported("Это архив ZIP, а не документ.", f"Распакуйте его и загрузите документы по одному. {_KNOWN}")


def refuse_open_document(mimetype: bytes) -> None:
    """Raise for OpenDocument files."""
    if b"opendocument.spreadsheet" in mimetype:
        raise _unsupported("Это таблица OpenDocument (.ods).", _AS_XLSX)
    if b"opendocument" in mimetype:
        raise _unsupported("Это документ OpenDocument (.odt).", _AS_DOCX)


def refuse(kind: Kind, data: bytes) -> UnreadableDocument:
    """The refusal of a file of a kind that is not read, with a word on how to convert it."""
    if kind == "ole":
        return _refuse_ole(data)
    if kind == "rtf":
        return _unsupported("Это документ RTF.", _AS_DOCX)
    if kind == "image":
        return _unsupported(
            "Это изображение.",
            "Нужно распознавание текста (OCR): распознайте его и загрузите как .docx или .pdf с текстом.",
        )
    if kind == "archive":
        return _unsupported("Это архив.", f"Распакуйте его и загрузите документы по одному. {_KNOWN}")
    return _unsupported("Это программа, а не документ.", _KNOWN)


def _refuse_ole(data: bytes) -> UnreadableDocument:
    found = next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), None)
    if found == "":
        return protected()
    if found == "xls":
        return _unsupported("Это книга Excel старого вида (.xls).", _AS_XLSX)
    if found == "ppt":
        return _unsupported(
            "Это презентация PowerPoint старого вида.", "Скопируйте текст в документ Word и сохраните как .docx."
        )
    return (
        _unsupported("Это документ Word старого вида (.doc).", _AS_DOCX)
        if found
        else _unsupported("Это файл старого составного вида.", _AS_DOCX)
    )


def naming_remark(name: str, file_format: str) -> list[str]:
    """A remark where the name's extension says another kind than the content."""
    _, dot, extension = name.rpartition(".")
    if not dot or not 0 < len(extension) < 6 or extension.lower() in _EXTENSIONS[file_format]:
        return []
    return [f"Файл назван «.{extension.lower()}», а по содержанию это {_NAMES[file_format]}; прочитан по содержанию."]


def _unsupported(what: str, remedy: str) -> UnreadableDocument:
    return UnreadableDocument("file_unsupported", what, remedy=remedy)
