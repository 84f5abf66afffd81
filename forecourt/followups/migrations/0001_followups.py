import django.contrib.postgres.fields
import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_customers"),
        ("kernel", "0002_journal_only_grows"),
        ("store", "0001_store"),
        ("vehicles", "0001_vehicles"),
    ]

    operations = [
        migrations.CreateModel(
            name="CallSheet",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "store", "party", "on"),
                        name="followups_callsheet_one_per_customer_and_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DayPlan",
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
                ("struck_at", models.DateTimeField(null=True)),
                ("fixed_at", models.DateTimeField(null=True)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("overflow_count", models.PositiveIntegerField(default=0)),
                ("calendar_lacks_year", models.BooleanField(default=False)),
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
                        fields=("tenant", "store", "on"), name="followups_dayplan_one_per_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
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
                ("code", models.CharField(max_length=8)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("sales", "Sales follow-up"),
                            ("care", "Care"),
                            ("maintenance", "Maintenance reminder"),
                            ("trade_up", "Trade-up"),
                            ("stock", "Stock"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
                ("basis_zh", models.CharField(max_length=120)),
                ("basis_en", models.CharField(max_length=120)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                        fields=("tenant", "store", "code"), name="followups_rule_one_per_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("family__in", ["sales", "care", "maintenance", "trade_up", "stock"])
                        ),
                        name="followups_rule_family_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("is_on", models.BooleanField(default=True)),
                ("merge_group", models.CharField(blank=True, max_length=20)),
                ("origin", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second person"),
                            ("approved", "Approved"),
                        ],
                        default="approved",
                        max_length=8,
                    ),
                ),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("changed_at", models.DateTimeField()),
                (
                    "rule",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="followups.rule",
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
                        fields=("tenant", "rule", "number"),
                        name="followups_ruleversion_one_per_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved"])),
                        name="followups_ruleversion_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(("approved_by", models.F("origin")), _negated=True),
                            _connector="OR",
                        ),
                        name="followups_ruleversion_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleStep",
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
                ("key", models.CharField(max_length=40)),
                ("trigger", models.CharField(max_length=60)),
                ("condition", models.CharField(blank=True, max_length=120)),
                ("anchor", models.CharField(blank=True, max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("person", models.CharField(blank=True, max_length=40)),
                ("amount", models.IntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("min", "minutes"),
                            ("h", "hours"),
                            ("d", "days"),
                            ("wd", "working days"),
                        ],
                        max_length=3,
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("role", models.CharField(max_length=24)),
                ("purpose", models.CharField(blank=True, max_length=16)),
                ("priority", models.PositiveSmallIntegerField()),
                ("is_movable", models.BooleanField(default=True)),
                ("is_urgent", models.BooleanField(default=False)),
                ("repeat_days", models.PositiveSmallIntegerField(default=0)),
                ("replaces", models.CharField(blank=True, max_length=4)),
                (
                    "void_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=70), default=list, size=None
                    ),
                ),
                (
                    "done_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=70), default=list, size=None
                    ),
                ),
                ("title_zh", models.CharField(max_length=80)),
                ("title_en", models.CharField(max_length=80)),
                ("why_zh", models.CharField(blank=True, max_length=200)),
                ("why_en", models.CharField(blank=True, max_length=200)),
                ("opening_zh", models.TextField(blank=True)),
                ("opening_en", models.TextField(blank=True)),
                ("ask_zh", models.TextField(blank=True)),
                ("ask_en", models.TextField(blank=True)),
                ("close_zh", models.TextField(blank=True)),
                ("close_en", models.TextField(blank=True)),
                (
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="followups.ruleversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "store", "trigger"], name="followups_step_trigger"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "version", "key"), name="followups_rulestep_one_per_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__in", ["", "step", "rule"]),
                            ("unit__in", ["min", "h", "d", "wd"]),
                        ),
                        name="followups_rulestep_words_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
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
                ("after_minutes", models.PositiveIntegerField()),
                ("counts_from_fact", models.BooleanField(default=False)),
                ("role", models.CharField(blank=True, max_length=24)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("remind", "Remind"),
                            ("copy", "Tell"),
                            ("reassign", "Hand over to"),
                            ("at_risk", "Mark as at risk, tell"),
                        ],
                        max_length=8,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ladder",
                        to="followups.ruleversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "version", "position"),
                        name="followups_ladderstep_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["remind", "copy", "reassign", "at_risk"])
                        ),
                        name="followups_ladderstep_action_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                ("step_key", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("occurrence", models.CharField(max_length=80)),
                ("fact_kind", models.CharField(max_length=60)),
                ("fact_id", models.UUIDField()),
                ("fact_at", models.DateTimeField()),
                ("values", models.JSONField(default=dict)),
                ("why_zh", models.CharField(max_length=400)),
                ("why_en", models.CharField(max_length=400)),
                ("due_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("window_from", models.DateField()),
                ("window_until", models.DateField()),
                ("planned_on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("face", "Face to face"),
                            ("phone", "Phone call"),
                            ("sms", "Text message"),
                            ("wechat", "WeChat message"),
                            ("mail_letter", "Letter"),
                            ("gift", "Gift"),
                            ("board", "On the board"),
                            ("in_app", "In the app"),
                        ],
                        max_length=12,
                    ),
                ),
                ("role", models.CharField(max_length=24)),
                ("purpose", models.CharField(blank=True, max_length=16)),
                ("handed_over_why", models.CharField(blank=True, max_length=200)),
                ("priority", models.SmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Coming"),
                            ("due", "Due"),
                            ("late", "Late"),
                            ("blocked", "Blocked"),
                            ("done", "Done"),
                            ("void", "Reason gone"),
                            ("failed", "Given up"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("blocked_by", models.CharField(blank=True, max_length=40)),
                ("void_kind", models.CharField(blank=True, max_length=60)),
                ("void_fact_id", models.UUIDField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Reached, done"),
                            ("no_answer", "No answer"),
                            ("call_again", "Call again later"),
                            ("refused", "Does not want this"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                ("escalate_at", models.DateTimeField(null=True)),
                ("escalated_role", models.CharField(blank=True, max_length=24)),
                ("is_at_risk", models.BooleanField(default=False)),
                (
                    "assignee",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "done_by",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.staff",
                    ),
                ),
                (
                    "party",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.party",
                    ),
                ),
                (
                    "rule",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="followups.rule",
                    ),
                ),
                (
                    "sheet",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="followups.callsheet",
                    ),
                ),
                (
                    "step",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followups.rulestep",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vehicles.vehicle",
                    ),
                ),
                (
                    "version",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followups.ruleversion",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "due", "late", "blocked"))),
                        fields=["tenant", "store", "assignee", "planned_on"],
                        name="followups_task_mine",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "due", "late", "blocked"))),
                        fields=["tenant", "store", "planned_on", "id"],
                        name="followups_task_open",
                    ),
                    models.Index(
                        condition=models.Q(("escalate_at__isnull", False)),
                        fields=["tenant", "store", "escalate_at"],
                        name="followups_task_ladder",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "due", "late", "blocked"))),
                        fields=["tenant", "subject_id"],
                        name="followups_task_subject",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "due", "late", "blocked"))),
                        fields=["tenant", "vehicle"],
                        name="followups_task_vehicle",
                    ),
                    models.Index(
                        fields=["tenant", "party", "planned_on"], name="followups_task_party"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["tenant", "store", "ended_at"],
                        name="followups_task_ended",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "rule", "subject_id", "occurrence"),
                        name="followups_task_fires_once",
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
                                    "gift",
                                    "board",
                                    "in_app",
                                ],
                            ),
                            (
                                "state__in",
                                ["planned", "due", "late", "blocked", "done", "void", "failed"],
                            ),
                        ),
                        name="followups_task_words_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why_zh", ""), _negated=True),
                            models.Q(("why_en", ""), _negated=True),
                        ),
                        name="followups_task_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "blocked"), ("blocked_by", ""), _connector="XOR"
                        ),
                        name="followups_task_blocked_by_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "void"), _negated=True),
                            ("void_fact_id__isnull", False),
                            _connector="OR",
                        ),
                        name="followups_task_void_names_its_fact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="followups_task_done_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window_from__lte", models.F("window_until"))),
                        name="followups_task_window_is_a_window",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayPlanRow",
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
                ("position", models.PositiveIntegerField()),
                ("is_overflow", models.BooleanField(default=False)),
                (
                    "plan",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="followups.dayplan",
                    ),
                ),
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
                    "task",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_rows",
                        to="followups.task",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "plan", "task"), name="followups_dayplanrow_once_per_task"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskContact",
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
                            ("phone", "Phone call"),
                            ("sms", "Text message"),
                            ("wechat", "WeChat message"),
                            ("mail_letter", "Letter"),
                            ("gift", "Gift"),
                            ("board", "On the board"),
                            ("in_app", "In the app"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Reached, done"),
                            ("no_answer", "No answer"),
                            ("call_again", "Call again later"),
                            ("refused", "Does not want this"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("next_on", models.DateField(null=True)),
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
                    "task",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="followups.task",
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
                        fields=["tenant", "party", "at"], name="followups_contact_by_party"
                    )
                ],
                "constraints": [
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
                                    "gift",
                                    "board",
                                    "in_app",
                                ],
                            ),
                            (
                                "result__in",
                                ["reached", "no_answer", "call_again", "refused", "wrong_number"],
                            ),
                        ),
                        name="followups_taskcontact_words_are_known",
                    )
                ],
            },
        ),
    ]
