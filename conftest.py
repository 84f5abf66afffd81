"""What every test stands on: two dealer groups, a set tenant, statements that name it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections
from django.utils import translation

from forecourt.kernel import tenancy
from forecourt.kernel.tenancy import tenant_set

pytest_plugins = ["tests.taken_out"]

CONNECTIONS = 24  # a race has eight threads, and each holds one


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - one database a worker
) -> None:
    connections.databases["default"]["OPTIONS"]["pool"]["max_size"] = CONNECTIONS


@pytest.fixture(scope="session", autouse=True)
def _state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from django.conf import settings  # noqa: PLC0415 - read when the session begins

    folder: Path = tmp_path_factory.mktemp("state")
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "STATE", folder)
    patch.setattr(settings, "MEDIA_ROOT", folder / "media")
    patch.setattr(settings, "NUMBERS_APART", False)  # a test undoes all that it wrote
    (folder / "static").mkdir()
    patch.setattr(settings, "STATIC_ROOT", folder / "static")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    patch.setattr(settings, "STORAGES", {**settings.STORAGES, "staticfiles": plain})
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 - it comes first
    django_db_blocker: Any,  # Any: pytest-django's
) -> Iterator[None]:
    """Two dealer groups stand in the database before the first test."""
    from forecourt.store.tests.make import make_tenants  # noqa: PLC0415 - needs the database

    with django_db_blocker.unblock():
        make_tenants()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A thread of a race may still be saying goodbye; the database cannot be dropped meanwhile.
        cursor.execute(_END_OTHERS)


_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user
"""


@pytest.fixture(autouse=True)
def _tenant(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set the home tenant, in English, and watch every statement of a test with a database."""
    with translation.override("en"):
        if not request.node.get_closest_marker("django_db"):
            yield
            return
        marker = request.node.get_closest_marker("django_db")
        is_real = marker.kwargs.get("transaction", False)
        request.getfixturevalue("transactional_db" if is_real else "db")
        from forecourt.store.tests.make import HOME, make_tenants  # noqa: PLC0415

        make_tenants()
        with tenant_set(HOME), connection.execute_wrapper(_Watch()):
            yield


class _Watch:
    """Fails on a statement that touches a tenant's table and does not name the tenant."""

    def __init__(self) -> None:
        tables = [
            model._meta.db_table
            for model in apps.get_models()
            if tenancy.tenant_field(model) is not None
        ]
        self.touches = re.compile(rf"\b({'|'.join(tables)})\b")

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: Any,
    ) -> Any:  # Any: Django's own types
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if (
            verb in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}
            and "tenant_id" not in sql
            and self.touches.search(sql)
            and tenancy._scope.get() is not tenancy.ALL_TENANTS  # noqa: SLF001 - the watch looks inside
        ):
            pytest.fail(f"This statement does not name the tenant: {sql[:400]}")
        return execute(sql, params, many, context)
