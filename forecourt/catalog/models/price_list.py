"""A price list: what things cost from a day on; a published one never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class PriceKind(models.TextChoices):
    CAR = "car", _("Cars")
    OPTION = "option", _("Options")
    LABOUR = "labour", _("Labour")
    PART = "part", _("Parts")
    MENU = "menu", _("Service menus")


class PriceListState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PRICE_LIST_FLOW = Flow(
    {
        PriceListState.DRAFT: {PriceListState.PUBLISHED, PriceListState.WITHDRAWN},
        PriceListState.PUBLISHED: set(),
        PriceListState.WITHDRAWN: set(),
    }
)


class PriceListQuerySet(GroupQuerySet["PriceList"]):
    def in_force(self, kind: str, *, on: date) -> Self:
        """Published lists of a kind that have begun, newest first."""
        begun = self.filter(kind=kind, state=PriceListState.PUBLISHED, valid_from__lte=on)
        return begun.order_by("-valid_from", "-version")


class PriceList(TenantModel):
    kind = models.CharField(max_length=8, choices=PriceKind)
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    currency = models.CharField(max_length=3, default=CNY)
    state = models.CharField(max_length=10, choices=PriceListState, default=PriceListState.DRAFT)
    entered_at = models.DateTimeField()

    objects = PriceListQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "version"], name="catalog_pricelist_one_per_version"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "valid_from"],
                condition=Q(state=PriceListState.PUBLISHED),
                name="catalog_pricelist_one_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PriceKind.values, state__in=PriceListState.values),
                name="catalog_pricelist_words_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    @classmethod
    def draft(
        cls, kind: PriceKind, name: str, *, version: int, valid_from: date, at: datetime
    ) -> PriceList:
        return PriceList.objects.create(
            kind=kind, name=name, version=version, valid_from=valid_from, entered_at=at
        )

    def publish(self, *, at: datetime) -> None:
        """Put the list in force from its day on."""
        self._enter(PriceListState.PUBLISHED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def withdraw(self, *, at: datetime) -> None:
        """Drop a draft."""
        self._enter(PriceListState.WITHDRAWN, at=at)
        self.save(update_fields=["state", "entered_at"])

    def _enter(self, state: PriceListState, *, at: datetime) -> None:
        PRICE_LIST_FLOW.check(PriceListState(self.state), state)
        self.state, self.entered_at = state, at


class PriceListRowQuerySet(GroupQuerySet["PriceListRow"]):
    pass


class PriceListRow(TenantModel):
    """The price of one code, tax included."""

    price_list = TenantForeignKey(PriceList, models.CASCADE, related_name="rows")
    code = models.CharField(max_length=40)
    price_fen = models.BigIntegerField()

    objects = PriceListRowQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "price_list", "code"], name="catalog_pricelistrow_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(price_fen__gte=0), name="catalog_pricelistrow_price_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "code"], name="catalog_pricelistrow_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.price_fen}"

    @classmethod
    def put(cls, price_list: PriceList, prices_fen: Mapping[str, int]) -> int:
        """Write prices by code into the list; a code that is there gets the new price."""
        rows = [
            PriceListRow(price_list=price_list, code=code, price_fen=price)
            for code, price in prices_fen.items()
        ]
        PriceListRow.objects.bulk_create(
            rows,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["tenant", "price_list", "code"],
            update_fields=["price_fen"],
        )
        return len(rows)

    @classmethod
    def drop(cls, price_list: PriceList, code: str) -> int:
        return PriceListRow.objects.filter(price_list=price_list, code=code).delete()[0]
