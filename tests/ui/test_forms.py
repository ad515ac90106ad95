"""Forms speak our words: days as officials write them, and what is wrong without Django's tone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core import validators

from kadrost.ui.forms import DayField


class Everything(forms.Form):
    words = forms.CharField(max_length=5, min_length=2)
    count = forms.IntegerField(min_value=1, max_value=9)
    share = forms.DecimalField(max_digits=4, decimal_places=2)
    day = DayField()
    one = forms.ChoiceField(choices=[("a", "А")])
    several = forms.MultipleChoiceField(choices=[("a", "А")])
    link = forms.URLField(assume_scheme="https")
    mail = forms.EmailField()
    agreed = forms.BooleanField()
    file = forms.FileField()


def said_of(name: str, typed: Any) -> list[str]:
    form = Everything({name: typed})
    return [str(said) for said in form.errors[name]]


@pytest.mark.parametrize("written", ["15.02.2027", "2027-02-15", " 15.02.2027 ", "15.2.2027"])
def test_a_day_is_read_as_officials_and_programs_write_it(written: str) -> None:
    assert DayField().clean(written) == date(2027, 2, 15)


@pytest.mark.parametrize("written", ["02/15/2027", "31.02.2027", "15 февраля", "вчера", "15.02.27"])
def test_what_is_no_day_is_told_with_what_was_typed(written: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(written)
    assert refused.value.messages == [f"«{written}» – не дата. Напишите день, месяц и год, например 15.02.2027."]


def test_a_day_is_a_text_with_the_calendar_beside_it() -> None:
    html = str(Everything(initial={"day": date(2027, 2, 15)})["day"])
    assert 'type="text" name="day" value="15.02.2027" placeholder="дд.мм.гггг"' in html
    assert html.count('type="date"') == 1
    assert 'name="day"' not in html[html.index('type="date"') :]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("words", "", "Заполните это поле."),
        ("words", "слишком", "Слишком длинно: не более 5 знаков, сейчас 7."),
        ("words", "я", "Слишком коротко: не меньше 2 знаков, сейчас 1."),
        ("words", "а\0б", "В тексте есть недопустимый знак. Наберите его заново."),
        ("count", "много", "Напишите целое число, например 12."),
        ("count", "0", "Не может быть меньше 1."),
        ("count", "10", "Не может быть больше 9."),
        ("share", "пять", "Напишите число, например 12 или 12,5."),
        ("share", "12345", "Слишком длинное число: не более 4 цифр."),
        ("share", "123", "Слишком длинное число: до запятой не более 2 цифр."),
        ("share", "1.234", "После запятой не более 2 цифр."),
        ("one", "б", "Такого варианта нет в списке. Выберите другой."),
        ("several", ["б"], "Такого варианта нет в списке. Выберите другой."),
        ("link", "ht tp", "Напишите адрес целиком, например https://example.org/prikaz."),
        ("mail", "почта", "Напишите почту целиком, например ivanova@example.org."),
        ("agreed", "", "Отметьте, чтобы продолжить."),
        ("file", "", "Заполните это поле."),
    ],
)
def test_what_is_wrong_is_said_in_our_words(name: str, typed: Any, said: str) -> None:
    assert said in said_of(name, typed)


def test_no_word_of_django_is_left_to_the_fields_that_people_fill_in() -> None:
    fields = (forms.CharField, forms.IntegerField, forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
    for field in fields:
        for code, said in field.default_error_messages.items():
            assert type(said).__name__ == "__proxy__", (field, code)
            assert "введите" not in str(said).lower(), (field, code)
    assert "Слишком длинно" in str(validators.MaxLengthValidator.message)
