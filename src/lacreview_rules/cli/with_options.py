"""Options that several commands share: written down once, as a dataclass, and taken by a command as one parameter."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with each parameter that is a dataclass replaced, where it stands, by the options in it.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Size:
        ...     width: int = 3
        ...     height: int = 4
        >>> @with_options
        ... def show(name: str, *, size: Size, loud: bool = False) -> None:
        ...     print(name, size)
        >>> list(signature(show).parameters)
        ['name', 'width', 'height', 'loud']
        >>> show(name="door", width=2, height=5, loud=True)
        door Size(width=2, height=5)
    """
    types = get_type_hints(command, include_extras=True)
    shared: dict[str, Any] = {}
    parameters: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        if not is_dataclass(types[name]):
            parameters.append(parameter.replace(annotation=types[name]))
            continue
        shared[name] = types[name]
        of_each = get_type_hints(types[name], include_extras=True)
        parameters += [
            Parameter(
                field.name,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.default is MISSING else field.default,
                annotation=of_each[field.name],
            )
            for field in fields(types[name])
        ]

    @wraps(command)
    def run(**values: Any) -> None:
        for name, options in shared.items():
            values[name] = options(**{field.name: values.pop(field.name) for field in fields(options)})
        command(**values)

    run.__signature__ = Signature(parameters, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
