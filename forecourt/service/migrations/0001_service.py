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
        ("parts", "0002_stock_by_moves"),
        ("store", "0001_store"),
        ("vehicles", "0001_vehicles"),
        ("workshop", "0001_workshop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Slot held"),
                            ("released", "Slot released"),
                            ("booked", "Booked"),
                            ("confirmed", "Confirmed"),
                            ("arrived", "Arrived"),
                            ("checked_in", "Checked in"),
                            ("fulfilled", "Fulfilled"),
                            ("cancelled", "Cancelled"),
                            ("no_show", "Did not come"),
                        ],
                        max_length=12,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("counter", "At the counter"),
                            ("portal", "Owner's page"),
                        ],
                        max_length=8,
                    ),
                ),
                ("arrives_at", models.DateTimeField()),
                ("work_at", models.DateTimeField()),
                ("minutes", models.PositiveIntegerField()),
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
                ("held_until", models.DateTimeField(null=True)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("model_text", models.CharField(blank=True, max_length=80)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_phone", models.CharField(blank=True, max_length=24)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(blank=True, max_length=400)),
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
                ("booked_at", models.DateTimeField(null=True)),
                ("booked_by", models.CharField(blank=True, max_length=80)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("prepared_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("is_walk_in", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=200)),
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
                    "held_for",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "menu",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.servicemenu",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "arrives_at"], name="service_appt_by_day"
                    ),
                    models.Index(
                        fields=["tenant", "vehicle", "arrives_at"], name="service_appt_by_car"
                    ),
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["tenant", "store", "held_until"],
                        name="service_appt_held",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("tenant", "store", "number"),
                        name="service_appointment_one_per_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["booked", "confirmed"])),
                        fields=("tenant", "vehicle", "arrives_at"),
                        name="service_appointment_car_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["phone", "counter", "portal"]),
                            (
                                "state__in",
                                [
                                    "held",
                                    "released",
                                    "booked",
                                    "confirmed",
                                    "arrived",
                                    "checked_in",
                                    "fulfilled",
                                    "cancelled",
                                    "no_show",
                                ],
                            ),
                        ),
                        name="service_appointment_words_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["held", "released"]),
                            models.Q(
                                ("booked_at__isnull", False),
                                ("party__isnull", False),
                                ("vehicle__isnull", False),
                                models.Q(("wait_type", ""), _negated=True),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_appointment_booked_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("held_until__isnull", False),
                            _connector="OR",
                        ),
                        name="service_appointment_held_until_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__gt", 0), ("work_at__gte", models.F("arrives_at"))
                        ),
                        name="service_appointment_work_follows_arrival",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                ("words", models.CharField(max_length=400)),
                ("what", models.CharField(blank=True, max_length=120)),
                ("where", models.CharField(blank=True, max_length=120)),
                ("when", models.CharField(blank=True, max_length=120)),
                ("who_drives", models.CharField(blank=True, max_length=120)),
                ("how_often", models.CharField(blank=True, max_length=120)),
                ("how_strong", models.CharField(blank=True, max_length=120)),
                ("cause", models.CharField(blank=True, max_length=400)),
                ("correction", models.CharField(blank=True, max_length=400)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
            name="JobLine",
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
                            ("labour", "Labour"),
                            ("part", "Part"),
                            ("sublet", "Outside work"),
                        ],
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=160)),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, default=Decimal("1"), max_digits=12),
                ),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("unit_price_fen", models.BigIntegerField()),
                ("amount_fen", models.BigIntegerField()),
                ("sold_minutes", models.PositiveIntegerField(default=0)),
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
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("order", "Ordered at reception"),
                            ("menu", "Service menu"),
                            ("finding", "Found in the bay"),
                            ("revived", "Taken up again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("menu_code", models.CharField(blank=True, max_length=12)),
                (
                    "bay_kind",
                    models.CharField(
                        blank=True,
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
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("green", "Fine"), ("yellow", "Watch"), ("red", "Act now")],
                        max_length=6,
                    ),
                ),
                (
                    "authorization",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for approval"),
                            ("authorised", "Authorised"),
                            ("declined", "Declined"),
                            ("deferred", "Deferred"),
                            ("expired", "Not answered"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("text_version", models.PositiveSmallIntegerField(default=1)),
                ("proposed_by", models.CharField(max_length=80)),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("price", "Price"),
                            ("time", "No time today"),
                            ("will_do_elsewhere", "Will have it done elsewhere"),
                            ("will_do_self", "Will do it himself"),
                            ("not_convinced", "Not convinced"),
                            ("selling_car", "Sells the car"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("deferred_until_on", models.DateField(null=True)),
                ("deferred_until_km", models.PositiveIntegerField(null=True)),
                ("parts_asked_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "concern",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="service.concern",
                    ),
                ),
                (
                    "job",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshop.job",
                    ),
                ),
                (
                    "part",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parts.part",
                    ),
                ),
                (
                    "revived_from",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revivals",
                        to="service.jobline",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
            name="Authorization",
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
                    "verdict",
                    models.CharField(
                        choices=[
                            ("authorised", "Authorised"),
                            ("declined", "Declined"),
                            ("deferred", "Deferred"),
                            ("withdrawn", "Withdrawn"),
                            ("reset", "Void, price or scope changed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person_paper", "In person, on paper"),
                            ("in_person_digital", "In person, on the tablet"),
                            ("portal", "Owner's page"),
                            ("sms_link", "Link in a text message"),
                            ("email_link", "Link in a mail"),
                            ("phone", "By phone"),
                            ("preauthorized", "Agreed in advance"),
                        ],
                        max_length=20,
                    ),
                ),
                ("person", models.CharField(max_length=120)),
                ("party_id", models.UUIDField(null=True)),
                ("given_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                ("text_version", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=240)),
                ("amount_fen", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                    "line",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="service.jobline",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "authorised")),
                        fields=("tenant", "line", "text_version"),
                        name="service_authorization_once_per_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                ["authorised", "declined", "deferred", "withdrawn", "reset"],
                            ),
                            models.Q(("person", ""), _negated=True),
                        ),
                        name="service_authorization_is_somebodys_word",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparationTick",
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
                ("ticked_at", models.DateTimeField()),
                ("ticked_by", models.CharField(max_length=80)),
                ("ticker_name", models.CharField(blank=True, max_length=40)),
                (
                    "appointment",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="service.appointment",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                        fields=("tenant", "appointment", "code"),
                        name="service_preparationtick_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairOrder",
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
                    "floor_stage",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("inspected", "Walk-around done"),
                            ("estimated", "Estimated"),
                            ("authorised", "Authorised"),
                            ("dispatched", "Dispatched"),
                            ("working", "In work"),
                            ("stopped", "Stopped"),
                            ("work_done", "Work done"),
                            ("in_quality_check", "Quality check"),
                            ("quality_passed", "Quality passed"),
                            ("washing", "Being washed"),
                            ("ready", "Ready"),
                            ("settled", "Settled"),
                            ("gate_out", "Left"),
                            ("closed", "Closed"),
                            ("void", "Void"),
                        ],
                        max_length=16,
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
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("model_text", models.CharField(blank=True, max_length=80)),
                ("customer_name", models.CharField(max_length=120)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_phone", models.CharField(blank=True, max_length=24)),
                ("odometer_km", models.PositiveIntegerField()),
                (
                    "wait_type",
                    models.CharField(
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
                ("wants_wash", models.BooleanField(default=True)),
                ("wants_old_parts", models.BooleanField(default=False)),
                ("is_repeat", models.BooleanField(default=False)),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("first_promise_at", models.DateTimeField(null=True)),
                ("promise_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_how", models.CharField(blank=True, max_length=12)),
                ("left_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                (
                    "adviser",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "appointment",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="service.appointment",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "reopened_from",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopened",
                        to="service.repairorder",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repair_orders",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("floor_stage__in", ["gate_out", "closed", "void"]), _negated=True
                        ),
                        fields=["tenant", "store", "promise_at", "id"],
                        name="service_order_in_house",
                    ),
                    models.Index(
                        fields=["tenant", "store", "opened_at"], name="service_order_by_day"
                    ),
                    models.Index(
                        fields=["tenant", "vehicle", "opened_at"], name="service_order_by_car"
                    ),
                    models.Index(
                        fields=["tenant", "party", "opened_at"], name="service_order_by_party"
                    ),
                    models.Index(
                        condition=models.Q(("floor_stage", "gate_out")),
                        fields=["tenant", "store", "entered_at"],
                        name="service_order_left",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"),
                        name="service_repairorder_one_per_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("appointment__isnull", False),
                            models.Q(("floor_stage", "void"), _negated=True),
                        ),
                        fields=("tenant", "appointment"),
                        name="service_repairorder_one_per_appointment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "floor_stage__in",
                                [
                                    "opened",
                                    "inspected",
                                    "estimated",
                                    "authorised",
                                    "dispatched",
                                    "working",
                                    "stopped",
                                    "work_done",
                                    "in_quality_check",
                                    "quality_passed",
                                    "washing",
                                    "ready",
                                    "settled",
                                    "gate_out",
                                    "closed",
                                    "void",
                                ],
                            ),
                            (
                                "wait_type__in",
                                ["waits_here", "leaves_car", "loaner", "pick_up_return", "shuttle"],
                            ),
                        ),
                        name="service_repairorder_words_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("floor_stage", "stopped"),
                                models.Q(("stop_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("floor_stage", "stopped"), _negated=True),
                                ("stop_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="service_repairorder_stopped_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("floor_stage", "void"), _negated=True),
                            models.Q(("void_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="service_repairorder_void_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_promise_at__isnull", True), ("promise_at__isnull", True)
                            ),
                            models.Q(
                                ("first_promise_at__isnull", False), ("promise_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="service_repairorder_remembers_its_first_promise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("floor_stage__in", ["gate_out", "closed"]), _negated=True),
                            ("left_at__isnull", False),
                            _connector="OR",
                        ),
                        name="service_repairorder_left_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderPhoto",
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
                ("line_id", models.UUIDField(null=True)),
                ("zone", models.CharField(blank=True, max_length=24)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=80)),
                (
                    "attachment",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.attachment",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="service.repairorder",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "order", "taken_at"], name="service_photo_by_order"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="jobline",
            name="order",
            field=forecourt.kernel.tenancy.TenantForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="service.repairorder",
            ),
        ),
        migrations.CreateModel(
            name="GatePass",
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
                ("token", models.CharField(max_length=32)),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=80)),
                ("used_at", models.DateTimeField(null=True)),
                ("used_by", models.CharField(blank=True, max_length=80)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                        related_name="gate_passes",
                        to="service.repairorder",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("used_at__isnull", True)),
                        fields=["tenant", "store", "given_at"],
                        name="service_gatepass_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"), name="service_gatepass_one_per_number"
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "order"), name="service_gatepass_one_per_car"
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "token"), name="service_gatepass_token_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="concern",
            name="order",
            field=forecourt.kernel.tenancy.TenantForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="concerns",
                to="service.repairorder",
            ),
        ),
        migrations.CreateModel(
            name="Settlement",
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
                            ("draft", "Prepared"),
                            ("explained", "Explained"),
                            ("partly_paid", "Partly paid"),
                            ("paid", "Paid"),
                            ("on_credit", "On credit"),
                            ("released", "Car released"),
                            ("reversed", "Reversed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("prepared_at", models.DateTimeField()),
                ("prepared_by", models.CharField(max_length=80)),
                ("total_fen", models.BigIntegerField()),
                ("customer_fen", models.BigIntegerField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("explained_at", models.DateTimeField(null=True)),
                ("explained_by", models.CharField(blank=True, max_length=80)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="service.repairorder",
                    ),
                ),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                        fields=["tenant", "store", "prepared_at"], name="service_settl_by_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "number"),
                        name="service_settlement_one_per_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "reversed"), _negated=True),
                        fields=("tenant", "order"),
                        name="service_settlement_one_live_per_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "explained",
                                    "partly_paid",
                                    "paid",
                                    "on_credit",
                                    "released",
                                    "reversed",
                                ],
                            )
                        ),
                        name="service_settlement_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customer_fen__gte", 0), ("total_fen__gte", models.F("customer_fen"))
                        ),
                        name="service_settlement_customer_pays_a_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WalkAround",
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
                ("started_by", models.CharField(max_length=80)),
                ("odometer_km", models.PositiveIntegerField()),
                ("energy_percent", models.PositiveSmallIntegerField(null=True)),
                ("belongings", models.CharField(blank=True, max_length=200)),
                ("warning_lamps", models.CharField(blank=True, max_length=200)),
                ("remarks", models.CharField(blank=True, max_length=400)),
                ("points_done", models.CharField(blank=True, max_length=400)),
                ("may_show_on_board", models.BooleanField(default=False)),
                ("signer_name", models.CharField(blank=True, max_length=120)),
                ("refusal", models.CharField(blank=True, max_length=200)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=80)),
                (
                    "order",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="walk_arounds",
                        to="service.repairorder",
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                        fields=("tenant", "order"), name="service_walkaround_one_per_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("energy_percent__isnull", True),
                            ("energy_percent__lte", 100),
                            _connector="OR",
                        ),
                        name="service_walkaround_energy_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("signature__isnull", False),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="service_walkaround_is_signed_or_says_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DamageMark",
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
                ("x", models.PositiveSmallIntegerField()),
                ("y", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("S", "Scratch"),
                            ("D", "Dent"),
                            ("C", "Crack"),
                            ("P", "Paint damage"),
                            ("R", "Rust"),
                            ("M", "Missing"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "size",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "under 2 cm"), (2, "under 10 cm"), (3, "10 cm and more")]
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
                    "walk_around",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="service.walkaround",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "walk_around", "position"),
                        name="service_damagemark_one_per_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["S", "D", "C", "P", "R", "M"]),
                            ("size__in", [1, 2, 3]),
                            ("x__lte", 1000),
                            ("y__lte", 1000),
                        ),
                        name="service_damagemark_is_on_the_car",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="jobline",
            index=models.Index(
                condition=models.Q(("authorization", "proposed")),
                fields=["tenant", "store", "entered_at"],
                name="service_line_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="jobline",
            index=models.Index(fields=["tenant", "job"], name="service_line_by_job"),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.UniqueConstraint(
                fields=("tenant", "order", "position"), name="service_jobline_one_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "authorization__in",
                        ["proposed", "authorised", "declined", "deferred", "expired"],
                    ),
                    ("kind__in", ["labour", "part", "sublet"]),
                    ("origin__in", ["order", "menu", "finding", "revived"]),
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
                    ),
                    models.Q(
                        ("grade", ""), ("grade__in", ["green", "yellow", "red"]), _connector="OR"
                    ),
                ),
                name="service_jobline_words_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_fen__gte", 0), ("quantity__gt", 0), ("unit_price_fen__gte", 0)
                ),
                name="service_jobline_amounts_are_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "part"), ("part__isnull", False)),
                    models.Q(models.Q(("kind", "part"), _negated=True), ("part__isnull", True)),
                    _connector="OR",
                ),
                name="service_jobline_part_names_its_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authorization", "declined"), _negated=True),
                    models.Q(("decline_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="service_jobline_declined_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authorization", "deferred"), _negated=True),
                    ("deferred_until_on__isnull", False),
                    ("deferred_until_km__isnull", False),
                    _connector="OR",
                ),
                name="service_jobline_deferred_until_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("job__isnull", True), ("authorization", "authorised"), _connector="OR"
                ),
                name="service_jobline_is_worked_on_with_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revived_from__isnull", False)),
                fields=("tenant", "revived_from"),
                name="service_jobline_revived_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.UniqueConstraint(
                fields=("tenant", "order", "position"), name="service_concern_one_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="service_concern_says_something",
            ),
        ),
    ]
