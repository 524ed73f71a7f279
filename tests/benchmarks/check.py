"""How long `check` takes for a profile of sixty timescales, as a thorough authority writes one.

    python tests/benchmarks/check.py [--profile] [SRC ...]

For each folder of source given (the one that is installed unless any is), the profile is checked in a process of its own, in turn,
three times; the least of each is printed. So two commits are compared in one run. `--profile` prints the profile instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_ROUNDS = 3
_CHECK = (
    "import sys, time; from pathlib import Path; from lacreview_rules import check_profile, load_profile\n"
    "profile = load_profile(Path(sys.argv[1])); load_profile('england')\n"
    "start = time.process_time(); found = check_profile(profile); print(time.process_time() - start, len(found.findings))\n"
)
_REVIEWS = (
    ('after = "became-looked-after"', "20 working days", ""),
    ('after = "became-looked-after"', "28 days", ""),
    ('after = "review"', "3 months", '{ review = "first" }'),
    ('after = "review"', "91 days", '{ review = "first" }'),
    ('after = "review"', "6 months", '{ review = "later" }'),
    ('after = "review"', "6 months", ""),
    ('after = "placement-moved"', "20 working days", ""),
    ('after = "placement-started"', "28 days", '{ placement = "adoptive" }'),
)
_VISITS = (
    ('after = "placement-started"', "1 week", ""),
    ('after = "visit"', "6 weeks", ""),
    ('after = "visit"', "4 weeks", '{ fact = "temporary-approval" }'),
    ('after = "visit"', "1 week", '{ placement = "adoptive" }'),
    ('after = "visit"', "6 weeks", '{ placement_lasted = "under 1 year" }'),
    ('after = "visit"', "3 months", '{ placement_lasted = "1 year or over", fact = "placement-to-last-to-18" }'),
    ('after = "visit"', "8 weeks", '{ placement = "parent" }'),
)
_AROUND = (
    ("review-report", 'before = "review"', ("3 working days", "5 working days", "10 working days")),
    ("decisions", 'after = "review"', ("5 days", "5 working days", "7 days")),
    ("review-record", 'after = "review"', ("15 working days", "20 working days", "3 weeks")),
    ("record-distributed", 'after = "review"', ("20 working days", "15 working days", "1 month")),
    ("care-plan", 'after = "became-looked-after"', ("10 days", "10 working days", "2 weeks")),
    ("placement-plan", 'after = "placement-started"', ("5 days", "5 working days", "1 week")),
    ("health-assessment", 'after = "became-looked-after"', ("20 working days", "28 days", "1 month")),
    ("personal-education-plan", 'after = "became-looked-after"', ("10 working days", "20 school days", "2 weeks")),
)
_CONDITIONS = ("", '{ review = "first" }', '{ legal_status = "not short-break" }')


def rows() -> list[tuple[str, str, str, str]]:
    """Task, anchor, limit and condition of each of the sixty."""
    found = [("review", *row) for row in _REVIEWS] + [("visit", *row) for row in _VISITS]
    for place in range(len(_CONDITIONS)):
        for task, anchor, limits in _AROUND:
            condition = _CONDITIONS[place] if "review" in anchor or place != 1 else '{ age = "under 5" }'
            found.append((task, anchor, limits[place].replace("school", "working"), condition))
    letters = (("became-looked-after", "2 weeks"), ("review", "10 working days"), ("placement-started", "3 days"))
    for number in range(60 - len(found)):
        anchor, limit = letters[number % len(letters)]
        found.append((f"letter-{number // len(letters)}", f'after = "{anchor}"', limit, ""))
    return found


def written() -> str:
    """The profile as TOML."""
    text = 'schema_version = 1\nid = "sixty"\nname = "Sixty timescales"\nversion = "1"\nextends = "england"\n'
    every = rows()
    for task in dict.fromkeys(row[0] for row in every if row[0].startswith("letter")):
        text += f'[[tasks]]\nid = "{task}"\ntitle = "Letter"\nper = "period-of-care"\n'
    for number, (task, anchor, limit, condition) in enumerate(every, 1):
        when = f"when = {condition}\n" if condition else ""
        text += f'[[timescales]]\nid = "sixty/{number}"\ntask = "{task}"\n{anchor}\nlimit = "{limit}"\n{when}'
    return text


def main(sources: list[str]) -> None:
    """Print the least time of each source, and how that of each stands to that of the first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sixty.toml")
        path.write_text(written(), encoding="utf-8")
        times: dict[str, list[float]] = {source: [] for source in sources}
        for _ in range(_ROUNDS):
            for source, found in times.items():
                environment = {**os.environ, "PYTHONPATH": source} if source else dict(os.environ)
                done = subprocess.run([sys.executable, "-c", _CHECK, path], env=environment, check=True, capture_output=True, text=True)
                found.append(float(done.stdout.split()[0]))
        first = min(times[sources[0]])
        for source, found in times.items():
            print(f"{source or 'installed'}: {min(found):.2f} s of processor, {min(found) / first:.2f} times the first")


if __name__ == "__main__":
    if "--profile" in sys.argv:
        print(written(), end="")
    else:
        main(sys.argv[1:] or [""])
