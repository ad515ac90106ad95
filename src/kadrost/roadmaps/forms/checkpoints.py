"""Forms of the acts of control: report with figures and documents, and the controller's rulings."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.kernel.errors import KadrostError
from kadrost.region.forms.shared import FarTermForm, VersionedForm, day_field, text_field
from kadrost.roadmaps.domain.control import MOST_WORDS
from kadrost.roadmaps.domain.evidence import ALLOWED_SUFFIXES, MOST_BYTES, EvidenceDraft, refuse_other_kinds
from kadrost.roadmaps.models import Measure, Report, Requirement, Target
from kadrost.ui.wording import choices_shown, number

SPARE_DOCUMENTS = 2
MOST_DOCUMENTS = 12
MEGABYTE = 1024 * 1024
USUAL_KIND = "Документ"
KINDS = frozenset(
    [
        "акт",
        "договор",
        "договоры",
        "доклад",
        "заключение",
        "информация",
        "отчет",
        "отчёт",
        "отчеты",
        "отчёты",
        "паспорт",
        "перечень",
        "письмо",
        "план",
        "положение",
        "постановление",
        "приказ",
        "приказы",
        "программа",
        "протокол",
        "протоколы",
        "распоряжение",
        "реестр",
        "соглашение",
        "соглашения",
        "список",
        "справка",
    ]
)
# What grows or shrinks may be below nought and above a hundred per cent.
OF_CHANGE = re.compile(r"рост|динамик|измен|сниж|сокращ|увелич|отклон|сальдо|баланс", re.IGNORECASE)


class ReportForm(VersionedForm):
    """What was done, and a figure for each target."""

    claim = forms.ChoiceField(
        label=gettext_lazy("Результат"), choices=choices_shown(Report.Claim.choices), widget=forms.RadioSelect()
    )
    words = text_field(
        gettext_lazy("Что сделано"),
        most=MOST_WORDS,
        rows=5,
        help_text=gettext_lazy("Коротко: что сделано, где это видно, что мешает."),
    )

    def __init__(self, *arguments: Any, measure: Measure, year: int | None = None, **options: Any) -> None:
        """`year` leaves out the figures of other years."""
        super().__init__(*arguments, **options)
        self._targets = [one for one in measure.targets.all() if year is None or one.year in (None, year)]
        for target in self._targets:
            self.fields[f"figure_{target.pk}"] = _figure_field(target)

    def figures(self) -> dict[int, Decimal]:
        """The figures that were filled in, by target."""
        values = {target.pk: self.cleaned_data.get(f"figure_{target.pk}") for target in self._targets}
        return {key: value for key, value in values.items() if value is not None}


class DocumentForm(forms.Form):
    """A confirming document: a file or a link, with its requisites. Left empty it is no document."""

    use_required_attribute = False
    requirement = forms.ChoiceField(label=gettext_lazy("Какой документ подтверждает"), required=False)
    file = forms.FileField(label=gettext_lazy("Файл"), required=False, max_length=255)
    link = forms.URLField(label=gettext_lazy("или ссылка"), required=False, max_length=1000, assume_scheme="https")
    kind = text_field(
        gettext_lazy("Вид документа"),
        most=120,
        required=False,
        help_text=gettext_lazy("Приказ, отчёт, протокол. Если не указать, будет «Документ»."),
    )
    title = text_field(gettext_lazy("Название"), most=400, required=False)
    number = text_field(gettext_lazy("Номер"), most=60, required=False)
    dated_on = day_field(gettext_lazy("Дата документа"), required=False)
    signer = text_field(gettext_lazy("Кем подписан"), most=200, required=False)

    def __init__(self, *arguments: Any, requirements: list[Requirement], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", _("не из перечня")), *((str(one.pk), one.text[:120]) for one in requirements)]
        kinds = ", ".join(suffix.removeprefix(".") for suffix in ALLOWED_SUFFIXES)
        self.fields["file"].help_text = _("До %(MEGABYTE)s МБ: %(kinds)s.") % {
            "MEGABYTE": _most_bytes() // MEGABYTE,
            "kinds": kinds,
        }
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
            raise forms.ValidationError(
                _("Файл «%(name)s» слишком велик: %(megabytes)s МБ. Сожмите или разделите его.")
                % {"name": file.name, "megabytes": megabytes}
            )
        if file:
            try:
                refuse_other_kinds(file.name)
            except KadrostError as error:
                raise forms.ValidationError(f"{error.message} {error.remedy}") from error
        return file

    def clean(self) -> dict[str, Any]:
        """Words about a document without the document itself are told beside its field."""
        data = super().clean() or {}
        if self._is_begun(data) and not self.errors and not (data.get("file") or data.get("link")):
            what = data.get("title") or data.get("kind") or USUAL_KIND
            self.add_error(
                "file",
                _("%(what)s: нет ни файла, ни ссылки. Приложите файл или дайте ссылку.") % {"what": what},
            )
        return data

    def _is_begun(self, data: dict[str, Any]) -> bool:
        """Whether anything was typed or chosen beyond what the form knew already."""
        names = ("kind", "title", "number", "dated_on", "signer", "file", "link")
        return any(data.get(name) and data[name] != self.initial.get(name) for name in names)

    def draft(self) -> EvidenceDraft | None:
        """The document as typed; none where nothing was."""
        data = self.cleaned_data
        file = data.get("file")
        if not self._is_begun(data):
            return None
        return EvidenceDraft(
            kind=data["kind"].strip() or USUAL_KIND,
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
            initial=_known_of(requirement) if requirement else None,
        )
        for index, requirement in enumerate(asked)
    ]


class AcceptForm(VersionedForm):
    """Accept; a ground is demanded where documents are missing or the report's own figures contradict it."""

    ground = text_field(gettext_lazy("Примечание"), most=2_000, required=False, rows=3)

    def __init__(
        self, *arguments: Any, lacks_documents: bool = False, contradicts: bool = False, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["ground"]
        field.required = lacks_documents or contradicts
        if contradicts:
            field.label = _("Основание, по которому результат всё же принимается")
        elif lacks_documents:
            field.label = _("Основание, по которому результат принимается без документов")


class ReturnForm(VersionedForm):
    """Return with a reason."""

    ground = text_field(
        gettext_lazy("Что нужно исправить"), most=2_000, rows=4, help_text=gettext_lazy("Это прочтёт исполнитель.")
    )


class ExtendForm(FarTermForm, VersionedForm):
    """A later term, with ground and document."""

    due_on = day_field(gettext_lazy("Новый срок"))
    ground = text_field(gettext_lazy("Основание"), most=2_000, rows=3)
    document = text_field(gettext_lazy("Документ-основание"), most=300, help_text=gettext_lazy("Вид, дата, номер."))


class RemoveForm(VersionedForm):
    """Take off control, with a ground."""

    ground = text_field(gettext_lazy("Основание"), most=2_000, rows=3)
    document = text_field(
        gettext_lazy("Документ-основание"), most=300, required=False, help_text=gettext_lazy("Вид, дата, номер.")
    )


def _known_of(requirement: Requirement) -> dict[str, str]:
    """What is known of a document before it is given: which one is asked for, its kind, its title."""
    words = requirement.text.split()
    kind = words[0].capitalize() if words and words[0].casefold() in KINDS else USUAL_KIND
    title = requirement.text[:1].upper() + requirement.text[1:400]
    return {"requirement": str(requirement.pk), "kind": kind, "title": title}


def _most_bytes() -> int:
    """How large a file may be: the domain's limit, or the installation's where that is smaller."""
    return min(MOST_BYTES, settings.UPLOAD_LIMIT)


def _figure_field(target: Target) -> forms.DecimalField:
    may_be_any = OF_CHANGE.search(target.caption) is not None
    is_share = target.unit.startswith("%") and target.value is not None and target.value < 100
    return forms.DecimalField(
        label=target.caption,
        min_value=None if may_be_any else 0,
        max_value=100 if is_share and not may_be_any else None,
        error_messages={
            "min_value": _("Число не может быть меньше нуля."),
            "max_value": _("Доля не может быть больше 100 %%."),
        },
        help_text=_("Единица: %(unit)s.") % {"unit": target.unit} if target.unit else "",
        required=False,
        max_digits=18,
        decimal_places=4,
        localize=True,
    )
