import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_catalogue"),
        ("customers", "0001_customers"),
        ("kernel", "0002_journal_only_grows"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vehicle",
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
                (
                    "vin_state",
                    models.CharField(
                        choices=[
                            ("unknown", "Not read yet"),
                            ("sound", "Sound"),
                            ("flagged", "Check digit is wrong"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("vin_reason", models.CharField(blank=True, max_length=200)),
                ("model_text", models.CharField(blank=True, max_length=80)),
                ("model_year", models.PositiveSmallIntegerField(null=True)),
                ("colour_text", models.CharField(blank=True, max_length=40)),
                ("engine_number", models.CharField(blank=True, max_length=30)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("plate_kind", models.CharField(blank=True, max_length=12)),
                ("first_registered_on", models.DateField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                ("plan_code", models.CharField(blank=True, max_length=16)),
                ("is_severe_use", models.BooleanField(default=False)),
                ("odometer_km", models.PositiveIntegerField(null=True)),
                ("odometer_on", models.DateField(null=True)),
                ("last_service_km", models.PositiveIntegerField(null=True)),
                ("last_service_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("filed_at", models.DateTimeField()),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclevariant",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "plate"], name="vehicles_vehicle_by_plate"),
                    models.Index(
                        fields=["tenant", "filed_at", "id"], name="vehicles_vehicle_by_filing"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("vin", ""), _negated=True),
                        fields=("tenant", "vin"),
                        name="vehicles_vehicle_one_per_vin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vin", ""), ("vin__regex", "^[A-HJ-NPR-Z0-9]{17}$"), _connector="OR"
                        ),
                        name="vehicles_vehicle_vin_has_its_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vin", ""), ("vin_state", "unknown")),
                            models.Q(
                                models.Q(("vin", ""), _negated=True),
                                ("vin_state__in", ["sound", "flagged"]),
                            ),
                            _connector="OR",
                        ),
                        name="vehicles_vehicle_vin_state_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vin_state", "flagged"), _negated=True),
                            models.Q(("vin_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="vehicles_vehicle_wrong_vin_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlateHistory",
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
                ("plate", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary plate"),
                            ("new_energy", "New-energy plate"),
                            ("learner", "Learner plate"),
                            ("trailer", "Trailer plate"),
                            ("hong_kong", "Hong Kong plate"),
                            ("macau", "Macau plate"),
                            ("police", "Police plate"),
                            ("temporary", "Temporary plate"),
                            ("military", "Military plate"),
                            ("embassy", "Embassy plate"),
                            ("foreign", "Foreign plate"),
                        ],
                        max_length=12,
                    ),
                ),
                ("held_from", models.DateField()),
                ("held_until", models.DateField(null=True)),
                (
                    "during",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("held_from"), models.F("held_until"), function="daterange"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plates",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ordinary",
                                    "new_energy",
                                    "learner",
                                    "trailer",
                                    "hong_kong",
                                    "macau",
                                    "police",
                                    "temporary",
                                    "military",
                                    "embassy",
                                    "foreign",
                                ],
                            ),
                            models.Q(("plate", ""), _negated=True),
                        ),
                        name="vehicles_platehistory_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_until__isnull", True),
                            ("held_until__gte", models.F("held_from")),
                            _connector="OR",
                        ),
                        name="vehicles_platehistory_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("tenant", "="), ("vehicle", "="), ("during", "&&")],
                        name="vehicles_platehistory_one_plate_per_vehicle",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("tenant", "="), ("plate", "="), ("during", "&&")],
                        name="vehicles_platehistory_one_vehicle_per_plate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OdometerReading",
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
                ("read_at", models.DateTimeField()),
                ("km", models.PositiveIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("repair_order", "Repair order"),
                            ("delivery", "Delivery"),
                            ("telematics", "Telematics"),
                            ("owner_log", "Owner's log"),
                            ("phone", "Said on the phone"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_replaced", models.BooleanField(default=False)),
                ("source_kind", models.CharField(blank=True, max_length=60)),
                ("source_key", models.CharField(blank=True, max_length=80)),
                ("recorded_by", models.CharField(max_length=60)),
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "vehicle", "read_at"], name="vehicles_odometerreading_log"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("km__lte", 2000000),
                            (
                                "source__in",
                                ["repair_order", "delivery", "telematics", "owner_log", "phone"],
                            ),
                        ),
                        name="vehicles_odometerreading_is_possible",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("tenant", "vehicle", "source_kind", "source_key"),
                        name="vehicles_odometerreading_once_per_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleParty",
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
                            ("owner", "Owner"),
                            ("driver", "Driver"),
                            ("payer", "Payer"),
                            ("contact", "Contact"),
                        ],
                        max_length=8,
                    ),
                ),
                ("held_from", models.DateField()),
                ("held_until", models.DateField(null=True)),
                (
                    "during",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("held_from"), models.F("held_until"), function="daterange"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vehicles",
                        to="customers.party",
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "driver", "payer", "contact"])),
                        name="vehicles_vehicleparty_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_until__isnull", True),
                            ("held_until__gte", models.F("held_from")),
                            _connector="OR",
                        ),
                        name="vehicles_vehicleparty_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("role", "owner")),
                        expressions=[("tenant", "="), ("vehicle", "="), ("during", "&&")],
                        name="vehicles_vehicleparty_one_owner_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("tenant", "="),
                            ("vehicle", "="),
                            ("party", "="),
                            ("role", "="),
                            ("during", "&&"),
                        ],
                        name="vehicles_vehicleparty_role_once_at_a_time",
                    ),
                ],
            },
        ),
    ]
