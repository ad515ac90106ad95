"""Forms of decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.council.domain.decisions import LONGEST_DUE, LONGEST_TEXT, DecisionDraft
from kadrost.council.models import Decision
from kadrost.region.forms.shared import VersionedForm, text_field
from kadrost.roadmaps.models import Checkpoint, Requirement
from kadrost.ui.wording import choices_shown

Kind = Decision.Kind
TYPED_KINDS = (Kind.ASSIGNMENT, Kind.NOTED, Kind.APPROVAL)
ANSWERED = (("", _("если так сказано в тексте")), ("yes", _("да")), ("no", _("нет")))


class DecisionForm(forms.Form):
    """A decision as one types it."""

    text = text_field(_("Решение"), most=LONGEST_TEXT, rows=3)
    due_text = text_field(
        _("Срок"), most=LONGEST_DUE, required=False, help_text=_("«до 1 июля 2027 года», «4 квартал», «постоянно».")
    )
    executors = text_field(
        _("Исполнители"),
        most=4_000,
        required=False,
        help_text=_("Через «;». Если они названы в начале решения, оставьте пустым."),
    )
    kind = forms.ChoiceField(
        label=_("Вид"),
        required=False,
        choices=[("", _("определить по тексту")), *choices_shown((one.value, one.label) for one in TYPED_KINDS)],
    )
    answered = forms.ChoiceField(label=_("Доложить на заседании"), required=False, choices=ANSWERED)

    def draft(self, decision: Decision | None = None) -> DecisionDraft:
        """The decision as typed; what a removal or confirmation is about stays as it was."""
        data = self.cleaned_data
        kept = decision is not None and decision.kind in (Kind.REMOVAL, Kind.CONFIRMATION)
        return DecisionDraft(
            text=data["text"],
            kind=decision.kind if kept and decision else data["kind"],
            due_text=data["due_text"],
            executors=data["executors"],
            is_answered_at_meeting={"yes": True, "no": False}.get(data["answered"]),
            checkpoint=decision.checkpoint if kept and decision else None,
            requirement=decision.requirement if kept and decision else None,
        )


class NewDecisionForm(DecisionForm):
    """A decision of a question, or one under a lead-in."""

    parent = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Подпункт решения"), required=False, empty_label=_("нет")
    )

    def __init__(self, *arguments: Any, leads: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101 declared above
        parent.queryset = leads


class ChangedDecisionForm(DecisionForm, VersionedForm):
    """A decision that is written already."""

    @staticmethod
    def initial_of(decision: Decision) -> dict[str, Any]:
        """What is recorded now."""
        return {
            "text": decision.text,
            "due_text": decision.due_text,
            "executors": "; ".join(one.printed_name for one in decision.executors.all()),
            "kind": decision.kind if decision.kind in TYPED_KINDS else "",
            "answered": "yes" if decision.is_answered_at_meeting else "no",
            "version": decision.version,
        }


class AboutForm(forms.Form):
    """A decision about a measure under control: take it off control, or confirm that it is carried out."""

    kind = forms.ChoiceField(
        label=_("Решение"),
        choices=choices_shown((one.value, one.label) for one in (Kind.REMOVAL, Kind.CONFIRMATION)),
        widget=forms.RadioSelect(),
    )
    text = text_field(_("Как записать в протокол"), most=LONGEST_TEXT, rows=3)
    requirement = forms.ModelChoiceField(
        Requirement.objects.none(),
        label=_("Какой подтверждающий документ это заменяет"),
        required=False,
        empty_label=_("не из перечня"),
    )

    def __init__(self, *arguments: Any, checkpoint: Checkpoint, **options: Any) -> None:
        super().__init__(*arguments, **options)
        requirement = self.fields["requirement"]
        assert isinstance(requirement, forms.ModelChoiceField)  # noqa: S101 declared above
        requirement.queryset = Requirement.objects.filter(measure=checkpoint.measure_id)
        self._checkpoint = checkpoint

    def draft(self) -> DecisionDraft:
        """The decision as typed."""
        data = self.cleaned_data
        return DecisionDraft(
            text=data["text"], kind=data["kind"], checkpoint=self._checkpoint, requirement=data["requirement"]
        )
