"""Which completion answers which cause: the rule in plain words, gone through one by one, says what must come out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.engine.completions import CompletionMatcher
from lacreview_rules.histories.events import AlertAnswered, AlertRaised
from lacreview_rules.rules.occurrences import Occurrence

DAY = date(2026, 1, 5)
REFS = st.sampled_from([None, None, "a", "b"])


def occurrence(name: str, days: int, ref: str | None) -> Occurrence:
    kind = AlertRaised if name == "alert-raised" else AlertAnswered
    return Occurrence(name, DAY + timedelta(days), event=kind(on=DAY + timedelta(days), ref=ref))


def one_by_one(cause: Occurrence, free: list[Occurrence], *, precedes: bool, after: date | None, begins: date | None) -> Occurrence | None:
    """The first free completion on or after the cause; or, where it may come before, the last until then and after `after`.

    Where what it is about `begins` later, no placement that ended by then.
    """
    its = cause.event.ref if cause.event else None
    able = [d for d in free if not (d.event is not None and d.event.ref is not None and its is not None)]
    able = [d for d in able if not (d.name == "placement-ended" and d.on == cause.on)]
    until = [d for d in able if d.on <= cause.on] if precedes else []
    found: Occurrence | None
    if until and (after is None or until[-1].on > after):
        found = until[-1]
    else:
        later = [d for d in able if (d.on > cause.on if precedes else d.on >= cause.on)]
        later = [d for d in later if begins is None or d.name != "placement-ended" or d.on > begins]
        found = later[0] if later else None
    if found is not None:
        free[:] = [d for d in free if d is not found]
    return found


@given(
    st.lists(st.tuples(st.integers(0, 9), REFS, st.booleans()), max_size=8),
    st.lists(st.tuples(st.integers(0, 9), REFS, st.booleans(), st.sampled_from([None, None, 1, 3, 99])), max_size=8),
)
def test_each_doing_answers_one_cause_and_the_nearest(
    completions: list[tuple[int, str | None, bool]], causes: list[tuple[int, str | None, bool, int | None]]
) -> None:
    """docs/reference/history-format.md, `ref`: an answer that names a reference is to that one; others go in turn."""
    done = [
        occurrence("placement-ended" if ended else "alert-completions_used", n, ref)
        for n, ref, ended in sorted(completions, key=lambda d: d[0])
    ]
    answers, free = CompletionMatcher(done), list(done)
    after: date | None = None
    for days, ref, precedes, later in sorted(causes, key=lambda c: c[0]):
        cause = occurrence("alert-raised", days, ref)
        begins = None if later is None else cause.on + timedelta(later)
        named = next((d for d in free if ref is not None and d.event is not None and d.event.ref == ref), None)
        assert answers.naming(cause) is named
        if named is not None:
            free = [d for d in free if d is not named]
        else:
            expected = one_by_one(cause, free, precedes=precedes, after=after, begins=begins)
            assert answers.nearest(cause, precedes=precedes, after=after, begins=begins) is expected
        after = cause.on if precedes else None
