"""Names every table, key and index that breaks the rules of tenancy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forecourt.kernel.lint import complaints


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        found = list(complaints())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The catalogue keeps the rules of tenancy.")
