"""Import runs with their problems and progress; names of headers; numbers of old systems."""

from forecourt.bridge.models.run import (
    IMPORT_FLOW,
    ExternalKey,
    HeaderAlias,
    ImportProblem,
    ImportProgress,
    ImportRun,
    ImportState,
)

__all__ = [
    "IMPORT_FLOW",
    "ExternalKey",
    "HeaderAlias",
    "ImportProblem",
    "ImportProgress",
    "ImportRun",
    "ImportState",
]
