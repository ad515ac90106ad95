"""The filter of the journal's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.audit.words import vocabularies
from kadrost.region.domain.journal import WantedEntries
from kadrost.ui.forms import DayField
from kadrost.ui.wording import translated


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects that entries are about."""
    return [("", str(_("любой"))), *((one.model, translated(one.title)) for one in vocabularies() if one.title)]


def actions() -> list[tuple[str, Any]]:
    """What may be done, under the kind of object that it is done to."""
    grouped = [
        (
            translated(one.title),
            [(f"{one.model}:{action}", translated(words)) for action, words in sorted(one.actions.items())],
        )
        for one in vocabularies()
        if one.title and one.actions
    ]
    return [("", str(_("любое"))), *grouped]


class JournalFilter(forms.Form):
    """Who did what to which object, when and for which body; all of it may stay empty."""

    who = forms.CharField(label=_("Кто"), required=False, max_length=100)
    body = forms.CharField(label=_("За какую организацию"), required=False, max_length=200)
    action = forms.ChoiceField(label=_("Действие"), required=False, choices=actions)
    kind = forms.ChoiceField(label=_("Вид предмета"), required=False, choices=kinds)
    named = forms.CharField(label=_("Слова из названия предмета"), required=False, max_length=200)
    first = DayField(label=_("С"), required=False)
    last = DayField(label=_("По"), required=False)

    def wanted(self) -> WantedEntries:
        """What is asked for; a field that was not understood narrows nothing and says so at its place."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return WantedEntries(**{name: data.get(name) or default for name, default in EMPTY.items()})


EMPTY: dict[str, Any] = {
    "who": "", "body": "", "action": "", "kind": "", "named": "", "first": None, "last": None,
}  # fmt: skip
