"""Uploaded files on disk: a name never leads to half a file."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Files that appear under their name only when they are written whole.

    A process that dies in the middle leaves a `.part` beside, which no record names, and nobody reads another's
    file while it is being written.
    """

    def _save(self, name: str, content: File[bytes]) -> str:
        part: str = super()._save(str(Path(name).with_name(f"{uuid4().hex}.part")), content)  # type: ignore[misc]
        try:
            return self._link(part, name)
        finally:
            Path(self.path(part)).unlink()

    def _link(self, part: str, name: str) -> str:
        """Give the written file its name, or another where somebody took that one in the meantime."""
        while True:
            try:
                os.link(self.path(part), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return Path(name).as_posix()
