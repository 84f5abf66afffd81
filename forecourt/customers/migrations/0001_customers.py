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
            name="Household",
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
                ("name", models.CharField(max_length=80)),
                ("address", models.CharField(blank=True, max_length=200)),
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
            name="Party",
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
                        choices=[("person", "Person"), ("organization", "Company")], max_length=12
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("pinyin", models.CharField(blank=True, max_length=240)),
                ("initials", models.CharField(blank=True, max_length=60)),
                (
                    "salutation",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not known"), ("mr", "Mr"), ("ms", "Ms")],
                        max_length=2,
                    ),
                ),
                ("born_on", models.DateField(null=True)),
                ("tax_number", models.CharField(blank=True, max_length=20)),
                ("identity_kind", models.CharField(blank=True, max_length=12)),
                ("identity_mask", models.CharField(blank=True, max_length=24)),
                ("identity_digest", models.CharField(blank=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("filed_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
                    "home_store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.store",
                    ),
                ),
                (
                    "household",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="customers.household",
                    ),
                ),
                (
                    "merged_into",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
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
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("identity_digest", ""), _negated=True),
                        fields=["tenant", "identity_digest"],
                        name="customers_party_by_identity",
                    ),
                    models.Index(
                        fields=["tenant", "pinyin", "id"], name="customers_party_by_pinyin"
                    ),
                    models.Index(
                        fields=["tenant", "filed_at", "id"], name="customers_party_by_filing"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["person", "organization"]),
                            ("salutation__in", ["", "mr", "ms"]),
                        ),
                        name="customers_party_words_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="customers_party_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="customers_party_is_not_its_own_heir",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("face", "Face to face"),
                            ("phone", "Phone call"),
                            ("sms", "Text message"),
                            ("wechat", "WeChat message"),
                            ("mail_letter", "Letter"),
                            ("email", "E-mail"),
                            ("portal", "Owner's page"),
                            ("in_app", "In the app"),
                        ],
                        max_length=12,
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=16)),
                ("text", models.TextField()),
                ("source_kind", models.CharField(max_length=60)),
                ("source_key", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Not delivered"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("error", models.CharField(blank=True, max_length=200)),
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
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="customers.party",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "queued_at", "id"],
                        name="customers_message_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "source_kind", "source_key", "channel"),
                        name="customers_message_once_per_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "face",
                                    "phone",
                                    "sms",
                                    "wechat",
                                    "mail_letter",
                                    "email",
                                    "portal",
                                    "in_app",
                                ],
                            ),
                            (
                                "purpose__in",
                                [
                                    "enquiry",
                                    "test_drive",
                                    "order",
                                    "use_of_car",
                                    "insurance",
                                    "finance",
                                    "after_sales",
                                    "marketing",
                                    "board_display",
                                    "plate_camera",
                                    "voice_recording",
                                    "location",
                                    "login",
                                ],
                            ),
                            ("state__in", ["queued", "sent", "failed", "cancelled"]),
                        ),
                        name="customers_message_words_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeRecord",
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
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("repointed", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("merged_at", models.DateTimeField()),
                ("merged_by", models.CharField(max_length=60)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=60)),
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
                    "kept",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "merged",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("tenant", "merged"),
                        name="customers_mergerecord_merged_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="customers_mergerecord_joins_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
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
                            ("phone", "Phone"),
                            ("wechat", "WeChat"),
                            ("email", "E-mail"),
                            ("address", "Address"),
                        ],
                        max_length=8,
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("tail4", models.CharField(blank=True, max_length=4)),
                ("label", models.CharField(blank=True, max_length=40)),
                ("is_preferred", models.BooleanField(default=False)),
                ("verified_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="customers.party",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "kind", "value"], name="customers_contact_by_value"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant", "party", "kind", "value"),
                        name="customers_contactpoint_once_per_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["phone", "wechat", "email", "address"]),
                            models.Q(("value", ""), _negated=True),
                        ),
                        name="customers_contactpoint_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "phone"), _negated=True),
                            ("value__regex", "^\\+[0-9]{5,15}$"),
                            _connector="OR",
                        ),
                        name="customers_contactpoint_phone_is_e164",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("enquiry", "Enquiry"),
                            ("test_drive", "Test drive"),
                            ("order", "Order"),
                            ("use_of_car", "Use of the car"),
                            ("insurance", "Insurance"),
                            ("finance", "Finance"),
                            ("after_sales", "After-sales"),
                            ("marketing", "Marketing"),
                            ("board_display", "Shown on the lounge board"),
                            ("plate_camera", "Plate camera"),
                            ("voice_recording", "Voice recording"),
                            ("location", "Location"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("face", "Face to face"),
                            ("phone", "Phone call"),
                            ("sms", "Text message"),
                            ("wechat", "WeChat message"),
                            ("mail_letter", "Letter"),
                            ("email", "E-mail"),
                            ("portal", "Owner's page"),
                            ("in_app", "In the app"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text_version", models.PositiveSmallIntegerField()),
                ("evidence", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=60)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
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
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="customers.party",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("tenant", "party", "purpose", "channel"),
                        name="customers_consent_one_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "enquiry",
                                    "test_drive",
                                    "order",
                                    "use_of_car",
                                    "insurance",
                                    "finance",
                                    "after_sales",
                                    "marketing",
                                    "board_display",
                                    "plate_camera",
                                    "voice_recording",
                                    "location",
                                ],
                            ),
                            models.Q(
                                ("channel", ""),
                                (
                                    "channel__in",
                                    [
                                        "face",
                                        "phone",
                                        "sms",
                                        "wechat",
                                        "mail_letter",
                                        "email",
                                        "portal",
                                        "in_app",
                                    ],
                                ),
                                _connector="OR",
                            ),
                            models.Q(("evidence", ""), _negated=True),
                        ),
                        name="customers_consent_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_by", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="customers_consent_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyRelation",
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
                            ("spouse_of", "Spouse of"),
                            ("parent_of", "Parent of"),
                            ("employee_of", "Works for"),
                            ("referred_by", "Referred by"),
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
                    "other",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_from",
                        to="customers.party",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
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
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["spouse_of", "parent_of", "employee_of", "referred_by"]),
                            models.Q(("party", models.F("other")), _negated=True),
                        ),
                        name="customers_partyrelation_joins_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_until__isnull", True),
                            ("held_until__gte", models.F("held_from")),
                            _connector="OR",
                        ),
                        name="customers_partyrelation_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("tenant", "="),
                            ("party", "="),
                            ("other", "="),
                            ("kind", "="),
                            ("during", "&&"),
                        ],
                        name="customers_partyrelation_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchKey",
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
                            ("name", "Name"),
                            ("pinyin", "Pinyin"),
                            ("initials", "Initials"),
                            ("phone", "Phone"),
                            ("plate", "Plate"),
                            ("vin", "Vin"),
                            ("document", "Document"),
                        ],
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(db_collation="C", max_length=120)),
                ("label", models.CharField(max_length=120)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "kind", "key"], name="customers_searchkey_by_key"
                    ),
                    models.Index(
                        fields=["tenant", "subject"], name="customers_searchkey_by_subject"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["name", "pinyin", "initials", "phone", "plate", "vin", "document"],
                            ),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="customers_searchkey_is_a_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("enquiry", "Enquiry"),
                            ("test_drive", "Test drive"),
                            ("order", "Order"),
                            ("use_of_car", "Use of the car"),
                            ("insurance", "Insurance"),
                            ("finance", "Finance"),
                            ("after_sales", "After-sales"),
                            ("marketing", "Marketing"),
                            ("board_display", "Shown on the lounge board"),
                            ("plate_camera", "Plate camera"),
                            ("voice_recording", "Voice recording"),
                            ("location", "Location"),
                        ],
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "Needs consent"),
                            ("separate", "Needs consent of its own"),
                            ("contract", "Needed for the contract"),
                            ("notice", "Needs a notice"),
                        ],
                        max_length=10,
                    ),
                ),
                ("keep_days", models.PositiveIntegerField(null=True)),
                ("text_zh", models.TextField()),
                ("text_en", models.TextField(blank=True)),
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
                        fields=("tenant", "purpose", "version"),
                        name="customers_consenttext_one_per_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["consent", "separate", "contract", "notice"]),
                            (
                                "purpose__in",
                                [
                                    "enquiry",
                                    "test_drive",
                                    "order",
                                    "use_of_car",
                                    "insurance",
                                    "finance",
                                    "after_sales",
                                    "marketing",
                                    "board_display",
                                    "plate_camera",
                                    "voice_recording",
                                    "location",
                                ],
                            ),
                        ),
                        name="customers_consenttext_words_are_known",
                    ),
                ],
            },
        ),
    ]
