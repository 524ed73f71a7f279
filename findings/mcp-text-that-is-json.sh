#!/usr/bin/env bash
# mcp 2.3.0 (the Model Context Protocol's Python SDK): a text that happens to be JSON is refused by an argument that may be left out.
#
# One would guess that an argument declared `str | None` takes any text, as one declared `str` does. A text that is a JSON object or list
# is read as JSON first, unless the declared type is exactly `str`; what then arrives is a dict, and the answer is "Input should be a
# valid string". The text "null" arrives as None, as if nothing had been sent. A tool that takes a record as JSON text, beside another
# way to give it, is so unusable by the clients that keep to its schema.
set -euo pipefail
version="${1:-2.3.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "mcp==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import asyncio
from importlib.metadata import version

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

server = MCPServer("records")


@server.tool()
def always(record: str) -> str:
    return f"{type(record).__name__} {record}"


@server.tool()
def may_be_left_out(record: str | None = None) -> str:
    return f"{type(record).__name__} {record}"


async def answer(tool: str, text: str) -> str:
    try:
        return (await server.call_tool(tool, {"record": text})).structured_content["result"]
    except ToolError as error:
        return str(error).splitlines()[2].strip().split(" [")[0]


async def main() -> None:
    print("mcp", version("mcp"))
    expected = {
        ("always", '{"events": []}'): 'str {"events": []}',
        ("may_be_left_out", '{"events": []}'): "Input should be a valid string",
        ("may_be_left_out", "[1]"): "Input should be a valid string",
        ("always", "null"): "str null",
        ("may_be_left_out", "null"): "NoneType None",
        ("may_be_left_out", "2026"): "str 2026",
    }
    for (tool, text), seen in expected.items():
        got = await answer(tool, text)
        print(f"  {tool}({text!r}): {got}")
        assert got == seen, (tool, text, got)


asyncio.run(main())
PY
# Seen on 30 November 2026:
# mcp 2.3.0
#   always('{"events": []}'): str {"events": []}
#   may_be_left_out('{"events": []}'): Input should be a valid string
#   may_be_left_out('[1]'): Input should be a valid string
#   always('null'): str null
#   may_be_left_out('null'): NoneType None
#   may_be_left_out('2026'): str 2026
