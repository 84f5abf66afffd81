"""The tables of the ground: tenants, the journal, counters, first answers, attachments, limits."""

from forecourt.kernel.models.answer import Answer
from forecourt.kernel.models.attachment import Attachment
from forecourt.kernel.models.bucket import Bucket
from forecourt.kernel.models.counter import Counter
from forecourt.kernel.models.entry import Entry
from forecourt.kernel.models.tenant import Tenant

__all__ = ["Answer", "Attachment", "Bucket", "Counter", "Entry", "Tenant"]
