"""Every write of the bridge."""

from forecourt.bridge.commands.runs import (
    KindNotYours,
    NothingKept,
    NothingSound,
    RowsAreWrong,
    accept_import,
    check_import,
    drop_import,
    fail_import,
    name_header,
    retry_import,
    tell_progress,
    upload_import,
    write_import,
)

__all__ = [
    "KindNotYours",
    "NothingKept",
    "NothingSound",
    "RowsAreWrong",
    "accept_import",
    "check_import",
    "drop_import",
    "fail_import",
    "name_header",
    "retry_import",
    "tell_progress",
    "upload_import",
    "write_import",
]
