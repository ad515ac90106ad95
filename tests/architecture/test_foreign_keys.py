"""Foreign keys keep to the order of imports; string references escape import-linter, not this test."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField, Model

ORDER = ["audit", "jobs", "accounts", "region", "notices", "roadmaps", "council"]
OWN_NAME = "kadrost."


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OWN_NAME)]


def test_every_app_with_models_has_its_place_in_the_order() -> None:
    assert {model._meta.app_label for model in own_models()} == set(ORDER)


def test_foreign_keys_point_down_the_order() -> None:
    wrong = []
    for model in own_models():
        for field in model._meta.get_fields():
            if field.auto_created or not isinstance(field, ForeignObject | ManyToManyField):
                continue
            target = field.related_model
            if not isinstance(target, type) or not target.__module__.startswith(OWN_NAME):
                continue
            if ORDER.index(target._meta.app_label) > ORDER.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert wrong == []
