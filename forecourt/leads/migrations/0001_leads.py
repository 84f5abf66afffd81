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
        ("store", "0001_store"),
        ("vehicles", "0001_vehicles"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoCar",
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
                ("name", models.CharField(max_length=60)),
                ("insured_until", models.DateField()),
                ("inspected_until", models.DateField()),
                ("is_withdrawn", models.BooleanField(default=False)),
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
                    "vehicle",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vehicles.vehicle",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "store"], name="leads_democar_by_store")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_withdrawn", False)),
                        fields=("tenant", "vehicle"),
                        name="leads_democar_one_per_vehicle",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("assigned", "Assigned"),
                            ("contacted", "Contacted"),
                            ("converted", "Qualified"),
                            ("duplicate", "Duplicate"),
                            ("invalid", "Invalid"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("walk_in", "Walk-in"),
                            ("phone", "Phone call"),
                            ("web_form", "Web form"),
                            ("maker", "From the maker"),
                            ("portal_site", "Car portal"),
                            ("exhibition", "Exhibition"),
                            ("referral", "Referral"),
                            ("owner_base", "Present owner"),
                            ("campaign", "Campaign"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outside_key", models.CharField(blank=True, max_length=80)),
                ("received_at", models.DateTimeField()),
                ("name", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=24)),
                ("phone_digits", models.CharField(blank=True, max_length=16)),
                ("plate", models.CharField(blank=True, max_length=12)),
                ("address", models.CharField(blank=True, max_length=160)),
                ("words", models.CharField(blank=True, max_length=400)),
                ("consent_text_version", models.CharField(max_length=20)),
                ("first_contact_at", models.DateTimeField(null=True)),
                ("invalid_reason", models.CharField(blank=True, max_length=16)),
                (
                    "assignee",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "duplicate_of",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="leads.lead",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclemodel",
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
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                ("at", models.DateTimeField()),
                ("name", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=24)),
                ("words", models.CharField(max_length=400)),
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
                (
                    "lead",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="leads.lead",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "store", "at"], name="leads_call_by_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
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
                ("wish", models.CharField(blank=True, max_length=160)),
                ("present_car", models.CharField(blank=True, max_length=80)),
                (
                    "deal_kind",
                    models.CharField(
                        choices=[("new", "New car"), ("trade_up", "Trade-up")],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("walk_in", "Walk-in"),
                            ("phone", "Phone call"),
                            ("web_form", "Web form"),
                            ("maker", "From the maker"),
                            ("portal_site", "Car portal"),
                            ("exhibition", "Exhibition"),
                            ("referral", "Referral"),
                            ("owner_base", "Present owner"),
                            ("campaign", "Campaign"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("filed", "Filed"),
                            ("contacted", "In contact"),
                            ("test_driven", "Test driven"),
                            ("quoted", "Quoted"),
                            ("ordered", "Ordered"),
                            ("delivered", "Delivered"),
                            ("lost", "Lost"),
                            ("frozen", "Frozen"),
                            ("out_of_control", "Out of reach"),
                            ("pooled", "In the pool"),
                        ],
                        default="filed",
                        max_length=16,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "intent_level",
                    models.CharField(
                        choices=[
                            ("H", "H: buys within 7 days"),
                            ("A", "A: within 15 days"),
                            ("B", "B: within 30 days"),
                            ("C", "C: within 90 days"),
                        ],
                        max_length=1,
                    ),
                ),
                ("level_set_at", models.DateTimeField()),
                ("filed_at", models.DateTimeField()),
                ("last_contact_at", models.DateTimeField()),
                ("next_on", models.DateField(null=True)),
                ("missed_count", models.PositiveSmallIntegerField(default=0)),
                ("missed_since", models.DateTimeField(null=True)),
                ("is_driven", models.BooleanField(default=False)),
                ("revive_on", models.DateField(null=True)),
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
                    "last_consultant",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.vehiclemodel",
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
                    models.Index(
                        fields=["tenant", "store", "stage", "intent_level", "last_contact_at"],
                        name="leads_opportunity_by_stage",
                    ),
                    models.Index(
                        fields=["tenant", "consultant", "stage"], name="leads_opportunity_by_person"
                    ),
                    models.Index(fields=["tenant", "party"], name="leads_opportunity_by_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("stage__in", ["filed", "contacted", "test_driven", "quoted"])
                        ),
                        fields=("tenant", "store", "party", "model"),
                        name="leads_opportunity_one_open_per_party_and_model",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "filed",
                                    "contacted",
                                    "test_driven",
                                    "quoted",
                                    "ordered",
                                    "delivered",
                                    "lost",
                                    "frozen",
                                    "out_of_control",
                                    "pooled",
                                ],
                            )
                        ),
                        name="leads_opportunity_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intent_level__in", ["H", "A", "B", "C"])),
                        name="leads_opportunity_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revive_on__isnull", False), ("stage", "frozen")),
                            models.Q(
                                models.Q(("stage", "frozen"), _negated=True),
                                ("revive_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="leads_opportunity_frozen_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "pooled"), _negated=True),
                            ("consultant__isnull", True),
                            _connector="OR",
                        ),
                        name="leads_opportunity_pooled_is_nobodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LostRecord",
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
                            ("proposed", "To be confirmed"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Sent back"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("competitor_product", "Competitor's car"),
                            ("no_stock", "No stock"),
                            ("finance_refused", "Loan refused"),
                            ("trade_in_value", "Trade-in value"),
                            ("service_of_store", "Service of the store"),
                            ("family_veto", "Family said no"),
                            ("postponed", "Postponed"),
                            ("bought_other_dealer", "Bought at another dealer"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("competitor", models.CharField(blank=True, max_length=60)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("revisit_on", models.DateField(null=True)),
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
                    "proposed_by",
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
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="losses",
                        to="leads.opportunity",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "state"], name="leads_lostrecord_by_state"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("tenant", "opportunity"),
                        name="leads_lostrecord_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="leads_lostrecord_other_has_words",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lead",
            name="opportunity",
            field=forecourt.kernel.tenancy.TenantForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.opportunity",
            ),
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("face", "Face to face"),
                            ("phone", "Phone"),
                            ("wechat", "WeChat"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("mail_letter", "Letter"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "We called"), ("in", "Customer called")],
                        default="out",
                        max_length=3,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("reached_call_back", "Reached, call back later"),
                            ("no_answer", "No answer"),
                            ("busy", "Busy"),
                            ("wrong_number", "Wrong number"),
                            ("refused_contact", "Wants no contact"),
                            ("left_message", "Message left"),
                            ("message_read", "Message read"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("next_step", models.CharField(blank=True, max_length=120)),
                ("next_on", models.DateField(null=True)),
                (
                    "staff",
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
                    "lead",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="leads.lead",
                    ),
                ),
                (
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="leads.opportunity",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "opportunity", "at"], name="leads_contact_by_deal"
                    ),
                    models.Index(fields=["tenant", "lead"], name="leads_contact_by_lead"),
                    models.Index(fields=["tenant", "store", "at"], name="leads_contact_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opportunity__isnull", False), ("lead__isnull", False), _connector="OR"
                        ),
                        name="leads_contact_is_about_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("nth", models.PositiveSmallIntegerField()),
                ("claimed_at", models.DateTimeField()),
                (
                    "staff",
                    forecourt.kernel.tenancy.TenantForeignKey(
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
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="leads.opportunity",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "staff", "on", "nth"), name="leads_claim_nth_of_the_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nth__gte", 1)), name="leads_claim_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TestDrive",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("driving", "On the road"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                            ("no_show", "Did not come"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "route",
                    models.CharField(
                        choices=[("town", "A: town, 6 km"), ("mixed", "B: mixed, 10 km")],
                        default="town",
                        max_length=8,
                    ),
                ),
                ("licence_valid_until", models.DateField(null=True)),
                ("km_out", models.PositiveIntegerField(null=True)),
                ("km_in", models.PositiveIntegerField(null=True)),
                ("damage", models.CharField(blank=True, max_length=200)),
                ("rating_start", models.PositiveSmallIntegerField(null=True)),
                ("rating_brake", models.PositiveSmallIntegerField(null=True)),
                ("rating_curve", models.PositiveSmallIntegerField(null=True)),
                ("rating_noise", models.PositiveSmallIntegerField(null=True)),
                ("rating_parking", models.PositiveSmallIntegerField(null=True)),
                ("compared_with", models.CharField(blank=True, max_length=60)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "agreement",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.attachment",
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
                    "demo_car",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drives",
                        to="leads.democar",
                    ),
                ),
                (
                    "opportunity",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drives",
                        to="leads.opportunity",
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
                        fields=["tenant", "store", "starts_at"], name="leads_testdrive_by_day"
                    ),
                    models.Index(fields=["tenant", "opportunity"], name="leads_testdrive_by_deal"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="leads_testdrive_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ("booked", "driving"))),
                        expressions=[("tenant", "="), ("demo_car", "="), ("during", "&&")],
                        name="leads_testdrive_no_overlap_per_car",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("km_in__isnull", True),
                            ("km_in__gte", models.F("km_out")),
                            _connector="OR",
                        ),
                        name="leads_testdrive_km_go_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["driving", "finished"]), _negated=True),
                            models.Q(
                                ("agreement__isnull", False),
                                ("km_out__isnull", False),
                                ("licence_valid_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="leads_testdrive_no_drive_without_papers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "finished"), _negated=True),
                            ("km_in__isnull", False),
                            _connector="OR",
                        ),
                        name="leads_testdrive_finished_has_km",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_start__isnull", True),
                            models.Q(("rating_start__gte", 1), ("rating_start__lte", 5)),
                            _connector="OR",
                        ),
                        name="leads_testdrive_rating_start_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_brake__isnull", True),
                            models.Q(("rating_brake__gte", 1), ("rating_brake__lte", 5)),
                            _connector="OR",
                        ),
                        name="leads_testdrive_rating_brake_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_curve__isnull", True),
                            models.Q(("rating_curve__gte", 1), ("rating_curve__lte", 5)),
                            _connector="OR",
                        ),
                        name="leads_testdrive_rating_curve_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_noise__isnull", True),
                            models.Q(("rating_noise__gte", 1), ("rating_noise__lte", 5)),
                            _connector="OR",
                        ),
                        name="leads_testdrive_rating_noise_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_parking__isnull", True),
                            models.Q(("rating_parking__gte", 1), ("rating_parking__lte", 5)),
                            _connector="OR",
                        ),
                        name="leads_testdrive_rating_parking_1_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                ("arrived_at", models.DateTimeField()),
                ("contact_started_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("party_size", models.PositiveSmallIntegerField(default=1)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("new_car", "New car"),
                            ("again", "Comes again"),
                            ("test_drive", "Test drive"),
                            ("delivery", "Collects the car"),
                            ("used_car", "Used car"),
                            ("service", "Service"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filed", "Filed, will be followed up"),
                            ("ordered", "Ordered"),
                            ("owner", "Present owner, served"),
                            ("counted", "No file wanted, counted only"),
                            ("unattended", "Left before anybody spoke"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "greeter",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="leads.opportunity",
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
                        fields=["tenant", "store", "arrived_at"], name="leads_visit_by_day"
                    ),
                    models.Index(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=["tenant", "store"],
                        name="leads_visit_in_house",
                    ),
                    models.Index(fields=["tenant", "party"], name="leads_visit_by_party"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("party_size__gte", 1), ("party_size__lte", 50)),
                        name="leads_visit_party_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_started_at__isnull", True),
                            ("contact_started_at__gte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="leads_visit_contact_after_arrival",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True),
                            ("left_at__gte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="leads_visit_leaves_after_arrival",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("left_at__isnull", False), models.Q(("outcome", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="leads_visit_ends_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                fields=["tenant", "store", "status", "received_at"], name="leads_lead_by_status"
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                fields=["tenant", "store", "phone_digits"], name="leads_lead_by_phone"
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outside_key", ""), _negated=True),
                fields=("tenant", "store", "origin", "outside_key"),
                name="leads_lead_received_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duplicate_of__isnull", False), ("status", "duplicate")),
                    models.Q(
                        models.Q(("status", "duplicate"), _negated=True),
                        ("duplicate_of__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_duplicate_says_of_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "invalid"), ("invalid_reason", ""), _connector="XOR"),
                name="leads_lead_invalid_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opportunity__isnull", False), ("status", "converted")),
                    models.Q(
                        models.Q(("status", "converted"), _negated=True),
                        ("opportunity__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_qualified_has_an_opportunity",
            ),
        ),
    ]
