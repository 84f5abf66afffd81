"""What people do to standard work: labour operations, menus, plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.facts import (
    LabourChanged,
    LabourFiled,
    LabourShipped,
    LabourWithdrawn,
    MenuChanged,
    PlanRowChanged,
)
from forecourt.catalog.models import (
    BayKind,
    LabourOperation,
    MaintenancePlan,
    MaintenancePlanRow,
    ServiceMenu,
    SkillCode,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, refused_by


class CodeTaken(Refused):
    code = "code-taken"


@transaction.atomic
def file_labour(
    *,
    code: str,
    name_zh: str,
    name_en: str,
    standard_minutes: int,
    skill: SkillCode,
    bay_kind: BayKind,
    by: Actor,
    at: datetime,
) -> LabourOperation:
    """File a labour operation.

    Raises:
        CodeTaken: there is one with this code.
    """
    taken = CodeTaken(_("There is an operation “%(code)s” already.") % {"code": code})
    with refused_by({"catalog_labouroperation_one_per_code": taken}):
        operation = LabourOperation.file(
            code=code,
            name_zh=name_zh,
            name_en=name_en,
            standard_minutes=standard_minutes,
            skill=skill,
            bay_kind=bay_kind,
        )
    record(LabourFiled(operation_id=operation.pk, code=code), by=by, at=at)
    return operation


@transaction.atomic
def ship_labour(*, rows: Sequence[dict[str, Any]], by: Actor, at: datetime) -> int:
    """Load many operations, as an import does; a code that is there stays as it is.

    Each row has code, name_zh, name_en, standard_minutes, skill and bay_kind (Any: of two kinds).
    Answers how many are new.
    """
    before = LabourOperation.objects.seen_by(by).count()
    LabourOperation.ship(rows)
    count = LabourOperation.objects.seen_by(by).count() - before
    record(LabourShipped(count=count), by=by, at=at)
    return count


@transaction.atomic
def change_labour(
    *,
    operation_id: UUID,
    name_zh: str,
    name_en: str,
    standard_minutes: int,
    skill: SkillCode,
    bay_kind: BayKind,
    by: Actor,
    at: datetime,
) -> LabourOperation:
    """Change an operation, and put it on sale again if it was withdrawn.

    Raises:
        Missing: this dealer group has no such operation.
    """
    operation = locked(LabourOperation.objects.seen_by(by), operation_id)
    was_minutes = operation.standard_minutes
    operation.change(
        name_zh=name_zh,
        name_en=name_en,
        standard_minutes=standard_minutes,
        skill=skill,
        bay_kind=bay_kind,
    )
    fact = LabourChanged(
        operation_id=operation.pk,
        code=operation.code,
        was_minutes=was_minutes,
        standard_minutes=standard_minutes,
    )
    record(fact, by=by, at=at)
    return operation


@transaction.atomic
def withdraw_labour(*, operation_id: UUID, by: Actor, at: datetime) -> LabourOperation:
    """Take an operation off sale; withdrawing it twice is fine.

    Raises:
        Missing: this dealer group has no such operation.
    """
    operation = locked(LabourOperation.objects.seen_by(by), operation_id)
    operation.withdraw()
    record(LabourWithdrawn(operation_id=operation.pk, code=operation.code), by=by, at=at)
    return operation


@transaction.atomic
def change_menu(
    *,
    menu_id: UUID,
    name_zh: str,
    name_en: str,
    bay_minutes: int,
    technicians: int,
    promise_minutes: int,
    by: Actor,
    at: datetime,
) -> ServiceMenu:
    """Change a menu's names and minutes; its price stands in the menu price list.

    Raises:
        Missing: this dealer group has no such menu.
        CodeTaken: never.
        Refused: the promise is shorter than the work.
    """
    menu = locked(ServiceMenu.objects.seen_by(by), menu_id)
    short = Refused(_("The promise must cover the work in the bay."))
    with refused_by({"catalog_servicemenu_promise_covers_the_work": short}):
        menu.change(
            name_zh=name_zh,
            name_en=name_en,
            bay_minutes=bay_minutes,
            technicians=technicians,
            promise_minutes=promise_minutes,
        )
    record(MenuChanged(menu_id=menu.pk, code=menu.code), by=by, at=at)
    return menu


@transaction.atomic
def change_plan_row(
    *,
    plan_row_id: UUID,
    first_km: int | None,
    first_months: int | None,
    repeat_km: int | None,
    repeat_months: int | None,
    minutes: int,
    by: Actor,
    at: datetime,
) -> MaintenancePlanRow:
    """Change the intervals of an item of a plan.

    Raises:
        Missing: this dealer group has no such item.
        Refused: it would never be due.
    """
    row = locked(MaintenancePlanRow.objects.seen_by(by), plan_row_id)
    locked(MaintenancePlan.objects.seen_by(by), row.plan_id)
    never = Refused(_("An item needs a first distance or first months, or it is never due."))
    with refused_by({"catalog_maintenanceplanrow_is_due_some_day": never}):
        row.change(
            first_km=first_km,
            first_months=first_months,
            repeat_km=repeat_km,
            repeat_months=repeat_months,
            minutes=minutes,
        )
    fact = PlanRowChanged(
        plan_id=row.plan_id,
        plan_row_id=row.pk,
        item=row.item,
        first_km=first_km,
        repeat_km=repeat_km,
        repeat_months=repeat_months,
    )
    record(fact, by=by, at=at)
    return row
