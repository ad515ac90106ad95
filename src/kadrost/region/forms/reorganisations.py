"""The form of a reorganisation: what happened, who carries on, and who gets what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.domain.reorganising import ReorganisationDraft
from kadrost.region.forms.shared import day_field, text_field
from kadrost.region.models import Organisation, Reorganisation
from kadrost.region.succession import Piece
from kadrost.ui.wording import choices_shown


class ReorganisationForm(forms.Form):
    """The kind, the day, the act and the successors; then, where there are several, the share of each."""

    kind = forms.ChoiceField(
        label=_("Что произошло"), choices=choices_shown(Reorganisation.Kind.choices), widget=forms.RadioSelect()
    )
    successors = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Кто продолжает работу"),
        help_text=_("При выделении отметьте и саму организацию, если она остаётся."),
        widget=forms.CheckboxSelectMultiple(),
    )
    took_place_on = day_field(_("С какого дня"))
    ground = text_field(_("Основание"), most=300, help_text=_("Вид, номер и дата акта."))
    with_people = forms.BooleanField(
        label=_("Люди, которые действуют за организацию, переходят к преемнику"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, organisation: Organisation, acting: Acting, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["successors"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 declared above
        reached = Organisation.objects.distinct_bodies().managed_by(acting, Role.COORDINATOR, Role.ADMINISTRATOR)
        field.queryset = reached.filter(territory=organisation.territory_id)

    def draft(self, shares: dict[str, Organisation]) -> ReorganisationDraft:
        """The reorganisation as it was filled in."""
        data = self.cleaned_data
        return ReorganisationDraft(
            kind=Reorganisation.Kind(data["kind"]),
            successors=list(data["successors"]),
            took_place_on=data["took_place_on"],
            ground=data["ground"],
            shares=shares,
            with_people=data["with_people"],
        )


class SharesForm(forms.Form):
    """Who of the successors gets each piece; the first one unless the person says otherwise."""

    def __init__(
        self, *arguments: Any, pieces: Sequence[Piece], successors: Sequence[Organisation], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._successors = {str(one.pk): one for one in successors}
        choices = [(pk, one.caption) for pk, one in self._successors.items()]
        for piece in pieces:
            self.fields[piece.key] = forms.ChoiceField(
                label=f"{piece.heading}: {piece.words}", choices=choices, required=False
            )

    def shares(self) -> dict[str, Organisation]:
        """The successor of each piece by its key."""
        return {key: self._successors[pk] for key, pk in self.cleaned_data.items() if pk}
