"""Forms of projects and programmes, of what measures belong to them, and of agreements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.projects.agreements import AgreementFacts
from kadrost.roadmaps.domain.projects.register import ProjectFacts
from kadrost.roadmaps.domain.projects.tying import ConditionFacts
from kadrost.roadmaps.forms.stored_documents import DocumentFields
from kadrost.roadmaps.models import Project, ProjectAgreement, ProjectTie
from kadrost.ui.wording import choices_shown

FACTS = ("kind", "title", "code", "parent", "responsible", "begins_on", "ends_on", "about")
AMOUNT_LINE = re.compile(r"(?P<year>\d{4})\s*(?:г\.?)?\s*[:;–—-]\s*(?P<amount>[\d\s\u00a0]+(?:[.,]\d{1,5})?)")


class ProjectForm(forms.Form):
    """A project of the register as typed."""

    kind = forms.ChoiceField(label=gettext_lazy("Вид"), choices=choices_shown(Project.Kind.choices))
    title = text_field(
        gettext_lazy("Название"), most=400, help_text=gettext_lazy("Без вида и кавычек: «Кадры», не «нацпроект …».")
    )
    code = text_field(gettext_lazy("Код"), most=30, required=False, help_text=gettext_lazy("Если он есть."))
    parent = forms.ModelChoiceField(
        Project.objects.none(),
        label=gettext_lazy("Часть чего"),
        required=False,
        empty_label=gettext_lazy("самостоятельный"),
    )
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Кто отвечает в регионе"),
        required=False,
        empty_label=gettext_lazy("не назначен"),
    )
    begins_on = day_field(
        gettext_lazy("Начало"), required=False, help_text=gettext_lazy("Пока дня нет, проект считается намеченным.")
    )
    ends_on = day_field(gettext_lazy("Окончание"), required=False)
    about = text_field(gettext_lazy("О проекте"), most=4_000, rows=3, required=False)

    def __init__(self, *arguments: Any, projects: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "parent", projects)
        choose_from(self, "responsible", bodies)

    def facts(self) -> ProjectFacts:
        """The project as typed, once the form is valid."""
        return ProjectFacts(**{name: self.cleaned_data[name] for name in FACTS})


class NewProjectForm(ProjectForm):
    """A project to be entered, with the territory whose register it goes into."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(), label=gettext_lazy("Перечень какой территории"), empty_label=None
    )
    field_order = ("territory",)

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "territory", territories)


class ChangeProjectForm(VersionedForm, ProjectForm):
    """A project to be changed."""

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """What the register says now."""
        return {name: getattr(project, name) for name in FACTS} | {"version": project.version}


class CancelForm(VersionedForm):
    """That a project was cancelled."""

    cancelled_on = day_field(gettext_lazy("Отменён с"))
    ground = text_field(gettext_lazy("Основание"), most=400, help_text=gettext_lazy("Документ: вид, дата, номер."))


class TieForm(forms.Form):
    """Measures of a plan, by their numbers, and the project that they belong to."""

    project = forms.ModelChoiceField(Project.objects.none(), label=gettext_lazy("Проект"), empty_label=None)
    numbers = text_field(
        gettext_lazy("Номера мероприятий"), most=2_000, help_text=gettext_lazy("Например: 2.3, 2.4, 8.12–8.15.")
    )
    condition = forms.ChoiceField(label=gettext_lazy("Условие"), choices=choices_shown(ProjectTie.Condition.choices))
    words = text_field(
        gettext_lazy("Условие словами"), most=1_000, required=False, help_text=gettext_lazy("Как в документе.")
    )

    def __init__(self, *arguments: Any, projects: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "project", projects)

    def facts(self) -> ConditionFacts:
        """The condition as typed."""
        return ConditionFacts(self.cleaned_data["condition"], self.cleaned_data["words"])


class OutcomeForm(forms.Form):
    """What became of the condition on which measures depend."""

    ties = forms.MultipleChoiceField(
        label=gettext_lazy("Мероприятия"), widget=forms.CheckboxSelectMultiple(), choices=()
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Условие"), choices=choices_shown(ProjectTie.Outcome.choices), widget=forms.RadioSelect()
    )
    on = day_field(gettext_lazy("День"), help_text=gettext_lazy("Когда это стало известно."))
    ground = text_field(
        gettext_lazy("Основание"), most=400, required=False, help_text=gettext_lazy("Документ: вид, дата, номер.")
    )

    def __init__(self, *arguments: Any, ties: Sequence[ProjectTie], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["ties"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 declared above
        field.choices = [(str(tie.pk), f"{tie.measure} ({tie.measure.plan})"[:200]) for tie in ties]

    def chosen(self) -> list[int]:
        """The keys of the chosen ties."""
        return [int(key) for key in self.cleaned_data["ties"]]


class AgreementForm(DocumentFields):
    """An agreement about a project."""

    kind = forms.ChoiceField(label=gettext_lazy("Вид"), choices=choices_shown(ProjectAgreement.Kind.choices))
    supplements = forms.ModelChoiceField(
        ProjectAgreement.objects.none(),
        label=gettext_lazy("К какому соглашению"),
        required=False,
        empty_label=gettext_lazy("основное"),
    )
    number = text_field(gettext_lazy("Номер"), most=100)
    signed_on = day_field(gettext_lazy("Дата"))
    parties = text_field(gettext_lazy("Стороны"), most=2_000, rows=2)
    amounts = text_field(
        gettext_lazy("Суммы по годам"), most=2_000, rows=3, required=False,
        help_text=gettext_lazy("По строке на год: «2026: 12 400,5». Можно оставить пустым."),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=gettext_lazy("Единица сумм"),
        choices=choices_shown(ProjectAgreement.Unit.choices),
        initial=ProjectAgreement.Unit.THOUSANDS,
    )
    filed_in = text_field(
        gettext_lazy("Где размещено"),
        most=200,
        required=False,
        help_text=gettext_lazy("Например: «Электронный бюджет»."),
    )
    field_order = ("kind", "supplements", "number", "signed_on", "parties", "amounts", "unit", "filed_in")

    def __init__(self, *arguments: Any, agreements: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "supplements", agreements)

    def clean_amounts(self) -> dict[int, Decimal]:
        """The money by year; the line that is not understood is named."""
        amounts: dict[int, Decimal] = {}
        for number, line in enumerate(self.cleaned_data["amounts"].splitlines(), start=1):
            if not line.strip():
                continue
            match = AMOUNT_LINE.fullmatch(line.strip())
            year = int(match["year"]) if match else 0
            if match is None or year in amounts:
                said = (
                    _("Строка %(number)s: год %(year)s уже назван.") % {"number": number, "year": year}
                    if match
                    else _("Строка %(number)s не понята. Пишите год, двоеточие и сумму: «2026: 12 400,5».")
                    % {"number": number}
                )
                raise forms.ValidationError(said)
            amounts[year] = _decimal(match["amount"])
        return amounts

    def facts(self) -> AgreementFacts:
        """The agreement as typed, once the form is valid."""
        names = ("kind", "supplements", "number", "signed_on", "parties", "unit", "filed_in", "amounts")
        return AgreementFacts(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(agreement: ProjectAgreement) -> dict[str, Any]:
        """What is kept now."""
        names = ("kind", "supplements", "number", "signed_on", "parties", "unit", "filed_in", "link", "version")
        lines = [f"{one.year}: {f'{one.amount.normalize():f}'.replace('.', ',')}" for one in agreement.amounts.all()]
        return {name: getattr(agreement, name) for name in names} | {"amounts": "\n".join(lines)}


class ChangeAgreementForm(VersionedForm, AgreementForm):
    """An agreement to be changed."""


class AttachForm(forms.Form):
    """With which report a document of a register is handed in, and which of its required documents it is."""

    report = forms.ChoiceField(label=gettext_lazy("К какому отчёту"), choices=(), widget=forms.RadioSelect())

    def __init__(self, *arguments: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = list(choices)

    def chosen(self) -> tuple[int, int | None]:
        """The report and the requirement that it meets, if any."""
        report, _sign, requirement = self.cleaned_data["report"].partition(":")
        return int(report), int(requirement) if requirement else None


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    """Offer these records in the field of a form."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 of the form's own declaration
    field.queryset = rows


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(re.sub(r"[\s\u00a0]", "", written).replace(",", "."))
    except InvalidOperation as error:
        raise forms.ValidationError(_("Сумма «%(written)s» не понята.") % {"written": written[:30]}) from error
