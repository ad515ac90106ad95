"""How every form is drawn and speaks: Django's renderer with our templates, a field for days, plain words for what is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAY_FORMATS = ("%d.%m.%Y", "%Y-%m-%d")
"""How a day may be written: as officials do, and as addresses and other programs do."""


class Renderer(DjangoTemplates):
    """Forms by `ui/components/form.html`, fields by `ui/components/field.html`; widgets stay Django's own."""

    form_template_name = "ui/components/form.html"
    field_template_name = "ui/components/field.html"


class DayInput(forms.DateInput):
    """A day typed as 15.02.2027 whatever language the browser speaks; where scripts run, a calendar beside it."""

    template_name = "ui/components/day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        super().__init__(attrs=usual | (attrs or {}), format=DAY_FORMATS[0])


class DayField(forms.DateField):
    """A day; what is not one is told with what was typed and how to write it."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, **options)

    def to_python(self, value: Any) -> Any:
        """The day, None for nothing typed; ValidationError for anything else."""
        try:
            return super().to_python(value.strip() if isinstance(value, str) else value)
        except forms.ValidationError:
            written = str(value)[:40]
            said = _("«%(written)s» – не дата. Напишите день, месяц и год, например 15.02.2027.")
            raise forms.ValidationError(said % {"written": written}, code="invalid") from None


NOT_IN_LIST = gettext_lazy("Такого варианта нет в списке. Выберите другой.")
NOT_A_NUMBER = gettext_lazy("Напишите число, например 12 или 12,5.")
FIELD_WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": gettext_lazy("Заполните это поле.")},
    forms.BooleanField: {"required": gettext_lazy("Отметьте, чтобы продолжить.")},
    forms.IntegerField: {"invalid": gettext_lazy("Напишите целое число, например 12.")},
    forms.FloatField: {"invalid": NOT_A_NUMBER},
    forms.DecimalField: {"invalid": NOT_A_NUMBER},
    forms.DateField: {"invalid": gettext_lazy("Напишите день, месяц и год, например 15.02.2027.")},
    forms.ChoiceField: {"invalid_choice": NOT_IN_LIST},
    forms.MultipleChoiceField: {"invalid_choice": NOT_IN_LIST, "invalid_list": NOT_IN_LIST},
    forms.ModelChoiceField: {"invalid_choice": NOT_IN_LIST},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": NOT_IN_LIST,
        "invalid_pk_value": NOT_IN_LIST,
        "invalid_list": NOT_IN_LIST,
    },
    forms.URLField: {"invalid": gettext_lazy("Напишите адрес целиком, например https://example.org/prikaz.")},
    forms.FileField: {
        "invalid": gettext_lazy("Файл не дошёл. Выберите его и отправьте форму ещё раз."),
        "missing": gettext_lazy("Файл не выбран."),
        "empty": gettext_lazy("Файл пуст. Выберите другой."),
        "max_length": gettext_lazy("Имя файла длиннее %(max)d знаков, сейчас %(length)d. Назовите файл короче."),
    },
}
TOO_MANY_DIGITS = gettext_lazy("Слишком длинное число: не более %(max)s цифр.")
DECIMAL_WORDS: dict[str, Any] = {
    "invalid": NOT_A_NUMBER,
    "max_digits": TOO_MANY_DIGITS,
    "max_whole_digits": gettext_lazy("Слишком длинное число: до запятой не более %(max)s цифр."),
    "max_decimal_places": gettext_lazy("После запятой не более %(max)s цифр."),
}
VALIDATOR_WORDS: dict[type[Any], Any] = {
    validators.MaxLengthValidator: gettext_lazy(
        "Слишком длинно: не более %(limit_value)s знаков, сейчас %(show_value)s."
    ),
    validators.MinLengthValidator: gettext_lazy(
        "Слишком коротко: не меньше %(limit_value)s знаков, сейчас %(show_value)s."
    ),
    validators.MinValueValidator: gettext_lazy("Не может быть меньше %(limit_value)s."),
    validators.MaxValueValidator: gettext_lazy("Не может быть больше %(limit_value)s."),
    validators.EmailValidator: gettext_lazy("Напишите почту целиком, например ivanova@example.org."),
    validators.URLValidator: FIELD_WORDS[forms.URLField]["invalid"],
    validators.ProhibitNullCharactersValidator: gettext_lazy("В тексте есть недопустимый знак. Наберите его заново."),
}


def speak_plainly() -> None:
    """Put our words in place of Django's for every form of the process; called once when the platform starts."""
    for field, words in FIELD_WORDS.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    validators.DecimalValidator.messages = {**validators.DecimalValidator.messages, **DECIMAL_WORDS}
    for validator, message in VALIDATOR_WORDS.items():
        validator.message = message
