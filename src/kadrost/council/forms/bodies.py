"""Forms of councils and of who belongs to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.council.domain.bodies import BodyDraft, MemberDraft
from kadrost.council.models import Body, BodyAct, Membership
from kadrost.region.domain.people import Acting
from kadrost.region.domain.registry import LONGEST_NAME, LONGEST_SHORT_NAME
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models import Act, LegalAct
from kadrost.ui.wording import choices_shown


class BodyForm(forms.Form):
    """What makes an organisation a body that meets."""

    kind = forms.ChoiceField(label=_("Вид"), choices=choices_shown(Body.Kind.choices))
    genitive = text_field(
        _("Название в родительном падеже"),
        most=400,
        help_text=_("Так оно стоит в протоколе: «заседания областного совета по кадровой политике»."),
    )
    quorum_rule = forms.ChoiceField(label=_("Кворум"), choices=choices_shown(Body.Quorum.choices))
    quorum_number = forms.IntegerField(
        label=_("Число членов для кворума"),
        required=False,
        min_value=1,
        max_value=300,
        help_text=_("Только если кворум – названное число."),
    )
    act = forms.ModelChoiceField(
        Act.objects.none(), label=_("Акт о создании"), required=False, empty_label=_("не загружен")
    )
    act_words = text_field(
        _("Реквизиты акта"), most=300, required=False, help_text=_("Вид, дата, номер, если акт не загружен.")
    )
    powers = text_field(_("Полномочия"), most=8_000, required=False, rows=4)

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["act"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = Act.objects.filter(territory__in=territories).defer("text", "blocks", "reading")

    def draft(self) -> BodyDraft:
        """The body as typed."""
        names = ("kind", "genitive", "quorum_rule", "quorum_number", "act", "act_words", "powers")
        return BodyDraft(**{name: self.cleaned_data[name] for name in names})


class BodyActForm(forms.Form):
    """An act of the register, and what of the body it settles."""

    legal_act = forms.ModelChoiceField(LegalAct.objects.none(), label=_("Документ"), empty_label=_("выберите"))
    part = forms.ChoiceField(label=_("Что он устанавливает"), choices=choices_shown(BodyAct.Part.choices))

    def __init__(self, *arguments: Any, register: QuerySet[LegalAct], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["legal_act"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = register


class NewBodyForm(BodyForm):
    """A new council: over an organisation that is one already, or over a new one."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Организация"),
        required=False,
        empty_label=_("новая, название ниже"),
        help_text=_("Советы, которые уже названы исполнителями в документах."),
    )
    name = text_field(_("Полное название"), most=LONGEST_NAME, required=False, rows=2)
    short_name = text_field(_("Короткое название"), most=LONGEST_SHORT_NAME, required=False)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Территория"), empty_label=None)
    field_order = ("organisation", "name", "short_name", "territory", "kind", "genitive")

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, territories=territories, **options)
        territory, organisation = self.fields["territory"], self.fields["organisation"]
        assert isinstance(territory, forms.ModelChoiceField)  # noqa: S101 declared above
        assert isinstance(organisation, forms.ModelChoiceField)  # noqa: S101 declared above
        territory.queryset = territories
        organisation.queryset = Organisation.objects.distinct_bodies().filter(
            kind=Organisation.Kind.BODY, council_body=None, territory__in=territories
        )

    def clean(self) -> dict[str, Any]:
        """A new organisation needs its name."""
        data = super().clean() or {}
        if not data.get("organisation") and not data.get("name"):
            self.add_error("name", _("Выберите организацию или впишите название новой."))
        return data


class ChangedBodyForm(BodyForm, VersionedForm):
    """A council that is there, with the version seen."""

    @staticmethod
    def initial_of(body: Body) -> dict[str, Any]:
        """What is recorded now."""
        names = ("kind", "genitive", "quorum_rule", "quorum_number", "act", "act_words", "powers", "version")
        return {name: getattr(body, name) for name in names}


class MemberForm(forms.Form):
    """A new member."""

    name = text_field(_("Фамилия и инициалы"), most=200)
    post = text_field(_("Должность"), most=400, rows=2)
    part = forms.ChoiceField(
        label=_("Роль"), choices=choices_shown(Membership.Part.choices), initial=Membership.Part.MEMBER
    )
    represents = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Кого представляет"), required=False, empty_label=_("не указано")
    )
    votes = forms.BooleanField(label=_("Голосует"), required=False, initial=True)
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Вход на сайт"),
        required=False,
        empty_label=_("не нужен"),
        help_text=_("С ним человек видит заседания и голосует сам."),
    )
    valid_from = day_field(_("В составе с"))
    valid_until = day_field(_("В составе по"), required=False)

    def __init__(self, *arguments: Any, body: Body, **options: Any) -> None:
        super().__init__(*arguments, **options)
        represents, person = self.fields["represents"], self.fields["person"]
        assert isinstance(represents, forms.ModelChoiceField)  # noqa: S101 declared above
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 declared above
        here = body.organisation.territory_id
        represents.queryset = Organisation.objects.distinct_bodies().filter(territory=here)
        person.queryset = User.objects.filter(is_active=True, appointments__organisation__territory=here).distinct()

    def draft(self) -> MemberDraft:
        """The member as typed."""
        return MemberDraft(**self.cleaned_data)


class EndMembershipForm(forms.Form):
    """The last day in the body."""

    last_day = day_field(_("Последний день в составе"))


def territories_of(acting: Acting) -> QuerySet[Territory]:
    """The territories in which the person may set councils up."""
    return Territory.objects.managed_by(acting, Role.COORDINATOR, Role.ADMINISTRATOR)
