"""The web process: pages and event streams on a socket that the supervisor keeps open.

The socket outlives this process: while a killed one is started again, browsers wait instead of
being sent away.
"""

from __future__ import annotations

import socket
import sys

import uvicorn
from django.conf import settings

from forecourt.config.asgi import application, hub

DRAIN_SECONDS = 5


class Web(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: they would never end by themselves."""
        hub.close()
        await super().shutdown(sockets)


def main(door: socket.socket) -> None:
    config = uvicorn.Config(
        application,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.HTTPS,  # without a proxy in front anyone could forge an address
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
    Web(config).run(sockets=[door])


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
