"""What every table of a profile file has in common: unknown keys are refused, and one word may stand for a list of one.

Annotations are no text here, which pydantic would have to read at every import.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def listed(value: object) -> object:
    """One word, or one table, as a list of one.

    Example:
        >>> listed("first")
        ['first']
    """
    return [value] if isinstance(value, (str, dict)) else value


Words = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Written(BaseModel):
    """One table of a profile file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, strict=False, defer_build=True)
