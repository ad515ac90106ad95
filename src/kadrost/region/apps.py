"""The Django application `region`."""

from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "kadrost.region"
    label = "region"
    default_auto_field = "django.db.models.BigAutoField"
