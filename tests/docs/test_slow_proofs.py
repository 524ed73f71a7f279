"""The page of slow proofs: each row has what a reader needs to judge it, and every figure that stands elsewhere too is the same there."""

from __future__ import annotations

import json
import re

from tests.docs.pages import TOP
from tests.mutation.measured import SECOND, modules, scores

PAGE = TOP / "docs" / "explanation" / "slow-proofs.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")][1:]
NOT_RUN = "not run in full"


def test_a_row_says_on_what_when_how_much_how_long_and_what_came_out() -> None:
    """Or that it was not run."""
    assert len(ROWS) > 9
    for proof, commit, day, what, spent, result in ROWS:
        assert proof
        assert what
        if NOT_RUN in what:
            assert (commit, day, spent, result) == ("", "", "", "")
            continue
        assert re.fullmatch(r"`[0-9a-f]{7}`|each", commit), proof
        assert re.fullmatch(r"2026-\d\d-\d\d|each", day), proof
        assert spent, proof
        assert result, proof


def test_the_eight_proofs_are_there() -> None:
    """Those that the page was asked for."""
    said = " ".join(row[0] for row in ROWS)
    for word in ("oracles", "properties", "relevance", "mutation", "fuzzing", "growth", "national caseload", "browser"):
        assert word in said


def test_the_score_is_that_of_the_mutation_page() -> None:
    """Of the modules that there are still."""
    [row] = [row for row in ROWS if row[0] == "mutation"]
    known = [scores()[module] for module in modules() if module in scores()]
    mutants, killed = (sum(score[key] for score in known) for key in ("mutants", "killed"))
    assert f"{mutants:,}" in row[3]
    assert f"{killed:,}" in row[5]


def test_what_the_second_method_tried_is_what_was_set_down() -> None:
    """How many survivors, and that none was refuted."""
    [row] = [row for row in ROWS if row[0] == "mutation, second method"]
    tried = json.loads(SECOND.read_text(encoding="utf-8")).values()
    same = sum(counts["same"] for counts in tried)
    assert f"{same} of" in row[3]
    assert f"{max(counts['histories'] for counts in tried)} random histories" in row[3]


def test_what_stands_on_the_other_pages_is_the_same_there() -> None:
    """The national caseload, the oracles, and the inputs of the fuzzer."""
    scale = " ".join((TOP / "docs/how-to/run-at-scale.md").read_text(encoding="utf-8").split())
    assert "children, 4,395,098 due dates" in scale
    assert "4,395,098 due dates" in TEXT
    assert "3,684,096 answers, 127 ways from 14,976 dates" in (TOP / "docs/explanation/oracles.md").read_text(encoding="utf-8")
    assert "3,684,096 answers, 127 ways of counting from 14,976 dates" in TEXT


def test_each_command_is_there() -> None:
    """A module or a file of the tests."""
    block = TEXT.partition("```text\n")[2].partition("```")[0]
    commands = block.splitlines()
    assert len(commands) >= 10
    for command in commands:
        module = re.search(r"-m (tests[\w.]+)", command)
        paths = re.findall(r"tests/[\w/.]+", command)
        if module:
            paths.append(f"{module[1].replace('.', '/')}.py")
        assert paths
        assert all((TOP / path).exists() for path in paths), command


def test_it_is_linked_from_where_readers_look() -> None:
    """The index of explanations, and what was checked of the law."""
    for page in ("index", "verification"):
        assert "(slow-proofs.md)" in (TOP / "docs" / "explanation" / f"{page}.md").read_text(encoding="utf-8")
