"""What a caseload's report says after its first screen, section by section: the same in a terminal and in a page, in one order.

Figures come first, then lists, the shortcut apart from the law, and at the end what each figure is. The lists as CSV have
columns of their own (`lacreview_rules.caseload.csv`): keys and ISO 8601 dates, which are a contract with other systems. What
stands here is written for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.caseload.definitions import DEFINITIONS
from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.caseload.lists import DISAGREEMENTS, NOT_JUDGED, OUT_OF_TIMESCALE, gone_list, review_list, task_list
from lacreview_rules.caseload.named_rules import rules_section
from lacreview_rules.caseload.tables import Column, Section, Table
from lacreview_rules.caseload.words import (
    APART,
    REGULATIONS,
    SHORTCUT,
    agreement_lines,
    not_judged_lines,
    share_text,
    timeliness_lines,
)
from lacreview_rules.wording import count_text, day_text, period_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.caseload.figures import WeekCount
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.since_last import SinceLast
    from lacreview_rules.caseload.task_figures import Group
    from lacreview_rules.caseload.timeliness import Timeliness

__all__ = ["Column", "Section", "Table", "report_sections"]


def report_sections(caseload: Caseload, *, most: int) -> Iterator[Section]:
    """The sections of a report, in order.

    Args:
        caseload: the figures.
        most: how many rows a list of reviews or tasks may have.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> [section.name for section in report_sections(summarise([], window_at(date(2026, 3, 31))), most=25)][:4]
        ['regulations', 'figures', 'overdue', 'due']
    """
    lists: list[Table] = []
    if caseload.since_last is not None:
        changes = _changes(caseload, caseload.since_last, most)
        lists += [table for table in changes.tables if table.rules]
        yield changes
    yield _timeliness("regulations", REGULATIONS, caseload.regulations)
    yield _figures(caseload)
    lists.append(task_list(caseload.overdue, most, late=True))
    yield Section("overdue", "Overdue now", len(caseload.overdue), tables=(lists[-1],))
    heading = f"Due until {day_text(caseload.window.until)}"
    lists.append(task_list(caseload.due, most, late=False))
    yield Section("due", heading, len(caseload.due), tables=(_weeks(caseload), lists[-1]))
    out, heading = caseload.out_of_timescale, "Reviews out of timescale, by each child's own profile"
    yield Section("out-of-timescale", heading, len(out), tables=(review_list(out, OUT_OF_TIMESCALE, most),))
    late = _lateness(caseload)
    remarks = ("Median and most days late are of those done late.",) if late.rows else ()
    yield Section("late", "Done late, or never, in the time judged", len(caseload.late), tables=(late,), remarks=remarks)
    heading = "Reviews that cannot be judged on one basis or more"
    yield Section("not-judged", heading, len(caseload.not_judged), tables=(review_list(caseload.not_judged, NOT_JUDGED, most),))
    heading = "Perhaps overdue: would be if the date were sure"
    lists.append(task_list(caseload.doubtful, most, late=False, doubt=True))
    yield Section("doubtful", heading, len(caseload.doubtful), tables=(lists[-1],))
    yield _timeliness("shortcut", SHORTCUT, caseload.shortcut)
    yield Section(
        "disagreements",
        "Where the regulations and the shortcut differ",
        len(caseload.disagreements),
        (*agreement_lines(caseload), APART),
        (review_list(caseload.disagreements, DISAGREEMENTS, most),),
    )
    rules = rules_section(caseload.rules, lists)
    if rules is not None:
        yield rules
    lines = tuple(f"{one.name}: {one.text}" for one in DEFINITIONS)
    yield Section("definitions", "What each figure is", lines=lines)


def _changes(caseload: Caseload, found: SinceLast, most: int) -> Section:
    """What changed since an earlier report."""
    was, law = found.earlier, caseload.regulations
    figures = Table(
        (Column("Figure"), Column(f"As at {day_text(was.as_of)}", "number"), Column(f"As at {day_text(caseload.window.as_of)}", "number")),
        (
            ("Children", f"{was.children:,}", f"{caseload.children:,}"),
            ("Looked after", f"{was.looked_after:,}", f"{caseload.looked_after:,}"),
            ("Days judged", _days(was.since, was.to), _days(caseload.window.since, caseload.window.to)),
            ("Reviews in time", share_text(was.in_time, was.judged), share_text(law.in_time, law.judged)),
            ("Overdue", f"{len(was.overdue):,}", f"{len(caseload.overdue):,}"),
        ),
    )
    new, gone = len(found.newly_overdue), len(found.no_longer_overdue)
    lines = [f"Became overdue: {new:,}. Overdue no longer: {gone:,}. Still overdue: {found.still_overdue:,}."]
    if found.other_profiles:
        lines.append("The profiles are not the same in both reports, so that figures may differ for that reason alone.")
    became = task_list(found.newly_overdue, most, late=True)._replace(caption=f"Became overdue ({new:,})")
    ended = gone_list(found.no_longer_overdue, most)
    ended = ended._replace(caption=f"Overdue no longer ({gone:,})")
    return Section("changes", f"Since the report as at {day_text(was.as_of)}", None, tuple(lines), (figures, became, ended))


def _days(first: date, last: date) -> str:
    return f"{day_text(first)} to {day_text(last)}"


def _timeliness(name: str, heading: str, timeliness: Timeliness) -> Section:
    heading = f"{heading}: {share_text(timeliness.in_time, timeliness.judged)}"
    remarks = tuple(not_judged_lines(timeliness))
    if not timeliness.judged:
        return Section(name, heading, lines=("No review that could be judged was due.",), remarks=remarks)
    columns = (Column("Due in", "day"), *(Column(head, "number") for head in _KINDS))
    rows = timeliness_lines([*timeliness.whole, *timeliness.quarters, *timeliness.months])
    return Section(name, heading, tables=(Table(columns, tuple(rows)),), remarks=remarks)


_KINDS = ("First", "Second", "Third or later", "Together")
_GROUPS: dict[Group, str] = {
    "visit": "Visits in time",
    "after-review": "What follows a review, in time",
}


def _figures(caseload: Caseload) -> Section:
    """The figures that people are asked for, each by the name under which its definition stands."""
    held, law = caseload.reviews_held, caseload.regulations
    whole = [row for row in law.held if not row.period]
    kinds = f"{held.first:,} first, {held.second:,} second, {held.later:,} third or later"
    if held.number_unknown:
        kinds += f", {held.number_unknown:,} whose number is not known"
    part = law.children.in_part
    also = f"; of these children {part:,} had another review that cannot be judged" if part else ""
    if held.held < law.in_time:
        kinds += "; a review that was due in these days and held before them counts as in time, and is not held in them"
    rows = [
        ("Reviews held", f"{held.held:,}, for {count_text(held.children, 'child', 'children')}: {kinds}"),
        ("Reviews in time, of those held", share_text(sum(row.in_time for row in whole), sum(row.judged for row in whole))),
        ("Children all of whose reviews were in time", share_text(law.children.in_time, law.children.judged) + also),
        ("Reviews that were meetings", share_text(held.meetings, held.held)),
    ]
    for group, name in _GROUPS.items():
        found = [one for one in caseload.task_figures if one.group == group]
        unsaid = sum(one.not_recorded for one in found)
        judged = sum(one.judged for one in found)
        share = share_text(sum(one.in_time for one in found), judged) if judged else "none can be judged"
        rows.append((name, f"{share}; {unsaid:,} not recorded" if unsaid else share))
    tables = [Table((Column("Figure"), Column("In the days judged")), tuple(rows)), _held(caseload)]
    tasks = [one for one in caseload.task_figures if one.judged and one.group in _GROUPS]
    if tasks:
        heads = ("In time", "Done late", "Not done", "Not recorded", "Not judged")
        columns = (Column("Task"), Column("Who", narrow=False), *(Column(head, "number") for head in heads))
        lines = tuple(
            (
                _name(one.task),
                one.role,
                share_text(one.in_time, one.judged),
                *(f"{number:,}" for number in (one.late, one.not_done, one.not_recorded, one.not_judged)),
            )
            for one in tasks
        )
        tables.append(Table(columns, lines))
    return Section("figures", "The figures people are asked for", tables=tuple(table for table in tables if table.rows))


def _name(task: str) -> str:
    words = plain(task)
    return words[:1].upper() + words[1:]


def _held(caseload: Caseload) -> Table:
    """Reviews by the month in which they were held."""
    counted = dict(caseload.reviews_held.months)
    shares = tuple(Column(f"{head}, in time", "number", narrow=head == _KINDS[-1]) for head in _KINDS)
    columns = (Column("Held in", "day"), Column("Reviews held", "number"), *shares)
    found_in = {line.period: line for line in timeliness_lines([row for row in caseload.regulations.held if row.period])}
    rows = []
    for month, number in counted.items():
        name = period_text(month)
        found = found_in.get(name)
        rows.append((name, f"{number:,}", *(("-",) * len(_KINDS) if found is None else found[1:])))
    return Table(columns, tuple(rows))


def _weeks(caseload: Caseload) -> Table:
    """How much is due in each week, and of whom."""
    weeks: dict[date, list[WeekCount]] = {}
    for row in caseload.due_by_week:
        weeks.setdefault(row.week, []).append(row)
    columns = (Column("Week of", "day"), Column("Due", "number"), Column("Of these"))
    rows = tuple(
        (
            day_text(week),
            f"{sum(row.count for row in found):,}",
            ", ".join(f"{row.role or 'no role named'} {row.count:,}" for row in found),
        )
        for week, found in weeks.items()
    )
    return Table(columns, rows)


def _lateness(caseload: Caseload) -> Table:
    figures = ("Done late", "Never done", "Median days late", "Most days late")
    columns = (Column("Task"), Column("Who"), *(Column(head, "number") for head in figures))
    rows = tuple(
        (
            _name(line.task),
            line.role,
            f"{line.done_late:,}",
            f"{line.never_done:,}",
            "-" if line.median_days is None else f"{line.median_days:g}",
            "-" if line.most_days is None else f"{line.most_days:,}",
        )
        for line in lateness_by_task(caseload.late)
    )
    return Table(columns, rows)
