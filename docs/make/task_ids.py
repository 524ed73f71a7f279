"""The module that tells type checkers the ids of the tasks of every shipped profile."""

from __future__ import annotations

from lacreview_rules import load_profile, shipped_profiles

_HEAD = '''"""The ids of the shipped profiles and of their tasks, for type checkers. Made by docs/make_pages.py: do not write here.

Under a shipped profile `schedule.of("reviw")` is an error of mypy and pyright; under a profile from a file any text is a task.
Nothing imports this module but what is only checked: it costs no time to start.
"""

from __future__ import annotations

from typing import Literal
'''


def task_ids_module() -> str:
    """The text of `lacreview_rules.profiles.task_ids`."""
    names = shipped_profiles()
    tasks = sorted({task for name in names for task in load_profile(name).tasks})
    return "\n".join(
        [
            _HEAD,
            *_literal("ShippedProfile", names, "The id of a profile that is shipped."),
            *_literal("ShippedTask", tasks, "The id of a task of a profile that is shipped."),
        ]
    )


def _literal(name: str, words: list[str] | tuple[str, ...], meaning: str) -> list[str]:
    return [f"{name} = Literal[", *(f'    "{word}",' for word in words), "]", f'"""{meaning}"""', ""]
