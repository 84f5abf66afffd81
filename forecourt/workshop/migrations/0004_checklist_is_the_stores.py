import django.db.models.deletion
import forecourt.kernel.tenancy
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    """A point belongs to a store; no store had written any, so the table is made anew."""

    dependencies = [
        ("store", "0001_store"),
        ("workshop", "0003_job_place_is_whole"),
    ]

    operations = [
        migrations.DeleteModel(name="QualityPoint"),
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
                    "store",
                    forecourt.kernel.tenancy.TenantForeignKey(
                        db_index=False,
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
            options={"base_manager_name": "objects", "abstract": False},
        ),
        migrations.AddConstraint(
            model_name="qualitypoint",
            constraint=models.UniqueConstraint(
                fields=("tenant", "store", "code", "valid_from"),
                name="workshop_qualitypoint_one_version_per_day",
            ),
        ),
    ]
