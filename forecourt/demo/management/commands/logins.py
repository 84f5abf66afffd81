"""Prints one login for each role of the practice store."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from forecourt.demo.cast import PASSWORD
from forecourt.kernel.tenancy import all_tenants
from forecourt.store.models import Account, StaffPost
from forecourt.store.roles import Role


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        names = set(Account.objects.values_list("username", flat=True))
        with all_tenants("the first login of each role, over all stores"):
            held = set(StaffPost.objects.values_list("role", flat=True))
        if not settings.PRACTICE or not names:
            return
        self.stdout.write(f"Logins, all with the password {PASSWORD}:")
        for role in Role:
            if role.value in names and role.value in held:
                with translation.override("zh-hans"):
                    chinese = str(role.label)
                self.stdout.write(f"  {role.value:<24}{chinese}")
