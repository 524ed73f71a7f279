"""An assistant's program as the tests play it: it starts the server as a process of its own and asks by the SDK's client."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import anyio
from mcp import Client, StdioServerParameters, stdio_client

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CARE = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}


def in_session(ask: Callable[[Client], Awaitable[Any]], *options: str) -> Any:
    """What comes of asking a server that was started with some options."""
    process = StdioServerParameters(command=sys.executable, args=["-m", "lacreview_rules", "mcp", *options])

    async def session() -> Any:
        async with Client(stdio_client(process)) as client:
            return await ask(client)

    return anyio.run(session)


def answers(*calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> list[Any]:
    """The results of calls of tools, in one session, one after another."""

    async def ask(client: Client) -> list[Any]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    found: list[Any] = in_session(ask, *options)
    return found


def refused(result: Any) -> list[str]:
    """Why a call was refused, a line a problem."""
    assert result.is_error
    text: str = result.content[0].text
    return text.splitlines()
