"""Follow-ups: contact rules become dated tasks, each with its reason."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "forecourt.followups"
    label = "followups"
