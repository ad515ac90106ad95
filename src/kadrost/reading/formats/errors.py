"""The one refusal of all readers of files."""

from __future__ import annotations

from typing import Literal

from kadrost.kernel.errors import KadrostError

RefusalCode = Literal[
    "file_missing",
    "file_empty",
    "file_too_large",
    "file_too_complex",
    "file_broken",
    "file_protected",
    "file_unsupported",
    "file_without_text",
    "file_not_text",
    "file_unsafe",
]


class UnreadableDocument(KadrostError):
    """A file that cannot be read as a document; `code` is one of `RefusalCode` and stable."""

    def __init__(self, code: RefusalCode, message: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(message, remedy=remedy, where=where)
        self.code = code
