"""Forms of a plan's next edition: the words of a row, a row's decision, the act of the whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.reading.result import ReadItem
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.roadmaps.domain.editions.deciding import DEEDS, LONGEST_GROUND, MENDED_FIELDS
from kadrost.roadmaps.domain.editions.items import field_words
from kadrost.roadmaps.domain.editions.taking import EditionGround
from kadrost.roadmaps.forms.terms import due_text_field
from kadrost.roadmaps.models import EditionDraft, EditionRow

ROW_GROUND = _("Основание этой строки")


class RowForm(VersionedForm):
    """What the edition says of a measure."""

    number = text_field(_("Номер"), most=40)
    section = forms.ChoiceField(label=_("Раздел"), required=False)
    stage = text_field(_("Этап"), most=200, required=False)
    title = text_field(_("Мероприятие"), most=10_000, rows=4)
    result = text_field(_("Ожидаемый результат"), most=10_000, required=False, rows=3)
    due_text = due_text_field()
    executors = text_field(
        _("Исполнители"),
        most=10_000,
        required=False,
        rows=3,
        help_text=_("По одному в строке, первый отвечает. Если нужно согласие, допишите «(по согласованию)»."),
    )
    evidence = text_field(
        _("Подтверждающие документы"), most=10_000, required=False, rows=2, help_text=_("По одному в строке.")
    )
    ground = text_field(
        ROW_GROUND, most=LONGEST_GROUND, required=False, help_text=_("Если оно своё: пункт документа, решение.")
    )

    def __init__(self, *arguments: Any, draft: EditionDraft, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        sections = [(one["number"], f"{one['number']}. {one['title']}") for one in draft.sections]
        field.choices = [("", _("вне разделов")), *(one for one in sections if one[0])]

    def words(self) -> dict[str, str]:
        """The row's words as typed."""
        return {name: self.cleaned_data[name] for name in MENDED_FIELDS}

    @staticmethod
    def initial_of(row: EditionRow, item: ReadItem) -> dict[str, Any]:
        """What the row says now."""
        words = {name: field_words(item, name) for name in MENDED_FIELDS}
        return words | {"section": item.section, "ground": row.ground, "version": row.version}


class DecisionForm(VersionedForm):
    """One button of a row, with the row's own ground."""

    deed = forms.ChoiceField(choices=[(name, name) for name in (*DEEDS, "take_back", "pair", "part")])
    ground = text_field(ROW_GROUND, most=LONGEST_GROUND, required=False)
    gone = forms.IntegerField(required=False)


class TakeForm(VersionedForm):
    """The act by which the plan is changed."""

    kind = text_field(_("Вид акта"), most=120, help_text=_("Например: распоряжение Губернатора, протокол заседания."))
    number = text_field(_("Номер"), most=60, required=False)
    dated_on = day_field(_("Дата акта"), required=False)

    def ground(self) -> EditionGround:
        """The act as typed, once the form is valid."""
        data = self.cleaned_data
        return EditionGround(data["kind"], data["number"], data["dated_on"])
