"""A part request: the need of a job line, from asking to issue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.parts.models.order import PartOrder, PartOrderLine
from forecourt.parts.models.part import Part
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class RequestState(models.TextChoices):
    REQUESTED = "requested", _("Asked for")
    RESERVED = "reserved", _("Reserved")
    BACK_ORDERED = "back_ordered", _("Missing")
    PICKED = "picked", _("Picked")
    ISSUED = "issued", _("Issued")
    RETURNED = "returned", _("Returned")
    RELEASED = "released", _("Released")


REQUEST_FLOW = Flow(
    {
        RequestState.REQUESTED: {
            RequestState.RESERVED,
            RequestState.BACK_ORDERED,
            RequestState.RELEASED,
        },
        RequestState.RESERVED: {RequestState.PICKED, RequestState.RELEASED},
        RequestState.BACK_ORDERED: {RequestState.RESERVED, RequestState.RELEASED},
        RequestState.PICKED: {RequestState.ISSUED, RequestState.RELEASED},
        RequestState.ISSUED: {RequestState.RETURNED},
        RequestState.RETURNED: set(),
        RequestState.RELEASED: set(),
    }
)
HOLDING = (RequestState.RESERVED, RequestState.PICKED)  # what the database counts as reserved
OPEN = (RequestState.REQUESTED, RequestState.BACK_ORDERED, *HOLDING)


class PartRequestQuerySet(ScopedQuerySet["PartRequest"]):
    def of_source(self, source: Source) -> Self:
        return self.filter(source_kind=source.kind, source_key=source.key)

    def drawn(self) -> Self:
        """With what a screen says about each: the part, and the order that brings it."""
        return self.select_related("part", "order_line__order")

    def told(self, text: str) -> Self:
        """Requests for an order, a plate or a part that the text names."""
        return self.filter(
            Q(source_text__icontains=text)
            | Q(source_key__icontains=text)
            | Q(part__number__icontains=text)
            | Q(part__name__icontains=text)
        )

    def open(self) -> Self:
        """Not yet issued and still wanted."""
        return self.filter(state__in=OPEN)

    def missing(self) -> Self:
        return self.filter(state=RequestState.BACK_ORDERED)

    def enter(self, requests: Iterable[PartRequest], state: RequestState, *, at: datetime) -> None:
        """Move these requests to a state in one statement; the caller holds their rows.

        Raises:
            IllegalMove: the flow has no such move for one of them.
        """
        rows = list(requests)
        for request in rows:
            REQUEST_FLOW.check(RequestState(request.state), state)
        self.filter(pk__in=[request.pk for request in rows]).update(state=state, entered_at=at)
        for request in rows:
            request.state, request.entered_at = state, at

    def order_by_lines(self, pairs: Iterable[tuple[PartRequest, PartOrderLine]]) -> None:
        """Note which order line will bring each request's part."""
        requests = []
        for request, line in pairs:
            request.order_line = line
            requests.append(request)
        self.bulk_update(requests, ["order_line"])

    def lose_order(self, order: PartOrder) -> None:
        """The order will not come: what waits for it is without an order again."""
        self.missing().filter(order_line__order=order).update(order_line=None)


class PartRequest(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    part = TenantForeignKey(Part, models.PROTECT, related_name="requests")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    returned_quantity = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    source_line = models.UUIDField()  # the line upstairs that needs the part
    source_text = models.CharField(max_length=120, blank=True)  # for the keeper: order, plate
    needed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.REQUESTED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    order_line = TenantForeignKey(PartOrderLine, models.PROTECT, null=True, related_name="requests")

    objects = PartRequestQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source_line"],
                condition=~Q(state__in=("returned", "released")),
                name="parts_partrequest_one_live_per_line",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="parts_partrequest_asks_for_something"
            ),
            models.CheckConstraint(
                condition=Q(returned_quantity__gte=0, returned_quantity__lte=F("quantity")),
                name="parts_partrequest_returns_what_it_took",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values),
                name="parts_partrequest_state_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "source_kind", "source_key"], name="parts_partrequest_by_source"
            ),
            models.Index(
                fields=["tenant", "store", "part", "asked_at"],
                condition=Q(state="back_ordered"),
                name="parts_partrequest_waiting",
            ),
            models.Index(
                fields=["tenant", "store", "needed_at"],
                condition=Q(state__in=("requested", "back_ordered", "reserved", "picked")),
                name="parts_partrequest_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} x {self.quantity} ({self.state})"

    @property
    def source(self) -> Source:
        return Source(self.source_kind, self.source_key)

    @classmethod
    def ask(cls, requests: Iterable[PartRequest]) -> None:
        """Write requests with the state that the stock gave them, in one statement."""
        insert_rows(list(requests))

    def take_back(self, quantity: Decimal, *, at: datetime) -> None:
        """Note parts that came back unused; all of them back ends the request."""
        REQUEST_FLOW.check(RequestState(self.state), RequestState.RETURNED)
        self.returned_quantity += quantity
        if self.returned_quantity == self.quantity:
            self.state, self.entered_at = RequestState.RETURNED, at
        self.save(update_fields=["returned_quantity", "state", "entered_at"])


class SlipKind(models.TextChoices):
    ISSUE = "issue", _("Issue slip")
    RETURN = "return", _("Return slip")


class IssueSlipQuerySet(ScopedQuerySet["IssueSlip"]):
    pass


class IssueSlip(TenantModel):
    """The paper on which parts leave the store room, or come back to it."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=SlipKind)
    number = models.CharField(max_length=24)
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    source_text = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    taken_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = IssueSlipQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="parts_issueslip_one_per_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "source_kind", "source_key"], name="parts_issueslip_by_source"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def write(
        cls,
        kind: SlipKind,
        request: PartRequest,
        *,
        taken_by_id: UUID | None,
        on: date,
        by: Actor,
        at: datetime,
    ) -> IssueSlip:
        """A slip for parts of the source that ``request`` names."""
        series = "IS" if kind == SlipKind.ISSUE else "RS"
        return IssueSlip.objects.create(
            store_id=request.store_id,
            kind=kind,
            number=draw_number(by, series, on=on, width=4),
            source_kind=request.source_kind,
            source_key=request.source_key,
            source_text=request.source_text,
            at=at,
            issued_by=by.key,
            taken_by_id=taken_by_id,
        )


class SlipLineQuerySet(ScopedQuerySet["SlipLine"]):
    pass


class SlipLine(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    slip = TenantForeignKey(IssueSlip, models.PROTECT, related_name="lines")
    request = TenantForeignKey(PartRequest, models.PROTECT, related_name="slip_lines")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)

    objects = SlipLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="parts_slipline_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} x {self.quantity}"

    @classmethod
    def write(
        cls, slip: IssueSlip, quantities: Iterable[tuple[PartRequest, Decimal]]
    ) -> list[SlipLine]:
        return SlipLine.objects.bulk_create(
            SlipLine(store_id=slip.store_id, slip=slip, request=request, quantity=quantity)
            for request, quantity in quantities
        )
