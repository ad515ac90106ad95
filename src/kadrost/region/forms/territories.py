"""Forms of territories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.domain.placing import LONGEST_NAME, TerritoryDraft
from kadrost.region.forms.shared import day_field, text_field
from kadrost.region.models import Territory


class TerritoryForm(forms.Form):
    """A territory below one of the person's own."""

    name = text_field(_("Название"), most=LONGEST_NAME)
    genitive = text_field(
        _("В родительном падеже"), most=LONGEST_NAME, required=False, help_text=_("Например: Каменского района.")
    )
    parent = forms.ModelChoiceField(
        Territory.objects.none(), label=_("В составе территории"), required=False, empty_label=_("сама по себе: регион")
    )
    valid_from = day_field(_("Существует с"), required=False)
    valid_until = day_field(_("Существует по"), required=False)

    def __init__(self, *arguments: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = Territory.objects.managed_by(acting, Role.ADMINISTRATOR)

    def draft(self) -> TerritoryDraft:
        """The territory as typed."""
        names = ("name", "genitive", "parent", "valid_from", "valid_until")
        return TerritoryDraft(**{name: self.cleaned_data[name] for name in names})


class ChangedTerritoryForm(TerritoryForm):
    """A territory that is being changed, on a ground."""

    ground = text_field(_("Основание"), most=1_000, help_text=_("Закон или решение: вид, номер, дата."))

    @staticmethod
    def initial_of(territory: Territory) -> dict[str, Any]:
        """What is known now."""
        names = ("name", "genitive", "parent", "valid_from", "valid_until")
        return {name: getattr(territory, name) for name in names}
