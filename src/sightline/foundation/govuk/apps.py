"""The Django app of this room."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "sightline.foundation.govuk"
    label = "govuk"
