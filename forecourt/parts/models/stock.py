"""Stock of a part in a store, and the moves that alone change it.

``on_hand`` is the sum of the moves and ``reserved`` the sum of the requests that hold stock; both
are written by triggers of the database, which refuse every other hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.copying import copy_records
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel, current_tenant_id
from forecourt.parts.models.part import Bin, Part
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet

# On the way of every repair order, so it is written by hand; in order of key, against deadlocks.
_HELD_FREE = """
SELECT part_id, on_hand - reserved FROM parts_stock
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND part_id = ANY(%(parts)s)
ORDER BY id FOR NO KEY UPDATE
"""


class StockQuerySet(ScopedQuerySet["Stock"]):
    def held(self, part_ids: Collection[UUID], *, store_id: UUID) -> dict[UUID, Stock]:
        """Lock the stock of these parts in one store, by part, in order of primary key.

        A part that the store never had gets an empty stock first, so that whoever receives it
        next finds the request that waits for it.

        Raises:
            Missing: the dealer group has no such part.
        """
        wanted = set(part_ids)
        stocks = self._locked(wanted)
        if len(stocks) < len(wanted):
            if Part.objects.filter(pk__in=wanted).count() < len(wanted):
                raise Missing(gettext("This record does not exist."))
            self.open_for(store_id, wanted)
            stocks = self._locked(wanted)
        return {stock.part_id: stock for stock in stocks}

    def held_free(self, part_ids: Collection[UUID], *, store_id: UUID) -> dict[UUID, Decimal]:
        """Lock the stock of these parts as ``held`` does; answer what is free of each.

        Raises:
            Missing: the dealer group has no such part.
        """
        wanted = sorted(set(part_ids))
        # Any: keys, as the driver takes them
        values: dict[str, Any] = {
            "tenant": current_tenant_id(),
            "store": store_id,
            "parts": wanted,
        }
        with prepared() as cursor:
            cursor.execute(_HELD_FREE, values)
            found: dict[UUID, Decimal] = dict(cursor.fetchall())
        if len(found) < len(wanted):
            stocks = self.held(wanted, store_id=store_id)
            return {part_id: stock.free for part_id, stock in stocks.items()}
        return found

    def _locked(self, part_ids: Collection[UUID]) -> list[Stock]:
        rows = self.filter(part_id__in=part_ids).select_related("part", "bin")
        return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))

    def open_for(
        self, store_id: UUID, part_ids: Iterable[UUID], *, bins: Mapping[UUID, Bin] | None = None
    ) -> None:
        """Give these parts an empty stock in the store where they have none yet, in these bins."""
        homes = bins or {}
        fresh = [
            Stock(store_id=store_id, part_id=part_id, bin=homes.get(part_id))
            for part_id in sorted(set(part_ids))
        ]
        self.bulk_create(fresh, ignore_conflicts=True, batch_size=5000)

    def count_anew(self) -> None:
        """Tell the database's planner of thousands of new rows, before moves look them up."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE parts_stock")

    def put_in_bins(self, stocks: Iterable[Stock]) -> None:
        """Write the home bins of these rows."""
        self.bulk_update(list(stocks), ["bin"], batch_size=1000)

    def available(self) -> Self:
        return self.filter(on_hand__gt=F("reserved"))


class Stock(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    part = TenantForeignKey(Part, models.PROTECT, related_name="stocks")
    bin = TenantForeignKey(Bin, models.PROTECT, null=True, related_name="stocks")  # its home
    on_hand = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    reserved = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))

    objects = StockQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "part"], name="parts_stock_one_per_part"
            ),
            models.CheckConstraint(
                condition=Q(on_hand__gte=0), name="parts_stock_is_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, reserved__lte=F("on_hand")),
                name="parts_stock_reserves_what_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id}: {self.on_hand} ({self.reserved})"

    @property
    def free(self) -> Decimal:
        return self.on_hand - self.reserved


class MoveKind(models.TextChoices):
    RECEIPT = "receipt", _("Goods receipt")
    ISSUE = "issue", _("Issue")
    RETURN = "return", _("Return")
    COUNT = "count", _("Count difference")
    OPENING = "opening", _("Opening stock")


class StockMoveQuerySet(ScopedQuerySet["StockMove"]):
    pass


class StockMove(TenantModel):
    """One document line that took parts out of the stock (minus) or put them in (plus)."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    part = TenantForeignKey(Part, models.PROTECT, related_name="moves")
    bin = TenantForeignKey(Bin, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=MoveKind)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit_cost_fen = models.BigIntegerField(default=0)
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    source_line = models.UUIDField()  # the document's line; it moves stock once per kind
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)

    objects = StockMoveQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source_line", "kind"], name="parts_stockmove_line_moves_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="issue", quantity__lt=0)
                | Q(kind__in=("receipt", "return", "opening"), quantity__gt=0)
                | (Q(kind="count") & ~Q(quantity=0)),
                name="parts_stockmove_sign_fits_its_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "part", "at"], name="parts_stockmove_by_part"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"

    @classmethod
    def of(
        cls,
        stock: Stock,
        kind: MoveKind,
        quantity: Decimal,
        *,
        source: Source,
        line: UUID,
        by: Actor,
        at: datetime,
        unit_cost_fen: int = 0,
    ) -> StockMove:
        """A move that is not written yet; write many at once by ``post``."""
        return StockMove(
            store_id=stock.store_id,
            part_id=stock.part_id,
            bin_id=stock.bin_id,
            kind=kind,
            quantity=quantity,
            unit_cost_fen=unit_cost_fen,
            source_kind=source.kind,
            source_key=source.key,
            source_line=line,
            at=at,
            actor=by.key,
        )

    @classmethod
    def post(cls, moves: Iterable[StockMove]) -> None:
        """Write these moves in one statement; the database brings the stock up to date."""
        StockMove.objects.bulk_create(moves)

    @classmethod
    def post_many(cls, moves: Iterable[StockMove]) -> None:
        """Write moves by the thousand, as an import brings them."""
        copy_records(moves)
