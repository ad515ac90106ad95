"""Forms of approval routes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kadrost.council.domain.approvals import FileDraft, StageDraft
from kadrost.council.models import Level, Meeting, RouteTemplate, Stage
from kadrost.region.forms.shared import VersionedForm, text_field
from kadrost.region.models import Organisation
from kadrost.ui.wording import choices_shown

STAGES_OFFERED = 10


class ArtefactForm(forms.Form):
    """What has to be agreed, and its first version."""

    title = text_field(_("Название"), most=400, rows=2)
    kind = text_field(_("Вид документа"), most=120, help_text=_("Программа, перечень, дизайн-проект, положение."))
    author = forms.ModelChoiceField(Organisation.objects.none(), label=_("Кто готовит"), empty_label=None)
    file = forms.FileField(label=_("Файл"), max_length=255)

    def __init__(self, *arguments: Any, authors: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*arguments, **options)
        author = self.fields["author"]
        assert isinstance(author, forms.ModelChoiceField)  # noqa: S101 declared above
        author.queryset = authors


class StageForm(forms.Form):
    """A stage of a route; left without a title it is none."""

    use_required_attribute = False
    step = forms.IntegerField(label=_("Шаг"), min_value=1, max_value=30, required=False)
    title = text_field(_("Этап"), most=300, required=False)
    level = forms.ChoiceField(label=_("Уровень"), choices=choices_shown(Level.choices), initial=Level.REGIONAL)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Кто решает"), required=False, empty_label=_("не на платформе")
    )
    term = text_field(_("Срок"), most=300, required=False)

    def __init__(self, *arguments: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*arguments, **options)
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)  # noqa: S101 declared above
        organisation.queryset = organisations

    def draft(self) -> StageDraft | None:
        """The stage as typed; none where it has no title."""
        data = self.cleaned_data
        if not data["title"]:
            return None
        return StageDraft(data["step"] or 0, data["title"], data["level"], data["organisation"], data["term"])


class TemplateChoiceForm(forms.Form):
    """A kept route to start from."""

    template = forms.ModelChoiceField(
        RouteTemplate.objects.none(), label=_("Взять маршрут"), required=False, empty_label=_("без образца")
    )

    def __init__(self, *arguments: Any, templates: QuerySet[RouteTemplate], **options: Any) -> None:
        super().__init__(*arguments, **options)
        template = self.fields["template"]
        assert isinstance(template, forms.ModelChoiceField)  # noqa: S101 declared above
        template.queryset = templates


def stage_forms(
    organisations: QuerySet[Organisation], stages: list[StageDraft], *, data: Any = None
) -> list[StageForm]:
    """A form for each stage known beforehand and some to spare."""
    rows: list[StageDraft | None] = [*stages, *[None] * max(2, STAGES_OFFERED - len(stages))]
    return [
        StageForm(
            data,
            prefix=f"stage{index}",
            organisations=organisations,
            initial={
                "step": stage.step,
                "title": stage.title,
                "level": stage.level,
                "organisation": stage.organisation,
                "term": stage.term,
            }
            if stage
            else {"step": index + 1},
        )
        for index, stage in enumerate(rows)
    ]


class DecideForm(VersionedForm):
    """What was decided at a stage, and on what ground."""

    outcome = forms.ChoiceField(
        label=_("Решение"),
        choices=choices_shown((value, label) for value, label in Stage.Outcome.choices if value != "waiting"),
        widget=forms.RadioSelect(),
    )
    ground = text_field(_("Письмо"), most=300, required=False, help_text=_("Вид, дата, номер."))
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("или протокол"), required=False, empty_label=_("не протоколом")
    )
    file = forms.FileField(label=_("Файл письма"), required=False, max_length=255)
    remarks = text_field(_("Замечания"), most=8_000, required=False, rows=4)

    def __init__(self, *arguments: Any, meetings: QuerySet[Meeting], **options: Any) -> None:
        super().__init__(*arguments, **options)
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)  # noqa: S101 declared above
        meeting.queryset = meetings


class NewVersionForm(VersionedForm):
    """A new version after remarks."""

    note = text_field(_("Что изменено"), most=4_000, rows=3, help_text=_("Какие замечания учтены."))
    file = forms.FileField(label=_("Файл"), max_length=255)


class KeepTemplateForm(forms.Form):
    """A name for the route."""

    title = text_field(_("Название маршрута"), most=200)


def handed_in(form: forms.Form) -> FileDraft | None:
    """The file of the form, if there is one."""
    file = form.cleaned_data.get("file")
    return FileDraft(file.name, file.read()) if file else None
