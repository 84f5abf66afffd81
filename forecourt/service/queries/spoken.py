"""What an appointment is for, in the language of the reader.

It keeps the words it was booked with; while these are the name of its menu, the catalogue says
them in both languages. What somebody typed stays as it is.
"""

from __future__ import annotations

from typing import Final

from forecourt.service.models import Appointment

# Of an appointment that hand-written SQL calls {row}; asks for zh.
TITLE_SAID: Final = """COALESCE((
    SELECT CASE WHEN %(zh)s OR menu.name_en = '' THEN menu.name_zh ELSE menu.name_en END
    FROM catalog_servicemenu menu
    WHERE menu.tenant_id = {row}.tenant_id AND menu.id = {row}.menu_id
      AND {row}.title IN (menu.name_zh, menu.name_en)), {row}.title)"""


def title_said(row: Appointment) -> str:
    """The same in Python; the appointment comes with its menu."""
    menu = row.menu
    if menu is not None and row.title in {menu.name_zh, menu.name_en}:
        return menu.name
    return row.title
