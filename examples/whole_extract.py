"""A whole data return: every child's reviews as they stood on a day, and the rows that could not be used.

The three children are invented, and written to a temporary folder first. With your own return, give its folder to
`read_ssda903`. Run it from anywhere: python examples/whole_extract.py
"""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lacreview_rules import load_profile, read_ssda903
from lacreview_rules.sources.ssda903.schedules import schedule_of

AS_OF = date(2026, 3, 31)

FILES = {
    "Header.csv": """\
CHILD,SEX,DOB
1001,1,02/05/2014
1002,2,11/08/2016
1003,1,27/03/2013
""",
    "Episodes.csv": """\
CHILD,DECOM,RNE,LS,PLACE,DEC,REC
1001,19/12/2025,S,V2,U6,20/02/2026,X1
1001,20/02/2026,P,V2,K2,,
1002,05/01/2026,S,C1,U6,,
1003,02/02/2026,S,V2,U6,,
""",
    "Reviews.csv": """\
CHILD,DOB,REVIEW,REVIEW_CODE
1001,02/05/2014,14/01/2026,PN1
1002,11/08/2016,04/02/2026,PN1
1003,27/03/2013,31/02/2026,PN1
""",
}

england = load_profile("england")
statuses: Counter[str] = Counter()

with TemporaryDirectory() as folder:
    for name, text in FILES.items():
        Path(folder, name).write_text(text, encoding="utf-8")

    extract = read_ssda903(folder)  # moves that keep the carer, and temporary ones, do not begin a new placement
    for history in extract:
        # Unlike build_schedule, this does not call late what a return cannot show: reviews held before its first year, say.
        schedule = schedule_of(history, extract.recorded, england).on(AS_OF)
        for due in schedule.of("review"):
            if due.basis == "actual":
                late = f", {due.days_late} days late" if due.days_late else ""
                print(f"{history.child}  {due.title}: due {due.due}, {due.status}{late}")
                statuses[due.status] += 1

print()
print("Reviews:", ", ".join(f"{count} {status}" for status, count in sorted(statuses.items())))
print("Rows not used:")
for problem in extract.rows_not_used:
    print(f"  {problem}")
