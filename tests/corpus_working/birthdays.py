"""Fifth, fourteenth, sixteenth and eighteenth birthdays: the day before, on and after, 29 February among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .birthdays_eligible import eligible_children
from .casebook import Family, due, marked, none
from .counting import ENGLAND, ONE_DAY, birthday, days_before, full, listed, months, on, weeks
from .happened import arranged, ceased, done, event, held, looked_after, reviewed_once

if TYPE_CHECKING:
    from datetime import date

READINGS = ("1 March", "28 February")


def family() -> Family:
    """Birthdays."""
    book = Family(
        "birthdays",
        "birthday",
        "The fifth, fourteenth, sixteenth and eighteenth birthdays, the day before, on and after, 29 February among them.",
    )
    _fifth(book)
    _fifth_in_the_authorities(book)
    book.withdrawn(9)  # thirteen weeks after fourteen, without the sixteenth birthday
    _sixteenth(book)
    _sixteenth_in_the_authorities(book)
    _eighteenth(book)
    _eighteenth_in_the_authorities(book)
    eligible_children(book)
    _notice_at_eighteen(book)
    return book


def _settings(born: str, reading: str) -> dict[str, str] | None:
    return {"leap_day_birthday": reading} if born.endswith("02-29") and reading != READINGS[0] else None


def _with_reading(born: str) -> tuple[str, ...]:
    return READINGS if born.endswith("02-29") else READINGS[:1]


def _said(born: str, age: int, day: date, reading: str) -> str:
    words = f"Born on {full(on(born))}, so {age} on {full(day)}."
    return (
        f"{words} There is no 29 February that year; the age is taken to be reached on {reading}."
        if born.endswith("02-29") and (day.month, day.day) != (2, 29)
        else words
    )


def _fifth(book: Family) -> None:
    """Assessed around the fifth birthday: six months while four, twelve from five."""
    for born in ("2021-06-10", "2020-02-29", "2020-03-01", "2020-02-28", "2020-12-31"):
        for reading in _with_reading(born):
            five = birthday(on(born), 5, leap_day=reading)
            for day in (five - ONE_DAY, five, five + ONE_DAY):
                four = day < five
                limit = months(day, 6 if four else 12)
                book.add(
                    f"Born {full(on(born))}, health assessment {full(day)}, aged {4 if four else 5}"
                    + (f" (five on {reading})" if len(_with_reading(born)) > 1 else ""),
                    [looked_after(days_before(five, 120)), done("health-assessment", day)],
                    day,
                    [due("health-assessment", "H3" if four else "H4", limit, "upcoming", basis="actual")],
                    [_said(born, 5, five, reading), limit],
                    born=born,
                    settings=_settings(born, reading),
                    absent=[none("health-assessment", "H4" if four else "H3", basis="actual")],
                )


def _fifth_in_the_authorities(book: Family) -> None:
    """Portsmouth: a letter from five, a certificate before. South Gloucestershire: six months before five, a year from it."""
    for born in ("2021-06-10", "2020-02-29"):
        five = birthday(on(born), 5)
        for day in (five - ONE_DAY, five, five + ONE_DAY):
            four, limit = day < five, ENGLAND.after(day, 20)
            sent, other = ("certificate-to-child", "PM9c"), ("letter-to-child", "PM9b")
            if not four:
                sent, other = other, sent
            book.add(
                f"Portsmouth: born {full(on(born))}, first review {full(day)}, aged {4 if four else 5}",
                reviewed_once(day),
                day,
                [due(sent[0], sent[1], limit, "upcoming", review=1)],
                [_said(born, 5, five, READINGS[0]), limit],
                profile="portsmouth",
                born=born,
                absent=[none(other[0], other[1], review=1)],
            )
            counted = months(day, 6 if four else 12)
            book.add(
                f"South Gloucestershire: born {full(on(born))}, health assessment {full(day)}, aged {4 if four else 5}",
                [looked_after(days_before(five, 90)), done("health-assessment", day)],
                day,
                [due("health-assessment", "SG34" if four else "SG35", counted, "upcoming")],
                [_said(born, 5, five, READINGS[0]), counted],
                profile="south-gloucestershire",
                born=born,
                absent=[none("health-assessment", "SG35" if four else "SG34", basis="actual")],
            )


def _sixteenth(book: Family) -> None:
    """The pathway assessment: three months after sixteen, or after becoming eligible, if later."""
    for born in ("2010-06-10", "2010-11-30", "2008-02-29", "2011-03-01"):
        sixteen = birthday(on(born), 16)
        limit = months(sixteen, 3)
        for as_of in (limit.day - ONE_DAY, limit.day, limit.day + ONE_DAY):
            late = 1 if as_of > limit.day else None
            status = "overdue" if late else "due-today" if as_of == limit.day else "upcoming"
            book.add(
                f"Sixteen on {full(sixteen)}, looked after since fourteen: pathway assessment, read on {full(as_of)}",
                [looked_after(days_before(sixteen, 700))],
                as_of,
                [due("pathway-assessment", "T2", limit, status, days_late=late)],
                [_said(born, 16, sixteen, READINGS[0]), limit],
                born=born,
            )
    born = "2010-06-10"
    sixteen = birthday(on(born), 16)
    for number, said in ((92, "and a day"), (91, "to the day"), (90, "less a day")):
        start = days_before(sixteen, number).day
        eligible = weeks(start, 13)
        limit = months(max(sixteen, eligible.day), 3)
        book.add(
            f"Looked after {full(start)}, thirteen weeks {said} before sixteen",
            [looked_after(start)],
            max(sixteen, eligible.day),
            [due("pathway-assessment", "T2", limit, "upcoming")],
            [eligible, f"Sixteen on {full(sixteen)}; the later of the two counts.", limit],
            born=born,
        )
    for start in (sixteen - ONE_DAY, sixteen, sixteen + ONE_DAY):
        eligible = weeks(start, 13)
        limit = months(eligible.day, 3)
        book.add(
            f"Looked after {full(start)}, around sixteen: pathway assessment from the day of becoming eligible",
            [looked_after(start)],
            eligible,
            [due("pathway-assessment", "T2", limit, "upcoming"), due("eligible-child", "T1", eligible, "due-today")],
            [eligible, limit],
            born=born,
        )
    for recorded in (sixteen - ONE_DAY, sixteen, sixteen + ONE_DAY):
        limit = months(max(sixteen, recorded), 3)
        book.add(
            f"Broken care, recorded as eligible on {full(recorded)}, around sixteen",
            [looked_after(days_before(sixteen, 30)), event("became-eligible", recorded)],
            max(sixteen, recorded),
            [due("pathway-assessment", "T2", limit, "upcoming")],
            [f"Sixteen on {full(sixteen)}, eligible on {full(recorded)}; the later counts.", limit],
            born=born,
        )


def _sixteenth_in_the_authorities(book: Family) -> None:
    """Newham: staying put at the first review at or after sixteen. Portsmouth: the pathway plan at every one."""
    for born in ("2010-06-10", "2010-03-01"):
        sixteen = birthday(on(born), 16)
        for second in (sixteen - ONE_DAY, sixteen, sixteen + ONE_DAY):
            first = days_before(second, 80).day
            third = months(second, 5).day
            events = [*reviewed_once(first), held(second), held(third)]
            first_after = 3 if second < sixteen else 2
            book.add(
                f"Newham: sixteen on {full(sixteen)}, reviewed {full(second)}: staying put at review {first_after}",
                events,
                third,
                [marked("NH22", first_after)],
                [f"Sixteen on {full(sixteen)}; the reviews were on {full(first)}, {full(second)} and {full(third)}."],
                profile="newham",
                born=born,
                absent=[marked("NH22", 2 if first_after == 3 else 3), marked("NH22", 1)],
            )
            book.add(
                f"Portsmouth: sixteen on {full(sixteen)}, reviewed {full(second)}: pathway plan considered from review {first_after}",
                events,
                third,
                [marked("PM13", number) for number in range(first_after, 4)],
                [f"Sixteen on {full(sixteen)}; the reviews were on {full(first)}, {full(second)} and {full(third)}."],
                profile="portsmouth",
                born=born,
                absent=[marked("PM13", number) for number in range(1, first_after)],
            )


def _eighteenth(book: Family) -> None:
    """Care ends at eighteen: what was due before, on and after the birthday."""
    for born in ("2008-06-10", "2008-02-29"):
        eighteen = birthday(on(born), 18)
        for limit in (eighteen - ONE_DAY, eighteen, eighteen + ONE_DAY):
            second = _six_months_before(limit)
            six = months(second, 6)
            owed = limit < eighteen
            book.add(
                f"Eighteen on {full(eighteen)} and ceased that day, third review due {full(limit)}",
                [
                    looked_after(days_before(second, 91)),
                    held(days_before(second, 70)),
                    held(second),
                    ceased(eighteen, reason="eighteenth birthday"),
                ],
                eighteen + ONE_DAY,
                [
                    due(
                        "review",
                        "R3",
                        six,
                        "overdue" if owed else "cancelled",
                        review=3,
                        days_late=(eighteen + ONE_DAY - limit).days if owed else None,
                    )
                ],
                [
                    six,
                    "It was due before the child ceased to be looked after and was not held."
                    if owed
                    else "The child had ceased to be looked after by then; what is due on the day itself is cancelled too.",
                ],
                born=born,
            )
    book.withdrawn(2)  # a notice was asked for of a placement that ended with the eighteenth birthday; see `_notice_at_eighteen`


def _notice_at_eighteen(book: Family) -> None:
    """Care ends with the eighteenth birthday, and the authority terminates no placement; the day before it does."""
    for born in ("2008-06-10", "2008-02-29"):
        eighteen = birthday(on(born), 18)
        six, ten = months(eighteen - ONE_DAY, 6), ENGLAND.after(eighteen - ONE_DAY, 10)
        came, reviewed = looked_after(days_before(eighteen, 800)), done("pathway-plan-review", eighteen - ONE_DAY)
        for last, owed in ((eighteen - ONE_DAY, True), (eighteen, False), (eighteen + 7 * ONE_DAY, False)):
            book.add(
                f"Eighteen on {full(eighteen)}, care ended on {full(last)}, no reason recorded: notice of the end, and the plan after care",
                [came, reviewed, ceased(last)],
                last,
                [
                    *([due("placement-end-notice", "P7", ten, "upcoming")] if owed else []),
                    due("pathway-plan-review", "T4", six, "upcoming"),
                ],
                [
                    ten if owed else "Nobody is looked after from eighteen on: the authority terminated no placement (regulation 14(1)).",
                    six,
                    "A care leaver's plan goes on being reviewed after care has ended.",
                ],
                born=born,
                absent=None if owed else [none("placement-end-notice", "P7")],
                rules=["P7", "T4"],
            )


def _six_months_before(day: date) -> date:
    """The day from which six months end on a day."""
    start = days_before(day, 186).day
    while months(start, 6).day != day:
        start += ONE_DAY
    return start


def _eighteenth_in_the_authorities(book: Family) -> None:
    """Newham: the personal adviser at the last two reviews before eighteen, held, booked or expected."""
    for born in ("2008-06-10", "2008-02-29"):
        eighteen = birthday(on(born), 18)
        for last in (eighteen - ONE_DAY, eighteen, eighteen + ONE_DAY):
            reviews = [days_before(last, 420).day, days_before(last, 335).day, days_before(last, 170).day, last]
            events = [looked_after(days_before(reviews[0], 21)), *(held(day) for day in reviews[:3]), arranged(reviews[2], last)]
            final = 4 if last < eighteen else 3
            book.add(
                f"Newham: eighteen on {full(eighteen)}, fourth review booked for {full(last)}: personal adviser",
                events,
                reviews[2],
                [marked("NH23", final - 1), marked("NH23", final)],
                [
                    f"Eighteen on {full(eighteen)}. Reviews were held on {listed([full(day) for day in reviews[:3]])}.",
                    f"The fourth is booked for {full(last)}. The last two before the birthday are {final - 1} and {final}.",
                ],
                profile="newham",
                born=born,
                absent=[marked("NH23", number) for number in range(1, 5) if number not in {final - 1, final}],
            )
