"""Found the smallest store that a browser can log in to; for the stack of the chaos tests."""

from __future__ import annotations

import os
import sys

import django


def main(username: str, password: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forecourt.config.settings")
    django.setup()
    from forecourt.kernel import clock  # noqa: PLC0415 - needs loaded apps
    from forecourt.kernel.tenancy import tenant_set  # noqa: PLC0415
    from forecourt.store import commands  # noqa: PLC0415
    from forecourt.store.roles import Role  # noqa: PLC0415

    at = clock.now()
    tenant = commands.found_group(name="Chaos Group", at=at)
    with tenant_set(tenant.pk):
        _store, system = commands.found_store(
            code="S1", name="First Store", short_name="First", phone="", address="", at=at
        )
        commands.hire(
            employee_number="1",
            name="Wang Fang",
            phone="",
            username=username,
            password=password,
            roles=(Role.SALES_MANAGER,),
            by=system,
            at=at,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
