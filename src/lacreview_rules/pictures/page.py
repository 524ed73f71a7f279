"""One child's timeline as a page of its own: the picture, and the same due dates as a table with their working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.pictures.canvas import as_svg, xml_text
from lacreview_rules.pictures.palette import LOOKS
from lacreview_rules.pictures.timeline import timeline
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.history import History
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

_STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; font: 16px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
p { margin: .25rem 0; max-width: 60rem; }
.picture { overflow-x: auto; border: 1px solid #767676; margin: 1rem 0; }
.picture svg { display: block; width: 100%; min-width: 60rem; height: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #c4c4c4; }
td:first-child { white-space: nowrap; }
summary { cursor: pointer; text-decoration: underline; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; font-size: .9rem; margin: .3rem 0; }
@media (max-width: 45rem) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 1px solid #767676; padding: .4rem 0; }
  td { border: 0; padding: .05rem 0; }
  td:first-child { font-weight: 600; }
}
@media print { .picture { border: 0; overflow: visible; } .picture svg { min-width: 0; } details { display: none; } }
"""


def timeline_page(
    schedule: Schedule,
    *,
    history: History | None = None,
    first: date | None = None,
    last: date | None = None,
    show_child: bool = False,
) -> str:
    """One child's timeline as one HTML page that fetches nothing and runs no script.

    Each mark tells its working on hover; for a reader without a mouse, or who cannot see the picture, a table under it
    holds every due date with its whole working.

    Args:
        schedule: As it stands on the day wanted.
        history: What it was made from; see `timeline`.
        first: The first day of the picture.
        last: The last day of the picture. The table holds every due date all the same.
        show_child: Whether the child's id stands on the page.

    Raises:
        PictureError: There is nothing to draw.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> from lacreview_rules.pictures import timeline_page
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> page = timeline_page(build_schedule(history, load_profile("england")), history=history)
        >>> "First looked after review" in page, "A123" in page
        (True, False)
    """
    picture = as_svg(timeline(schedule, history=history, first=first, last=last, show_child=show_child))
    picture = picture[picture.index("<svg") :]
    title = f"Due dates of {schedule.child}" if show_child else "Due dates of one child"
    rows = "\n".join(_row(due) for due in schedule.due_dates)
    profile = f"{schedule.profile.name} ({schedule.profile.id}, version {schedule.profile.version})"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{xml_text(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{xml_text(title)}</h1>
<p>{xml_text(profile)}, as at {day_text(schedule.as_of)}.</p>
<p>All dates are calculated dates.
Point at a mark to see how its date was worked out; <a href="#table">the table</a> holds the same in words.</p>
<div class="picture" tabindex="0">
{picture}</div>
<h2 id="table">Every due date, as a table ({len(schedule.due_dates):,})</h2>
<table>
<thead><tr><th>Due by</th><th>How it stands</th><th>What</th><th>Who</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
{"".join(_problems(schedule))}</body>
</html>
"""


def _row(due: DueDate) -> str:
    status = LOOKS[due.status].words if due.status in LOOKS else "to bear in mind"
    if due.status == "upcoming" and due.basis != "actual":
        status = LOOKS[f"upcoming-{due.basis}"].words
    days = due.days_late or 0
    when = "1 day" if days == 1 else f"{days:,} days"
    late = f" by {when}" if due.status == "overdue" else f", {when} late" if days else ""
    working = f"<details><summary>Working</summary><pre>{xml_text(str(due.explanation))}</pre></details>"
    cells = (day_text(due.due), f"{status}{late}", due.title, due.role)
    day, stands, what, who = (xml_text(cell) for cell in cells)
    return f"<tr><td>{day}</td><td>{stands}</td><td>{what}{working}</td><td>{who}</td></tr>"


def _problems(schedule: Schedule) -> Iterator[str]:
    if schedule.problems:
        yield "<h2>What in the history could not be used</h2>\n<ul>\n"
        yield from (f"<li>{xml_text(str(problem))}</li>\n" for problem in schedule.problems)
        yield "</ul>\n"
