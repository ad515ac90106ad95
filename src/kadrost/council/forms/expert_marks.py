"""The sheet of an expert's marks: for each proposal a score by each criterion, how sure they are, a word, or abstaining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.council.domain.expert_sessions.marks import LONGEST_REMARK, MarkDraft
from kadrost.council.models import Mark, Proposal
from kadrost.region.forms.shared import text_field
from kadrost.ui.wording import choices_shown

SCORES = [(str(score), str(score)) for score in range(1, 6)]


@dataclass(frozen=True, slots=True)
class MarkFields:
    """The fields of one proposal on the sheet."""

    proposal: Proposal
    scores: Sequence[forms.BoundField]
    confidence: forms.BoundField
    abstains: forms.BoundField
    remark: forms.BoundField


class MarksForm(forms.Form):
    """Marks for the proposals offered; what is left empty is no mark."""

    use_required_attribute = False

    def __init__(
        self,
        *arguments: Any,
        proposals: Sequence[Proposal],
        criteria: Sequence[str],
        given: Mapping[int, Mark],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self._proposals, self._criteria = proposals, criteria
        for one in proposals:
            self._add(one.pk, given.get(one.pk))

    def _add(self, key: int, mark: Mark | None) -> None:
        for index, criterion in enumerate(self._criteria):
            self.fields[f"score_{key}_{index}"] = forms.ChoiceField(
                label=criterion,
                choices=SCORES,
                widget=forms.RadioSelect(),
                required=False,
                initial=str(mark.scores[index]) if mark and mark.scores else None,
            )
        self.fields[f"confidence_{key}"] = forms.ChoiceField(
            label=gettext_lazy("Уверенность"),
            choices=choices_shown((str(value), label) for value, label in Mark.Confidence.choices),
            widget=forms.RadioSelect(),
            required=False,
            initial=str(mark.confidence) if mark and mark.confidence else None,
        )
        self.fields[f"abstains_{key}"] = forms.BooleanField(
            label=gettext_lazy("Воздерживаюсь"), required=False, initial=bool(mark and not mark.scores)
        )
        self.fields[f"remark_{key}"] = text_field(
            gettext_lazy("Пояснение"),
            most=LONGEST_REMARK,
            required=False,
            help_text=gettext_lazy("Увидят все, без имени."),
        )
        self.fields[f"remark_{key}"].initial = mark.remark if mark else ""

    def clean(self) -> dict[str, Any]:
        """Each proposal is marked by all criteria, abstained on, or left empty."""
        data = super().clean() or {}
        for one in self._proposals:
            scores = self._scores(data, one.pk)
            abstains = data.get(f"abstains_{one.pk}")
            if scores and abstains:
                self.add_error(f"abstains_{one.pk}", _("Выберите одно: оценки или «воздерживаюсь»."))
            elif scores and len(scores) < len(self._criteria):
                self.add_error(f"score_{one.pk}_0", _("Поставьте оценки по всем критериям или воздержитесь."))
            elif data.get(f"remark_{one.pk}") and not scores and not abstains:
                self.add_error(f"remark_{one.pk}", _("Пояснение относится к оценке: поставьте её или воздержитесь."))
        return data

    def drafts(self) -> dict[int, MarkDraft]:
        """The marks as given, by the proposal's key; proposals left empty are not there."""
        found = {}
        for one in self._proposals:
            scores = self._scores(self.cleaned_data, one.pk)
            if scores or self.cleaned_data[f"abstains_{one.pk}"]:
                sure = self.cleaned_data[f"confidence_{one.pk}"]
                found[one.pk] = MarkDraft(
                    tuple(scores), int(sure) if sure and scores else None, self.cleaned_data[f"remark_{one.pk}"]
                )
        return found

    @property
    def sheet(self) -> list[MarkFields]:
        """The fields, proposal by proposal."""
        return [
            MarkFields(
                one,
                [self[f"score_{one.pk}_{index}"] for index in range(len(self._criteria))],
                self[f"confidence_{one.pk}"],
                self[f"abstains_{one.pk}"],
                self[f"remark_{one.pk}"],
            )
            for one in self._proposals
        ]

    def _scores(self, data: Mapping[str, Any], key: int) -> list[int]:
        given = (data.get(f"score_{key}_{index}") for index in range(len(self._criteria)))
        return [int(one) for one in given if one]
