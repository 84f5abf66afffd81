"""One line, as a dialog asks about it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.service.models import JobLine


def line_record(by: Actor, line_id: UUID) -> JobLine:
    """The line with its order.

    Raises:
        Missing: this store has no such line.
    """
    found = JobLine.objects.seen_by(by).select_related("order").filter(pk=line_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found
