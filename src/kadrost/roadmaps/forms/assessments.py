"""Forms of self-assessment: a round, its questions, who answers, an answer, closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.accounts.roles import Role
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.assessment.answering import AnswerDraft
from kadrost.roadmaps.domain.assessment.rounds import RoundFacts
from kadrost.roadmaps.models import AssessmentAnswer, AssessmentQuestion, Provision
from kadrost.ui.wording import choices_shown


class RoundForm(forms.Form):
    """What a new round is about."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=gettext_lazy("Территория"), empty_label=None)
    title = text_field(
        gettext_lazy("Название"), most=200, help_text=gettext_lazy("Например: «Самооценка за 2026 год».")
    )
    period_from = day_field(gettext_lazy("Период с"))
    period_until = day_field(gettext_lazy("Период по"))
    due_on = day_field(gettext_lazy("Ответить до"))
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Кто отвечает за самооценку"), empty_label=None
    )

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "territory", territories)
        _choose_from(self, "responsible", Organisation.objects.distinct_bodies().filter(territory__in=territories))

    def facts(self) -> RoundFacts:
        """The round as typed, once the form is valid."""
        data = self.cleaned_data
        return RoundFacts(data["title"], data["period_from"], data["period_until"], data["due_on"], data["responsible"])


class BodiesForm(VersionedForm):
    """Who answers for each provision: bodies in which somebody is an executor."""

    def __init__(self, *arguments: Any, provisions: Sequence[Provision], territory: Territory, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bodies = (
            Organisation.objects.distinct_bodies()
            .filter(territory=territory, appointments__role=Role.EXECUTOR)
            .distinct()
            .order_by("name")
        )
        choices = [(str(one.pk), one.name) for one in bodies]
        for provision in provisions:
            self.fields[f"provision_{provision.number}"] = forms.MultipleChoiceField(
                label=str(provision), choices=choices, required=False, widget=forms.CheckboxSelectMultiple()
            )

    def bodies(self) -> dict[int, set[int]]:
        """The numbers of the chosen bodies by the provision's number."""
        prefix = "provision_"
        return {
            int(name.removeprefix(prefix)): {int(pk) for pk in chosen}
            for name, chosen in self.cleaned_data.items()
            if name.startswith(prefix)
        }


class QuestionsForm(VersionedForm):
    """The questions of a round that is not open: their words, what to name, and one more for each provision."""

    def __init__(
        self, *arguments: Any, questions: Sequence[AssessmentQuestion], provisions: Sequence[Provision], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.questions = questions
        for provision in provisions:
            for question in questions:
                if question.provision_id != provision.pk:
                    continue
                self.fields[f"text_{question.pk}"] = text_field(
                    _("Положение %(number)s, вопрос") % {"number": provision.number},
                    most=1_000, rows=2, required=False,
                )  # fmt: skip
                self.fields[f"hint_{question.pk}"] = text_field(_("Что назвать"), most=500, required=False)
                self.initial[f"text_{question.pk}"] = question.text
                self.initial[f"hint_{question.pk}"] = question.hint
            self.fields[f"added_{provision.number}"] = text_field(
                _("Положение %(number)s, ещё вопрос") % {"number": provision.number}, most=1_000, required=False
            )

    def changed(self) -> dict[str, tuple[str, str]]:
        """Each question's text and hint by its key; an empty text takes the question out."""
        data = self.cleaned_data
        return {one.key: (data[f"text_{one.pk}"], data[f"hint_{one.pk}"]) for one in self.questions}

    def added(self) -> dict[int, str]:
        """The further questions by the provision's number."""
        prefix = "added_"
        return {
            int(name.removeprefix(prefix)): text for name, text in self.cleaned_data.items() if name.startswith(prefix)
        }


class CloseForm(VersionedForm):
    """The conclusion with which a round is closed."""

    words = text_field(
        gettext_lazy("Вывод"), most=4_000, rows=4, help_text=gettext_lazy("Что показала самооценка. Войдёт в отчёт.")
    )
    leave_unanswered = forms.BooleanField(label=gettext_lazy("Вопросы без ответа останутся без ответа"), required=False)


class AnswerForm(forms.Form):
    """An answer to one question; `seen` is the answer that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    mark = forms.TypedChoiceField(label=gettext_lazy("Оценка"), coerce=int, widget=forms.RadioSelect(), choices=())
    ground = text_field(
        gettext_lazy("Основание"),
        most=4_000,
        rows=4,
        help_text=gettext_lazy("Из чего следует оценка: факты, числа, даты."),
    )
    gap = text_field(
        gettext_lazy("Пробел"), most=2_000, rows=3, required=False,
        help_text=gettext_lazy("Чего не хватает до высшей оценки. При высшей оценке не нужен."),
    )  # fmt: skip
    direction = text_field(
        gettext_lazy("Направление"), most=2_000, rows=3, required=False,
        help_text=gettext_lazy("Что сделать, чтобы закрыть пробел. Из этих слов можно составить мероприятие."),
    )  # fmt: skip
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Мероприятия"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Документы"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("Показатели из отчётов"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(
        self,
        *arguments: Any,
        measures: Sequence[tuple[str, str]],
        documents: Sequence[tuple[str, str]],
        figures: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        offered = {
            "mark": list(reversed(choices_shown(AssessmentAnswer.Mark.choices))),
            "measures": measures, "documents": documents, "figures": figures,
        }  # fmt: skip
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = list(choices)
            if not choices:
                del self.fields[name]

    def draft(self) -> AnswerDraft:
        """The answer as typed, once the form is valid."""
        data = self.cleaned_data
        return AnswerDraft(
            mark=data["mark"], ground=data["ground"], gap=data["gap"], direction=data["direction"],
            measures=_numbers(data, "measures"), documents=_numbers(data, "documents"),
            figures=_numbers(data, "figures"),
        )  # fmt: skip


def _numbers(data: dict[str, Any], name: str) -> list[int]:
    return [int(key) for key in data.get(name, ())]


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
    field.queryset = rows
