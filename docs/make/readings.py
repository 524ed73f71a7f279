"""The table of the page on readings: every question that the law leaves open, and how each reading is computed or why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.questions.written import also_open, open_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.questions.written import OpenQuestion, RuleChange, WrittenReading

_BEGIN = "<!-- made by docs/make_pages.py from data/questions.toml: do not write here -->\n"
_END = "<!-- made as far as here -->\n"
_MOST_NAMED = 6


def readings_page(page: str) -> str:
    """The page with its table as the data has it.

    Args:
        page: the page as it stands.
    """
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return "".join([before, _BEGIN, "\n", *_table(), "\n", *_beyond(), "\n", _END, after])


def _table() -> Iterator[str]:
    yield "| | question | taken | other reading | how it is computed |\n|---|---|---|---|---|\n"
    for question in open_questions():
        head = f"| {question.number} | `{question.id}`: {question.title} |"
        if question.not_computed:
            yield f"{head} | | not: {question.not_computed} |\n"
            continue
        taken, *others = question.readings
        for other in others:
            yield f"{head} {taken.name} | {other.name} | {_how(other, question)} |\n"


def _how(reading: WrittenReading, question: OpenQuestion) -> str:
    told = [f'the setting `{name} = "{value}"`' for name, value in reading.settings.items()]
    told += [_change(change) for change in reading.changes]
    for move in reading.moves:
        of = f" (legal status {', '.join(word or 'not recorded' for word in move.legal_status)})" if move.legal_status else ""
        to = "a day later" if move.to == "1 day" else "on the next working day"
        told.append(f"the record as if `{'`, `'.join(move.events)}`{of} had happened {to}")
    if reading.closures:
        told.append("`[[closed]]` days of a layer of bank holidays, off for every rule")
    if reading.reviews_from:
        told.append("a limit counted from a review, counted from the day on which that was due; what follows a review stays")
    if reading.due:
        told.append("the due date itself moves to the next working day; what counts from it stays")
    more = "; the date stays, and its status may change" if question.of_status else ""
    return "; ".join(told) + more


def _change(change: RuleChange) -> str:
    rules = change.rules if len(change.rules) <= _MOST_NAMED else (*change.rules[:2], "...", change.rules[-1])
    named = ", ".join(rule if rule == "..." else f"`{rule}`" for rule in rules)
    said = [f"`{key} = {_value(value)}`" for key, value in change.set.items()]
    said += [f"`unless` besides: {', '.join(f'`{key}`: {value}' for key, value in table.items())}" for table in change.unless]
    said += [f"`{key}` asked on the day of the limit" for key in change.at_limit]
    said += [f"`{'to' if edge.to else 'from'}` {edge.to or edge.from_} read as {edge.instead}" for edge in change.edges]
    which = "those that count after something, " if change.counted_after else ""
    return f"{named}: {which}{', '.join(said)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(list(value) if isinstance(value, (list, tuple)) else value).replace("'", '"')


def _beyond() -> Iterator[str]:
    yield "The wording of these rules also leaves something open that cannot be computed. Their notice is always given:\n\n"
    yield "| rule | why |\n|---|---|\n"
    for rule, why in also_open().items():
        yield f"| `{rule}` | {why} |\n"
