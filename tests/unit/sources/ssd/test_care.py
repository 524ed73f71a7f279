"""What an SSD says of care: the example of row G5 of the record of formats, and each of its traps. Dates by hand.

The first review is due 20 working days after 1 May 2025: the bank holidays of 5 and 26 May are not counted, so 2 June (SI
2010/959 reg 33(1)). The second is due three months after the first was held, 20 May: 20 August (reg 33(2)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.databases.ssd_tables import at, episode, placement, review, rows_of, smallest, status, visit
from tests.unit.sources.ssd.opened import from_csv, opened, told_events

from lacreview_rules import load_profile

if TYPE_CHECKING:
    from pathlib import Path


def test_the_smallest_set(tmp_path: Path) -> None:
    """G5: review 1 due 2 June, met 20 May; 2 due 20 August; the cancelled one of 27 May is none; the first visit is met on 6 May."""
    ssd = from_csv(smallest(), tmp_path)
    assert ssd.due("review", "2025-06-30")[:2] == [("2025-06-02", "met", "2025-05-20"), ("2025-08-20", "upcoming", None)]
    assert ssd.due("visit", "2025-06-30")[:2] == [("2025-05-08", "met", "2025-05-06"), ("2025-06-17", "overdue", None)]
    assert ssd.kinds == []
    (history,) = ssd.histories
    assert told_events(history) == [
        "became-looked-after 2025-05-01 foster-care care-order",
        "task-done 2025-05-06 visit",
        "review-held 2025-05-20",
    ]
    assert str(history.date_of_birth) == "2010-02-14"
    assert history.records == ("review", "review-meeting", "parent-placement-review", "visit")


def test_a_review_hangs_on_its_period_of_care(tmp_path: Path) -> None:
    """Two periods of care of one child, and reviews that name no child: each is of its own period; one outside it is told."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of(
        "ssd_cla_episodes",
        episode("1", "P1", "2024-01-08", "2024-03-04", ceased="E4A"),
        episode("1", "P2", "2025-05-01"),
        episode("2", "P3", "2025-05-01"),
    )
    tables["ssd_cla_reviews"] = rows_of(
        "ssd_cla_reviews", review("P1", "2024-02-01"), review("P2", "2025-05-20"), review("P3", "2025-05-21"), review("P1", "2025-05-22")
    )
    ssd = from_csv(tables, tmp_path)
    held = [[str(event.on) for event in history.events if event.kind == "review-held"] for history in ssd.histories]
    assert held == [["2024-02-01", "2025-05-20"], ["2025-05-21"]]
    assert [one.partition(";")[0] for one in ssd.told("review-outside-care")] == [
        "ssd_cla_reviews.csv:5: the review is outside its period of care"
    ]


def test_a_review_of_no_period_of_care_is_told(tmp_path: Path) -> None:
    """A period of care that is in no episode, one that two children have, and none at all; what became of each is said."""
    tables = smallest()
    tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode("2", "P9", "2025-05-01"), episode("3", "P9", "2025-05-01"))
    tables["ssd_cla_reviews"] += rows_of(
        "ssd_cla_reviews", review("P7", "2025-05-20"), review("P9", "2025-05-20"), review("", "2025-05-20")
    )
    ssd = from_csv(tables, tmp_path)
    assert [sum(event.kind == "review-held" for event in history.events) for history in ssd.histories] == [1, 0, 0]
    assert ssd.told("row-of-no-child") == [
        (
            "ssd_cla_reviews.csv:4: this row and 2 more belong to no child: clar_cla_id is that of no episode, or of two children's; "
            "correct it; nothing of it was used"
        )
    ]


def test_a_vendor_gives_the_child_of_a_review(tmp_path: Path) -> None:
    """One vendor's extract has clar_cla_person_id too: where the period of care is in no episode, that is used."""
    tables = smallest()
    tables["ssd_cla_reviews"] = [row | {"clar_cla_person_id": "1", "clar_cla_id": None} for row in tables["ssd_cla_reviews"]]
    assert from_csv(tables, tmp_path).due("review", "2025-06-30")[0] == ("2025-06-02", "met", "2025-05-20")


@pytest.mark.parametrize("flag", ["Y", "y", "Yes", "1", "TRUE"])
def test_a_cancelled_review_is_not_held(flag: str, tmp_path: Path) -> None:
    """Whatever the word for yes."""
    tables = smallest()
    tables["ssd_cla_reviews"] = rows_of("ssd_cla_reviews", review("P1", "2025-05-20", cancelled=flag), review("P1", None))
    ssd = from_csv(tables, tmp_path)
    assert "review-held" not in [event.kind for event in ssd.histories[0].events]
    assert ssd.due("review", "2025-06-30")[0] == ("2025-06-02", "overdue", None)


@pytest.mark.parametrize("word", ["Special Guardianship Order", "SGO", "Private Fostering", "Care Leaver - Relevant", "CAO"])
def test_a_status_that_is_not_of_care_never_changes_anything(word: str, tmp_path: Path) -> None:
    """The table also holds statuses with no bearing on being looked after; the guidance of ssd_legal_status.yml says so."""
    tables = smallest()
    tables["ssd_legal_status"] += rows_of("ssd_legal_status", status("1", word, "2025-05-14"))
    ssd = from_csv(tables, tmp_path)
    assert [one for one in told_events(ssd.histories[0]) if "legal" in one] == []
    assert ssd.told("status-not-of-care") == [
        (
            "ssd_legal_status.csv: 1 row with a legal status that is no code of care (special guardianship, private fostering …); "
            "correct it if one is misspelt; else nothing"
        )
    ]
    assert word not in " ".join(map(str, ssd.records.remarks))


def test_legal_statuses_have_days_of_their_own(tmp_path: Path) -> None:
    """A care order in the middle of an episode, a placement order beside it, and the day on which both ended with care."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("1", "P1", "2025-05-01", "2025-12-01", ceased="E11"))
    tables["ssd_legal_status"] = rows_of(
        "ssd_legal_status",
        status("1", "V2 - Section 20", "2025-05-01", "2025-06-02"),
        status("1", "C2", "2025-06-02", "2025-12-01"),
        status("1", "E1", "2025-09-01", "2025-12-01"),
    )
    history = from_csv(tables, tmp_path).histories[0]
    assert [one for one in told_events(history) if "order" in one or "section" in one] == [
        "became-looked-after 2025-05-01 foster-care section-20",
        "legal-status-changed 2025-06-02 care-order",
        "legal-status-changed 2025-09-01 ('care-order', 'placement-order')",
    ]


def test_no_legal_status_on_the_first_day_is_told(tmp_path: Path) -> None:
    """The order was made a week after the child came in, and no row says on what footing the child was looked after until then."""
    tables = smallest()
    tables["ssd_legal_status"] = rows_of("ssd_legal_status", status("1", "C2", "2025-05-08"))
    ssd = from_csv(tables, tmp_path)
    assert ssd.kinds == ["status-missing"]
    assert told_events(ssd.histories[0])[0] == "became-looked-after 2025-05-01 foster-care"
    assert "legal-status-changed 2025-05-08 care-order" in told_events(ssd.histories[0])


def test_moves_have_the_placement_that_the_episode_names(tmp_path: Path) -> None:
    """From foster care to a children's home; a type may have its meaning after the code."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of(
        "ssd_cla_episodes",
        episode("1", "P1", "2025-05-01", "2025-06-10", ceased="X1", placement="L1"),
        episode("1", "P1", "2025-06-10", "2025-07-01", reason="P", ceased="E4A", placement="L2"),
    )
    tables["ssd_cla_placement"] += rows_of("ssd_cla_placement", placement("L2", "P1", "2025-06-10", "K2: Children's home"))
    ssd = from_csv(tables, tmp_path)
    assert told_events(ssd.histories[0])[-2:] == ["placement-moved 2025-06-10 childrens-home", "ceased-to-be-looked-after 2025-07-01 E4A"]
    assert ssd.kinds == []


def test_a_placement_is_found_by_its_days(tmp_path: Path) -> None:
    """Where episodes do not name it: that of the same period of care which lasted on the first day."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("1", "P1", "2025-05-01"))
    tables["ssd_cla_placement"] = rows_of(
        "ssd_cla_placement", placement("L1", "P1", "2025-04-01", "U6", "2025-05-01"), placement("L2", "P1", "2025-05-01", "K2")
    )
    assert told_events(from_csv(tables, tmp_path).histories[0])[0] == "became-looked-after 2025-05-01 childrens-home care-order"


def test_a_placement_that_no_episode_begins_with_is_told(tmp_path: Path) -> None:
    """A move that only the placements know of: the episodes lack it, and it is not used in silence."""
    tables = smallest()
    tables["ssd_cla_placement"] += rows_of("ssd_cla_placement", placement("L2", "P1", "2025-06-10", "K2"))
    ssd = from_csv(tables, tmp_path)
    assert ssd.kinds == ["placement-without-episode"]


def test_a_code_that_is_not_known_is_told_by_its_place(tmp_path: Path) -> None:
    """U66 for U6: the row is used without it, and the code that may be meant is named."""
    tables = smallest()
    tables["ssd_cla_placement"] = rows_of("ssd_cla_placement", placement("L1", "P1", "2025-05-01", "U66"))
    (told,) = from_csv(tables, tmp_path).told("code-unknown")
    assert told.startswith('ssd_cla_placement.csv:2: clap_cla_placement_type does not hold a known code; did you mean "U')


def test_the_first_episodes_are_not_there(tmp_path: Path) -> None:
    """An extract that begins in the middle of a period of care: clae_entered_care_date says when that began."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of(
        "ssd_cla_episodes", episode("1", "P1", "2025-05-12", reason="P", placement="L1", entered="2025-05-01")
    )
    tables["ssd_cla_placement"] = rows_of("ssd_cla_placement", placement("L1", "P1", "2025-05-12", "U6"))
    ssd = from_csv(tables, tmp_path)
    assert ssd.kinds == ["first-episodes-missing"]
    assert told_events(ssd.histories[0])[:1] == ["became-looked-after 2025-05-01 care-order"]
    assert ssd.due("review", "2025-06-30")[0] == ("2025-06-02", "met", "2025-05-20")


def test_nothing_says_when_care_began(tmp_path: Path) -> None:
    """No first episode and no day of entry: the start is a guess, and nothing that counts from it is called late."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("1", "P1", "2025-05-01", reason="P", placement="L1"))
    tables["ssd_cla_reviews"] = rows_of("ssd_cla_reviews", review("P1", "2025-09-20"))
    ssd = from_csv(tables, tmp_path)
    assert ssd.kinds == ["start-not-recorded"]
    assert not [one for one in ssd.due("review", "2025-09-30") if one[1] in {"overdue", "met-late"}]
    doubts = {due.doubt.text for due in ssd.records.schedule_of(ssd.histories[0], load_profile("england")).due_dates if due.doubt}
    assert "the SSD does not show enough to rely on a date: the record does not say when care began" in doubts
    assert all(one.startswith("the SSD does not show") for one in doubts)


def test_a_visit_at_which_the_child_was_not_seen(tmp_path: Path) -> None:
    """It does not count as a visit (reg 28(2)): the first one stays owed."""
    tables = smallest()
    tables["ssd_cla_visits"] = rows_of("ssd_cla_visits", visit("1", "P1", "2025-05-06", seen="N"), visit("1", "P1", "2025-05-08", seen="Y"))
    assert from_csv(tables, tmp_path).due("visit", "2025-05-31")[0] == ("2025-05-08", "met", "2025-05-08")


def test_children_who_must_have_had_reviews_before(tmp_path: Path) -> None:
    """Extracts go back some years: care since 2015, reviews from 4 June 2019 on. The first that is there is not the first of all.

    Six months after 4 June 2019 is 4 December 2019 (reg 33(2)), not three. A child who came in after that day is as ever.
    """
    tables = smallest()
    tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode("2", "P2", "2015-01-05"))
    tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", review("P2", "2019-06-04"), review("P2", "2019-11-20"))
    ssd = from_csv(tables, tmp_path)
    first, second = ssd.histories
    assert (first.record_starts, str(second.record_starts)) == (None, "2019-06-04")
    reviews = ssd.due("review", "2020-01-31", place=1)
    assert ("2019-12-04", "met", "2019-11-20") in reviews
    assert not [one for one in reviews if one[1] in {"overdue", "met-late"}]
    assert "reviews are taken to be on record from 2019-06-04" in ssd.records.summary(2)[-1]
    assert opened(tmp_path, reviews_from=at("2010-01-01").date()).histories[1].record_starts is None


def test_one_wrong_year_in_a_small_table_does_not_either(tmp_path: Path) -> None:
    """Issue 18, point 3: reviews of fifty children since May 2025, one of them written as of 2015. It must not make the others late."""
    tables = smallest()
    tables["ssd_cla_reviews"] = []
    tables["ssd_cla_episodes"] = []
    for number in range(50):
        tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode(str(number), f"P{number}", "2010-01-04"))
        tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", review(f"P{number}", f"2025-05-{number % 28 + 1:02}"))
    tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", review("P7", "2015-11-04"))
    ssd = from_csv(tables, tmp_path)
    assert "reviews are taken to be on record from 2025-05-01" in ssd.records.summary(50)[-1]
    assert not [one for one in ssd.due("review", "2025-09-30", place=3) if one[1] in {"overdue", "met-late"}]


def test_one_wrong_year_does_not_say_where_the_record_begins(tmp_path: Path) -> None:
    """A review written as of 2012 for 2021, among two hundred and more of each year since 2019."""
    tables = smallest()
    tables["ssd_cla_reviews"] = []
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("0", "P", "2010-01-04"))
    for number in range(1, 160):
        tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode(f"{number}", f"P{number}", "2019-03-04"))
        tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", review(f"P{number}", "2019-03-28"), review(f"P{number}", "2020-06-20"))
    tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", review("P", "2012-06-20"))
    ssd = from_csv(tables, tmp_path)
    assert str(ssd.histories[0].record_starts) == "2019-03-28"


def test_silence_is_not_lateness_where_a_table_is_missing(tmp_path: Path) -> None:
    """Without a table of reviews, and without visits, neither is called overdue; both losses are told."""
    tables = smallest()
    tables["ssd_cla_reviews"] = []
    del tables["ssd_cla_visits"]
    ssd = from_csv(tables, tmp_path)
    assert ssd.histories[0].records == ()
    assert {one[1] for task in ("review", "visit") for one in ssd.due(task, "2026-06-30")} <= {"not-recorded", "upcoming"}
    assert any("ssd_cla_visits" in one and "none is called late" in one for one in ssd.told("table-missing"))
    assert any("ssd_cla_reviews" in one and "none is called late" in one for one in ssd.told("table-empty"))


def test_what_else_was_done(tmp_path: Path) -> None:
    """Plans, health, questionnaires, the officer, returns from missing, and steps to adoption; what none of the profile reads is left."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("1", "P1", "2025-05-01", placement="L1"))
    tables["ssd_cla_care_plan"] = [
        {"lacp_person_id": "1", "lacp_cla_care_plan_start_date": at("2025-05-12")},
        {"lacp_person_id": "1", "lacp_cla_care_plan_start_date": at("2025-08-01")},
    ]
    tables["ssd_cla_health"] = [
        {"clah_person_id": "1", "clah_health_check_type": kind, "clah_health_check_date": at(day), "clah_health_check_status": how}
        for kind, day, how in (
            ("Initial Health Assessment", "2025-05-22", "Completed"),
            ("Dental Check", "2025-05-23", "Completed"),
            ("Review Health Assessment", "2025-05-24", "Refused"),
        )
    ]
    tables["ssd_sdq_scores"] = [{"csdq_person_id": "1", "csdq_sdq_completed_date": at("2025-06-03")}]
    tables["ssd_involvements"] = [
        {"invo_person_id": "1", "invo_professional_role_id": role, "invo_involvement_start_date": at(day)}
        for role, day in (("Social worker", "2025-05-01"), ("IRO", "2025-05-06"), ("Independent Reviewing Officer", "2025-07-01"))
    ]
    tables["ssd_missing"] = [
        {"miss_person_id": "1", "miss_missing_episode_type": kind, "miss_missing_episode_end_date": at(day)}
        for kind, day in (("Missing", "2025-06-10 21:15:00"), ("Away", "2025-06-12"), ("Missing", "2025-04-01"))
    ]
    tables["ssd_permanence"] = [
        {"perm_person_id": "1", "perm_placement_order_date": at("2025-09-01"), "perm_placed_for_adoption_date": at("2025-11-03")}
    ]
    ssd = from_csv(tables, tmp_path)
    assert told_events(ssd.histories[0]) == [
        "became-looked-after 2025-05-01 foster-care care-order",
        "task-done 2025-05-06 visit",
        "task-done 2025-05-06 iro-appointed",
        "task-done 2025-05-12 care-plan",
        "review-held 2025-05-20",
        "task-done 2025-05-22 health-assessment",
        "task-done 2025-06-03 strengths-and-difficulties",
        "returned-from-missing 2025-06-10 21:15:00",
        "authorised-for-adoption 2025-09-01",
        "placed-for-adoption 2025-11-03 adoptive",
    ]
    records = ssd.histories[0].records
    assert records is not None
    assert {"care-plan", "health-assessment", "strengths-and-difficulties", "iro-appointed"} <= set(records)
    assert ssd.kinds == []


def test_steps_to_adoption_count_once(tmp_path: Path) -> None:
    """Where the legal status E1 and an episode in A6 tell of them already, the table of permanence adds nothing."""
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of(
        "ssd_cla_episodes",
        episode("1", "P1", "2025-05-01", "2025-11-03", ceased="X1", placement="L1"),
        episode("1", "P1", "2025-11-03", reason="P", placement="L2"),
    )
    tables["ssd_cla_placement"] += rows_of("ssd_cla_placement", placement("L2", "P1", "2025-11-03", "A6"))
    tables["ssd_legal_status"] += rows_of("ssd_legal_status", status("1", "E1", "2025-09-01"))
    tables["ssd_permanence"] = [
        {"perm_person_id": "1", "perm_placement_order_date": at("2025-09-01"), "perm_placed_for_adoption_date": at("2025-11-03")}
    ]
    kinds = [event.kind for event in from_csv(tables, tmp_path).histories[0].events]
    assert (kinds.count("placed-for-adoption"), kinds.count("authorised-for-adoption")) == (1, 0)


def test_rows_that_stand_twice_count_once(tmp_path: Path) -> None:
    """A join that doubles rows, as extracts have them: told, and nothing is counted twice."""
    tables = smallest()
    tables = {name: rows + rows for name, rows in tables.items()}
    ssd = from_csv(tables, tmp_path)
    assert told_events(ssd.histories[0]) == [
        "became-looked-after 2025-05-01 foster-care care-order",
        "task-done 2025-05-06 visit",
        "review-held 2025-05-20",
    ]
    assert ssd.kinds == ["row-repeated", "row-repeated"]


def test_an_old_extract_is_remarked_on(tmp_path: Path) -> None:
    """Nothing after 27 May, asked about in November: it may be an old extract, and the option that says so is named."""
    ssd = from_csv(smallest(), tmp_path, as_of=at("2025-11-03").date())
    assert ssd.told("old-extract") == [
        (
            "nothing is recorded after 2025-05-27, 160 days before the day asked about; "
            "if it was extracted then, say so: --recorded-to 2025-05-27"
        )
    ]
    assert opened(tmp_path, as_of=at("2025-06-30").date()).told("old-extract") == []
