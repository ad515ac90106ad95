"""The fields of a form that takes a register's document: a file or a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.evidence import ALLOWED_SUFFIXES, MOST_BYTES, refuse_other_kinds
from kadrost.roadmaps.domain.stored_documents import GivenDocument

MEGABYTE = 1024 * 1024


class DocumentFields(forms.Form):
    """A file or a link; a file is refused by its size and kind before it is read into memory."""

    file = forms.FileField(label=gettext_lazy("Файл"), required=False, max_length=255)
    link = forms.URLField(label=gettext_lazy("или ссылка"), required=False, max_length=1000, assume_scheme="https")

    def __init__(self, *arguments: Any, kept_name: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        kinds = ", ".join(suffix.removeprefix(".") for suffix in ALLOWED_SUFFIXES)
        allowed = _("До %(megabytes)s МБ: %(kinds)s.") % {"megabytes": _most_bytes() // MEGABYTE, "kinds": kinds}
        kept = _("Приложен «%(name)s», новый файл заменит его.") % {"name": kept_name} if kept_name else ""
        self.fields["file"].help_text = f"{kept} {allowed}".strip()

    def clean_file(self) -> Any:
        """The file, refused where it is too large or of a kind that is not taken."""
        file = self.cleaned_data["file"]
        if not file:
            return file
        if file.size > _most_bytes():
            raise forms.ValidationError(
                _("Файл «%(name)s» слишком велик. Сожмите или разделите его.") % {"name": file.name}
            )
        try:
            refuse_other_kinds(file.name)
        except KadrostError as error:
            raise forms.ValidationError(f"{error.message} {error.remedy}") from error
        return file

    def given(self) -> GivenDocument:
        """What was handed in, once the form is valid."""
        file = self.cleaned_data["file"]
        return GivenDocument(
            file_name=file.name if file else "", content=file.read() if file else b"", link=self.cleaned_data["link"]
        )


def _most_bytes() -> int:
    return min(MOST_BYTES, settings.UPLOAD_LIMIT)
