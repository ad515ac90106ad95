"""A signed document that a register keeps: its file with a checksum, or a link to where it is kept."""

from __future__ import annotations

from django.db import models


class StoredDocument(models.Model):
    """The file or link of a register's record; a record may have neither yet."""

    file = models.FileField("файл", upload_to="registers/%Y/", blank=True)
    file_name = models.CharField("имя файла", max_length=255, blank=True)
    sha256 = models.CharField("контрольная сумма", max_length=64, blank=True)
    link = models.URLField("ссылка", max_length=1000, blank=True)

    class Meta:
        abstract = True
