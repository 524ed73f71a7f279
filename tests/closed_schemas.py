"""A published schema, closed: readers may pass over keys that they do not know, and these tests may not."""

from __future__ import annotations

from typing import Any


def closed(schema: Any) -> Any:
    """The same schema, in which no object has a key that is not described.

    Example:
        >>> closed({"type": "object", "properties": {"due": {"type": "string"}}})["additionalProperties"]
        False
    """
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(one) for key, one in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        inner.setdefault("additionalProperties", False)
    return inner
