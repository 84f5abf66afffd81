"""The four small readers of the environment; a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from pathlib import Path


class WrongSetting(SystemExit):
    """A value in the environment that Forecourt cannot start with."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    sentence = f"{name}={value!r} is neither yes nor no. Use 1 or 0."
    raise WrongSetting(sentence)


def number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        sentence = f"{name}={value!r} is not a whole number of at least {least}."
        raise WrongSetting(sentence)
    return int(value)


def secret(name: str, path: Path) -> str:
    """A secret from the environment, else from ``path``; made there when it is missing.

    A laptop needs a lasting secret without asking for one; a server gives its own.
    """
    if value := os.environ.get(name, "").strip():
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(os.urandom(48).hex())
        try:
            os.link(draft, path)  # of two first starts, one wins and both read the same
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
