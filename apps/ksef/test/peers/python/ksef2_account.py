"""The client `ksef2`, unchanged, and the way by which it reaches the local KSeF."""

from __future__ import annotations

from typing import Any

import httpx
from ksef2 import Client, Environment

from local_ksef import TASK

# How often it asks for the state of what is under way.
POLL: dict[str, Any] = {"poll_interval": 0.02}


class LocalTransport(httpx.HTTPTransport):
    """Sends to the local KSeF what was meant for the test environment.

    `ksef2` takes an HTTP client of one's own, but none with another address than those of its environments.
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == httpx.URL(Environment.TEST.base_url).host:
            local = httpx.URL(TASK["httpsUrl"])
            request.url = request.url.copy_with(host=local.host, port=local.port)
        return super().handle_request(request)


def new_client() -> Client:
    return Client(Environment.TEST, http_client=httpx.Client(transport=LocalTransport(), timeout=30))
