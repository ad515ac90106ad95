"""What forms that change records share: a calendar field, the version seen, and a refusal shown on the form."""

from __future__ import annotations

from typing import Any

from django import forms

from kadrost.kernel.errors import KadrostError


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


def day_field(label: str, *, required: bool = True, help_text: str = "", initial: Any = None) -> forms.DateField:
    """A day, chosen from the calendar or written as 15.02.2027."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )


def text_field(
    label: str, *, most: int, required: bool = True, help_text: str = "", rows: int | None = None
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


def tell(form: forms.Form, error: KadrostError) -> None:
    """Show a refusal of the domain above the form, with what to do."""
    form.add_error(None, " ".join(part for part in (error.message, error.remedy) if part))
