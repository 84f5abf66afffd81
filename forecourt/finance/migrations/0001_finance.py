import django.db.models.deletion
import django.db.models.expressions
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_customers"),
        ("kernel", "0002_journal_only_grows"),
        ("store", "0001_store"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bill",
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
                ("number", models.CharField(blank=True, max_length=24)),
                ("title", models.CharField(max_length=120)),
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("posted", "Posted"),
                            ("reversed", "Reversed"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("total_fen", models.BigIntegerField(default=0)),
                ("tax_fen", models.BigIntegerField(default=0)),
                ("paid_fen", models.BigIntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=80)),
                ("posted_at", models.DateTimeField(null=True)),
                ("posted_by", models.CharField(blank=True, max_length=80)),
                ("posted_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "reverses",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="finance.bill",
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
                        name="finance_bill_by_source",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "posted"), ("total_fen__gt", models.F("paid_fen"))
                        ),
                        fields=["tenant", "store", "posted_at"],
                        name="finance_bill_unpaid",
                    ),
                    models.Index(
                        fields=["tenant", "store", "drafted_at"], name="finance_bill_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("tenant", "store", "number"),
                        name="finance_bill_one_per_number",
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "reverses"), name="finance_bill_reversed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number", ""), ("posted_at__isnull", True), ("state", "draft")
                            ),
                            models.Q(
                                ("posted_at__isnull", False),
                                ("state__in", ("posted", "reversed")),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finance_bill_posted_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_fen__gte", 0), ("paid_fen__lte", models.F("total_fen"))
                            ),
                            models.Q(("paid_fen", 0), ("total_fen__lt", 0)),
                            _connector="OR",
                        ),
                        name="finance_bill_paid_is_within_its_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reverses__isnull", True), ("total_fen__gte", 0)),
                            models.Q(
                                ("reverses__isnull", False),
                                ("total_fen__lte", 0),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finance_bill_only_a_reversal_is_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reversed"), _negated=True),
                            ("paid_fen", 0),
                            _connector="OR",
                        ),
                        name="finance_bill_reversed_holds_no_money",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillLine",
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
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("labour", "Labour"),
                            ("part", "Part"),
                            ("sublet", "Outside work"),
                            ("car", "Car"),
                            ("option", "Option"),
                            ("service", "Service"),
                            ("other", "Other"),
                        ],
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(max_length=160)),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=12)),
                ("unit_price_fen", models.BigIntegerField()),
                ("discount_fen", models.BigIntegerField(default=0)),
                ("total_fen", models.BigIntegerField()),
                ("tax_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("tax_fen", models.BigIntegerField()),
                (
                    "pay_type",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("warranty", "Warranty"),
                            ("recall", "Recall"),
                            ("internal", "Internal"),
                            ("insurance", "Insurance"),
                            ("goodwill", "Goodwill"),
                            ("package", "Package"),
                        ],
                        max_length=9,
                    ),
                ),
                ("origin_class", models.CharField(blank=True, max_length=16)),
                (
                    "bill",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="finance.bill",
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
                        fields=("tenant", "bill", "place"), name="finance_billline_one_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total_fen",
                                django.db.models.expressions.CombinedExpression(
                                    models.Func(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("quantity"), "*", models.F("unit_price_fen")
                                        ),
                                        models.Value(0),
                                        function="round",
                                        output_field=models.DecimalField(
                                            decimal_places=0, max_digits=30
                                        ),
                                    ),
                                    "-",
                                    models.F("discount_fen"),
                                ),
                            )
                        ),
                        name="finance_billline_total_is_quantity_times_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tax_percent__gte", 0), ("tax_percent__lt", 100)),
                        name="finance_billline_tax_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pay_type__in",
                                [
                                    "customer",
                                    "warranty",
                                    "recall",
                                    "internal",
                                    "insurance",
                                    "goodwill",
                                    "package",
                                ],
                            )
                        ),
                        name="finance_billline_pay_type_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                        choices=[
                            ("earnest_money", "Earnest money"),
                            ("deposit", "Deposit"),
                            ("balance", "Balance"),
                            ("service", "Service"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("cash", "Cash"),
                            ("card", "Card"),
                            ("wechat", "WeChat"),
                            ("alipay", "Alipay"),
                            ("transfer", "Bank transfer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("amount_fen", models.BigIntegerField()),
                ("used_fen", models.BigIntegerField(default=0)),
                ("refunded_fen", models.BigIntegerField(default=0)),
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=60)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("received_at", models.DateTimeField()),
                ("received_on", models.DateField()),
                ("received_by", models.CharField(max_length=80)),
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
                    models.Index(
                        fields=["tenant", "source_kind", "source_key"],
                        name="finance_receipt_by_source",
                    ),
                    models.Index(
                        fields=["tenant", "store", "received_on"], name="finance_receipt_by_day"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="finance_receipt_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)),
                        name="finance_receipt_is_for_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_fen__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("used_fen"), "+", models.F("refunded_fen")
                                ),
                            ),
                            ("refunded_fen__gte", 0),
                            ("used_fen__gte", 0),
                        ),
                        name="finance_receipt_gives_what_it_holds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["earnest_money", "deposit", "balance", "service"]),
                            ("method__in", ["cash", "card", "wechat", "alipay", "transfer"]),
                        ),
                        name="finance_receipt_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptUse",
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
                ("amount_fen", models.BigIntegerField()),
                ("used_at", models.DateTimeField()),
                ("used_by", models.CharField(max_length=80)),
                (
                    "bill",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="finance.bill",
                    ),
                ),
                (
                    "receipt",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="finance.receipt",
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
                    models.Index(fields=["tenant", "bill"], name="finance_receiptuse_by_bill")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen", 0), _negated=True),
                        name="finance_receiptuse_is_for_money",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
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
                    "method",
                    models.CharField(
                        choices=[
                            ("cash", "Cash"),
                            ("card", "Card"),
                            ("wechat", "WeChat"),
                            ("alipay", "Alipay"),
                            ("transfer", "Bank transfer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("received_by", models.CharField(max_length=80)),
                ("refunded_by", models.CharField(max_length=80)),
                ("alone_up_to_fen", models.BigIntegerField()),
                ("refunded_at", models.DateTimeField()),
                ("refunded_on", models.DateField()),
                (
                    "receipt",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="finance.receipt",
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
                        fields=["tenant", "store", "refunded_on"], name="finance_refund_by_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="finance_refund_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_fen__gt", 0), models.Q(("reason", ""), _negated=True)
                        ),
                        name="finance_refund_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refunded_by", models.F("received_by")), _negated=True),
                            ("amount_fen__lte", models.F("alone_up_to_fen")),
                            _connector="OR",
                        ),
                        name="finance_refund_needs_a_second_person",
                    ),
                ],
            },
        ),
    ]
