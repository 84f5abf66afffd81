"""Django's session store, writing our columns beside its own."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from forecourt.store.models.session import Session

POST = "post"  # the session's own note: who, where, on which device


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:  # Any: session values
        row = cast("Session", super().create_model_instance(data))
        post = data.get(POST)
        if post:
            row.account_id = data["_auth_user_id"]
            row.home_tenant_id, row.staff_id = post["tenant_id"], post["staff_id"]
            row.store_id, row.user_agent = post["store_id"], post["user_agent"]
            row.idle_minutes = post["idle_minutes"]
        return row
