"""The Django application `roadmaps`."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "kadrost.roadmaps"
    label = "roadmaps"
    default_auto_field = "django.db.models.BigAutoField"
