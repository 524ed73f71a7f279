"""Two timescales compared over histories: where they do not count from the same thing, and where nothing is a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D

from lacreview_rules import check_profile, load_profile
from lacreview_rules.assurance.specimen_histories import compare
from lacreview_rules.counting.calendars import england_and_wales

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

CALENDAR = england_and_wales()


def written(folder: Path, body: str, extends: str = "") -> Profile:
    path = folder / "ours.toml"
    path.write_text(ALONE + extends + body, encoding="utf-8")
    return load_profile(path)


def test_a_profile_without_reviews(tmp_path: Path) -> None:
    """A visit a week after care began, or ten days after the placement did: the same day counted from, three days apart.

    Looked after on Mon 5 January 2026: Mon 12 and Thu 15 January.
    """
    body = '[[tasks]]\nid = "visit"\ntitle = "Visit"\nper = "placement"\n'
    rows = (("1", "became-looked-after", "1 week"), ("2", "placement-started", "10 days"))
    body += "".join(f'[[timescales]]\nid = "ours/{n}"\ntask = "visit"\nafter = "{after}"\nlimit = "{limit}"\n' for n, after, limit in rows)
    profile = written(tmp_path, body)
    assert profile.cycle_task is None
    mine, other = (rule(profile, name) for name in ("ours/1", "ours/2"))
    [(pair, tally)] = compare(profile, [mine], [other], D("2026-01-05"), D("2026-01-05"), CALENDAR).items()
    assert pair == ("ours/1", "ours/2")
    assert tally.shares.earlier == tally.shares.total > 0
    [(_, tally)] = compare(profile, [other], [mine], D("2026-01-05"), D("2026-01-05"), CALENDAR).items()
    assert tally.shares.later == tally.shares.total > 0
    assert tally.first is not None
    assert (tally.first.story, str(tally.first.local), str(tally.first.other)) == (
        "looked after Mon 5 Jan 2026",
        "2026-01-15",
        "2026-01-12",
    )


def rule(profile: Profile, name: str) -> Timescale:
    return next(timescale for timescale in profile.timescales if timescale.id == name)


@pytest.mark.slow
def test_a_limit_midway_between_two_reviews(tmp_path: Path) -> None:
    """Later than guidance that counts from the first of the two; the example shows both ends.

    Looked after on Mon 5 January 2026: reviews assumed on 2 February and, three months on, 2 May; the 44th of 89 days between is 18 March.
    england/IRO7, the record: 15 working days after 2 February are 23 February.
    """
    row = '[[timescales]]\nid = "ours/1"\ntask = "review-record"\nafter = "review"\nbefore = "review"\nlimit = "midway"\n'
    row += '[[timescales]]\nid = "ours/2"\ntask = "review"\nafter = "became-looked-after"\nlimit = "20 working days"\n'
    row += '[[timescales]]\nid = "ours/3"\ntask = "review"\nafter = "review"\nlimit = "3 months"\n'
    found = check_profile(written(tmp_path, row, 'extends = "england"\n'), first=D("2026-01-05"), last=D("2026-01-05"))
    [late] = [finding for finding in found.findings if finding.rule == "ours/1" and finding.kind == "histories"]
    assert (late.counterpart, late.severity) == ("england/IRO7", "looser")
    assert late.shares is not None
    assert late.shares.later == late.shares.total > 0
    assert late.first is not None
    assert late.first.working == "midway between Mon 2 Feb 2026 and Sat 2 May 2026: Wed 18 Mar 2026"
    assert (str(late.first.local), str(late.first.other)) == ("2026-03-18", "2026-02-23")
