"""Static files under names with a hash; a name is worked out once a process."""

from __future__ import annotations

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """A page names some seventy files and icons, and none of them moves while it is served."""

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's
        return _address(self, name, force)


@cache
def _address(files: StaticFiles, name: str | None, force: bool) -> str:  # noqa: FBT001 - as above
    return str(super(StaticFiles, files).url(name, force))
