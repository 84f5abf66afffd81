import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_journal_only_grows"),
        ("store", "0001_store"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bin",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "code"), name="parts_bin_one_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GoodsReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                ("supplier", models.CharField(max_length=80)),
                ("delivery_note", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Being counted"), ("posted", "Posted")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
                ("posted_at", models.DateTimeField(null=True)),
                ("posted_by", models.CharField(blank=True, max_length=80)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="IssueSlip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("issue", "Issue slip"), ("return", "Return slip")], max_length=6
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=60)),
                ("source_text", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=80)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "taken_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "source_kind", "source_key"],
                        name="parts_issueslip_by_source",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="parts_issueslip_one_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("unit", models.CharField(default="件", max_length=12)),
                (
                    "origin_class",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("equal_quality", "Equal quality"),
                            ("remanufactured", "Remanufactured"),
                            ("reused", "Reused"),
                        ],
                        default="original",
                        max_length=16,
                    ),
                ),
                ("producer", models.CharField(blank=True, max_length=80)),
                ("fits", models.CharField(blank=True, max_length=200)),
                ("price_fen", models.BigIntegerField(default=0)),
                ("cost_fen", models.BigIntegerField(default=0)),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("is_retired", models.BooleanField(default=False)),
                (
                    "replaced_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="parts.part",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "number"), name="parts_part_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost_fen__gte", 0), ("price_fen__gte", 0)),
                        name="parts_part_prices_are_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "origin_class__in",
                                ["original", "equal_quality", "remanufactured", "reused"],
                            )
                        ),
                        name="parts_part_origin_class_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoodsReceiptLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit_cost_fen", models.BigIntegerField(default=0)),
                (
                    "bin",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parts.bin",
                    ),
                ),
                (
                    "receipt",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="parts.goodsreceipt",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parts.part",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0), ("unit_cost_fen__gte", 0)),
                        name="parts_goodsreceiptline_holds_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartOrder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.CharField(max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[("stock", "Stock order"), ("urgent", "Urgent order")], max_length=8
                    ),
                ),
                ("supplier", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reported", "Sent"),
                            ("confirmed", "Confirmed"),
                            ("shipped", "On the way"),
                            ("arrived", "Arrived"),
                            ("inspected", "Inspected"),
                            ("binned", "Put away"),
                            ("claimed", "Claimed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=80)),
                ("expected_on", models.DateField(null=True)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "proposed_at"], name="parts_partorder_by_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="parts_partorder_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "reported",
                                    "confirmed",
                                    "shipped",
                                    "arrived",
                                    "inspected",
                                    "binned",
                                    "claimed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="parts_partorder_state_is_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="goodsreceipt",
            name="order",
            field=forecourt.kernel.tenancy.TenantForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="parts.partorder",
            ),
        ),
        migrations.CreateModel(
            name="PartOrderLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="parts.partorder",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parts.part",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "order", "part"), name="parts_partorderline_part_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="parts_partorderline_orders_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "returned_quantity",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12),
                ),
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=60)),
                ("source_line", models.UUIDField()),
                ("source_text", models.CharField(blank=True, max_length=120)),
                ("needed_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Asked for"),
                            ("reserved", "Reserved"),
                            ("back_ordered", "Missing"),
                            ("picked", "Picked"),
                            ("issued", "Issued"),
                            ("returned", "Returned"),
                            ("released", "Released"),
                        ],
                        default="requested",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("entered_at", models.DateTimeField()),
                (
                    "order_line",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="parts.partorderline",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="parts.part",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "source_kind", "source_key"],
                        name="parts_partrequest_by_source",
                    ),
                    models.Index(
                        condition=models.Q(("state", "back_ordered")),
                        fields=["tenant", "store", "part", "asked_at"],
                        name="parts_partrequest_waiting",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ("requested", "back_ordered", "reserved", "picked"))
                        ),
                        fields=["tenant", "store", "needed_at"],
                        name="parts_partrequest_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("returned", "released")), _negated=True),
                        fields=("tenant", "source_line"),
                        name="parts_partrequest_one_live_per_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="parts_partrequest_asks_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_quantity__gte", 0),
                            ("returned_quantity__lte", models.F("quantity")),
                        ),
                        name="parts_partrequest_returns_what_it_took",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "requested",
                                    "reserved",
                                    "back_ordered",
                                    "picked",
                                    "issued",
                                    "returned",
                                    "released",
                                ],
                            )
                        ),
                        name="parts_partrequest_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "request",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slip_lines",
                        to="parts.partrequest",
                    ),
                ),
                (
                    "slip",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="parts.issueslip",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="parts_slipline_holds_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stock",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "on_hand",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12),
                ),
                (
                    "reserved",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=12),
                ),
                (
                    "bin",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stocks",
                        to="parts.bin",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stocks",
                        to="parts.part",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "part"), name="parts_stock_one_per_part"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("on_hand__gte", 0)),
                        name="parts_stock_is_never_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved__gte", 0), ("reserved__lte", models.F("on_hand"))
                        ),
                        name="parts_stock_reserves_what_is_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Goods receipt"),
                            ("issue", "Issue"),
                            ("return", "Return"),
                            ("count", "Count difference"),
                            ("opening", "Opening stock"),
                        ],
                        max_length=8,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit_cost_fen", models.BigIntegerField(default=0)),
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=60)),
                ("source_line", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=80)),
                (
                    "bin",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parts.bin",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="parts.part",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "tenant",
                    forecourt.kernel.tenancy.OwningTenant(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "part", "at"], name="parts_stockmove_by_part"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "source_line", "kind"),
                        name="parts_stockmove_line_moves_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "issue"), ("quantity__lt", 0)),
                            models.Q(
                                ("kind__in", ("receipt", "return", "opening")), ("quantity__gt", 0)
                            ),
                            models.Q(("kind", "count"), models.Q(("quantity", 0), _negated=True)),
                            _connector="OR",
                        ),
                        name="parts_stockmove_sign_fits_its_kind",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="goodsreceipt",
            index=models.Index(
                fields=["tenant", "store", "opened_at"], name="parts_receipt_by_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="goodsreceipt",
            constraint=models.UniqueConstraint(
                fields=("tenant", "store", "number"), name="parts_goodsreceipt_one_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="goodsreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("posted_at__isnull", True), ("state", "draft")),
                    models.Q(("posted_at__isnull", False), ("state", "posted")),
                    _connector="OR",
                ),
                name="parts_goodsreceipt_posted_at_a_time",
            ),
        ),
    ]
