"""``lacreview check``: is a profile well formed, and can it ever be later than the regulations?"""

from __future__ import annotations

import json
import re
import sys
from datetime import date  # noqa: TC003 - typer reads the annotations of this file
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.assurance.compared_dates import case_of
from lacreview_rules.assurance.judgement import check_profile
from lacreview_rules.cli.exits import Code, refuse
from lacreview_rules.cli.options import Layout, read_day
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.profiles.words import task_words
from lacreview_rules.wording import count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lacreview_rules.assurance.answer import Assurance
    from lacreview_rules.assurance.findings import Example, Finding


def _day(text: str | date) -> date:
    if not isinstance(text, str):
        return text
    try:
        return read_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def check(
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="A shipped profile, or the path of a file.", show_default=False)],
    *,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="PROFILE",
            help="For a profile that extends nothing, what to compare it with: england, or another profile or path.",
            show_default=False,
        ),
    ] = None,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="table, or json for other systems.")] = Layout.TABLE,
    first: Annotated[
        date, typer.Option("--from", parser=_day, metavar="DATE", help="The first start date compared.", show_default="2000-01-01")
    ] = "2000-01-01",  # type: ignore[assignment]  # typer reads it as it would from the command line
    last: Annotated[
        date | None,
        typer.Option(
            "--to", parser=_day, metavar="DATE", help="The last. Without it: as far as bank holidays are confirmed.", show_default=False
        ),
    ] = None,
) -> None:
    """Check a profile: is it well formed, and can it ever be later than the regulations or the guidance?

    Every local timescale is compared with what corresponds to it, from every start date. Exit code 4 if one can be
    later than a regulation, 2 if the file is not well formed: then every problem is listed.
    """
    loaded = load_profile(profile)
    if last is not None and last < first:
        message = f"--to {last} is before --from {first}; put the earlier day first"
        raise refuse(message)
    found = check_profile(loaded, first=first, last=last, against=None if against is None else load_profile(against))
    configure_streams(machine=layout is Layout.JSON)
    lines = _lines_of(profile)
    if layout is Layout.JSON:
        record = found.to_dict()
        for item in record["findings"]:
            item["line"] = lines.get(item["rule"])
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(wrapped(_report(found, profile, lines), width_of(sys.stdout))))
    if found.breaches:
        raise typer.Exit(int(Code.LATER_THAN_REGULATIONS))


def _lines_of(profile: str) -> dict[str, int]:
    """The line of each rule, where the profile is a file."""
    path = Path(profile)
    if path.suffix not in {".toml", ".json"} or not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8-sig")
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"""\s*"?id"?\s*[=:]\s*["']([^"']+)["']""", line)
        if match is not None:
            found.setdefault(match[1], number)
    return found


def _report(found: Assurance, profile: str, lines: dict[str, int]) -> Iterator[str]:
    """The report, line by line: the verdict, then what is gravest."""

    def place(finding: Finding) -> str:
        at = f" (line {lines[finding.rule]} of {Path(profile).name})" if finding.rule in lines else ""
        return f"{finding.rule}{f', {finding.cite}' if finding.cite else ''}{at}"

    shown = found.profile
    yield f"{shown.name} (profile {shown.id}, version {shown.version})"
    yield f"VERDICT: {found.verdict}"
    if found.against is not None and found.not_against is None and found.checked:
        own = count_text(len(found.checked), "local timescale")
        yield (
            f"Compared with {found.against}: {own}, on every start date from {day_text(found.first)} to {day_text(found.last)} on which "
            "both are in force; what counts from another thing, and what conditions bring about, over histories that begin on some of them."
        )
    for heading, findings in (
        ("LATER THAN THE REGULATIONS", found.breaches),
        ("WARNING: LATER THAN STATUTORY GUIDANCE", found.of("looser")),
    ):
        if findings:
            yield from ("", f"{heading} ({len(findings)})")
            for finding in findings:
                yield from _compared(finding, place)
    yield from _traps(found.of("trap"), place, lambda task: _title(found, task))
    yield from _not_judged(found)
    yield from _rest(found)


def _title(found: Assurance, task: str) -> str:
    term = found.profile.tasks.get(task)
    return f"{task_words(term.title)} ({task})" if term is not None and term.title else task


def _compared(finding: Finding, place: Callable[[Finding], str]) -> Iterator[str]:
    yield from ("", place(finding), f"  {finding.words[:1].upper()}{finding.words[1:]}")
    of = "start dates" if finding.kind == "start-dates" else "occasions in the histories"
    shares = finding.shares
    if shares is not None and shares.later == shares.total:
        yield f"  Later every time, on all {shares.total:,} {of}."
    elif shares is not None:
        yield f"  {str(shares)[:1].upper()}{str(shares)[1:]}, of {shares.total:,} {of}."
    if finding.days and finding.days != ("every start date",):
        yield f"  Later for: {'; '.join(finding.days)}."
    if finding.first is not None:
        only = finding.worst is None or finding.worst == finding.first
        first = "First" if finding.kind == "start-dates" else "First found"
        yield from _example(f"{first} and worst" if only else first, finding.first, finding)
        if finding.worst is not None and not only:
            yield from _example("Worst", finding.worst, finding)
    if finding.witness is not None and "," in finding.witness.story:
        yield from _example("For example", finding.witness, finding)


def _example(label: str, example: Example, finding: Finding) -> Iterator[str]:
    yield f"  {label}, {count_text(example.days_later, 'day')} later: {example.story}"
    yield f"    this profile: {example.working}"
    yield f"    {finding.force}: {example.other_working}"


_ORDER = (
    "never-dated",
    "counted-from",
    "not-shown",
    "no-later-review",
    "before-any-review",
    "only-recorded",
    "done-before",
    "never-begins",
    "from-placement",
    "minimum",
    "untyped-days",
    "units",
    "decision",
    "gives-up",
    "exemption",
    "as-guidance",
    "birthday",
    "without-effect",
    "special-case",
)
"""Traps in order of weight: what may go wrong for every child first, what concerns few of them last."""


def _traps(findings: Iterable[Finding], place: Callable[[Finding], str], title: Callable[[str], str]) -> Iterator[str]:
    """Traps task by task, the most important first; what is said of several rows is said once."""
    by_task: dict[str, dict[str, list[Finding]]] = {}
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.kind)):
        by_task.setdefault(finding.task, {}).setdefault(finding.words, []).append(finding)
    if by_task:
        yield from ("", f"TRAPS IN THE WORDING ({sum(map(len, by_task.values()))})")
    for task, said in by_task.items():
        yield from ("", title(task))
        special = [group for group in said.values() if group[0].kind == "special-case"]
        for group in (group for group in said.values() if group[0].kind != "special-case"):
            yield f"  {', '.join(dict.fromkeys(map(place, group)))}: {group[0].words}"
        if special:
            cases: dict[str, list[str]] = {}
            for finding in chain.from_iterable(special):
                cases.setdefault(case_of(finding.words), []).append(finding.rule)
            yield "  Special cases that no row of the profile mentions, in which the regulation or guidance is earlier:"
            yield from (f"    {case}: earlier than {', '.join(dict.fromkeys(rules))}" for case, rules in cases.items())


def _rest(found: Assurance) -> Iterator[str]:
    kept = [finding for finding in found.of("fine") if finding.kind == "guidance-kept"]
    given_up = {(finding.rule, finding.counterpart) for finding in found.findings if finding.kind == "gives-up"}
    fine = [one for one in found.of("fine") if one not in kept and (one.rule, one.counterpart) not in given_up]
    own = f"{found.profile.id}/"
    if kept:
        yield from ("", f"GUIDANCE THAT STAYS BESIDE IT ({len(kept)})", *(f"  {finding.words}" for finding in kept))
    if fine:
        yield from ("", f"NEVER LATER ({len(fine)})")
        for finding in fine:
            said = str(finding.shares) if finding.shares is not None else "another timescale of this profile comes first"
            said = "always the same day" if said == "the same on 100%" else said
            yield f"  {finding.rule.removeprefix(own)} and {finding.counterpart}: {said}"


def _not_judged(found: Assurance) -> Iterator[str]:
    """What was compared with nothing, and what was tried on no history: each with the reason, which several may have."""
    own = f"{found.profile.id}/"
    for tried, heading in ((False, "COULD NOT BE COMPARED"), (True, "NOT TRIED ON A HISTORY")):
        rules: dict[str, list[str]] = {}
        for one in found.of("not-judged"):
            if (one.kind == "no-history") is tried:
                rules.setdefault(one.words, []).append(one.rule.removeprefix(own))
        if rules:
            yield from ("", f"{heading} ({sum(map(len, rules.values()))})")
            yield from (f"  {', '.join(names)}: {words}" for words, names in rules.items())
