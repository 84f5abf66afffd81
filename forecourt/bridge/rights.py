"""Who may bring files of other systems in; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import Role

RIGHTS: dict[str, frozenset[Role]] = {
    # Parts managers import parts and prices of parts only; the commands see to that.
    "bridge.import_file": frozenset(
        {Role.SYSTEM_ADMINISTRATOR, Role.GENERAL_MANAGER, Role.PARTS_MANAGER}
    ),
    "bridge.import_everything": frozenset({Role.SYSTEM_ADMINISTRATOR, Role.GENERAL_MANAGER}),
}
