"""A repeat is told all that the first request was told, not only its ``Location``."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kernel", "0003_journal_tells_the_room")]
    operations: ClassVar = [
        migrations.RemoveField(model_name="answer", name="location"),
        migrations.AddField(
            model_name="answer", name="headers", field=models.JSONField(default=dict)
        ),
    ]
