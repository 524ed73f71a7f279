"""The page of the documentation that lists every word of `england`: as it is written, what it means, and which rules read it."""

from __future__ import annotations

from lacreview_rules import load_profile
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profiles.used_words import WordUsed, words_of_profile
from lacreview_rules.profiles.words import task_words

_HEAD = """\
# Words a profile can use

You have a procedure or a history, and look for the right word. This page lists every event, fact, placement, legal status, total and task
of `england`, as it must be written, with its meaning and the [rules](rules/england.md) that read it. A profile that extends
`england` can use them all. If it adds words of its own, they are in its file; `lacreview profile show` ends with a list of all of them.

How to use the words is in the [profile format](profile-format.md) and the [history format](history-format.md).
"""
_SECTIONS = {
    "events": (
        "Events",
        "A timescale counts from them (`after`, `before`), stops with them (`until`), or asks how long ago they were (`since`).",
    ),
    "facts": ("Facts", 'Recorded with `{"event": "fact", "fact": ...}`; asked for with `fact`.'),
    "placements": ("Placements", "What a history writes as `placement`; asked for with `placement` and `placement_before`."),
    "legal_statuses": ("Legal statuses", "What a history writes as `legal_status`; asked for with `legal_status`."),
    "days": ("Named days", "Used with `after`, `before`, `counted_in` and `falls_on`; asked for with `during`."),
    "totals": ("Totals", "Used with `after`, by their id alone; asked for with `reached`."),
    "tasks": (
        "Tasks",
        'Named by `task`; counted from with `after` and `before`, by their id alone; recorded with `{"event": "task-done", "task": ...}`.',
    ),
}
_DERIVED = {
    "placement-started": "A placement began: with care, or with a move. No history records it.",
    "placement-ended": "A placement ended: with a move, or with care. No history records it.",
    "review-meeting-held": "A review was held with a meeting. No history records it: it follows from `review-held`.",
    "adjourned-review-completed": "A review that was adjourned was completed. No history records it: it follows from `review-held`.",
}


def profile_words_page() -> str:
    """Every word of `england`, as Markdown.

    Example:
        >>> [line for line in profile_words_page().splitlines() if "`placed-outside-approval`" in line][0].split(" | ")[-1]
        '`england/F1`, `england/F1-2020` |'
    """
    england = load_profile("england")
    built_in = {kind: (cls.__doc__ or "").partition("\n")[0] for kind, cls in BUILT_IN.items()}
    words = words_of_profile(england, {**built_in, **{kind: _DERIVED[kind] for kind in DERIVED}})
    parts = [_HEAD]
    for table, (title, about) in _SECTIONS.items():
        listed = [word for word in words if word.table == table]
        if listed:
            rows = [f"| `{word.id}` | {_cell(task_words(word.title))} | {_read_by(word)} |" for word in listed]
            parts += [f"## {title}\n\n{about}\n", "\n".join(["| written | meaning | read by |", "|---|---|---|", *rows, ""])]
    return "\n".join(parts)


def _read_by(word: WordUsed) -> str:
    rules = [f"`{rule}`" for rule in word.rules]
    tasks = [f"completes `{task}`" for task in word.tasks]
    return ", ".join([*tasks, *rules]) or "no rule names it"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("``", "`").split())
