"""A bucket: how often one key (an address, an account, a phone) has knocked in this window."""

from __future__ import annotations

from django.db import connection, models

_KNOCK = """
INSERT INTO kernel_bucket AS bucket (key, window_start, knocks)
VALUES (%(key)s, now(), 1)
ON CONFLICT (key) DO UPDATE SET
    knocks = CASE WHEN bucket.window_start < now() - make_interval(secs => %(seconds)s)
                  THEN 1 ELSE bucket.knocks + 1 END,
    window_start = CASE WHEN bucket.window_start < now() - make_interval(secs => %(seconds)s)
                        THEN now() ELSE bucket.window_start END
RETURNING knocks
"""
_KNOCKS = """
SELECT knocks FROM kernel_bucket
WHERE key = %(key)s AND window_start >= now() - make_interval(secs => %(seconds)s)
"""


class Bucket(models.Model):
    """Global: before the login nobody knows the tenant. Real time, not the practice clock."""

    key = models.CharField(primary_key=True, max_length=64)
    window_start = models.DateTimeField()
    knocks = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["window_start"], name="kernel_bucket_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.knocks}"

    @classmethod
    def knock(cls, key: str, *, seconds: int) -> int:
        """Count one knock and answer how many there were in the window."""
        with connection.cursor() as cursor:
            cursor.execute(_KNOCK, {"key": key, "seconds": seconds})
            knocks: int = cursor.fetchone()[0]
        return knocks

    @classmethod
    def knocks_of(cls, key: str, *, seconds: int) -> int:
        """How many knocks there were in the window."""
        with connection.cursor() as cursor:
            cursor.execute(_KNOCKS, {"key": key, "seconds": seconds})
            row = cursor.fetchone()
        return row[0] if row else 0
