"""Forms of organisations, of their names, and of the people who act for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, people_known_to
from kadrost.region.domain.registry import LONGEST_NAME, LONGEST_SHORT_NAME, OrganisationDraft
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.ui.wording import choices_shown


class OrganisationForm(forms.Form):
    """An organisation as the registry keeps it."""

    name = text_field(_("Полное название"), most=LONGEST_NAME, rows=2, help_text=_("Как в уставе или положении."))
    short_name = text_field(
        _("Принятое сокращение"),
        most=LONGEST_SHORT_NAME,
        required=False,
        help_text=_("Только то, что принято официально."),
    )
    kind = forms.ChoiceField(label=_("Вид"), choices=choices_shown(Organisation.Kind.choices))
    valid_from = day_field(_("Действует с"), required=False)
    valid_until = day_field(_("Действует по"), required=False)

    def draft(self) -> OrganisationDraft:
        """The organisation as typed."""
        names = ("name", "short_name", "kind", "valid_from", "valid_until")
        return OrganisationDraft(**{name: self.cleaned_data[name] for name in names})


class NewOrganisationForm(OrganisationForm):
    """A new organisation of a territory."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Территория"), empty_label=None)
    field_order = ("name", "short_name", "kind", "territory")

    def __init__(self, *arguments: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = Territory.objects.managed_by(acting, Role.COORDINATOR, Role.ADMINISTRATOR)


class ChangedOrganisationForm(OrganisationForm, VersionedForm):
    """An organisation that is being mended."""

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """What the registry says now."""
        names = ("name", "short_name", "kind", "valid_from", "valid_until", "version")
        return {name: getattr(organisation, name) for name in names}


class NameForm(forms.Form):
    """A name as documents print it."""

    printed = text_field(_("Название, как его печатают"), most=500)


class MergeForm(forms.Form):
    """Into which organisation a duplicate goes, and why."""

    into = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Объединить с организацией"), empty_label=_("выберите")
    )
    ground = text_field(_("Основание"), most=1_000, rows=2, help_text=_("Почему это одна организация."))

    def __init__(self, *arguments: Any, duplicate: Organisation, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        others = Organisation.objects.distinct_bodies().filter(territory=duplicate.territory_id)
        field.queryset = others.exclude(pk=duplicate.pk)


class GroupForm(forms.Form):
    """Who is in a group, and how the document defines it."""

    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Кто входит в группу"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    meaning = text_field(_("Как определено в документе"), most=4_000, required=False, rows=3)

    def __init__(self, *arguments: Any, group: OrganisationGroup, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 declared above
        field.queryset = Organisation.objects.distinct_bodies().within(group.territory)
        self.initial = {"members": group.members.all(), "meaning": group.meaning}


class AppointmentForm(forms.Form):
    """Who acts in which role, and since when."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Человек"), empty_label=_("выберите"))
    role = forms.ChoiceField(label=_("Роль"), choices=Role.choices, initial=Role.EXECUTOR)
    valid_from = day_field(_("С какого дня"), required=False)
    valid_until = day_field(_("По какой день"), required=False)

    def __init__(self, *arguments: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = people_known_to(acting).filter(is_active=True)


class PersonForm(forms.Form):
    """A new person, who gets a login and at once a role."""

    surname = text_field(_("Фамилия"), most=100)
    given_name = text_field(_("Имя"), most=100)
    patronymic = text_field(_("Отчество"), most=100, required=False)
    login = text_field(_("Логин"), most=150, help_text=_("Адрес почты или короткое имя латинскими буквами и цифрами."))
    role = forms.ChoiceField(label=_("Роль"), choices=Role.choices, initial=Role.EXECUTOR)
