"""The nouns of this room."""

from forecourt.portal.models.entry import OwnerCode, OwnerSession
from forecourt.portal.models.page import OwnerPage

__all__ = ["OwnerCode", "OwnerPage", "OwnerSession"]
