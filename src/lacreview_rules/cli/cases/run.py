"""``lacreview cases run``: every case against this library, or against any other system that prints a schedule."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from contextlib import closing
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.cases.command import CommandError, words_of
from lacreview_rules.cli.cases.listing import FamilyWanted, Format, ProfileWanted, RuleWanted, StatusWanted, chosen
from lacreview_rules.cli.cases.process import OtherSystem
from lacreview_rules.cli.cases.report import report_lines
from lacreview_rules.cli.cases.results import RESULTS, other_results, own_results
from lacreview_rules.cli.exits import Code, refuse
from lacreview_rules.cli.options import Layout
from lacreview_rules.cli.progress import with_progress
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.corpus.agreement import COMPARED, judge
from lacreview_rules.corpus.cases import load_cases
from lacreview_rules.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from lacreview_rules.cli.cases.results import CaseResult

_TIMEOUT = 30.0
_MOST_JOBS = 256


class Send(StrEnum):
    """What the other system is given on standard input."""

    HISTORY = "history"
    CASE = "case"


def case_run(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Only these cases.", show_default=False)] = None,
    *,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="COMMAND",
            help="Another system: run once for each case, with the history as JSON on its standard input, it prints a schedule as JSON. "
            "No shell is used. {profile}, {as_of}, {until}, {settings}, {calendar}, {history} and {id} in it are filled in. "
            "Without it: this library.",
            show_default=False,
        ),
    ] = None,
    send: Annotated[
        Send, typer.Option("--send", help="With --against, what is on its standard input: the history alone, or all that the case asks.")
    ] = Send.HISTORY,
    keys: Annotated[
        str | None,
        typer.Option(
            "--keys", metavar="KEY,KEY", help="Compare only these keys, as in review,due,status. Without it: all.", show_default=False
        ),
    ] = None,
    tasks: Annotated[
        str | None,
        typer.Option(
            "--tasks",
            metavar="TASK,TASK",
            help="Compare only what a case says of these tasks, as in review,visit. Without it: all.",
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            min=0.001,
            help="With --against, how long it may take for one case. Without it: 30.",
            show_default=False,
        ),
    ] = _TIMEOUT,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            max=_MOST_JOBS,
            help="With --against, how many cases at once. Without it: 1.",
            show_default=False,
        ),
    ] = 1,
    profile: ProfileWanted = None,
    rule: RuleWanted = None,
    family: FamilyWanted = None,
    status: StatusWanted = None,
    layout: Format = Layout.TABLE,
) -> None:
    """Run the cases against this library, or against any other system, and say where they disagree and why.

    Every case gets a result: it agrees, it disagrees, or it failed because there was no answer. A failure does not stop
    the rest. Exit code 5 unless all agree.

    To see it at work, with lacreview itself as the other system:

    lacreview cases run --against "lacreview schedule {history} --profile {profile} --as-of {as_of} --until {until}
    --set {settings} --calendar {calendar} --format json"
    """
    families = chosen(ids or (), profile=profile, rule=rule, family=family, status=status)
    cases = [case for one in families for case in one.cases]
    compared = None if keys is None else _listed("--keys", keys, COMPARED, "keys of a due date, as in review,due,status")
    named = {entry["task"] for case in load_cases() for entry in (*case.expect, *case.absent) if "task" in entry}
    wanted = None if tasks is None else _listed("--tasks", tasks, named, "tasks, as in review,visit")
    judging = partial(judge, keys=compared, tasks=wanted)
    if against is None:
        found = own_results(cases, judging)
    else:
        other = OtherSystem(_words(against), whole_case=send is Send.CASE, timeout=timeout)
        found = other_results(cases, other, judging, jobs=jobs)
    configure_streams(machine=layout is Layout.JSON)
    with closing(found):  # so that what was started is ended even if a signal comes between two results
        results = list(with_progress("Cases", found, total=len(cases)))
    if layout is Layout.JSON:
        typer.echo(json.dumps(_record(results, against, compared, wanted), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(wrapped(report_lines(results, against), width_of(sys.stdout))))
    came = {one.result for one in results} - {"not-compared"}
    if came != {"agrees"}:
        raise typer.Exit(int(Code.DISAGREES))


def _words(command: str) -> tuple[str, ...]:
    """The words of the command, whose first is a program that is there.

    Raises:
        typer.Exit: it is no command, or there is no such program.
    """
    try:
        words = words_of(command)
    except CommandError as error:
        message = f"--against: {error}"
        raise refuse(message) from None
    if "{" not in words[0] and shutil.which(words[0]) is None:
        message = f'--against: there is no command "{words[0]}"; give one that can be run from here, or its path'
        raise refuse(message)
    return words


def _listed(option: str, text: str, known: Collection[str], what: str) -> frozenset[str]:
    """The words of an option that names several.

    Raises:
        typer.Exit: there is none, or one that no case names.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    wrong = [f'{option} "{word}": no case names it; {nearest(word, sorted(known))}' for word in words if word not in known]
    if wrong or not words:
        raise refuse("\n".join(wrong) or f"{option} is empty; name {what}")
    return frozenset(words)


def _record(results: list[CaseResult], against: str | None, keys: frozenset[str] | None, tasks: frozenset[str] | None) -> dict[str, Any]:
    counted = Counter(one.result for one in results)
    return {
        "schema_version": 1,
        "against": against,
        "keys": None if keys is None else sorted(keys),
        "tasks": None if tasks is None else sorted(tasks),
        "counts": {"cases": len(results), **{result: counted[result] for result in RESULTS}},
        "results": [one.to_dict() for one in results],
    }
