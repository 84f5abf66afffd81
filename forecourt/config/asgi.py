"""One port for all: pages as WSGI in threads, event streams as ASGI beside them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from forecourt.config.environment import number
from forecourt.config.streams import Hub, Receive, Scope, Send
from forecourt.config.wsgi import application as pages_in_threads
from forecourt.kernel.http import live_topics
from forecourt.kernel.listening import connection_parameters

LIVE = "/live/"

# a2wsgi spells out each message of WSGI and ASGI; Django and streams.py leave them open.
pages = cast(
    "Callable[[Scope, Receive, Send], Awaitable[None]]",
    WSGIMiddleware(cast("Any", pages_in_threads), workers=number("THREADS", 4, least=1)),
)
hub = Hub(topics_of=live_topics, parameters=connection_parameters)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" and scope["path"] == LIVE:
        await hub(scope, receive, send)
    else:
        await pages(scope, receive, send)
