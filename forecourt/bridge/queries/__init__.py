"""Import runs for screens, and what their files would write."""

from forecourt.bridge.queries.runs import (
    RUN_SORTS,
    RunCard,
    RunRow,
    kinds,
    language_of,
    run_card,
    run_rows,
)

__all__ = ["RUN_SORTS", "RunCard", "RunRow", "kinds", "language_of", "run_card", "run_rows"]
