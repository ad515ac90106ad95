"""Zip packages (docx, xlsx) opened without trust: sizes are checked as declared and as they come, XML without DTDs."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from kadrost.reading.formats import limits
from kadrost.reading.formats.errors import UnreadableDocument

MACROS_REMARK = "В файле есть макросы; они не выполнялись и не читались."
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip
_CHUNK = 256 * 1024


class Package:
    """A docx or xlsx: its parts as bytes and XML, within the limits. Nothing is unpacked to disk.

    Raises:
        UnreadableDocument: from the constructor and all methods, where the archive is broken, protected or a bomb.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, struct.error, NotImplementedError, RecursionError) as error:
            raise broken() from error
        _check_declared(entries)
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self._taken = 0

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of part `name`."""
        entry = self._entries.get(name)
        if entry is None:
            raise broken(f"в нём нет части {name}")
        pieces = []
        size = 0
        try:
            with self._archive.open(entry) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    self._taken += len(piece)
                    if size > limits.ZIP_ENTRY_BYTES or self._taken > limits.ZIP_TOTAL_BYTES:
                        raise bomb()
                    pieces.append(piece)
        except RuntimeError as error:
            raise protected() if "encrypted" in str(error) or "password" in str(error) else broken() from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise broken() from error
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element:
        """The root of the XML part `name`; a document type declaration is refused before it is parsed."""
        return parse_xml(self.read(name))

    def optional_xml(self, name: str) -> etree._Element | None:
        """The root of part `name`, or None where the package has none."""
        return self.xml(name) if name in self._entries else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Of `part` ("" for the package): id → (the last word of the type, the target's part name)."""
        folder, file = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        if root is None:
            return found
        for relation in root.iter(_RELATIONSHIP):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document itself, or "" where the package names none."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self._entries:
                return target
        return next((name for name in ("word/document.xml", "xl/workbook.xml") if name in self._entries), "")

    def has_macros(self) -> bool:
        """Whether the package carries VBA macros."""
        return any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in self._entries)


def parse_xml(data: bytes) -> etree._Element:
    """The root element of `data`, parsed without entities, network or DTD.

    Raises:
        UnreadableDocument: `file_unsafe` for a DTD, `file_too_complex` for absurd depth, `file_broken` otherwise.
    """
    data = safe_xml(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "xcessive depth" in str(error):
            raise too_complex("слишком глубокая вложенность") from error
        raise broken() from error
    if root is None:
        raise broken()
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_dtd()
    return root


def safe_xml(data: bytes) -> bytes:
    """`data` of an XML part, its strict namespaces turned into the usual ones.

    Raises:
        UnreadableDocument: `file_unsafe` where it holds a DTD: Office never writes one, entity bombs need it.
    """
    head = data.replace(b"\x00", b"") if b"\x00" in data[:8] else data
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _with_dtd()
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    return data


def _with_dtd() -> UnreadableDocument:
    return UnreadableDocument(
        "file_unsafe",
        "Внутри файла есть определение типа XML (DTD), которого в документах Office не бывает; он может быть опасен.",
        remedy="Откройте документ в Word или LibreOffice и сохраните заново.",
    )


def _check_declared(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.ZIP_ENTRIES or sum(entry.file_size for entry in entries) > limits.ZIP_TOTAL_BYTES:
        raise bomb()
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        large = entry.file_size > limits.ZIP_RATIO_FROM_BYTES
        if entry.file_size > limits.ZIP_ENTRY_BYTES or (large and ratio > limits.ZIP_RATIO):
            raise bomb()


def broken(detail: str = "") -> UnreadableDocument:
    """The refusal of a damaged file."""
    return UnreadableDocument(
        "file_broken",
        f"Файл повреждён или сохранён не полностью{f': {detail}' if detail else ''}.",
        remedy="Откройте его в программе, в которой он создан, сохраните заново и загрузите ещё раз.",
    )


def protected() -> UnreadableDocument:
    """The refusal of a file that a password closes."""
    return UnreadableDocument(
        "file_protected",
        "Файл защищён паролем.",
        remedy="Снимите пароль (в Word и Excel: «Файл» – «Сведения» – «Защита») и загрузите файл снова.",
    )


def too_complex(what: str) -> UnreadableDocument:
    """The refusal of a file whose structure exceeds the limits."""
    return UnreadableDocument(
        "file_too_complex",
        f"Файл устроен слишком сложно для чтения: {what}.",
        remedy="Сохраните документ заново или разделите его на части.",
    )


def bomb() -> UnreadableDocument:
    """The refusal of an archive that grows beyond the limits when unpacked."""
    return UnreadableDocument(
        "file_unsafe",
        f"При распаковке файл занимает больше допустимого ({limits.ZIP_TOTAL_BYTES // limits.MEBIBYTE} МБ) или сжат неправдоподобно сильно.",
        remedy="Сохраните документ заново без вложений и изображений.",
    )
