"""Wording of a timescale that can mislead its reader, although nothing about it is wrong in form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.findings import Finding, Kind, Shares
from lacreview_rules.assurance.overlap import goes_with, review_numbers, special_words
from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.histories.events import PLACEMENT_ENDED, PLACEMENT_STARTED
from lacreview_rules.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lacreview_rules.assurance.start_dates import StartDates
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.rule_plan import RulePlan

_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = f"{_TO_TWENTY} twenty-eight thirty forty forty-five fifty sixty seventy ninety"
_LENGTH = (
    rf"(?:\d+|{'|'.join(sorted(_NUMBERS.split(), reverse=True))}) (?:(?:calendar|clear|working|school) )?(?:day|week|month|year)s?\b"
    r"(?!'? notice| before\b| prior\b| in advance| beforehand)"
)
_MINIMUM = re.compile(
    rf"\b(?:not|no) (?:less|fewer|sooner|earlier) than\b(?= (?:every )?{_LENGTH})|\bnot (?:under|before)\b(?= {_LENGTH})"
    rf"|(?<!\bfor )(?<!\bfor a )\b(?:a )?minimum\b(?= (?:gap|interval)\b|(?: of)? {_LENGTH})|\bat least {_LENGTH}"
    rf"|\bevery {_LENGTH} or (?:more|longer)\b(?! often| frequent)|(?<!\bno )(?<!\bnot )\bmore than {_LENGTH} apart\b",
    re.IGNORECASE,
)
"""Words that set a least gap, each before a length of time. "At least every", "at least once", a minimum frequency, and so many visits
at a minimum set a greatest one; a minimum age, or of people, sets none."""
_OF_A_BIRTHDAY = re.compile(
    r"\bwithin\b[^.;\"]{1,60}?\bof\b[^.;\"]{0,60}?(?:\bbirthdays?\b|\b(?:turning|reaching|becoming|attaining) (?:age )?\w+|\bage \d+)",
    re.IGNORECASE,
)
_WHICH_SIDE = re.compile(r"\b(?:after|following|from|past|since|before|prior|preceding)\b", re.IGNORECASE)
_ENTRY = (PLACEMENT_STARTED, "placement-moved")
_CARE = "became-looked-after"
_WITH_CARE = "with which the period of care begins that the task belongs to"
_WITH_PLACEMENT = "with which the placement begins that the task belongs to"
_FIRST_DAY = {
    "period-of-care": {_CARE: (_WITH_CARE, ""), PLACEMENT_STARTED: (f"the first time {_WITH_CARE}", " for that")},
    "placement": {
        **dict.fromkeys((PLACEMENT_STARTED, "placement-moved", _CARE), (_WITH_PLACEMENT, "")),
        PLACEMENT_ENDED: ("after a move the day on which the next placement begins, which the task belongs to then", " for a move"),
    },
}
"""What begins with the period of care, or the placement, that a task belongs to: in words, and for what nobody can be in time then."""


class Local(NamedTuple):
    """What the traps are looked for in.

    Attributes:
        profile: the profile.
        rules: its local timescales, each with its plan.
        counterparts: for each of them, the regulations and guidance it was compared with.
        starts: every start date.
        held: whether regulations stand beside the profile, which date what it does not.
    """

    profile: Profile
    rules: Sequence[Timescale]
    plans: Mapping[str, RulePlan]
    counterparts: Mapping[str, Sequence[Timescale]]
    starts: StartDates
    held: bool = True

    @property
    def otherwise(self) -> str:
        """What a schedule does where the profile says nothing."""
        if self.held:
            return "The schedule takes {} from the regulations alone."
        return "A schedule under it has {} from nowhere."


def traps(local: Local) -> Iterator[Finding]:
    """Every trap in the wording of the local timescales: of the reviews first, then rule by rule."""
    yield from _reviews(local)
    yield from _never_begins(local)
    yield from _before_any_review(local)
    yield from _only_recorded(local)
    for rule in local.rules:
        yield from _done_before(rule, local.profile)
        yield from _minimum(rule, local.profile)
        yield from _birthday(rule)
        yield from _units(rule, local)
        yield from _untyped(rule, local.counterparts.get(rule.id, ()))


def trap(rule: Timescale, kind: Kind, words: str, *, counterpart: Timescale | None = None, shares: Shares | None = None) -> Finding:
    """A trap in one rule, as a finding."""
    other, force = (counterpart.id, counterpart.force) if counterpart is not None else (None, None)
    return Finding(
        severity="trap",
        kind=kind,
        rule=rule.id,
        cite=rule.cite,
        task=rule.task,
        words=words,
        counterpart=other,
        force=force,
        shares=shares,
    )


def _texts(rule: Timescale) -> str:
    return f"{rule.note} {rule.ambiguous} {rule.cite}"


def _minimum(rule: Timescale, profile: Profile) -> Iterator[Finding]:
    if rule.before is not None or not rule.limit:
        return
    task = profile.tasks.get(rule.task)
    text = f"{_texts(rule)} {task.title if task else ''}"
    afterwards = "|".join(map(_said, rule.limit))
    found = _MINIMUM.search(text) or re.search(rf"\bafter (?:{afterwards})\b", text, re.IGNORECASE)
    if found is not None:
        words = (
            f'The wording ("{found[0]}") reads as a minimum: as written, a longer gap would do. '
            f'It is counted as a maximum of {" or ".join(rule.limit)}; write "no more than".'
        )
        yield trap(rule, "minimum", words)


def _said(limit: str) -> str:
    """A pattern of a limit as it is written, with its number in figures or as a word."""
    number, _, unit = limit.partition(" ")
    words = _TO_TWENTY.split()
    word = words[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(words) else number
    return rf"(?:{re.escape(number)}|{re.escape(word)}) {re.escape(unit)}"


def _birthday(rule: Timescale) -> Iterator[Finding]:
    ages = [name for name in rule.after if read_age_anchor(name) is not None]
    found = _OF_A_BIRTHDAY.search(f"{rule.note}. {rule.cite}")
    if not ages or found is None or rule.limit in ((), ("0 days",)) or rule.ambiguous:
        return
    clause = re.split(r"[.;]", found.string[found.start() :], maxsplit=1)[0]
    if _WHICH_SIDE.search(clause):
        return
    words = (
        f'"{found[0]}" may mean before the birthday or after it. '
        f"This is counted after {plain(ages[0])}; say in the note, or in ambiguous, which the document means."
    )
    yield trap(rule, "birthday", words)


def _never_begins(local: Local) -> Iterator[Finding]:
    """Tasks that count from nothing but their own completion: nobody is ever told to do them first."""
    for task in dict.fromkeys(rule.task for rule in local.rules):
        rules = [rule for rule in local.profile.timescales if rule.task == task]
        if all(task in rule.after for rule in rules):
            own = [rule for rule in local.rules if rule.task == task]
            ids = ", ".join(rule.id for rule in own)
            words = (
                f"{ids} count{'s' if len(own) == 1 else ''} from the task itself, and no timescale says when it is first due: "
                "it has no date until somebody has recorded it once. Add a timescale that counts from something else."
            )
            yield trap(own[0], "never-begins", words)


def _before_any_review(local: Local) -> Iterator[Finding]:
    """What counts from the day on which a cycle of reviews begins, and asks for a review of a number: on that day none has been held."""
    for rule in local.rules:
        task = local.profile.tasks.get(rule.task)
        belongs = task is not None and task.per == "review" and task.id != local.profile.cycle_task
        begins = {_CARE: "care begins", **dict.fromkeys(rule.restarts_on or (), "the cycle of reviews starts again")}
        if belongs or not rule.after or not {*rule.after} <= begins.keys() or rule.when is None or not rule.when.review:
            continue
        if not any(number == 0 for number, _ in review_numbers(rule)):
            words = (
                f"It counts from the day on which {begins[rule.after[-1]]}, and asks which review was held by then "
                f"({', '.join(rule.when.review)}). In that cycle none has been, unless one is held on that very day, so it "
                "hardly ever applies. Take review out of when: what counts from that day is about the first review without it."
            )
            yield trap(rule, "before-any-review", words)


def _only_recorded(local: Local) -> Iterator[Finding]:
    """What counts from the event that records a task which silence brings about, too: who is an eligible child is so whoever records it."""
    own = {rule.id for rule in local.rules}
    silent = {rule.task for rule in local.profile.timescales if rule.deemed}
    for rule in (rule for rule in local.profile.timescales if rule.id in own):  # with the names that it uses itself
        for name in dict.fromkeys((*rule.after, rule.before)):
            recorded = [task.id for task in local.profile.tasks.values() if name in task.done_by and task.id != rule.task]
            if len(recorded) == 1 and recorded[0] in silent:
                words = (
                    f'It counts from "{name}", which somebody has to record. "{recorded[0]}" is also done when its time has gone '
                    f'and nothing is recorded, and then this has no date. If it is meant then, too, write "{recorded[0]}".'
                )
                yield trap(rule, "only-recorded", words)


def _done_before(rule: Timescale, profile: Profile) -> Iterator[Finding]:
    """What counts back from the first day of what the task belongs to: all that could be in time was done before that."""
    task = profile.tasks.get(rule.task)
    begins, late = _FIRST_DAY.get("" if task is None else task.per, {}).get(rule.before or "", ("", ""))
    if begins and not rule.may_precede:
        words = (
            f'It counts back from "{rule.before}", {begins}, and what is done before that day is not used for it: nobody can be in '
            f"time{late}. Add may_precede = true, or how long before it may be done."
        )
        yield trap(rule, "done-before", words)


def _units(rule: Timescale, local: Local) -> Iterator[Finding]:
    plan, beside = local.plans[rule.id], None
    if len({period.unit for period, _ in plan.counts}) < 2:  # noqa: PLR2004 - it takes two to disagree
        for other in local.rules:
            if (
                other.id > rule.id
                and _one_stage(rule, other)
                and _unit_of(rule) != _unit_of(other)
                and None not in (_unit_of(rule), _unit_of(other))
            ):
                beside = local.plans[other.id]
        if beside is None:
            return
    found = local.starts.units(plan, beside)
    ties = found.pop("")
    total = sum(found.values()) + ties
    if ties == total or (sum(map(bool, found.values())) < 2 and beside is not None):  # noqa: PLR2004 - one of the two always binds
        return
    shares = Shares(0, ties, total - ties)
    parts = [f"{text} on {shares._replace(same=total - count, later=count).percent(count)} of start dates" for text, count in found.items()]
    with_ = f" (the other stands in {beside.id})" if beside is not None else ""
    words = f"Two units that disagree{with_}. The earlier binds: {', '.join(parts)}; the same day on {shares.percent(ties)}."
    yield trap(rule, "units", words, shares=shares)


def _one_stage(rule: Timescale, other: Timescale) -> bool:
    same = (rule.task, rule.after, rule.before, rule.when) == (other.task, other.after, other.before, other.when)
    return same and goes_with(other, rule, rule)


def _unit_of(rule: Timescale) -> Unit | None:
    if len(rule.limit) != 1 or rule.limit == ("midway",):
        return None
    period = Period.parse(rule.limit[0])
    return period.unit if period.count else None


def _untyped(rule: Timescale, counterparts: Sequence[Timescale]) -> Iterator[Finding]:
    days = [
        text for text in rule.limit if rule.limit != ("midway",) and Period.parse(text).unit is Unit.DAY and Period.parse(text).count > 1
    ]
    beside_working = any(Period.parse(text).unit is Unit.WORKING_DAY for text in rule.limit if days)  # so the others are of another kind
    if not days or beside_working or re.search(r"calendar|working", _texts(rule), re.IGNORECASE):
        return
    for other in counterparts:
        if (rule.before, rule.nth) != (other.before, other.nth) or not (
            {*rule.after} == {*other.after} or {*rule.after, *other.after} <= {_CARE, *_ENTRY}
        ):
            continue
        working = [text for text in other.limit if text != "midway" and Period.parse(text).unit is Unit.WORKING_DAY]
        if working:
            words = (
                f'"{days[0]}" does not say which days: it is counted in calendar days, and {other.id} says {working[0]}. '
                'If working days are meant, write them; if not, say "calendar days" in the note.'
            )
            yield trap(rule, "untyped-days", words, counterpart=other)
            return


def _reviews(local: Local) -> Iterator[Finding]:
    """Of the review itself: a cycle that begins and does not go on, and one that begins with the placement."""
    mine = [rule for rule in local.rules if rule.task == local.profile.cycle_task]
    of_cycle = [rule for rule in mine if _begins_a_cycle(rule) and rule.limit]
    begins = [rule for rule in of_cycle if rule.nth == 1]
    after_review = [rule for rule in mine if rule.task in rule.after and rule.limit]
    numbers = set().union(*(review_numbers(rule) for rule in after_review)) if after_review else set()
    numbers |= {(rule.nth - 1, False) for rule in mine if rule.nth > 1 and rule.limit}
    numbers |= {(0, False)} if begins else set()
    if of_cycle:
        missing = [word for number, word in ((0, "first"), (1, "second"), (2, "third or later")) if (number, False) not in numbers]
        if missing:
            words = (
                f"The profile says when {'the first' if begins else 'a later'} review is due, and gives no limit for a "
                f"{' or a '.join(missing)} review. {local.otherwise.format('those dates')}"
            )
            yield trap(of_cycle[0], "no-later-review", words)
    restarting = next((rule for rule in mine if rule.restarts_on and (rule in begins or rule in after_review)), None)
    again = {*(restarting.restarts_on or ()), PLACEMENT_STARTED} if restarting is not None else set()
    if restarting is not None and not any({*rule.after} & again for rule in mine if rule.limit):
        words = (
            f"The cycle starts again on {' or '.join(map(plain, restarting.restarts_on or ()))}, and no timescale says when the first "
            f"review is then due. {local.otherwise.format('that date')}"
        )
        yield trap(restarting, "no-later-review", words)
    for rule in after_review:
        yield from _of_the_review_before(rule, numbers, local)
    if begins and not any(_CARE in rule.after or _as_the_law(rule, local.counterparts.get(rule.id, ())) for rule in begins):
        words = (
            "The first review is counted from the placement, not from becoming looked after. For a child who moves before it, "
            "the regulations' date does not move."
        )
        yield trap(begins[0], "from-placement", words)


def _of_the_review_before(rule: Timescale, numbers: set[tuple[int, bool]], local: Local) -> Iterator[Finding]:
    """A limit of the law's, counted from a later review than the law counts it from: the number of the review that is due was meant."""
    own, mine = {one.id for one in local.rules}, {number for number, _ in review_numbers(rule)}
    for other in local.profile.timescales:
        its = {number for number, _ in review_numbers(other)}
        in_force = not any(span.to is not None for span in other.in_force)
        same_count = other.task == rule.task and {*other.after} == {*rule.after} and not {*other.limit}.isdisjoint(rule.limit)
        alike = in_force and same_count and other.id not in own
        if alike and min(mine) > max(its) and not special_words(other, rule) and not its & {number for number, _ in numbers}:
            words = (
                f"review in when is the review that is counted from, so this is for the review after it. {other.id} counts "
                f"{' or '.join(other.limit)} from an earlier review, and no timescale of the profile does. If the number is that of the "
                "review that is due, write the number before it."
            )
            yield trap(rule, "counted-from", words, counterpart=other)
            return


def _begins_a_cycle(rule: Timescale) -> bool:
    """Whether a row says when a first review is due: from care, from a placement, or from a move where that starts the cycle again."""
    return bool({_CARE, PLACEMENT_STARTED} & {*rule.after} or {*(rule.restarts_on or ())} & {*rule.after})


def _as_the_law(rule: Timescale, counterparts: Sequence[Timescale]) -> bool:
    """Whether what the law says of the same children counts from the same, as for those who are placed for adoption."""
    return any({*other.after} == {*rule.after} and not special_words(other, rule) for other in counterparts)
