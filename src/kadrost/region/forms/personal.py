"""Forms about personal data: a paper consent, a reason to open a contact, a request to erase and its decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.domain.personal.access import REASONS
from kadrost.region.domain.personal.consents import PaperConsent, Representative, purposes_by_consent
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.ui.wording import choices_shown, translated

ERASE, REFUSE = "erase", "refuse"


class PaperConsentForm(forms.Form):
    """A consent that came on paper, as it says."""

    purpose = forms.ChoiceField(label=_("На что согласие"))
    given_on = day_field(_("Когда подписано"))
    valid_until = day_field(_("Действует по"), required=False, help_text=_("Пусто – до отзыва."))
    number = text_field(_("Номер и место хранения бумаги"), most=200, help_text=_("Например: № 14, дело 03-11."))
    is_minor = forms.BooleanField(label=_("Человеку нет 18 лет, подписал законный представитель"), required=False)
    representative_name = text_field(_("Представитель: фамилия, имя, отчество"), most=200, required=False)
    representative_relation = text_field(_("Кем приходится"), most=100, required=False, help_text=_("Например: мать."))
    representative_document = text_field(
        _("Документ, который это удостоверяет"), most=300, required=False, help_text=_("Вид и где с ним сверились.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(one.code, translated(one.title)) for one in purposes_by_consent()]

    def paper(self) -> PaperConsent:
        """What the paper says."""
        data = self.cleaned_data
        return PaperConsent(
            given_on=data["given_on"],
            number=data["number"],
            valid_until=data["valid_until"],
            is_minor=data["is_minor"],
            representative=Representative(
                data["representative_name"], data["representative_relation"], data["representative_document"]
            ),
        )


class RevealForm(forms.Form):
    """Which contact to open, and for what."""

    field = forms.ChoiceField(
        label=_("Что открыть"),
        choices=[("email", _("адрес почты")), ("phone", _("телефон")), ("login", _("логин"))],
    )
    reason = forms.ChoiceField(label=_("Для чего"), help_text=_("Человек увидит, кто и для чего открыл его контакт."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = choices_shown(REASONS.items())


class ExportForm(forms.Form):
    """On what written request an administrator gives a person's data out."""

    ground = text_field(
        _("Письменный запрос"), most=300, help_text=_("Номер и дата, например: вх. № 118 от 02.06.2027.")
    )


class ErasureAskForm(forms.Form):
    """One asks to erase one's data, and knows what follows."""

    words = text_field(_("Почему"), most=1000, required=False, rows=3, help_text=_("Можно не указывать."))
    is_sure = forms.BooleanField(label=_("Понимаю: учётная запись будет закрыта, вернуть данные нельзя"))


class ErasureDecisionForm(VersionedForm):
    """What is decided and on what ground; erasing asks once more."""

    decision = forms.ChoiceField(
        label=_("Решение"),
        choices=[(ERASE, _("Стереть данные и закрыть учётную запись")), (REFUSE, _("Отказать"))],
        widget=forms.RadioSelect(),
    )
    ground = text_field(_("Основание"), most=1000, rows=3, help_text=_("Войдёт в ответ. Без имён и контактов."))
    is_final = forms.BooleanField(
        label=_("Подтверждаю ещё раз: стереть, вернуть будет нельзя"), required=False, widget=forms.HiddenInput()
    )

    def asks_once_more(self) -> bool:
        """Whether data would be erased by one press alone; the second question is then shown."""
        if self.cleaned_data["decision"] != ERASE or self.cleaned_data["is_final"]:
            return False
        self.fields["is_final"].widget = forms.CheckboxInput()
        return True
