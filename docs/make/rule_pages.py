"""The pages of the documentation that list every rule: one for each shipped profile, made from the profile itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.profiles.words import PER, condition_words, limit_words, task_words, terms_words
from lacreview_rules.wording import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.profiles.models import Consideration, Timescale
    from lacreview_rules.profiles.profile import Profile

_INDEX = """\
# Every rule

You have the id of a rule, and want to read it. A schedule names it: `england/R2` is on the page of `england`. Each rule is shown with where
it is written and [how far its wording was checked](../explanation/verification.md). Dates are calculated dates. The pages are made from
the profiles; `lacreview profile show newham` prints the same.

| profile | rules | read | corroborated | not yet verified |
|---|---:|---:|---:|---:|
"""


def rule_index() -> str:
    """The list of the profiles, with how many rules each has and how far they were checked, as Markdown.

    Example:
        >>> [line for line in rule_index().splitlines() if "newham" in line][-1].partition(" |")[0]
        '| [London Borough of Newham](rules/newham.md)'
    """
    rows = []
    for name in shipped_profiles():
        profile = load_profile(name)
        grades = [rule.verified for rule in _own(profile)]
        counts = " | ".join(str(sum(grade == wanted for grade in grades)) for wanted in (True, "corroborated", False))
        rows.append(f"| [{profile.name}](rules/{name}.md) | {len(grades)} | {counts} |\n")
    return _INDEX + "".join(rows)


def rule_page(profile: Profile) -> str:
    """Every rule of one profile, task by task, as Markdown; of a profile that extends another, its own rules.

    Example:
        >>> print(rule_page(load_profile("data-return")).splitlines()[0])
        # Rules of `data-return`
    """
    return "\n".join([*_heading(profile), *_tasks(profile), *_considerations(profile), *_replaced(profile)])


def _own(profile: Profile) -> list[Timescale | Consideration]:
    rules: list[Timescale | Consideration] = [*profile.timescales, *profile.considerations]
    return [rule for rule in rules if rule.id.partition("/")[0] == profile.id]


def _heading(profile: Profile) -> Iterator[str]:
    yield f"# Rules of `{profile.id}`\n"
    yield f"{_cleaned(profile.name)}, version {profile.version}."
    if len(profile.lineage) > 1:
        parent = profile.lineage[1]
        yield f"The regulations of [`{parent}`]({parent}.md) stay in force beside these rules, and the earliest date binds."
    source = profile.source
    named = ", ".join(part for part in (source.title, source.as_at) if part)
    for label, text in (("Source", named), ("At", f"<{source.url}>" if source.url else ""), ("Note", source.note)):
        if text:
            yield f"\n{label}: {_cleaned(text)}"
    yield ""


def _tasks(profile: Profile) -> Iterator[str]:
    own = {rule.id for rule in _own(profile)}
    for task in profile.tasks.values():
        rules = [rule for rule in profile.timescales if rule.task == task.id and rule.id in own]
        if not rules:
            continue
        yield f"## {_cleaned(task_words(task.title))}\n"
        yield f"Task `{task.id}`; {f'{task.role}; ' if task.role else ''}{PER[task.per]}."
        if task.note:
            yield f"\n{_cleaned(task.note)}"
        yield ""
        for rule in rules:
            yield from _rule(rule, limit_words(rule), terms_words(rule, profile), rule.note, rule.ambiguous)
        yield ""


def _considerations(profile: Profile) -> Iterator[str]:
    own = {rule.id for rule in _own(profile)}
    marks = [mark for mark in profile.considerations if mark.id in own]
    if marks:
        yield "## What reviews must consider\n"
    for mark in marks:
        terms = [f"if {condition_words(mark.when, profile)}"] if mark.when is not None else []
        terms += [f"unless {condition_words(condition, profile)}" for condition in mark.unless]
        yield from _rule(mark, mark.title, terms, mark.note)
    if marks:
        yield ""


def _replaced(profile: Profile) -> Iterator[str]:
    if not profile.replaced:
        return
    yield "## Guidance that this profile replaces\n"
    yield "Each of these stands in the parent and not here, because the profile has a timescale of its own for the task or drops it.\n"
    for rule in profile.replaced:
        title = profile.tasks[rule.task].title if rule.task in profile.tasks else rule.task
        yield f"- `{rule.id}`: {_cleaned(task_words(title))}, {_cleaned(limit_words(rule))}"
    yield ""


def _rule(rule: Timescale | Consideration, head: str, terms: Iterable[str], note: str = "", ambiguous: str = "") -> Iterator[str]:
    where = "; ".join(part for part in (rule.cite, str(rule.force), GRADES[rule.verified]) if part)
    anchor = rule.id.replace("/", "-").lower()
    yield f'- <a id="{anchor}"></a>**{_cleaned(head[:1].upper() + head[1:])}**: `{rule.id}`; {_cleaned(where)}'
    for label, text in (("", "; ".join(terms)), ("Note: ", note), ("Ambiguous: ", ambiguous)):
        if text:
            yield f"    - {label}{_cleaned(text if label else text[:1].upper() + text[1:])}"


def _cleaned(text: str) -> str:
    """Text that Markdown shows as it is."""
    for sign in "\\*_[]|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
