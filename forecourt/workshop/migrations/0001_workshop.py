import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_journal_only_grows"),
        ("store", "0001_store"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bay",
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
                            ("express_two_man", "Express, two technicians"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis"),
                            ("ev", "Electric cars"),
                            ("alignment", "Alignment"),
                            ("pdi", "Pre-delivery inspection"),
                            ("wash", "Wash"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Dismantling"),
                            ("bp_body", "Body work"),
                            ("bp_prep", "Paint preparation"),
                            ("bp_paint", "Paint booth"),
                            ("bp_bake", "Bake booth"),
                            ("bp_polish", "Polishing"),
                            ("bp_assembly", "Reassembly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_out_of_use", models.BooleanField(default=False)),
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
                        fields=("tenant", "store", "name"), name="workshop_bay_one_per_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "express_two_man",
                                    "general_lift",
                                    "diagnosis",
                                    "ev",
                                    "alignment",
                                    "pdi",
                                    "wash",
                                    "final_inspection",
                                    "bp_dismantle",
                                    "bp_body",
                                    "bp_prep",
                                    "bp_paint",
                                    "bp_bake",
                                    "bp_polish",
                                    "bp_assembly",
                                ],
                            )
                        ),
                        name="workshop_bay_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityDay",
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
                (
                    "bay_kind",
                    models.CharField(
                        choices=[
                            ("express_two_man", "Express, two technicians"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis"),
                            ("ev", "Electric cars"),
                            ("alignment", "Alignment"),
                            ("pdi", "Pre-delivery inspection"),
                            ("wash", "Wash"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Dismantling"),
                            ("bp_body", "Body work"),
                            ("bp_prep", "Paint preparation"),
                            ("bp_paint", "Paint booth"),
                            ("bp_bake", "Bake booth"),
                            ("bp_polish", "Polishing"),
                            ("bp_assembly", "Reassembly"),
                        ],
                        max_length=20,
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
                        fields=("tenant", "store", "on", "bay_kind"),
                        name="workshop_capacityday_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityHold",
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
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=40)),
                (
                    "bay_kind",
                    models.CharField(
                        choices=[
                            ("express_two_man", "Express, two technicians"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis"),
                            ("ev", "Electric cars"),
                            ("alignment", "Alignment"),
                            ("pdi", "Pre-delivery inspection"),
                            ("wash", "Wash"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Dismantling"),
                            ("bp_body", "Body work"),
                            ("bp_prep", "Paint preparation"),
                            ("bp_paint", "Paint booth"),
                            ("bp_bake", "Bake booth"),
                            ("bp_polish", "Polishing"),
                            ("bp_assembly", "Reassembly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("skill", models.CharField(blank=True, max_length=20)),
                ("arrives_at", models.DateTimeField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("title", models.CharField(blank=True, max_length=120)),
                (
                    "wait_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waits_here", "Waits here"),
                            ("leaves_car", "Leaves the car"),
                            ("loaner", "Has a loaner car"),
                            ("pick_up_return", "Picked up and returned"),
                            ("shuttle", "Takes the shuttle"),
                        ],
                        max_length=16,
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
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["tenant", "store", "starts_at"],
                        name="workshop_capacityhold_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("tenant", "source_kind", "source_key"),
                        name="workshop_capacityhold_one_per_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrives_at__lte", models.F("starts_at")),
                            ("ends_at__gt", models.F("starts_at")),
                        ),
                        name="workshop_capacityhold_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                ("source_kind", models.CharField(max_length=40)),
                ("source_key", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=120)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("vehicle", models.CharField(blank=True, max_length=60)),
                ("customer_label", models.CharField(blank=True, max_length=60)),
                ("standard_minutes", models.PositiveIntegerField()),
                (
                    "bay_kind",
                    models.CharField(
                        choices=[
                            ("express_two_man", "Express, two technicians"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis"),
                            ("ev", "Electric cars"),
                            ("alignment", "Alignment"),
                            ("pdi", "Pre-delivery inspection"),
                            ("wash", "Wash"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Dismantling"),
                            ("bp_body", "Body work"),
                            ("bp_prep", "Paint preparation"),
                            ("bp_paint", "Paint booth"),
                            ("bp_bake", "Bake booth"),
                            ("bp_polish", "Polishing"),
                            ("bp_assembly", "Reassembly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("skill", models.CharField(blank=True, max_length=20)),
                (
                    "wait_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waits_here", "Waits here"),
                            ("leaves_car", "Leaves the car"),
                            ("loaner", "Has a loaner car"),
                            ("pick_up_return", "Picked up and returned"),
                            ("shuttle", "Takes the shuttle"),
                        ],
                        max_length=16,
                    ),
                ),
                ("first_promise_at", models.DateTimeField(null=True)),
                ("promise_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Working"),
                            ("blocked", "Stopped"),
                            ("parked", "Parked"),
                            ("finished", "Work done"),
                            ("carried_over", "Carried over"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "stop_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("part", "Part missing"),
                            ("approval", "Customer has not approved"),
                            ("sublet", "Outside work"),
                            ("diagnosis", "Diagnosis needed"),
                            ("tool", "Tool missing"),
                            ("absence", "Technician away"),
                            ("bay_moved", "Bay changed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "during",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                starts_at__isnull=False,
                                then=models.Func(
                                    models.F("starts_at"), models.F("ends_at"), function="tstzrange"
                                ),
                            )
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("worked_minutes", models.PositiveIntegerField(default=0)),
                ("needs_check", models.BooleanField(default=True)),
                ("passed_at", models.DateTimeField(null=True)),
                ("failed_checks", models.PositiveSmallIntegerField(default=0)),
                ("risk_told_at", models.DateTimeField(null=True)),
                (
                    "adviser",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "bay",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="workshop.bay",
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
                        related_name="jobs",
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
                        fields=["tenant", "store", "starts_at"], name="workshop_job_by_day"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("bay__isnull", True),
                            ("state__in", ["planned", "parked", "carried_over"]),
                        ),
                        fields=["tenant", "store"],
                        name="workshop_job_waiting",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("needs_check", True),
                            ("passed_at__isnull", True),
                            ("state", "finished"),
                        ),
                        fields=["tenant", "store", "finished_at"],
                        name="workshop_job_unchecked",
                    ),
                    models.Index(
                        fields=["tenant", "source_kind", "source_key"],
                        name="workshop_job_by_source",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("tenant", "technician"),
                        name="workshop_job_one_running_per_technician",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("bay__isnull", False), ("state__in", ["planned", "running", "blocked"])
                        ),
                        expressions=[("tenant", "="), ("bay", "="), ("during", "&&")],
                        name="workshop_job_no_overlap_in_a_bay",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", False),
                            ("state__in", ["planned", "running", "blocked"]),
                            ("technician__isnull", False),
                        ),
                        expressions=[("tenant", "="), ("technician", "="), ("during", "&&")],
                        name="workshop_job_no_overlap_for_a_technician",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "planned",
                                    "running",
                                    "blocked",
                                    "parked",
                                    "finished",
                                    "carried_over",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="workshop_job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "bay_kind__in",
                                [
                                    "express_two_man",
                                    "general_lift",
                                    "diagnosis",
                                    "ev",
                                    "alignment",
                                    "pdi",
                                    "wash",
                                    "final_inspection",
                                    "bp_dismantle",
                                    "bp_body",
                                    "bp_prep",
                                    "bp_paint",
                                    "bp_bake",
                                    "bp_polish",
                                    "bp_assembly",
                                ],
                            )
                        ),
                        name="workshop_job_bay_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "ends_at",
                                    models.Func(
                                        models.F("ends_at"),
                                        output_field=models.DateTimeField(),
                                        template="date_bin('15 minutes', %(expressions)s, 'epoch'::timestamptz)",
                                    ),
                                ),
                                (
                                    "starts_at",
                                    models.Func(
                                        models.F("starts_at"),
                                        output_field=models.DateTimeField(),
                                        template="date_bin('15 minutes', %(expressions)s, 'epoch'::timestamptz)",
                                    ),
                                ),
                            ),
                            ("starts_at__isnull", True),
                            _connector="OR",
                        ),
                        name="workshop_job_stands_on_the_grid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("bay__isnull", True),
                                ("ends_at__isnull", True),
                                ("starts_at__isnull", True),
                            ),
                            models.Q(
                                ("bay__isnull", False),
                                ("ends_at__gt", models.F("starts_at")),
                                ("starts_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_job_has_a_whole_place_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["running", "blocked"]), _negated=True),
                            models.Q(("bay__isnull", False), ("technician__isnull", False)),
                            _connector="OR",
                        ),
                        name="workshop_job_in_work_has_bay_and_technician",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["parked", "carried_over", "withdrawn"]),
                                _negated=True,
                            ),
                            ("bay__isnull", True),
                            _connector="OR",
                        ),
                        name="workshop_job_off_the_board_holds_no_bay",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["blocked", "parked"]),
                                models.Q(("stop_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["blocked", "parked"]), _negated=True),
                                ("stop_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_job_stopped_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standard_minutes__gt", 0)),
                        name="workshop_job_takes_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityCheck",
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
                ("checked_at", models.DateTimeField()),
                ("round_number", models.PositiveSmallIntegerField()),
                ("is_passed", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "inspector",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "job",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="workshop.job",
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
                        fields=["tenant", "store", "checked_at"],
                        name="workshop_qualitycheck_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "job", "round_number"),
                        name="workshop_qualitycheck_round_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityPoint",
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
                ("text", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
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
                        fields=("tenant", "code", "valid_from"),
                        name="workshop_qualitypoint_one_version_per_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityResult",
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
                ("text", models.CharField(max_length=120)),
                ("is_fine", models.BooleanField()),
                (
                    "quality_check",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="workshop.qualitycheck",
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
                        fields=("tenant", "quality_check", "code"),
                        name="workshop_qualityresult_point_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffSkill",
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
                    "skill",
                    models.CharField(
                        choices=[
                            ("maintenance", "Maintenance"),
                            ("mechanics", "Mechanics"),
                            ("diagnosis", "Diagnosis"),
                            ("high_voltage", "High-voltage certificate"),
                            ("alignment", "Alignment"),
                            ("pdi", "Pre-delivery inspection"),
                            ("body", "Body"),
                            ("paint", "Paint"),
                            ("wash", "Wash"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=2)),
                ("reviewed_on", models.DateField()),
                (
                    "staff",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "staff", "skill"), name="workshop_staffskill_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                        name="workshop_staffskill_level_1_to_3",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "skill__in",
                                [
                                    "maintenance",
                                    "mechanics",
                                    "diagnosis",
                                    "high_voltage",
                                    "alignment",
                                    "pdi",
                                    "body",
                                    "paint",
                                    "wash",
                                ],
                            )
                        ),
                        name="workshop_staffskill_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkClock",
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
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "stop_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("part", "Part missing"),
                            ("approval", "Customer has not approved"),
                            ("sublet", "Outside work"),
                            ("diagnosis", "Diagnosis needed"),
                            ("tool", "Tool missing"),
                            ("absence", "Technician away"),
                            ("bay_moved", "Bay changed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "during",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("started_at"), models.F("ended_at"), function="tstzrange"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                    ),
                ),
                (
                    "job",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="workshop.job",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
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
                        fields=["tenant", "job", "started_at"], name="workshop_workclock_by_job"
                    ),
                    models.Index(
                        fields=["tenant", "store", "started_at"], name="workshop_workclock_by_day"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("tenant", "="), ("technician", "="), ("during", "&&")],
                        name="workshop_workclock_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="workshop_workclock_ends_after_start",
                    ),
                ],
            },
        ),
    ]
