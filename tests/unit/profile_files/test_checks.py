"""Every problem that the checks of a profile can find, word for word: place, what is wrong, remedy.

Authority: the profile format (docs/reference/profile-format.md) for what is refused, `lacreview_rules.errors` for how it is told: what,
where (file, line, entry, key) and the remedy, all problems at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, HEAD, head_of

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "ours/1"\ntask = "care-plan"\n'  # lines 6 to 8, after HEAD
GOOD = ROW + 'after = "became-looked-after"\nlimit = "5 days"\n'  # lines 6 to 10
ONLY_LIMIT = "a limit that the event names is the only limit, after that event; keep limit_from with after alone"
TASK_X = '[[tasks]]\nid = "x"\ntitle = "X"\nper = "event"\n'
TOTAL_X = '[[totals]]\nid = "x"\nevent = "e"\ndays = 2\n'
SOONER = "remove it: before an age or a named day, what is done sooner never counts; before anything else it counts, with a notice"
MARK = '[[considerations]]\nid = "ours/c"\ntitle = "C"\n'


def told(folder: Path, body: str, head: str = HEAD) -> list[str]:
    """What is wrong with a profile, in order, less the folder it lies in."""
    path = folder / "ours.toml"
    path.write_text(head + body, encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    return [str(problem).removeprefix(f"{folder}/ours.toml") for problem in error.value.problems]


def loads(folder: Path, body: str, head: str = HEAD) -> bool:
    path = folder / "ours.toml"
    path.write_text(head + body, encoding="utf-8")
    return load_profile(path).id == "ours"


class TestIds:
    """Profile format, "ids are never reused"."""

    def test_of_rules(self, tmp_path: Path) -> None:
        """In the file, in the parent, among what the parent replaced; a consideration's too."""
        ids = ("ours/1", "ours/1", "england/R1", "england/C1")
        rows = "".join(
            f'[[timescales]]\nid = "{name}"\ntask = "care-plan"\nafter = "became-looked-after"\nlimit = "5 days"\n' for name in ids
        )
        remedy = "give each rule an id of its own"
        assert told(tmp_path, rows + MARK.replace("ours/c", "ours/1")) == [
            f':12: ours/1.id: the id "ours/1" is already used above; {remedy}',
            f':17: england/R1.id: the id "england/R1" is already used in england; {remedy}',
            f':22: england/C1.id: the id "england/C1" is already used in england; {remedy}',
            f':27: ours/1.id: the id "ours/1" is already used above; {remedy}',
        ]

    def test_of_what_the_parent_replaced(self, tmp_path: Path) -> None:
        """Newham replaces england/IRO5, and nobody else may be called that."""
        (problem,) = told(tmp_path, GOOD.replace("ours/1", "england/IRO5"), head_of(extends="newham"))
        assert problem == ':7: england/IRO5.id: the id "england/IRO5" is already used in newham; give each rule an id of its own'

    @pytest.mark.parametrize(
        ("table", "more"),
        [
            ("tasks", 'title = "T"\nper = "event"\n'),
            ("events", ""),
            ("facts", ""),
            ("days", "on = [2026-01-05]\n"),
            ("totals", 'event = "e"\ndays = 3\n'),
            ("placements", ""),
            ("legal_statuses", ""),
        ],
    )
    def test_of_words(self, tmp_path: Path, table: str, more: str) -> None:
        """Each table by itself: the same word may be an event and a fact."""
        declared = '[[events]]\nid = "e"\n[[facts]]\nid = "x"\n' if table not in {"events", "facts"} else ""
        entry = f'[[{table}]]\nid = "x"\n{more}'
        line = 5 + (declared + entry).count("\n") + 2
        assert told(tmp_path, declared + entry + entry) == [f':{line}: x.id: "x" is declared twice; remove one']

    @pytest.mark.parametrize(
        ("declared", "entry", "what"),
        [
            (TASK_X, '[[events]]\nid = "x"\n', "a task"),
            ('[[events]]\nid = "x"\n', TASK_X, "an event"),
            ('[[events]]\nid = "e"\n' + TOTAL_X, TASK_X, "a total"),
            ('[[days]]\nid = "x"\non = [2026-01-05]\n', TASK_X, "a named day"),
            (TASK_X, '[[days]]\nid = "x"\non = [2026-01-05]\n', "a task"),
        ],
    )
    def test_of_what_is_counted_from(self, tmp_path: Path, declared: str, entry: str, what: str) -> None:
        """A name of two things: each is told, as either may be the one to be renamed."""
        told_of = told(tmp_path, declared + entry)
        assert [one.partition(" is also the name of ")[0].partition(": ")[2] for one in told_of] == ['x.id: "x"'] * 2
        remedy = "and a timescale that counts from it could mean either; give one of them another name"
        line = 5 + declared.count("\n") + 2
        assert f':{line}: x.id: "x" is also the name of {what}, {remedy}' in told_of

    @pytest.mark.parametrize(
        ("entry", "name", "what"),
        [
            ('[[tasks]]\nid = "review-held"\ntitle = "Held"\nper = "event"\n', "review-held", "an event"),
            ('[[tasks]]\nid = "placement-ended"\ntitle = "Ended"\nper = "event"\n', "placement-ended", "an event"),
            ('[[events]]\nid = "fact"\n', "fact", "an event that is built in"),
            ('[[events]]\nid = "placement-started"\n', "placement-started", "an event that is built in"),
            ('[[events]]\nid = "health-assessment"\n', "health-assessment", "a task"),  # of the parent
        ],
    )
    def test_of_what_was_there_before(self, tmp_path: Path, entry: str, name: str, what: str) -> None:
        """Built in, or declared by the parent."""
        (told_of,) = told(tmp_path, entry)
        assert told_of.startswith(f':7: {name}.id: "{name}" is also the name of {what}, and')

    def test_of_what_is_not_counted_from_by_its_name(self, tmp_path: Path) -> None:
        """From spans of days a timescale counts by their edges, "x starts"; facts and placements are not counted from."""
        spans = '[[days]]\nid = "x"\nspans = [{ from = 2026-01-05, to = 2026-01-09 }]\n'
        assert loads(tmp_path, f'{TASK_X}{spans}[[facts]]\nid = "x"\n[[placements]]\nid = "x"\n')


def test_what_marks_reviews_where_there_are_none(tmp_path: Path) -> None:
    """A profile that extends nothing and declares no review."""
    assert told(tmp_path, MARK + 'at = "review"\n', ALONE) == [
        ':8: ours/c.at: it marks reviews, but no task is the review; add [review_cycle] task = "review"'
    ]


class TestTasks:
    """What the parent's rules rely on is the parent's to say."""

    def test_what_a_task_is_done_once_for(self, tmp_path: Path) -> None:
        """The parent says "placement"."""
        what = '"visit" is per placement in england, and its rules rely on it'
        remedy = 'write per = "placement", or give this task another id'
        assert told(tmp_path, '[[tasks]]\nid = "visit"\ntitle = "T"\nper = "review"\n') == [f":9: visit.per: {what}; {remedy}"]

    def test_a_task_of_ones_own_before_it(self, tmp_path: Path) -> None:
        """What is new says nothing about what comes after it."""
        own, again = (f'[[tasks]]\nid = "{name}"\ntitle = "T"\nper = "review"\n' for name in ("letter", "visit"))
        assert [line.split(";")[0] for line in told(tmp_path, own + again)] == [
            ':13: visit.per: "visit" is per placement in england, and its rules rely on it'
        ]

    @pytest.mark.parametrize(
        "line",
        ['done_by = ["placement-moved"]', 'silence = "not-done"', "outlives_care = true", "sees_child = false", "seldom_recorded = true"],
    )
    def test_what_does_it_and_what_silence_means(self, tmp_path: Path, line: str) -> None:
        """Title and role may be said again, and these may be said as they are."""
        key = line.split(" ", maxsplit=1)[0]
        task = '[[tasks]]\nid = "visit"\ntitle = "T"\nper = "placement"\nrole = "social worker"\n'
        assert told(tmp_path, f"{task}{line}\n") == [
            f':11: visit.{key}: {key} of "visit" is for the parent to say, as its rules rely on it; remove it, or give this task another id'
        ]
        assert loads(tmp_path, task + 'done_by = []\nsilence = "not-recorded"\noutlives_care = false\n')

    def test_what_it_goes_on_through(self, tmp_path: Path) -> None:
        """Kinds of placement and regimes that are declared, of a task that a move would close; nothing of it may be said again."""
        task = '[[tasks]]\nid = "t"\ntitle = "T"\nper = "{}"\ngoes_on_in = ["{}"]\ngoes_on_under = ["{}"]\n'
        assert loads(tmp_path, task.format("placement", "secure-unit", "short-breaks"))
        assert told(tmp_path, task.format("placement", "secure-unt", "short-break")) == [
            ':10: t.goes_on_in: "secure-unt" is not a kind of placement that this profile declares; did you mean "secure-unit"?',
            ':11: t.goes_on_under: "short-break" is not the regime of any legal status; did you mean "short-breaks"?',
        ]
        assert told(tmp_path, task.format("event", "secure-unit", "short-breaks")) == [
            ":10: t.goes_on_in: no move closes a task that is not per placement; remove it",
            ":11: t.goes_on_under: no move closes a task that is not per placement; remove it",
        ]
        [said_again] = told(tmp_path, '[[tasks]]\nid = "visit"\ntitle = "T"\nper = "placement"\ngoes_on_under = []\n')
        assert said_again.startswith(':10: visit.goes_on_under: goes_on_under of "visit" is for the parent to say')

    def test_what_does_it_must_be_an_event(self, tmp_path: Path) -> None:
        """A kind that is built in, one that is declared, or a happening that follows from events."""
        task = '[[tasks]]\nid = "t"\ntitle = "T"\nper = "event"\ndone_by = ["review-hld", "review-held"]\n'
        assert told(tmp_path, task) == [':10: t.done_by: "review-hld" is not an event; did you mean "review-held"?']
        assert 'did you mean "t"?' not in told(tmp_path, task.replace("review-hld", "t-sent"))[0]

    def test_the_review_and_its_completion(self, tmp_path: Path) -> None:
        """Only a profile that extends nothing names them; naming the parent's again does no harm."""
        cycle = '[review_cycle]\ntask = "visit"\ncompleted_by = "care-plan"\n'
        assert told(tmp_path, cycle) == [
            ":7: review_cycle.task: which task this is, is for england to say; remove it",
            ":8: review_cycle.completed_by: which task this is, is for england to say; remove it",
        ]
        completed_by = load_profile("england").completed_by
        assert loads(tmp_path, f'[review_cycle]\ntask = "review"\ncompleted_by = "{completed_by}"\n')

    def test_how_long_a_fact_lasts(self, tmp_path: Path) -> None:
        """The same scope may be said again."""
        fact = '[[facts]]\nid = "long-term-foster-placement"\nscope = "{}"\n'
        name = "long-term-foster-placement"
        what = f'"{name}" lasts with the placement in england, and its rules rely on it'
        remedy = 'write scope = "placement", or give this fact another id'
        assert told(tmp_path, fact.format("child")) == [f":8: {name}.scope: {what}; {remedy}"]
        assert loads(tmp_path, fact.format("placement"))

    @pytest.mark.parametrize(
        ("name", "line"),
        [
            ("out-of-area-placement", "whole_placement = false"),
            ("long-term-foster-placement", "whole_placement = true"),
            ("temporary-approval", 'in_placements = ["foster-care"]'),
        ],
    )
    def test_which_placement_a_fact_is_of(self, tmp_path: Path, name: str, line: str) -> None:
        """It moves dates of regulations; what the parent says may be said again."""
        key = line.split(" ", maxsplit=1)[0]
        fact = f'[[facts]]\nid = "{name}"\nscope = "placement"\n'
        what = f'{key} of "{name}" is for the parent to say, as its rules rely on it; remove it, or give this fact another id'
        assert told(tmp_path, f"{fact}{line}\n") == [f":9: {name}.{key}: {what}"]
        assert loads(tmp_path, fact)
        assert loads(tmp_path, '[[facts]]\nid = "out-of-area-placement"\nscope = "placement"\nwhole_placement = true\n')

    def test_only_of_facts_that_last_with_a_placement(self, tmp_path: Path) -> None:
        fact = '[[facts]]\nid = "known"\n'
        for key, line in (("whole_placement", "whole_placement = true"), ("in_placements", 'in_placements = ["parent"]')):
            what = 'it is of facts that last with a placement; write scope = "placement", or remove it'
            assert told(tmp_path, f"{fact}{line}\n") == [f":8: known.{key}: {what}"]

    def test_a_kind_of_placement_that_a_fact_can_be_about(self, tmp_path: Path) -> None:
        fact = '[[facts]]\nid = "known"\nscope = "placement"\nin_placements = ["conected-person"]\n'
        what = '"conected-person" is not a kind of placement that this profile declares; did you mean "connected-person"?'
        assert told(tmp_path, fact) == [f":9: known.in_placements: {what}"]

    def test_reviews_without_a_review(self, tmp_path: Path) -> None:
        """A profile of its own with a task of reviews has to say which task the review is."""
        task = '[[tasks]]\nid = "minutes"\ntitle = "T"\nper = "review"\n'
        assert told(tmp_path, task, ALONE) == [': tasks belong to reviews, but no task is the review; add [review_cycle] task = "review"']
        assert loads(tmp_path, task.replace("review", "event"), ALONE)

    @pytest.mark.parametrize("per", ["placement", "review", "event"])
    def test_the_review_belongs_to_the_period_of_care(self, tmp_path: Path, per: str) -> None:
        """Found by fuzzing: with two placements, a schedule under such a profile ended in ValueError."""
        task = f'[review_cycle]\ntask = "review"\n[[tasks]]\nid = "review"\ntitle = "T"\nrole = "social worker"\nper = "{per}"\n'
        assert told(tmp_path, task, ALONE) == [
            ':11: review.per: reviews are counted through a period of care; write per = "period-of-care"'
        ]

    def test_a_review_that_is_no_task(self, tmp_path: Path) -> None:
        """Nor is what completes it."""
        task = '[[tasks]]\nid = "review"\ntitle = "T"\nper = "period-of-care"\n'
        assert told(tmp_path, f'[review_cycle]\ntask = "revew"\ncompleted_by = "reviw"\n{task}', ALONE) == [
            ':6: review_cycle.task: "revew" is not a task; did you mean "review"?',
            ':7: review_cycle.completed_by: "reviw" is not a task; did you mean "review"?',
        ]


class TestRestarts:
    """Profile format, `restarts_on`: events. A cycle that begins again on a word that nobody records never does."""

    WRONG = 'restarts_on: "placement-move" is not an event or a task; did you mean "placement-moved"?'

    def test_of_all_reviews_of_a_rule_and_of_a_consideration(self, tmp_path: Path) -> None:
        """Each where it is written."""
        restart = 'restarts_on = ["placement-move"]\n'
        assert told(tmp_path, f"[review_cycle]\n{restart}{GOOD}{restart}{MARK}{restart}") == [
            f":7: review_cycle.{self.WRONG}",
            f":13: ours/1.{self.WRONG}",
            f":17: ours/c.{self.WRONG}",
        ]


class TestNames:
    """Whatever is declared has a name, and none that says that something is not so."""

    def test_none(self, tmp_path: Path) -> None:
        """The profile's own, a fact's and a row's."""
        head = HEAD.replace('name = "Ours"', 'name = " "')
        body = '[[facts]]\nid = ""\n[[placements]]\nid = "not hospital"\n' + GOOD.replace("ours/1", "")
        assert told(tmp_path, body, head) == [
            ":3: name: it is empty; write the full name",
            ":7: facts[0].id: it is empty; give it a name",
            ':9: not hospital.id: a word that begins with "not " says that something is not so; choose another',
            ":11: timescales[0].id: it is empty; give it a name",
        ]


class TestRoles:
    """Profile format, `roles`: where any are declared, those used are among them."""

    def test_in_every_table(self, tmp_path: Path) -> None:
        """Of tasks, timescales and considerations."""
        task = '[[tasks]]\nid = "t"\ntitle = "T"\nper = "event"\nrole = "socail worker"\n'
        roles = sorted(load_profile("england").roles)
        listed = ", ".join(roles[:12]) + (", …" if len(roles) > 12 else "")
        assert told(tmp_path, task + GOOD + 'role = "zzz"\n' + MARK + 'role = "IOR"\n') == [
            ':10: t.role: "socail worker" is not a role that is declared; did you mean "social worker"? Or add it to roles',
            f':16: ours/1.role: "zzz" is not a role that is declared; use one of: {listed}; or add it to roles',
            ':20: ours/c.role: "IOR" is not a role that is declared; did you mean "IRO"? Or add it to roles',
        ]

    def test_where_none_is_declared_any_will_do(self, tmp_path: Path) -> None:
        """A profile of its own need not list them."""
        assert loads(tmp_path, '[[tasks]]\nid = "t"\ntitle = "T"\nper = "event"\nrole = "anybody"\n', ALONE)


class TestTimescales:
    """What a timescale limits, and what it counts from."""

    @pytest.mark.parametrize(
        ("more", "problem"),
        [
            ('before = "care-plan"\n', ":9: ours/1.before: it counts back from its own task; count back from something else"),
            (
                'after = "review"\nin_force = { from = 2026-02-01, to = 2026-01-31 }\n',
                ":10: ours/1.in_force: it ends before it begins, so it never applies; put the earlier day first",
            ),
            ("", ":7: ours/1.id: it counts from nothing; say after or before what it counts"),
            (
                'limit = "3 days"\nafter = "review"\nbefore = "placement-ended"\n',
                ':11: ours/1.before: it counts both after and before; keep one; only limit = "midway" has both',
            ),
            ('limit = "midway"\nafter = "review"\n', ":9: ours/1.limit: midway needs both ends; say after and before what"),
            ('limit = "midway"\nbefore = "review"\n', ":9: ours/1.limit: midway needs both ends; say after and before what"),
            (
                'limit = ["midway", "3 days"]\nafter = "review"\n',
                ":9: ours/1.limit: midway stands alone; remove the other limits",
            ),
            (
                'after = "review"\nlimit = "3 days"\ncounted_in = "school-term"\n',
                ':11: ours/1.counted_in: "school-term" is not among the named days; declare it under [[days]]',
            ),
            (
                'after = "review"\nlimit = "3 days"\nfalls_on = "panel"\n',
                ':11: ours/1.falls_on: "panel" is not among the named days; declare it under [[days]]',
            ),
            (
                'after = "review"\nlimit = "3 days"\ndecided_by = "temporary-aproval"\n',
                ':11: ours/1.decided_by: "temporary-aproval" is not a fact that this profile declares; did you mean "temporary-approval"?',
            ),
            (
                'after = "reviw"\n',
                ':9: ours/1.after: "reviw" is not an event or a task; did you mean "review"?',
            ),
            ('before = "reviw"\n', ':9: ours/1.before: "reviw" is not an event or a task; did you mean "review"?'),
            (
                'after = "review"\nuntil = "reviw"\n',
                ':10: ours/1.until: "reviw" is not an event or a task; did you mean "review"?',
            ),
            (
                'after = "review"\nrestarts_on = ["placement-movd"]\n',
                ':10: ours/1.restarts_on: "placement-movd" is not an event or a task; did you mean "placement-moved"?',
            ),
            (
                'after = "age sixteen"\n',
                ':9: ours/1.after: "age sixteen" is not an age; write "age 16 years" or "age 16 years 3 months"',
            ),
            (
                'after = "review-requested"\nlimit_from = "reviw_by"\n',
                ':10: ours/1.limit_from: "reviw_by" is not a date that this event names; did you mean "review_by"?',
            ),
            (
                'after = "review-held"\nlimit_from = "review_by"\n',
                ':10: ours/1.limit_from: "review_by" is not a date that this event names; count from an event that names one',
            ),
            (
                'after = "placement-started"\nlimit_from = "review_by"\n',
                ':10: ours/1.limit_from: "review_by" is not a date that this event names; count from an event that names one',
            ),
            (
                'after = "review-requested"\nlimit_from = "on"\n',
                ':10: ours/1.limit_from: "on" is not a date that this event names; use one of: review_by',
            ),
            (
                'after = "review-requested"\nlimit_from = "review_by"\nlimit = "3 days"\n',
                f":10: ours/1.limit_from: {ONLY_LIMIT}",
            ),
            (
                'after = "became-looked-after"\naim = "soon"\nlimit = "3 days"\n',
                ':10: ours/1.aim: "soon" is not a period: the number is missing; write it in figures, as in "20 working days"',
            ),
            (
                'after = "became-looked-after"\nopens = "2 dys"\nlimit = "3 days"\n',
                ':10: ours/1.opens: "2 dys" is not a period: "dys" is not a unit of time; did you mean "days"?',
            ),
            (
                'after = "became-looked-after"\nmay_precede = "1.5 weeks"\nlimit = "3 days"\n',
                ':10: ours/1.may_precede: "1.5 weeks" is not a period: the number must be whole, in figures only; say it in days',
            ),
            (
                'after = "became-looked-after"\nlimit = ["3 days", "2 dys"]\n',
                ':10: ours/1.limit: "2 dys" is not a period: "dys" is not a unit of time; did you mean "days"?',
            ),
            (
                'after = "care-plan"\nlimit = "0 days"\n',
                ":10: ours/1.limit: it would recur at once and for ever: the interval is nothing; give an interval of at least one day",
            ),
        ],
    )
    def test_one_problem(self, tmp_path: Path, more: str, problem: str) -> None:
        """Each alone, on its line."""
        assert told(tmp_path, ROW + more) == [problem]

    def test_every_phrase_that_cannot_be_read(self, tmp_path: Path) -> None:
        """Not only the first."""
        found = told(tmp_path, ROW + 'after = "review"\nlimit = ["2 dys", "3 wekks"]\naim = "soon"\n')
        assert [problem.split('"')[1] for problem in found] == ["2 dys", "3 wekks", "soon"]

    @pytest.mark.parametrize(("per", "recurs"), [("event", True), ("review", False), ("placement", True), ("period-of-care", True)])
    def test_what_recurs_where_there_is_one_only(self, tmp_path: Path, per: str, recurs: bool) -> None:
        """Engine, point 6: a task of a review has one occurrence, so nothing would ever count from it."""
        body = f'[[tasks]]\nid = "x"\ntitle = "X"\nper = "{per}"\n' + ROW.replace("care-plan", "x") + 'after = ["x"]\nlimit = "5 days"\n'
        if recurs:
            assert loads(tmp_path, body)
        else:
            what = f":13: ours/1.after: it counts from its own task, of which each {per} has one: it would never be due; "
            remedy = 'count from something else, or write per = "period-of-care", "placement" or "event" for the task'
            assert told(tmp_path, body) == [what + remedy]

    def test_a_task_that_is_none(self, tmp_path: Path) -> None:
        """The nearest is suggested."""
        row = GOOD.replace("care-plan", "care-pln")
        assert told(tmp_path, row) == [':8: ours/1.task: "care-pln" is not a task; did you mean "care-plan"?']

    def test_a_date_that_is_counted_back_from(self, tmp_path: Path) -> None:
        """`limit_from` needs an event before it: both that, and that none names a date, are told."""
        assert told(tmp_path, ROW + 'before = "review"\nlimit_from = "review_by"\n') == [
            ':10: ours/1.limit_from: "review_by" is not a date that this event names; count from an event that names one',
            f":10: ours/1.limit_from: {ONLY_LIMIT}",
        ]

    @pytest.mark.parametrize(
        "more",
        [
            'after = "review"\nin_force = { from = 2026-01-31, to = 2026-01-31 }\n',  # one day
            'limit = "midway"\nafter = "review"\nbefore = "placement-ended"\n',
            'after = ["became-looked-after", "age 14 years"]\nlimit = "3 days"\n',
            'after = "age 16 years 3 months"\nlimit = "3 days"\n',
            'after = "review-requested"\nlimit_from = "review_by"\n',
            'after = "review-arranged"\nlimit_from = "review_on"\n',
            'before = "review"\n',
            'after = "became-looked-after"\nlimit = "0 days"\n',
            'after = "care-plan"\nlimit = "1 day"\n',
            'after = "review"\nlimit = "3 days"\nmay_precede = true\n',
            'after = "review"\nlimit = "3 days"\nmay_precede = "3 months"\n',
            'after = "review"\nlimit = "3 days"\nrestarts_on = []\n',
            'after = "care-plan"\nlimit = "1 month"\nuntil = "ceased-to-be-looked-after"\n',
        ],
    )
    def test_what_is_fine(self, tmp_path: Path, more: str) -> None:
        """The good neighbours of what is refused above."""
        assert loads(tmp_path, ROW + more)

    def test_rings_of_tasks(self, tmp_path: Path) -> None:
        """Looked for once everything else is right."""
        tasks = "".join(f'[[tasks]]\nid = "{task}"\ntitle = "T"\nper = "period-of-care"\n' for task in "ab")
        rows = "".join(
            f'[[timescales]]\nid = "ours/{task}"\ntask = "{task}"\nafter = "{other}"\nlimit = "1 day"\n' for task, other in ("ab", "ba")
        )
        ring = ": timescales: tasks count from each other in a ring: a → b → a; break the ring: count one of them from an event"
        assert told(tmp_path, tasks + rows) == [ring]
        assert told(tmp_path, tasks + rows + 'aim = "soon"\n')[0].startswith(":24: ours/b.aim: ")


class TestCountedInNamedDays:
    """`counted_in` and `falls_on` name [[days]]."""

    DAYS = '[[days]]\nid = "school-term"\non = [2026-01-05]\n'

    def test_the_nearest_is_suggested(self, tmp_path: Path) -> None:
        """A slip in the name."""
        row = GOOD + 'counted_in = "school-trm"\nfalls_on = "school-tem"\n'
        assert told(tmp_path, self.DAYS + row) == [
            ':14: ours/1.counted_in: "school-trm" is not among the named days; did you mean "school-term"?',
            ':15: ours/1.falls_on: "school-tem" is not among the named days; did you mean "school-term"?',
        ]

    @pytest.mark.parametrize("limit", ["2 weeks", "1 month", "24 hours", "1 year"])
    def test_only_days_can_be_counted_in_them(self, tmp_path: Path, limit: str) -> None:
        """Not weeks, months, years or hours."""
        row = GOOD.replace("5 days", limit) + 'counted_in = "school-term"\n'
        remedy = "write the limit in days, or remove counted_in"
        assert told(tmp_path, self.DAYS + row) == [f":13: ours/1.limit: {limit} cannot be counted in named days; {remedy}"]

    @pytest.mark.parametrize("limit", ["5 days", "5 working days"])
    def test_days_and_working_days_can(self, tmp_path: Path, limit: str) -> None:
        """And an aim may be in weeks."""
        assert loads(tmp_path, self.DAYS + GOOD.replace("5 days", limit) + 'counted_in = "school-term"\nfalls_on = "school-term"\n')


class TestTotalsAndDays:
    """[[totals]] and [[days]]."""

    def test_of_totals(self, tmp_path: Path) -> None:
        """Their event is one that the profile declares, and their time can be read."""
        body = '[[events]]\nid = "short-break"\n[[totals]]\nid = "t"\nevent = "short-brek"\ndays = 17\nwithin = "12 mnths"\n'
        assert told(tmp_path, body) == [
            ':10: t.event: "short-brek" is not an event this profile declares; did you mean "short-break"?',
            ':12: t.within: "12 mnths" is not a period: "mnths" is not a unit of time; did you mean "months"?',
        ]

    @pytest.mark.parametrize("within", ["0 days", "0 months", "48 hours", "20 working days"])
    def test_a_time_in_which_nothing_adds_up(self, tmp_path: Path, within: str) -> None:
        """Days, weeks, months or years."""
        body = f'[[events]]\nid = "e"\n[[totals]]\nid = "t"\nevent = "e"\ndays = 17\nwithin = "{within}"\n'
        remedy = "write it in days, weeks, months or years, one at least"
        assert told(tmp_path, body) == [f":12: t.within: days cannot be added up within {within}; {remedy}"]

    @pytest.mark.parametrize("within", ["1 day", "4 weeks", "12 months", "1 year"])
    def test_a_time_in_which_days_add_up(self, tmp_path: Path, within: str) -> None:
        """One at least."""
        assert loads(tmp_path, f'[[events]]\nid = "e"\n[[totals]]\nid = "t"\nevent = "e"\ndays = 17\nwithin = "{within}"\n')

    def test_of_days(self, tmp_path: Path) -> None:
        """A day of the week, some day at all, and spans the right way round."""
        body = (
            '[[days]]\nid = "a"\nweekdays = ["Monday", "Thurday", "Mon"]\n'
            '[[days]]\nid = "b"\n'
            '[[days]]\nid = "c"\nspans = [{ from = 2026-01-05, to = 2026-01-05 }, '
            "{ from = 2026-02-02, to = 2026-02-01 }, { to = 2026-01-01 }, {}]\n"
            '[[days]]\nid = "d"\non = [2026-01-05]\nwhich = "first"\n'
        )
        assert told(tmp_path, body) == [
            ':8: a.weekdays: "Thurday" is not a day of the week; did you mean "Thursday"?',
            ':8: a.weekdays: "Mon" is not a day of the week; did you mean "Monday"?',
            ':10: b.id: "b" names no day; add on, spans or weekdays',
            ":13: c.spans: it ends before it begins; put the earlier day first",
            ":13: c.spans: it names neither from nor to; name a day, or remove it",
            ":17: d.which: there are no weekdays of which it could be one; add weekdays, or remove it",
        ]

    @pytest.mark.parametrize(("span", "edge", "key"), [("to = 2026-01-05", "starts", "from"), ("from = 2026-01-05", "ends", "to")])
    def test_an_end_that_no_span_has(self, tmp_path: Path, span: str, edge: str, key: str) -> None:
        """A span that is open there never starts, or never ends: nothing would be due, without a word."""
        body = f'[[days]]\nid = "term"\nspans = {{ {span} }}\n' + ROW + f'after = "term {edge}"\nlimit = "5 days"\n'
        told_of = f':12: ours/1.after: no span of "term" says when it {edge}; give its spans {key}, or count from something else'
        assert told(tmp_path, body) == [told_of]

    @pytest.mark.parametrize("line", ["on = [2026-01-05]", "spans = { from = 2026-01-05 }", 'weekdays = "Monday"'])
    def test_one_way_to_name_days_is_enough(self, tmp_path: Path, line: str) -> None:
        """Any of the three."""
        assert loads(tmp_path, f'[[days]]\nid = "a"\n{line}\n')


class TestConditions:
    """`when`, `unless` and `while`, of timescales and of considerations."""

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("when = {}", ":11: ours/1.when: it names no condition, so it would always hold; name a condition, or remove it"),
            ("unless = [{}]", ":11: ours/1.unless: it names no condition, so it would always hold; name a condition, or remove it"),
            ("while = {}", ":11: ours/1.while: it names no condition, so it would always hold; name a condition, or remove it"),
            (
                'when = { fact = "temporary-aproval" }',
                ':11: ours/1.when: "temporary-aproval" is not a fact that this profile declares; did you mean "temporary-approval"?',
            ),
            (
                'unless = [{ age = "under 5" }, { placement = "not hosptal" }]',
                ':11: ours/1.unless: "hosptal" is not a kind of placement; did you mean "hospital"?',
            ),
            (
                'while = { legal_status = "care order" }',
                ':11: ours/1.while: "care order" is not a legal status; did you mean "care-order"?',
            ),
            ('when = { task_done = "vist" }', ':11: ours/1.when: "vist" is not a task; did you mean "visit"?'),
            ('when = { age = "5+" }', ':11: ours/1.when: "5+" is not an age; write "5 or over"'),
        ],
    )
    def test_of_a_timescale(self, tmp_path: Path, line: str, problem: str) -> None:
        """On the line of the key."""
        assert told(tmp_path, GOOD + line + "\n") == [problem]

    def test_totals_that_are_not_declared(self, tmp_path: Path) -> None:
        """The nearest is suggested."""
        body = '[[events]]\nid = "e"\n[[totals]]\nid = "over-17"\nevent = "e"\ndays = 17\n' + GOOD + 'when = { reached = "over-71" }\n'
        assert told(tmp_path, body) == [':17: ours/1.when: "over-71" is not a total of this profile; did you mean "over-17"?']

    def test_of_a_consideration(self, tmp_path: Path) -> None:
        """It marks the review, and its condition is checked as any."""
        assert told(tmp_path, MARK + 'at = "visit"\nwhen = { placement = "hosptal" }\n') == [
            ':9: ours/c.at: "visit" is not the review; write at = "review"',
            ':10: ours/c.when: "hosptal" is not a kind of placement; did you mean "hospital"?',
        ]
        assert loads(tmp_path, MARK + 'when = { placement = "hospital" }\n')

    def test_of_the_second_consideration(self, tmp_path: Path) -> None:
        """Each at its own place."""
        second = MARK.replace("ours/c", "ours/d") + 'at = "visit"\n'
        assert told(tmp_path, MARK + second) == [':12: ours/d.at: "visit" is not the review; write at = "review"']

    def test_several_words(self, tmp_path: Path) -> None:
        """Each that is not known is told; "not" belongs to no word."""
        line = 'when = { placement = ["foster-care", "not hosptal", "hosptal"], legal_status = "care order" }\n'
        assert told(tmp_path, GOOD + line) == [
            ':11: ours/1.when: "hosptal" is not a kind of placement; did you mean "hospital"?',
            ':11: ours/1.when: "hosptal" is not a kind of placement; did you mean "hospital"?',
            ':11: ours/1.when: "care order" is not a legal status; did you mean "care-order"?',
        ]


def test_strict_about_what_counts_back(tmp_path: Path) -> None:
    """Profile format, `opens_strict`: it says what is the case, and not that nothing opens."""
    row = ROW.replace("care-plan", "review-report") + 'before = "review"\nlimit = "5 days"\nopens = "10 days"\nopens_strict = true\n'
    assert told(tmp_path, row) == [f":12: ours/1.opens_strict: it is for what counts on from something, and this counts back; {SOONER}"]
