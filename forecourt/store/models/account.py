"""A login account: global, since a person may work for more than one dealer group."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from uuid_utils.compat import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Django asks it for accounts by login name."""


class Account(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=40, unique=True, validators=[UnicodeUsernameValidator()])
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username

    @classmethod
    def open(cls, username: str, password: str | None) -> Self:
        """Open an account; without a password nobody can log in with it."""
        account = cls(username=username)
        account.set_password(password)
        account.save(force_insert=True)
        return account

    def change_password(self, password: str) -> None:
        self.set_password(password)
        self.save(update_fields=["password"])

    def close(self) -> None:
        """Let nobody log in with this account any more."""
        self.is_active = False
        self.save(update_fields=["is_active"])
