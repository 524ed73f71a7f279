"""The tools offered by the Model Context Protocol on standard input and output, and on nothing else."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, cast

import anyio
import anyio.to_thread
import mcp_types as types
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from lacreview_rules.assistants.messages import MOST_BYTES, Messages
from lacreview_rules.assistants.sizes import MOST_CHARACTERS, text_of
from lacreview_rules.assistants.tools import Tool, tools
from lacreview_rules.errors import CalendarRangeError, InputError, LacReviewError, Problem, at_most, nearest

if TYPE_CHECKING:
    from typing import TextIO

    from lacreview_rules.assistants.sources import Known

_ABOUT = (
    "Due dates of looked after children in England, calculated from care events and explained. Call a tool instead of counting days. "
    "Never send a name, an identifier or an address; send an age rather than a date of birth. Every day is given: there is no clock here. "
    "Pass on the rule, where it is written (cite), how far its wording was checked (verified) and the notices with each date. "
    f"No answer is longer than {MOST_CHARACTERS:,} characters; what was left out, and how to ask for less, is in cut. "
    f"No message may be longer than {MOST_BYTES:,} bytes."
)


def server_of(known: Known, version: str) -> Server[Any]:
    """A server that offers the tools.

    Args:
        known: the profiles and the calendar.
        version: the version of this library.
    """
    offered = {tool.name: tool for tool in tools()}

    async def list_tools(_context: Any, _params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in offered.values()])

    async def call_tool(_context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = offered.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool of this name; {nearest(params.name, list(offered))}")
        return await anyio.to_thread.run_sync(answered, tool, known, params.arguments or {})

    server: Server[Any] = Server("lacreview", version=version, instructions=_ABOUT, on_list_tools=list_tools, on_call_tool=call_tool)
    server.middleware.clear()  # or a tracer that happens to be installed would be told of every call
    return server


def answered(tool: Tool, known: Known, arguments: dict[str, Any]) -> types.CallToolResult:
    """What a tool answers, or why it cannot, with the remedy."""
    try:
        answer = tool.answer(known, arguments)
    except InputError as error:
        return _refused(at_most(error.problems))
    except CalendarRangeError:
        calendar = known.calendar
        what = f"a date lies outside the calendar {calendar.id}, which runs from {calendar.first} to {calendar.last}"
        return _refused(
            [Problem("", what, "correct the year; a profile is checked, and a schedule carried on (until), within those days only")]
        )
    except LacReviewError as error:
        return _refused([Problem("", str(error), "correct what was asked; the tool profiles lists the profiles and their tasks")])
    except Exception as error:  # noqa: BLE001 - its message may hold what was told of a child
        return _refused([Problem("", f"a fault in lacreview itself ({type(error).__name__})", "report it, with the tool that was called")])
    return types.CallToolResult(content=[types.TextContent(type="text", text=text_of(answer))], structured_content=answer)


def _refused(problems: list[Problem]) -> types.CallToolResult:
    record = {"problems": [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in problems]}
    text = "\n".join(str(one) for one in problems)
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=record, is_error=True)


def _described(tool: Tool) -> types.Tool:
    about = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    return types.Tool(name=tool.name, description=tool.about, input_schema=tool.takes, output_schema=tool.gives, annotations=about)


def serve(known: Known, version: str) -> None:
    """Answer on standard input and output until the input ends."""
    log = logging.getLogger("mcp")  # its messages may repeat what could not be read
    log.addHandler(logging.NullHandler())
    log.propagate = False
    anyio.run(_serve, server_of(known, version))


async def _serve(server: Server[Any]) -> None:
    messages = Messages(sys.stdin.buffer)
    async with stdio_server(anyio.wrap_file(cast("TextIO", messages))) as (reading, writing):
        messages.answer = writing.send
        await server.run(reading, writing, server.create_initialization_options())
