"""Every field that could tell of a person is declared, or excused with a reason; a declaration names what there is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from kadrost.audit import personal
from kadrost.audit.personal import Category, Held, How, PersonalDataError, Purpose, declarations, excused, purpose_of

TELLING = re.compile(
    r"(^|_)(name|surname|patronymic|login|username|e?mail|phone|tel|signer|speaker|author|person|viewer|actor|deputy|"
    r"representative|birth\w*|snils|inn|passport|address|network|ip|uid|photo|approved_by|(?:made|added|asked|decided|"
    r"recorded|invited|accepted|started|cast)_by)(_|$)"
)
USER = get_user_model()


def could_tell(field: models.Field[Any, Any]) -> bool:
    """By its kind or its name the field could hold a person."""
    if isinstance(field, models.FileField | models.EmailField | models.GenericIPAddressField):
        return True
    if field.is_relation:
        return field.related_model is USER
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and bool(
        TELLING.search(field.name)
    )


def suspects() -> set[tuple[str, str]]:
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if could_tell(field)
    }


def declared() -> set[tuple[str, str]]:
    return {(held.model, name) for held in declarations() for name in held.fields}


def test_every_field_that_could_tell_of_a_person_has_its_word() -> None:
    assert sorted(suspects() - declared() - set(excused())) == []


def test_an_excuse_is_needed_and_gives_its_reason() -> None:
    assert all(because.strip() for because in excused().values())
    assert sorted(set(excused()) & declared()) == []
    fields = {(model._meta.label, field.name) for model in apps.get_models() for field in model._meta.concrete_fields}
    assert sorted(set(excused()) - fields) == []


@pytest.mark.parametrize("name", ["surname", "to_name", "author_name", "phone", "email", "signer", "decided_by_name"])
def test_a_new_field_of_such_a_name_would_be_found(name: str) -> None:
    field: models.Field[Any, Any] = models.CharField(max_length=10)
    field.set_attributes_from_name(name)
    assert could_tell(field)


def test_a_declaration_names_what_there_is() -> None:
    for held in declarations():
        model = apps.get_model(held.model)
        for name in {*held.fields, *held.instead, *held.never_shown}:
            assert model._meta.get_field(name), (held.model, name)
        assert held.never_shown <= set(held.fields)
        assert purpose_of(held.purpose).retention
        assert held.title


def test_what_is_kept_says_why() -> None:
    with pytest.raises(PersonalDataError, match="не сказано, почему"):
        personal.declare(Held("accounts.User", "т", "account", {"surname": Category.NAME}, How.KEEP))
    with pytest.raises(PersonalDataError, match="нет редакции"):
        personal.offer_purpose(Purpose("x", "x", "x", "x", text="Согласен"))
    with pytest.raises(PersonalDataError, match="не объявлена"):
        purpose_of("x")


@pytest.mark.django_db
def test_every_declaration_finds_its_rows() -> None:
    person = USER(pk=7, login="seventh", email="seventh@region.example")
    assert [(held.model, held.rows_of(person).count()) for held in declarations() if held.rows_of(person).count()] == []
