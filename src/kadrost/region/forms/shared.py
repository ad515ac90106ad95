"""What forms that change records share: a calendar field, the version seen, and a refusal shown on the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from kadrost.kernel.errors import KadrostError
from kadrost.ui.forms import DayField

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def day_field(
    label: _StrOrPromise, *, required: bool = True, help_text: _StrOrPromise = "", initial: Any = None
) -> forms.DateField:
    """A day, chosen from the calendar or written as 15.02.2027."""
    return DayField(label=label, required=required, help_text=help_text, initial=initial)


def text_field(
    label: _StrOrPromise, *, most: int, required: bool = True, help_text: _StrOrPromise = "", rows: int | None = None
) -> forms.CharField:
    """Words: one line, or `rows` lines where they are many."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


class VersionedForm(forms.Form):
    """A form that knows which version of the record the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)

    def take_version(self, version: int) -> None:
        """After a stale refusal: what was typed stays, the next sending counts from the version now shown."""
        # Not by `**`: a QueryDict would give its lists.
        typed = {name: self.data[name] for name in self.data}
        self.data = {**typed, self.add_prefix("version"): str(version)}


class FarTermForm(forms.Form):
    """A form with a term: once the domain found it strangely far, the person may confirm it."""

    is_far_confirmed = forms.BooleanField(
        label=gettext_lazy("Год верен, срок действительно такой"), required=False, widget=forms.HiddenInput()
    )

    def ask_whether_so_far(self) -> None:
        """Show the confirmation, which is hidden otherwise."""
        self.fields["is_far_confirmed"].widget = forms.CheckboxInput()


def tell(form: forms.Form, error: KadrostError) -> None:
    """Show a refusal of the domain above the form, with what to do."""
    form.add_error(None, " ".join(part for part in (error.message, error.remedy) if part))
