"""Forms of the acts of control: report with figures and documents, and the controller's rulings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.roadmaps.domain.evidence import ALLOWED_SUFFIXES, MOST_BYTES, EvidenceDraft
from kadrost.roadmaps.models import Measure, Report, Requirement, Target
from kadrost.ui.typography import number

SPARE_DOCUMENTS = 2
MOST_DOCUMENTS = 12
MEGABYTE = 1024 * 1024


class ReportForm(VersionedForm):
    """What was done, and a figure for each target."""

    claim = forms.ChoiceField(label="Результат", choices=Report.Claim.choices, widget=forms.RadioSelect())
    words = text_field("Что сделано", most=10_000, rows=5, help_text="Коротко: что сделано, где это видно, что мешает.")

    def __init__(self, *arguments: Any, measure: Measure, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._targets = list(measure.targets.all())
        for target in self._targets:
            self.fields[f"figure_{target.pk}"] = _figure_field(target)

    def figures(self) -> dict[int, Decimal]:
        """The figures that were filled in, by target."""
        values = {target.pk: self.cleaned_data.get(f"figure_{target.pk}") for target in self._targets}
        return {key: value for key, value in values.items() if value is not None}


class DocumentForm(forms.Form):
    """A confirming document: a file or a link, with its requisites. Left empty it is no document."""

    use_required_attribute = False
    requirement = forms.ChoiceField(label="Какой документ подтверждает", required=False)
    file = forms.FileField(label="Файл", required=False, max_length=255)
    link = forms.URLField(label="или ссылка", required=False, max_length=1000, assume_scheme="https")
    kind = text_field("Вид документа", most=120, required=False, help_text="Приказ, отчёт, протокол, соглашение …")
    title = text_field("Название", most=400, required=False)
    number = text_field("Номер", most=60, required=False)
    dated_on = day_field("Дата документа", required=False)
    signer = text_field("Кем подписан", most=200, required=False)

    def __init__(self, *arguments: Any, requirements: list[Requirement], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", "не из перечня"), *((str(one.pk), one.text[:120]) for one in requirements)]
        kinds = ", ".join(suffix.removeprefix(".") for suffix in ALLOWED_SUFFIXES)
        self.fields["file"].help_text = f"До {_most_bytes() // MEGABYTE} МБ: {kinds}."
        field = self.fields["requirement"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = choices
        if not requirements or self.initial.get("requirement"):
            field.widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        """The file, refused before it is read into memory where it is too large."""
        file = self.cleaned_data["file"]
        if file and file.size > _most_bytes():
            megabytes = number(file.size / MEGABYTE, 1)
            raise forms.ValidationError(f"Файл «{file.name}» слишком велик: {megabytes} МБ. Сожмите или разделите его.")
        return file

    def draft(self) -> EvidenceDraft | None:
        """The document as typed; none where nothing was."""
        data = self.cleaned_data
        file = data.get("file")
        if not any(data.get(name) for name in ("kind", "title", "number", "dated_on", "signer", "file", "link")):
            return None
        return EvidenceDraft(
            kind=data["kind"],
            title=data["title"],
            number=data["number"],
            dated_on=data["dated_on"],
            signer=data["signer"],
            file_name=file.name if file else "",
            content=file.read() if file else b"",
            link=data["link"],
            requirement_id=int(data["requirement"]) if data["requirement"] else None,
        )


def document_forms(
    requirements: list[Requirement], missing: list[Requirement], *, data: Any = None, files: Any = None
) -> list[DocumentForm]:
    """A form for each document that is still missing, and some to spare; the spare ones name none."""
    asked: list[Requirement | None] = [*missing[: MOST_DOCUMENTS - SPARE_DOCUMENTS], *[None] * SPARE_DOCUMENTS]
    return [
        DocumentForm(
            data,
            files,
            prefix=f"document{index}",
            requirements=requirements,
            initial={"requirement": str(requirement.pk)} if requirement else None,
        )
        for index, requirement in enumerate(asked)
    ]


class AcceptForm(VersionedForm):
    """Accept; a ground is demanded where documents are missing."""

    ground = text_field("Примечание", most=2_000, required=False, rows=3)

    def __init__(self, *arguments: Any, is_ground_needed: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if is_ground_needed:
            field = self.fields["ground"]
            field.label = "Основание, по которому результат принимается без документов"
            field.required = True


class ReturnForm(VersionedForm):
    """Return with a reason."""

    ground = text_field("Что нужно исправить", most=2_000, rows=4, help_text="Это прочтёт исполнитель.")


class ExtendForm(VersionedForm):
    """A later term, with ground and document."""

    due_on = day_field("Новый срок")
    ground = text_field("Основание", most=2_000, rows=3)
    document = text_field("Документ-основание", most=300, help_text="Вид, дата, номер.")


class RemoveForm(VersionedForm):
    """Take off control, with a ground."""

    ground = text_field("Основание", most=2_000, rows=3)
    document = text_field("Документ-основание", most=300, required=False, help_text="Вид, дата, номер.")


def _most_bytes() -> int:
    """How large a file may be: the domain's limit, or the installation's where that is smaller."""
    return min(MOST_BYTES, settings.UPLOAD_LIMIT)


def _figure_field(target: Target) -> forms.DecimalField:
    return forms.DecimalField(
        label=target.text,
        help_text=f"Единица: {target.unit}." if target.unit else "",
        required=False,
        max_digits=18,
        decimal_places=4,
        localize=True,
    )
