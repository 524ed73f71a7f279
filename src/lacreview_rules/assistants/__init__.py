"""What an assistant may ask: tools over the library, and the server that offers them by the Model Context Protocol.

Only `server` needs the extra `mcp`. A tool takes JSON and gives JSON. It reads no file, no clock and no network: the day is
given, and so is every event. It asks for no name, and for an age where that will do.
"""
