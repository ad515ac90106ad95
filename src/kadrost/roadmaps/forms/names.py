"""The form that says which body a printed name means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.forms.shared import text_field
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.roadmaps.domain.executors import UnresolvedName
from kadrost.ui.wording import choices_shown

OTHER, NEW, NEW_GROUP = "other", "new", "new_group"
SURE_ENOUGH = 0.85
"""From this score on a proposal is chosen beforehand; a person still confirms it."""


class ResolveForm(forms.Form):
    """One of the proposals, another organisation or group of the registry, or a new organisation."""

    printed = forms.CharField(max_length=500, widget=forms.HiddenInput(), strip=False)
    territory = forms.IntegerField(widget=forms.HiddenInput())
    choice = forms.ChoiceField(label=gettext_lazy("Что это"), widget=forms.RadioSelect())
    other = forms.ChoiceField(label=gettext_lazy("Организация или группа из списка"), required=False)
    new_name = text_field(gettext_lazy("Полное название новой организации или группы"), most=400, required=False)
    new_kind = forms.ChoiceField(
        label=gettext_lazy("Вид новой организации"), choices=choices_shown(Organisation.Kind.choices), required=False
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Кто входит в новую группу"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Запомнить название для следующих документов"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, name: UnresolvedName, territory: Territory, **options: Any) -> None:
        super().__init__(*arguments, **options)
        proposed = [
            (proposal.choice, f"{proposal.body} – {round(proposal.score * 100)} %, {proposal.reason}")
            for proposal in name.proposals
        ]
        _choices_of(
            self,
            "choice",
            [
                *proposed,
                (OTHER, _("другая из списка")),
                (NEW, _("новая организация")),
                (NEW_GROUP, _("новая группа организаций")),
            ],
        )
        bodies = list(Organisation.objects.distinct_bodies().within(territory))
        groups = OrganisationGroup.objects.filter(territory=territory)
        listed = [
            ("", _("выберите")),
            (_("Организации"), [(f"organisation:{one.pk}", one.name) for one in bodies]),
            (_("Группы"), [(f"group:{one.pk}", one.name) for one in groups]),
        ]
        _choices_of(self, "other", listed)
        _choices_of(self, "members", [(str(one.pk), one.name) for one in bodies])
        first = name.proposals[0].choice if name.proposals and name.proposals[0].score >= SURE_ENOUGH else ""
        self.initial = {
            **self.initial,
            "printed": name.printed,
            "territory": territory.pk,
            "choice": first,
            "new_name": name.printed,
        }

    def clean(self) -> dict[str, Any]:
        """The choice is whole: a body from the list, or a name for the new one."""
        data = super().clean() or {}
        if data.get("choice") == OTHER and not data.get("other"):
            self.add_error("other", _("Выберите организацию или группу."))
        if data.get("choice") in (NEW, NEW_GROUP) and not data.get("new_name"):
            self.add_error("new_name", _("Напишите название."))
        if data.get("choice") == NEW_GROUP and not data.get("members"):
            self.add_error("members", _("Выберите хотя бы одну организацию."))
        return data

    def body(self) -> Organisation | OrganisationGroup | None:
        """The chosen body; none where a new organisation or group is wanted."""
        choice = self.cleaned_data["choice"]
        if choice in (NEW, NEW_GROUP):
            return None
        kind, _, key = (self.cleaned_data["other"] if choice == OTHER else choice).partition(":")
        if kind == "group":
            return OrganisationGroup.objects.get(pk=key)
        return Organisation.objects.get(pk=key)

    def wanted_members(self) -> list[Organisation]:
        """The members of the new group."""
        return list(Organisation.objects.filter(pk__in=self.cleaned_data["members"]))


def _choices_of(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared by the form
    field.choices = choices
