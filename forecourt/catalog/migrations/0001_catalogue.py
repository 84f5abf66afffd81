import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_journal_only_grows"),
    ]

    operations = [
        migrations.CreateModel(
            name="Option",
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
                ("name_zh", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("exterior", "Outside"),
                            ("interior", "Inside"),
                            ("comfort", "Comfort"),
                            ("assistance", "Driver assistance"),
                            ("drive", "Chassis and drive"),
                            ("accessory", "Accessory"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_standard", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="MaintenancePlan",
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
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("valid_from", models.DateField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("origin", models.CharField(max_length=120)),
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
                        fields=("tenant", "code", "version"),
                        name="catalog_maintenanceplan_one_per_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaintenancePlanRow",
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
                ("item", models.CharField(max_length=30)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("I", "Inspect"),
                            ("R", "Replace"),
                            ("T", "Tighten"),
                            ("C", "Clean"),
                        ],
                        max_length=1,
                    ),
                ),
                ("first_km", models.PositiveIntegerField(null=True)),
                ("first_months", models.PositiveSmallIntegerField(null=True)),
                ("repeat_km", models.PositiveIntegerField(null=True)),
                ("repeat_months", models.PositiveSmallIntegerField(null=True)),
                ("severe_km", models.PositiveIntegerField(null=True)),
                ("severe_months", models.PositiveSmallIntegerField(null=True)),
                (
                    "applies_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "All cars"),
                            ("combustion", "Cars with an engine"),
                            ("new_energy", "New-energy cars"),
                        ],
                        max_length=12,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("basis", models.CharField(blank=True, max_length=80)),
                (
                    "plan",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalog.maintenanceplan",
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
                        fields=("tenant", "plan", "position"),
                        name="catalog_maintenanceplanrow_one_per_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_km__gt", 0), ("first_months__gt", 0), _connector="OR"
                        ),
                        name="catalog_maintenanceplanrow_is_due_some_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["I", "R", "T", "C"]),
                            ("applies_to__in", ["", "combustion", "new_energy"]),
                        ),
                        name="catalog_maintenanceplanrow_words_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Marque",
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
                ("name_zh", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="catalog_marque_one_per_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="OptionRule",
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
                            ("requires", "requires"),
                            ("excludes", "excludes"),
                            ("replaces", "replaces"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="catalog.option",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.option",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("option", "kind", "other"), name="catalog_optionrule_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["requires", "excludes", "replaces"]),
                            models.Q(("option", models.F("other")), _negated=True),
                        ),
                        name="catalog_optionrule_names_two_options",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceList",
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
                            ("car", "Cars"),
                            ("option", "Options"),
                            ("labour", "Labour"),
                            ("part", "Parts"),
                            ("menu", "Service menus"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("currency", models.CharField(default="CNY", max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
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
                        fields=("tenant", "kind", "version"),
                        name="catalog_pricelist_one_per_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("tenant", "kind", "valid_from"),
                        name="catalog_pricelist_one_begins_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["car", "option", "labour", "part", "menu"]),
                            ("state__in", ["draft", "published", "withdrawn"]),
                        ),
                        name="catalog_pricelist_words_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceListRow",
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
                ("code", models.CharField(max_length=40)),
                ("price_fen", models.BigIntegerField()),
                (
                    "price_list",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalog.pricelist",
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
                    models.Index(fields=["tenant", "code"], name="catalog_pricelistrow_by_code")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "price_list", "code"),
                        name="catalog_pricelistrow_one_per_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_fen__gte", 0)),
                        name="catalog_pricelistrow_price_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceMenu",
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
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("bay_minutes", models.PositiveSmallIntegerField()),
                ("technicians", models.PositiveSmallIntegerField(default=2)),
                ("promise_minutes", models.PositiveSmallIntegerField()),
                ("due_km", models.PositiveIntegerField(null=True)),
                (
                    "bay_kind",
                    models.CharField(
                        choices=[
                            ("express_two_man", "Express bay for two"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis bay"),
                            ("ev", "High-voltage bay"),
                            ("alignment", "Wheel alignment"),
                            ("pdi", "Pre-delivery bay"),
                            ("wash", "Wash bay"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Body: dismantling"),
                            ("bp_body", "Body: panel beating"),
                            ("bp_prep", "Body: preparation"),
                            ("bp_paint", "Body: paint booth"),
                            ("bp_bake", "Body: baking"),
                            ("bp_polish", "Body: polishing"),
                            ("bp_assembly", "Body: assembly"),
                        ],
                        default="express_two_man",
                        max_length=20,
                    ),
                ),
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("maintenance", "Maintenance"),
                            ("repair", "General repair"),
                            ("diagnosis", "Diagnosis"),
                            ("high_voltage", "High voltage"),
                            ("alignment", "Wheel alignment"),
                            ("body", "Body work"),
                            ("paint", "Paint work"),
                            ("inspection", "Inspection"),
                            ("wash", "Washing"),
                        ],
                        default="maintenance",
                        max_length=16,
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
                        fields=("tenant", "code"), name="catalog_servicemenu_one_per_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bay_minutes__gte", 1),
                            ("promise_minutes__gte", models.F("bay_minutes")),
                            ("technicians__gte", 1),
                            ("technicians__lte", 4),
                        ),
                        name="catalog_servicemenu_promise_covers_the_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MenuLine",
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
                        choices=[("labour", "Labour"), ("part", "Part")], max_length=8
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, default=Decimal("1"), max_digits=9),
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
                    "menu",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="catalog.servicemenu",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "menu", "position"),
                        name="catalog_menuline_one_per_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["labour", "part"]), ("quantity__gt", 0)),
                        name="catalog_menuline_has_a_quantity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleModel",
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
                ("name_zh", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=40)),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("saloon", "Saloon"),
                            ("hatchback", "Hatchback"),
                            ("suv", "SUV"),
                            ("mpv", "People carrier"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "marque",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="models",
                        to="catalog.marque",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("marque", "code"), name="catalog_vehiclemodel_one_per_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body__in", ["saloon", "hatchback", "suv", "mpv"])),
                        name="catalog_vehiclemodel_body_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleVariant",
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
                ("product_code", models.CharField(max_length=24)),
                ("name_zh", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("model_year", models.PositiveSmallIntegerField()),
                (
                    "powertrain",
                    models.CharField(
                        choices=[
                            ("petrol", "Petrol"),
                            ("diesel", "Diesel"),
                            ("hybrid", "Hybrid"),
                            ("plug_in_hybrid", "Plug-in hybrid"),
                            ("electric", "Electric"),
                        ],
                        max_length=16,
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=5)),
                ("displacement_cc", models.PositiveIntegerField(null=True)),
                ("power_kw", models.PositiveSmallIntegerField()),
                ("battery_wh", models.PositiveIntegerField(null=True)),
                ("range_km", models.PositiveSmallIntegerField(null=True)),
                ("gearbox_zh", models.CharField(blank=True, max_length=40)),
                ("gearbox_en", models.CharField(blank=True, max_length=40)),
                ("plan_code", models.CharField(blank=True, max_length=16)),
                ("prior_km_per_day", models.PositiveSmallIntegerField(null=True)),
                ("sold_from", models.DateField(null=True)),
                ("sold_until", models.DateField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variants",
                        to="catalog.vehiclemodel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product_code",), name="catalog_vehiclevariant_one_per_product_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "powertrain__in",
                                ["petrol", "diesel", "hybrid", "plug_in_hybrid", "electric"],
                            )
                        ),
                        name="catalog_vehiclevariant_powertrain_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 60)),
                        name="catalog_vehiclevariant_seats_are_possible",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="option",
            name="variant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="options",
                to="catalog.vehiclevariant",
            ),
        ),
        migrations.CreateModel(
            name="Colour",
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
                        choices=[("paint", "Paint"), ("interior", "Interior")], max_length=8
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("name_zh", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=40)),
                ("hex", models.CharField(max_length=7)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="colours",
                        to="catalog.vehiclevariant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("variant", "kind", "code"), name="catalog_colour_one_per_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hex__regex", "^#[0-9a-f]{6}$"), ("kind__in", ["paint", "interior"])
                        ),
                        name="catalog_colour_is_a_colour",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LabourOperation",
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
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("standard_minutes", models.PositiveSmallIntegerField()),
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("maintenance", "Maintenance"),
                            ("repair", "General repair"),
                            ("diagnosis", "Diagnosis"),
                            ("high_voltage", "High voltage"),
                            ("alignment", "Wheel alignment"),
                            ("body", "Body work"),
                            ("paint", "Paint work"),
                            ("inspection", "Inspection"),
                            ("wash", "Washing"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "bay_kind",
                    models.CharField(
                        choices=[
                            ("express_two_man", "Express bay for two"),
                            ("general_lift", "General lift"),
                            ("diagnosis", "Diagnosis bay"),
                            ("ev", "High-voltage bay"),
                            ("alignment", "Wheel alignment"),
                            ("pdi", "Pre-delivery bay"),
                            ("wash", "Wash bay"),
                            ("final_inspection", "Final inspection"),
                            ("bp_dismantle", "Body: dismantling"),
                            ("bp_body", "Body: panel beating"),
                            ("bp_prep", "Body: preparation"),
                            ("bp_paint", "Body: paint booth"),
                            ("bp_bake", "Body: baking"),
                            ("bp_polish", "Body: polishing"),
                            ("bp_assembly", "Body: assembly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_withdrawn", models.BooleanField(default=False)),
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
                        fields=("tenant", "code"), name="catalog_labouroperation_one_per_code"
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
                            ),
                            (
                                "skill__in",
                                [
                                    "maintenance",
                                    "repair",
                                    "diagnosis",
                                    "high_voltage",
                                    "alignment",
                                    "body",
                                    "paint",
                                    "inspection",
                                    "wash",
                                ],
                            ),
                            ("standard_minutes__gte", 1),
                            ("standard_minutes__lte", 6000),
                        ),
                        name="catalog_labouroperation_words_are_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(
                fields=("variant", "code"), name="catalog_option_one_per_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        ["exterior", "interior", "comfort", "assistance", "drive", "accessory"],
                    )
                ),
                name="catalog_option_group_is_known",
            ),
        ),
    ]
