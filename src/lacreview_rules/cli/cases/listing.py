"""``lacreview cases list`` and ``lacreview cases show``: the public corpus, by title and one case in full."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from lacreview_rules.cli.cases.words import case_lines
from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import Layout
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.corpus.cases import Family, find_case, load_cases, load_families
from lacreview_rules.errors import nearest
from lacreview_rules.schedules.standing import Status
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lacreview_rules.corpus.cases import Case

Format = Annotated[Layout, typer.Option("--format", "-f", help="table, or json for other systems.")]
ProfileWanted = Annotated[str | None, typer.Option("--profile", "-p", metavar="PROFILE", help="Only cases of this shipped profile.")]
RuleWanted = Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only cases that test this rule, as in england/R1.")]
FamilyWanted = Annotated[str | None, typer.Option("--family", metavar="FAMILY", help="Only cases of this family.")]
StatusWanted = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="Only cases that expect this status, as in overdue.")]


def case_list(
    *,
    profile: ProfileWanted = None,
    rule: RuleWanted = None,
    family: FamilyWanted = None,
    status: StatusWanted = None,
    layout: Format = Layout.TABLE,
) -> None:
    """List the cases: what each is about, family by family."""
    found = chosen(profile=profile, rule=rule, family=family, status=status)
    configure_streams(machine=layout is Layout.JSON)
    if layout is Layout.JSON:
        typer.echo(json.dumps([_summary(one) for one in found], indent=2, ensure_ascii=False))
        return
    lines = []
    for one in found:
        lines += [f"{one.name} ({len(one.cases)})", f"  {one.about}", ""]
        lines += [f"  {case.id}  {case.title}" for case in one.cases]
        lines.append("")
    number = sum(len(one.cases) for one in found)
    lines.append(f"{count_text(number, 'case')} in {count_text(len(found), 'family', 'families')}")
    typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))


def case_show(
    case_id: Annotated[str, typer.Argument(metavar="ID", help="As lacreview cases list prints it.", show_default=False)],
    *,
    layout: Format = Layout.TABLE,
) -> None:
    """Print one case: the child's events, what is expected, and how it was worked out."""
    case = _found([case_id], load_cases())[0]
    configure_streams(machine=layout is Layout.JSON)
    if layout is Layout.JSON:
        typer.echo(json.dumps({"family": case.family, **case.to_dict()}, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(wrapped(case_lines(case), width_of(sys.stdout))))


def chosen(
    ids: Collection[str] = (),
    *,
    profile: str | None = None,
    rule: str | None = None,
    family: str | None = None,
    status: str | None = None,
) -> tuple[Family, ...]:
    """The families with the cases asked for, in the order of the corpus; those with none are left out.

    Raises:
        typer.Exit: a word is not known, or no case has all that is asked for.
    """
    families = load_families()
    cases = [case for one in families for case in one.cases]
    wanted = {case.id for case in _found(ids, cases)} if ids else None
    _check("--profile", profile, {case.profile for case in cases})
    _check("--rule", rule, {name for case in cases for name in rules_of(case)})
    _check("--family", family, {one.name for one in families})
    _check("--status", status, get_args(Status))

    def fits(case: Case) -> bool:
        return (
            (wanted is None or case.id in wanted)
            and (profile is None or case.profile == profile)
            and (rule is None or rule in rules_of(case))
            and (family is None or case.family == family)
            and (status is None or status in case.statuses)
        )

    found = tuple(Family(one.name, one.about, tuple(filter(fits, one.cases))) for one in families)
    found = tuple(one for one in found if one.cases)
    if not found:
        message = "no case is all of that; leave out one of the options"
        raise refuse(message)
    return found


def rules_of(case: Case) -> frozenset[str]:
    """The rules that a case tests or expects."""
    expected = (entry[key] for entry in case.expect for key in ("rule", "consideration") if key in entry)
    return frozenset({*case.rules, *expected})


def _found(ids: Iterable[str], cases: Collection[Case]) -> list[Case]:
    found, wrong = [], []
    for case_id in ids:
        try:
            found.append(find_case(case_id, cases))
        except LookupError as error:
            wrong.append(str(error.args[0]))
    if wrong:
        raise refuse("\n".join(wrong))
    return found


def _check(option: str, word: str | None, known: Collection[str]) -> None:
    if word is not None and word not in known:
        message = f'{option} "{word}": no case has it; {nearest(word, sorted(known))}'
        raise refuse(message)


def _summary(family: Family) -> dict[str, Any]:
    keys = ("id", "title", "provision", "rules", "profile")
    listed = [{key: value for key, value in case.to_dict().items() if key in keys} for case in family.cases]
    return {"family": family.name, "about": family.about, "count": len(listed), "cases": listed}
