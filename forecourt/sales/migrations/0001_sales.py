import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_catalogue"),
        ("customers", "0001_customers"),
        ("kernel", "0002_journal_only_grows"),
        ("leads", "0001_leads"),
        ("store", "0001_store"),
        ("vehicles", "0001_vehicles"),
        ("workshop", "0001_workshop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quotation",
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
                ("made_at", models.DateTimeField()),
                (
                    "consultant",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotations",
                        to="leads.opportunity",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
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
                    models.Index(fields=["tenant", "opportunity"], name="sales_quotation_by_deal"),
                    models.Index(
                        fields=["tenant", "store", "made_at"], name="sales_quotation_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="sales_quotation_one_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotationVersion",
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
                ("version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approval_wanted", "Discount waits for approval"),
                            ("sent", "Given to the customer"),
                            ("accepted", "Accepted"),
                            ("superseded", "Replaced by a newer version"),
                            ("expired", "Expired"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("option_codes", models.CharField(blank=True, max_length=300)),
                ("spec_key", models.CharField(max_length=400)),
                ("list_fen", models.BigIntegerField()),
                ("discount_fen", models.BigIntegerField(default=0)),
                (
                    "discount_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("competitor_offer", "Competitor's offer"),
                            ("ageing_stock", "Ageing stock"),
                            ("fleet", "Fleet"),
                            ("loyal_owner", "Loyal owner"),
                            ("trade_in_bundle", "With trade-in"),
                            ("finance_bundle", "With loan"),
                            ("campaign", "Campaign"),
                            ("complaint_settlement", "Complaint settled"),
                            ("other_with_text", "Other, in words"),
                        ],
                        max_length=24,
                    ),
                ),
                ("discount_note", models.CharField(blank=True, max_length=200)),
                ("goods_fen", models.BigIntegerField()),
                ("total_fen", models.BigIntegerField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("loan_fen", models.BigIntegerField(default=0)),
                ("loan_months", models.PositiveSmallIntegerField(default=0)),
                ("registers_himself", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "interior",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
                    ),
                ),
                (
                    "made_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "paint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
                    ),
                ),
                (
                    "quotation",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="sales.quotation",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclevariant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state", "valid_until"],
                        name="sales_version_by_state",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "quotation", "version"),
                        name="sales_quotationversion_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "approval_wanted", "sent", "accepted"])
                        ),
                        fields=("tenant", "quotation"),
                        name="sales_quotationversion_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discount_fen", 0), ("discount_reason", "")),
                            models.Q(
                                ("discount_fen__gt", 0),
                                models.Q(("discount_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sales_quotationversion_discount_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discount_reason", "other_with_text"), _negated=True),
                            models.Q(("discount_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_quotationversion_other_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("goods_fen__gte", 0),
                            ("loan_fen__gte", 0),
                            ("loan_fen__lte", models.F("total_fen")),
                            ("total_fen__gte", 0),
                        ),
                        name="sales_quotationversion_amounts_are_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["sent", "accepted"]), _negated=True),
                            models.Q(("sent_at__isnull", False), ("valid_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="sales_quotationversion_sent_has_validity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotationLine",
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
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("car", "Car"),
                            ("option", "Option"),
                            ("accessory", "Accessory"),
                            ("discount", "Discount"),
                            ("purchase_tax", "Purchase tax"),
                            ("compulsory_insurance", "Compulsory insurance"),
                            ("commercial_insurance", "Commercial insurance"),
                            ("vehicle_tax", "Vehicle tax"),
                            ("plate_fee", "Plate and licence fee"),
                            ("service_fee", "Service fee"),
                            ("finance_fee", "Loan fee"),
                        ],
                        max_length=24,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "quantity",
                    models.DecimalField(decimal_places=2, default=Decimal("1"), max_digits=8),
                ),
                ("unit_price_fen", models.BigIntegerField()),
                ("amount_fen", models.BigIntegerField()),
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
                    "version",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sales.quotationversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "version", "position"),
                        name="sales_quotationline_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_fen__lt", 0), ("kind", "discount")),
                            models.Q(
                                models.Q(("kind", "discount"), _negated=True),
                                ("amount_fen__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="sales_quotationline_only_discounts_are_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiscountApproval",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("wanted", "Waits"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("dropped", "No longer needed"),
                        ],
                        default="wanted",
                        max_length=10,
                    ),
                ),
                ("share_x100", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "asked_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "decided_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
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
                    "version",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="sales.quotationversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state"], name="sales_approval_by_state"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "wanted")),
                        fields=("tenant", "version"),
                        name="sales_discountapproval_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_discountapproval_by_another_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesOrder",
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
                ("spec_key", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Signed and approved"),
                            ("deposit_paid", "Deposit paid"),
                            ("allocated", "Car allocated"),
                            ("paid", "Paid"),
                            ("invoiced", "Invoiced"),
                            ("registered", "Registered"),
                            ("ready_for_delivery", "Ready for delivery"),
                            ("delivered", "Delivered"),
                            ("reported", "Reported to the maker"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("goods_fen", models.BigIntegerField()),
                ("total_fen", models.BigIntegerField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("deposit_fen", models.BigIntegerField()),
                ("promised_on", models.DateField()),
                ("identity_checked_at", models.DateTimeField()),
                ("identity_tail", models.CharField(max_length=4)),
                ("registers_himself", models.BooleanField(default=False)),
                ("approved_at", models.DateTimeField(null=True)),
                ("bill_id", models.UUIDField(null=True)),
                ("deposit_receipt_id", models.UUIDField(null=True)),
                ("deposit_kind", models.CharField(blank=True, max_length=14)),
                ("deposit_paid_fen", models.BigIntegerField(default=0)),
                ("loan_approved_fen", models.BigIntegerField(default=0)),
                ("invoice_code", models.CharField(blank=True, max_length=20)),
                ("invoice_number", models.CharField(blank=True, max_length=20)),
                ("invoiced_on", models.DateField(null=True)),
                ("plate", models.CharField(blank=True, max_length=12)),
                (
                    "cancel_fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer", "Customer withdraws"),
                            ("store", "We cannot deliver"),
                            ("nobody", "Both agree"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
                ("reversed_invoice_number", models.CharField(blank=True, max_length=20)),
                ("refund_fen", models.BigIntegerField(default=0)),
                ("kept_fen", models.BigIntegerField(default=0)),
                ("compensation_fen", models.BigIntegerField(default=0)),
                (
                    "approved_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "consultant",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "interior",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
                    ),
                ),
                (
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="leads.opportunity",
                    ),
                ),
                (
                    "paint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclevariant",
                    ),
                ),
                (
                    "version",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="sales.quotationversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state", "promised_on"],
                        name="sales_salesorder_by_state",
                    ),
                    models.Index(fields=["tenant", "party"], name="sales_salesorder_by_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="sales_salesorder_one_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("tenant", "version"),
                        name="sales_salesorder_one_live_per_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("tenant", "opportunity"),
                        name="sales_salesorder_one_live_per_deal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("invoice_number", ""), _negated=True),
                        fields=("tenant", "invoice_code", "invoice_number"),
                        name="sales_salesorder_one_per_invoice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deposit_fen__gte", 0),
                            ("deposit_paid_fen__gte", 0),
                            ("loan_approved_fen__gte", 0),
                        ),
                        name="sales_salesorder_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "cancelled"), ("cancel_reason", ""), _connector="XOR"
                        ),
                        name="sales_salesorder_cancelled_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ["invoiced", "registered", "ready_for_delivery", "delivered"],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("invoice_number", ""), _negated=True),
                                ("invoiced_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sales_salesorder_invoiced_has_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftIssue",
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
                ("gift", models.CharField(max_length=80)),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
                ("is_thanks", models.BooleanField(default=False)),
                ("channel", models.CharField(blank=True, max_length=12)),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
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
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="sales.salesorder",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "order"], name="sales_giftissue_by_order")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_thanks", True)),
                        fields=("tenant", "order"),
                        name="sales_giftissue_thanks_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("prepared", "Prepared"),
                            ("in_progress", "Customer is here"),
                            ("signed", "Signed"),
                            ("done", "Out of the gate"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("room", models.CharField(max_length=30)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "during",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("starts_at"), models.F("ends_at"), function="tstzrange"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                ("is_washed", models.BooleanField(default=False)),
                ("is_fuelled", models.BooleanField(default=False)),
                ("identity_checked_at", models.DateTimeField(null=True)),
                ("is_page_opened", models.BooleanField(default=False)),
                ("km", models.PositiveIntegerField(null=True)),
                ("may_photograph", models.BooleanField(default=False)),
                ("signed_at", models.DateTimeField(null=True)),
                ("gate_pass", models.CharField(blank=True, max_length=24)),
                ("out_at", models.DateTimeField(null=True)),
                ("move_reason", models.CharField(blank=True, max_length=200)),
                (
                    "photo",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.attachment",
                    ),
                ),
                (
                    "signature",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.attachment",
                    ),
                ),
                (
                    "specialist",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
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
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="sales.salesorder",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "starts_at"], name="sales_delivery_by_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="sales_delivery_one_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("tenant", "order"),
                        name="sales_delivery_one_live_per_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="sales_delivery_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ("planned", "prepared", "in_progress"))),
                        expressions=[
                            ("tenant", "="),
                            ("store", "="),
                            ("room", "="),
                            ("during", "&&"),
                        ],
                        name="sales_delivery_no_overlap_per_room",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "done"]), _negated=True),
                            models.Q(
                                ("is_page_opened", True),
                                ("km__isnull", False),
                                ("signature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sales_delivery_signed_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("photo__isnull", True), ("may_photograph", True), _connector="OR"
                        ),
                        name="sales_delivery_photo_only_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SideService",
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
                            ("loan", "Loan"),
                            ("insurance", "Insurance"),
                            ("purchase_tax", "Purchase tax"),
                            ("plate", "Plate"),
                            ("fitting", "Accessory fitting"),
                            ("mortgage", "Mortgage registration"),
                            ("gift", "Gift"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wanted", "Wanted"),
                            ("in_work", "In work"),
                            ("waiting_outside", "Waits for others"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="wanted",
                        max_length=16,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("waits_for", models.CharField(blank=True, max_length=80)),
                ("waits_until", models.DateField(null=True)),
                ("result_number", models.CharField(blank=True, max_length=40)),
                ("amount_fen", models.BigIntegerField(default=0)),
                ("ends_on", models.DateField(null=True)),
                ("drop_reason", models.CharField(blank=True, max_length=200)),
                (
                    "clerk",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="side_services",
                        to="sales.salesorder",
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
                        fields=["tenant", "store", "state", "kind"],
                        name="sales_sideservice_by_state",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dropped"), _negated=True),
                        fields=("tenant", "order", "kind"),
                        name="sales_sideservice_one_per_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("result_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_sideservice_done_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting_outside"), _negated=True),
                            models.Q(
                                models.Q(("waits_for", ""), _negated=True),
                                ("waits_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sales_sideservice_waiting_says_for_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("drop_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_sideservice_dropped_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockUnit",
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
                ("vin", models.CharField(blank=True, max_length=17)),
                ("option_codes", models.CharField(blank=True, max_length=300)),
                ("spec_key", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("funded", "Funded"),
                            ("in_production", "In production"),
                            ("in_yard", "In the maker's yard"),
                            ("in_transit", "In transit"),
                            ("arrived", "Arrived"),
                            ("damaged", "Damaged in transport"),
                            ("in_stock", "In stock"),
                            ("allocated", "Allocated"),
                            ("invoiced", "Invoiced"),
                            ("delivered", "Delivered"),
                            ("demo", "Demo car"),
                            ("display", "On display"),
                            ("traded_out", "Traded to a dealer"),
                            ("returned", "Returned to the maker"),
                        ],
                        max_length=14,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("location", models.CharField(blank=True, max_length=40)),
                ("key_number", models.CharField(blank=True, max_length=20)),
                ("engine_number", models.CharField(blank=True, max_length=30)),
                ("certificate_number", models.CharField(blank=True, max_length=30)),
                ("purchase_record", models.CharField(blank=True, max_length=40)),
                ("eta_on", models.DateField(null=True)),
                ("arrived_on", models.DateField(null=True)),
                ("is_damage_disclosed", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("aged_days", models.PositiveSmallIntegerField(default=0)),
                (
                    "interior",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
                    ),
                ),
                (
                    "paint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.colour",
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
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclevariant",
                    ),
                ),
                (
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state", "arrived_on"],
                        name="sales_stockunit_by_state",
                    ),
                    models.Index(
                        fields=["tenant", "store", "spec_key", "state"],
                        name="sales_stockunit_by_spec",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["delivered", "traded_out", "returned"]), _negated=True
                        ),
                        fields=("tenant", "vehicle"),
                        name="sales_stockunit_one_live_per_vin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "funded", "in_production"]),
                            ("vehicle__isnull", False),
                            _connector="OR",
                        ),
                        name="sales_stockunit_has_a_vin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["in_stock", "allocated", "invoiced"]), _negated=True
                            ),
                            models.Q(
                                models.Q(("location", ""), _negated=True),
                                models.Q(("key_number", ""), _negated=True),
                                ("arrived_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sales_stockunit_has_place_and_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreDeliveryInspection",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits"),
                            ("in_work", "In inspection"),
                            ("defect", "Defect found"),
                            ("passed", "Passed"),
                            ("expired", "Expired, check again"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("is_recheck", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField(null=True)),
                ("passed_at", models.DateTimeField(null=True)),
                ("km", models.PositiveIntegerField(null=True)),
                (
                    "job",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshop.job",
                    ),
                ),
                (
                    "passed_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
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
                    "technician",
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
                (
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="sales.salesorder",
                    ),
                ),
                (
                    "stock_unit",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="sales.stockunit",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state", "entered_at"],
                        name="sales_inspection_by_state",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="sales_inspection_one_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "expired"), _negated=True),
                        fields=("tenant", "stock_unit"),
                        name="sales_inspection_one_live_per_car",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_by__isnull", True),
                            models.Q(("passed_by", models.F("technician")), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_inspection_passed_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "passed"), _negated=True),
                            models.Q(("km__isnull", False), ("passed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sales_inspection_passed_has_km",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostLayer",
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
                            ("purchase", "Purchase"),
                            ("freight", "Freight"),
                            ("interest", "Interest"),
                            ("pdi", "Pre-delivery inspection"),
                            ("accessory", "Accessory"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=120)),
                ("added_by", models.CharField(max_length=80)),
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
                    "stock_unit",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cost_layers",
                        to="sales.stockunit",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "stock_unit"], name="sales_costlayer_by_unit")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen", 0), _negated=True),
                        name="sales_costlayer_is_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Reserved"),
                            ("locked", "Locked"),
                            ("expired", "Expired"),
                            ("released", "Released"),
                            ("fulfilled", "Delivered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("agreed_difference", models.CharField(blank=True, max_length=200)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "made_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
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
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="sales.salesorder",
                    ),
                ),
                (
                    "stock_unit",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="sales.stockunit",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state", "expires_at"],
                        name="sales_allocation_by_state",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("reserved", "locked"))),
                        fields=("tenant", "stock_unit"),
                        name="sales_allocation_one_live_per_vin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("reserved", "locked"))),
                        fields=("tenant", "order"),
                        name="sales_allocation_one_live_per_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reserved"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sales_allocation_reserved_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sales_allocation_released_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckPoint",
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
                ("checklist", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=16)),
                ("group", models.CharField(max_length=12)),
                ("position", models.PositiveSmallIntegerField()),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=160)),
                ("is_recheck", models.BooleanField(default=False)),
                ("is_law", models.BooleanField(default=False)),
                ("is_paper", models.BooleanField(default=False)),
                ("is_dropped", models.BooleanField(default=False)),
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
                        fields=("tenant", "checklist", "code"), name="sales_checkpoint_one_per_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_law", False), ("is_dropped", False), _connector="OR"
                        ),
                        name="sales_checkpoint_law_stays_on_the_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryDocument",
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
                ("code", models.CharField(max_length=16)),
                ("group", models.CharField(max_length=12)),
                ("position", models.PositiveSmallIntegerField()),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=160)),
                ("is_law", models.BooleanField(default=False)),
                ("is_paper", models.BooleanField(default=False)),
                ("ticked_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="sales.delivery",
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
                    "ticked_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "delivery", "code"), name="sales_deliverydocument_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OnRoadRate",
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
                ("code", models.CharField(max_length=24)),
                ("applies", models.CharField(default="any", max_length=12)),
                ("cc_from", models.PositiveIntegerField(default=0)),
                ("cc_until", models.PositiveIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("percent_x100", models.PositiveIntegerField(default=0)),
                ("amount_fen", models.BigIntegerField(default=0)),
                ("cap_fen", models.BigIntegerField(default=0)),
                ("source", models.CharField(max_length=120)),
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
                        fields=("tenant", "code", "applies", "cc_from", "valid_from"),
                        name="sales_onroadrate_one_per_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applies__in", ["any", "fuel", "new_energy"])),
                        name="sales_onroadrate_applies_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionPoint",
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
                ("code", models.CharField(max_length=16)),
                ("group", models.CharField(max_length=12)),
                ("position", models.PositiveSmallIntegerField()),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=160)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ok", "Fine"),
                            ("defect", "Defect"),
                            ("not_fitted", "Not fitted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("defect_code", models.CharField(blank=True, max_length=20)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("repaired_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "photo",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.attachment",
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
                    "inspection",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="sales.predeliveryinspection",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "inspection", "code"), name="sales_inspectionpoint_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "defect"), _negated=True),
                            models.Q(
                                models.Q(("defect_code", ""), _negated=True),
                                ("photo__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sales_inspectionpoint_defect_has_code_and_photo",
                    ),
                ],
            },
        ),
    ]
