import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_ground"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
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
                    "username",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Staff",
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
                ("employee_number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=40)),
                ("phone", models.CharField(blank=True, max_length=24)),
                ("left_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        fields=("tenant", "employee_number"),
                        name="store_staff_one_per_employee_number",
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "account"), name="store_staff_one_per_account"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Store",
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
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("short_name", models.CharField(max_length=20)),
                ("phone", models.CharField(blank=True, max_length=24)),
                ("address", models.CharField(blank=True, max_length=160)),
                ("zone_name", models.CharField(default="Asia/Shanghai", max_length=40)),
                ("currency", models.CharField(default="CNY", max_length=3)),
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
                        fields=("tenant", "code"), name="store_store_one_per_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffPost",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("general_manager", "General manager"),
                            ("sales_manager", "Sales manager"),
                            ("showroom_manager", "Showroom manager"),
                            ("receptionist", "Receptionist"),
                            ("sales_consultant", "Sales consultant"),
                            ("lead_agent", "Lead agent"),
                            ("allocation_clerk", "Allocation clerk"),
                            ("delivery_specialist", "Delivery specialist"),
                            ("registration_clerk", "Registration clerk"),
                            ("insurance_clerk", "Insurance clerk"),
                            ("finance_clerk", "Finance clerk"),
                            ("accessory_clerk", "Accessory clerk"),
                            ("appraiser", "Appraiser"),
                            ("used_car_seller", "Used-car seller"),
                            ("service_manager", "Service manager"),
                            ("service_adviser", "Service adviser"),
                            ("appointment_clerk", "Appointment clerk"),
                            ("job_controller", "Job controller"),
                            ("technician", "Technician"),
                            ("technical_adviser", "Technical adviser"),
                            ("quality_inspector", "Quality inspector"),
                            ("washer", "Washer"),
                            ("warranty_clerk", "Warranty clerk"),
                            ("parts_manager", "Parts manager"),
                            ("parts_keeper", "Parts keeper"),
                            ("relation_agent", "Relation agent"),
                            ("relation_manager", "Relation manager"),
                            ("cashier", "Cashier"),
                            ("accountant", "Accountant"),
                            ("system_administrator", "System administrator"),
                            ("field_representative", "Field representative"),
                            ("owner", "Owner"),
                            ("device", "Device"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "staff",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.store",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "staff", "store", "role"), name="store_staffpost_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "general_manager",
                                    "sales_manager",
                                    "showroom_manager",
                                    "receptionist",
                                    "sales_consultant",
                                    "lead_agent",
                                    "allocation_clerk",
                                    "delivery_specialist",
                                    "registration_clerk",
                                    "insurance_clerk",
                                    "finance_clerk",
                                    "accessory_clerk",
                                    "appraiser",
                                    "used_car_seller",
                                    "service_manager",
                                    "service_adviser",
                                    "appointment_clerk",
                                    "job_controller",
                                    "technician",
                                    "technical_adviser",
                                    "quality_inspector",
                                    "washer",
                                    "warranty_clerk",
                                    "parts_manager",
                                    "parts_keeper",
                                    "relation_agent",
                                    "relation_manager",
                                    "cashier",
                                    "accountant",
                                    "system_administrator",
                                    "field_representative",
                                    "owner",
                                    "device",
                                ],
                            )
                        ),
                        name="store_staffpost_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
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
                    "staff",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="store.staff",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.store",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "store", "starts_at"], name="store_shift_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="store_shift_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("tenant", "="), ("staff", "="), ("during", "&&")],
                        name="store_shift_no_overlap_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleValue",
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
                ("key", models.CharField(max_length=60)),
                ("valid_from", models.DateField()),
                ("value", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=20)),
                ("origin", models.CharField(max_length=120)),
                ("changed_at", models.DateTimeField()),
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.store",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "key", "valid_from"),
                        name="store_rulevalue_one_version_per_day",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
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
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.store",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "weekday"),
                        name="store_openinghours_one_per_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__gt", models.F("opens")),
                            ("weekday__gte", 1),
                            ("weekday__lte", 7),
                        ),
                        name="store_openinghours_close_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
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
                ("on", models.DateField()),
                ("name", models.CharField(max_length=40)),
                ("is_worked", models.BooleanField(default=False)),
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.store",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "on"), name="store_holiday_one_per_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleRight",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("general_manager", "General manager"),
                            ("sales_manager", "Sales manager"),
                            ("showroom_manager", "Showroom manager"),
                            ("receptionist", "Receptionist"),
                            ("sales_consultant", "Sales consultant"),
                            ("lead_agent", "Lead agent"),
                            ("allocation_clerk", "Allocation clerk"),
                            ("delivery_specialist", "Delivery specialist"),
                            ("registration_clerk", "Registration clerk"),
                            ("insurance_clerk", "Insurance clerk"),
                            ("finance_clerk", "Finance clerk"),
                            ("accessory_clerk", "Accessory clerk"),
                            ("appraiser", "Appraiser"),
                            ("used_car_seller", "Used-car seller"),
                            ("service_manager", "Service manager"),
                            ("service_adviser", "Service adviser"),
                            ("appointment_clerk", "Appointment clerk"),
                            ("job_controller", "Job controller"),
                            ("technician", "Technician"),
                            ("technical_adviser", "Technical adviser"),
                            ("quality_inspector", "Quality inspector"),
                            ("washer", "Washer"),
                            ("warranty_clerk", "Warranty clerk"),
                            ("parts_manager", "Parts manager"),
                            ("parts_keeper", "Parts keeper"),
                            ("relation_agent", "Relation agent"),
                            ("relation_manager", "Relation manager"),
                            ("cashier", "Cashier"),
                            ("accountant", "Accountant"),
                            ("system_administrator", "System administrator"),
                            ("field_representative", "Field representative"),
                            ("owner", "Owner"),
                            ("device", "Device"),
                        ],
                        max_length=24,
                    ),
                ),
                ("right", models.CharField(max_length=60)),
                ("is_granted", models.BooleanField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=80)),
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
                        fields=("tenant", "role", "right"), name="store_roleright_one_per_right"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("staff_id", models.UUIDField(null=True)),
                ("store_id", models.UUIDField(null=True)),
                ("user_agent", models.CharField(blank=True, max_length=120)),
                ("idle_minutes", models.PositiveSmallIntegerField(default=30)),
                (
                    "begun_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "seen_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home_tenant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "seen_at"], name="store_session_by_account")
                ],
            },
        ),
    ]
