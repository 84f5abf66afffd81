"""What the desk itself keeps: queries that somebody wants to ask again."""

from forecourt.desk.models.saved_query import SavedQuery

__all__ = ["SavedQuery"]
