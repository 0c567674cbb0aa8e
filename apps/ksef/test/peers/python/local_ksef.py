"""What the scripts of this folder share: their task, the way to the local KSeF, the lines of their answer.

A task is one JSON object on standard input. An answer is one JSON object a line on standard output: the name
of a step and what was seen in it, for the test to judge.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

TASK: dict[str, Any] = json.load(sys.stdin)

# Parts are sent to and fetched from a name that no name server knows: as if the file of hosts had it.
_resolve = socket.getaddrinfo


def _resolve_storage(host: Any, *rest: Any, **options: Any) -> Any:
    return _resolve("localhost" if host == "storage.ksef.test" else host, *rest, **options)


socket.getaddrinfo = _resolve_storage

# Both clients read connections by httpx, which trusts the authorities of this file.
os.environ["SSL_CERT_FILE"] = TASK["caFile"]


def tell(step: str, **seen: object) -> None:
    """Prints what was seen in a step."""
    print(json.dumps({"step": step, **seen}, default=str), flush=True)


def until[Value](ask: Callable[[], Value | None], within_seconds: float = 20.0) -> Value:
    """Asks until there is an answer. Raises TimeoutError when there is none in time."""
    deadline = time.monotonic() + within_seconds
    while True:
        value = ask()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError("the condition did not hold in time")
        time.sleep(0.02)


def refusal(call: Callable[[], object]) -> str:
    """The name of the exception that a call must raise."""
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever the client raises
        return type(error).__name__
    raise AssertionError("nothing was refused")


def yesterday() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)


def tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)
