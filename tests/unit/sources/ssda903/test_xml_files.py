"""The return as XML. Authority: field case 18 and gap G3 (the form as the sector's public reader has it); dates by hand."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import short
from tests.unit.sources.ssda903.forms import Return

from lacreview_rules import load_profile
from lacreview_rules.errors import ExtractError
from lacreview_rules.sources.ssda903 import xml_files
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.schedules import schedule_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lacreview_rules import History
    from lacreview_rules.sources.ssda903.reading import Extract

G3 = """<EXPSSDA903><CHILD><HEADER><CHILDID>C1</CHILDID><SEX>M</SEX><DOB>14/02/2010</DOB><AREVIEW><REVIEW>20/05/2025</REVIEW>
<REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER><EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL>
<DEC/><REC/></EPISODE></CHILD></EXPSSDA903>
"""
LIVED = "<EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE>"


def child(name: str, inside: str = LIVED, head: str = "") -> str:
    return f"<CHILD>\n<HEADER><CHILDID>{name}</CHILDID><DOB>14/02/2010</DOB>{head}</HEADER>\n{inside}\n</CHILD>\n"


def document(*children: str) -> str:
    return f"<EXPSSDA903>\n{''.join(children)}</EXPSSDA903>\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "return.xml"


def read(path: Path, content: str | bytes) -> tuple[list[str], Extract]:
    """The children, in order, and the extract; every row is accounted for, and no child is named."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    extract = read_ssda903(path)
    children = [history.child for history in extract]
    counts = extract.counts
    assert counts.rows_used + counts.rows_not_used == counts.rows_read
    assert counts.rows_not_used == len({problem.where for problem in extract.rows_not_used})
    return children, extract


def not_used(extract: Extract) -> list[str]:
    return list(map(str, extract.rows_not_used))


def refused(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ExtractError) as caught:
        read_ssda903(path)
    [problem] = caught.value.problems
    return str(problem)


class TestRead:
    def test_the_smallest_file(self, path: Path) -> None:
        """G3: care from 1 May 2025, review 1 due by Monday 2 June (20 working days over the bank holidays of 5 and 26 May)."""
        children, extract = read(path, G3)
        assert (children, not_used(extract), extract.rows_in_doubt) == (["C1"], [], [])
        [history] = extract
        assert history.date_of_birth == date(2010, 2, 14)
        assert short(history) == ["became-looked-after 2025-05-01 foster-care care-order", "review-held 2025-05-20"]
        dues = schedule_of(history, extract.recorded, load_profile("england")).of("review")
        assert [str(due.due) for due in dues[:3]] == ["2025-06-02", "2025-08-20", "2026-02-20"]

    def test_found_in_a_folder(self, path: Path) -> None:
        (path.parent / "other.xml").write_text("<Message/>", encoding="utf-8")
        path.write_text(G3, encoding="utf-8")
        assert [history.child for history in read_ssda903(path.parent)] == ["C1"]

    def test_csv_files_beside_it_come_first_and_it_is_told(self, path: Path) -> None:
        Return(header=[("B2", "1", "14/02/2010", "")], episodes=[("B2", "01/05/2025", "S", "C2", "N1", "U6", "", "", "")]).write_csv(
            path.parent
        )
        path.write_text(G3, encoding="utf-8")
        extract = read_ssda903(path.parent)
        assert [history.child for history in extract] == ["B2"]
        [remark] = [remark for remark in extract.remarks if remark.kind == "file-not-read"]
        assert str(remark.problem).startswith("return.xml: the file was not read, because the folder holds a return in another form")

    def test_two_years_in_two_files(self, tmp_path: Path) -> None:
        """One file is one return: the episode open in the first is closed in the second, and counts once."""
        for name, end in (("old.xml", ""), ("new.xml", "<DEC>02/06/2026</DEC><REC>E4A</REC>")):
            held = "<AREVIEW><REVIEW>20/05/2025</REVIEW></AREVIEW>" if not end else "<AREVIEW><REVIEW>15/05/2026</REVIEW></AREVIEW>"
            lived = f"<EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL>{end}</EPISODE>"
            (tmp_path / name).write_text(document(child("C1", lived, held)), encoding="utf-8")
        extract = read_ssda903(tmp_path / "old.xml", tmp_path / "new.xml")
        [history] = extract
        assert [event.split()[1] for event in short(history)] == ["2025-05-01", "2025-05-20", "2026-05-15", "2026-06-02"]
        assert not_used(extract) == []

    def test_episodes_before_the_header_prefixes_and_other_encodings(self, path: Path) -> None:
        moved = f"<x:EXPSSDA903 xmlns:x='u'><x:CHILD>{LIVED}<HEADER><CHILDID>\u00c9 & 1</CHILDID></HEADER></x:CHILD></x:EXPSSDA903>"
        moved = moved.replace("&", "&amp;")
        for encoding in ("utf-8", "utf-16", "windows-1252"):
            children, extract = read(path, f'<?xml version="1.0" encoding="{encoding}"?>{moved}'.encode(encoding))
            assert children == ["\u00c9 & 1"]
            assert [p.where for p in extract.rows_not_used] == ["return.xml: line 1, child 1, HEADER 1"]  # no DOB

    def test_elements_of_the_same_name_elsewhere_are_not_taken(self, path: Path) -> None:
        """OC2, PERMANENCE and others stand within HEADER, with dates of their own."""
        children, extract = read(path, document(child("C1", head="<OC2><DOB>01/01/1999</DOB><CHILDID>X</CHILDID></OC2>")))
        assert (children, not_used(extract)) == (["C1"], [])
        assert next(iter(extract)).date_of_birth == date(2010, 2, 14)

    def test_a_review_of_which_nothing_is_filled_in_is_none(self, path: Path) -> None:
        head = "<AREVIEW/><AREVIEW><REVIEW/><REVIEW_CODE/></AREVIEW><AREVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        _, extract = read(path, document(child("C1", head=head)))
        assert [text.split(";")[0] for text in not_used(extract)] == ["return.xml: line 3, child 1, AREVIEW 3: REVIEW is empty"]

    def test_read_twice_and_side_by_side(self, path: Path) -> None:
        path.write_text(document(*(child(f"C{n}") for n in range(5))), encoding="utf-8")
        extract = read_ssda903(path)
        pairs = list(zip(extract, extract, strict=True))
        assert [(one.child, other.child) for one, other in pairs] == [(f"C{n}",) * 2 for n in range(5)]

    def test_rows_beyond_what_is_kept_in_memory(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lacreview_rules.sources.ssda903.kept_rows._IN_MEMORY", 100)
        children, extract = read(path, document(*(child(f"C{n}") for n in range(50))))
        assert (len(children), not_used(extract)) == (50, [])

    def test_no_room_for_them(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lacreview_rules.sources.ssda903.kept_rows._IN_MEMORY", 100)
        monkeypatch.setattr("tempfile.tempdir", str(path.parent / "none"))
        text = refused(path, document(*(child(f"C{n}") for n in range(50))))
        assert text.startswith("return.xml: HEADER: its rows cannot be kept in a temporary file: No such file or directory; make room, ")

    def test_a_date_of_birth_after_the_reviews(self, path: Path) -> None:
        """The order of the elements in HEADER does not matter."""
        late = "<CHILD><HEADER><AREVIEW><REVIEW>20/05/2025</REVIEW></AREVIEW><DOB>14/02/2010</DOB><CHILDID>C1</CHILDID></HEADER>"
        children, extract = read(path, document(f"{late}{LIVED}</CHILD>"))
        assert (children, extract.remarks) == (["C1"], [])
        [history] = extract
        assert (history.date_of_birth, len(history.events)) == (date(2010, 2, 14), 2)

    def test_no_row_is_parsed_again_for_a_child(self, path: Path) -> None:
        path.write_text(document(*(child(f"C{n}") for n in range(5))), encoding="utf-8")
        extract = read_ssda903(path)
        path.unlink()
        assert [history.child for history in extract] == [f"C{n}" for n in range(5)]


class TestRowsNotUsed:
    def test_no_child(self, path: Path) -> None:
        children, extract = read(path, document(f"<CHILD><HEADER><DOB>14/02/2010</DOB></HEADER>{LIVED}</CHILD>", child("C2")))
        assert children == ["C2"]
        assert [text.split(";")[0] for text in not_used(extract)] == [
            "return.xml: line 2, child 1, EPISODE 1: the CHILDID of the child is empty",
            "return.xml: line 2, child 1, HEADER 1: the CHILDID of the child is empty",
        ]

    def test_two_children_in_one_element(self, path: Path) -> None:
        """Whose episodes they are cannot be told."""
        two = f"<CHILD><HEADER><CHILDID>C1</CHILDID></HEADER><HEADER><CHILDID>C2</CHILDID></HEADER>{LIVED}</CHILD>"
        children, extract = read(path, document(two, child("C3")))
        assert children == ["C3"]
        assert {problem.what for problem in extract.rows_not_used} == {"the CHILD element holds more than one CHILDID"}
        assert [problem.where.rpartition(", ")[2] for problem in extract.rows_not_used] == ["EPISODE 1", "HEADER 1", "HEADER 2"]

    def test_an_element_twice(self, path: Path) -> None:
        twice = LIVED.replace("<PL>", "<PL>U1</PL><PL>")
        children, extract = read(path, document(child("C1", twice + LIVED.replace("01/05", "02/05"))))
        assert children == ["C1"]
        assert not_used(extract) == ["return.xml: line 4, child 1, EPISODE 1: two elements in it are PL; leave one; it was not used"]

    def test_month_first(self, path: Path) -> None:
        text = refused(path, document(child("C1", LIVED.replace("01/05/2025", "05/21/2025"))))
        assert text.startswith("return.xml: EPISODE: dates are written month first: that at return.xml: line 4, child 1, EPISODE 1 can")

    def test_one_date_month_first(self, path: Path) -> None:
        others = [child(f"D{n}", LIVED.replace("01/05/2025", "21/05/2025")) for n in range(3)]
        _, extract = read(path, document(child("C1", LIVED.replace("01/05/2025", "05/21/2025")), *others))
        [remark] = [remark for remark in extract.remarks if remark.kind == "month-first"]
        assert remark.problem.where == "return.xml: line 4, child 1, EPISODE 1"


class TestRefused:
    def test_empty(self, path: Path) -> None:
        assert refused(path, "") == "return.xml: the file is empty; have the case system write the file again"

    def test_not_xml(self, path: Path) -> None:
        assert refused(path, "CHILD,DOB\n").startswith("return.xml: line 1: it is not well-formed XML (syntax error)")

    def test_another_root(self, path: Path) -> None:
        assert refused(path, "\n<Message/>").startswith("return.xml: line 2: the root element is not EXPSSDA903; give the XML file")

    def test_no_child(self, path: Path) -> None:
        assert refused(path, "<EXPSSDA903><Kid/></EXPSSDA903>").startswith("return.xml: there is no CHILD element in it; ")

    @pytest.mark.parametrize(
        "declared", ["<!ENTITY a 'b'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>", "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'>%p;"]
    )
    def test_a_doctype(self, path: Path, declared: str) -> None:
        text = refused(path, f"<?xml version='1.0'?>\n<!DOCTYPE EXPSSDA903 [{declared}]>{document(child('&a;'))}")
        assert text.startswith("return.xml: line 2: the document has a DOCTYPE")

    def test_a_broken_file_in_a_folder(self, path: Path) -> None:
        """A broken XML file in a folder is told, not passed over."""
        path.write_bytes(b"")
        with pytest.raises(ExtractError, match=r"return\.xml: the file is empty"):
            read_ssda903(path.parent)


class TestBreaksOff:
    def test_the_children_before_are_answered(self, path: Path) -> None:
        whole = document(*(child(f"C{n}") for n in range(3)))
        cut = whole[: whole.index(">C2</CHILDID") + 40]
        children, extract = read(path, cut)
        assert children == ["C0", "C1"]
        [text] = not_used(extract)
        assert text.startswith(
            "return.xml: line 11: the file breaks off; the child here, if it is in one, and all that follow were not read; "
        )

    @pytest.mark.parametrize("cut", range(10, 420, 37))
    def test_wherever_it_is_cut(self, path: Path, cut: int) -> None:
        """As many children as stand whole before the cut, and a message."""
        whole = document(*(child(f"C{n}") for n in range(3)))
        before = whole[:cut]
        if not before.count("<CHILD>"):
            assert "breaks off" in refused(path, before)
            return
        children, extract = read(path, before)
        assert children == [f"C{n}" for n in range(before.count("</CHILD>"))]
        [text] = not_used(extract)
        assert "the file breaks off" in text

    def test_an_entity_that_nobody_declared(self, path: Path) -> None:
        children, extract = read(path, document(child("C1"), child("&nbsp;")))
        assert children == ["C1"]
        assert "it is not well-formed XML (undefined entity)" in not_used(extract)[0]


@pytest.mark.parametrize("encoding", ["P", "UTF-7", "hex", "idna"])
def test_an_encoding_that_is_not_known_is_told(path: Path, encoding: str) -> None:
    """Found by fuzzing: the parser's own LookupError or ValueError came out, of one file and of a folder that holds it."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{document(child("C1"))}'
    told = refused(path, text)
    assert "line 1: the file says that it is written in an encoding that cannot be read" in told
    assert told == refused(path, text)
    with pytest.raises(ExtractError, match="encoding that cannot be read"):
        read_ssda903(path.parent)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "ISO-8859-1", "us-ascii", "cp850"])
def test_an_encoding_that_is_known_is_read(path: Path, encoding: str) -> None:
    """Whatever case systems write, as long as a byte is a character."""
    assert read(path, f'<?xml version="1.0" encoding="{encoding}"?>\n{document(child("C1"))}'.encode(encoding))[0] != []


@contextmanager
def limits(monkeypatch: pytest.MonkeyPatch, **low: int) -> Iterator[None]:
    defaults = xml_files.read_xml.__defaults__
    monkeypatch.setattr(xml_files.read_xml, "__defaults__", (xml_files.LIMITS._replace(**low),))
    yield
    monkeypatch.setattr(xml_files.read_xml, "__defaults__", defaults)


class TestLimits:
    def test_one_child(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with limits(monkeypatch, child=1_000):
            children, extract = read(path, document(child("C0"), child("C1", LIVED * 20), child("C2")))
        assert children == ["C0", "C2"]
        start = "return.xml: line 6, child 2: the element of the child is longer than 1,000 bytes; nothing of the child was read; "
        assert [text[: len(start)] for text in not_used(extract)] == [start]

    def test_one_child_with_much_that_is_not_read(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with limits(monkeypatch, child=1_000):
            children, _ = read(path, document(child("C1", f"{LIVED}<NOTE>{'x' * 2_000}</NOTE>"), child("C2")))
        assert children == ["C2"]

    def test_one_text(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with limits(monkeypatch, text=30):
            children, extract = read(path, document(child("C1", LIVED.replace("U6", "U" * 31)), child("C2", LIVED.replace("U6", "U" * 30))))
        assert children == ["C2"]
        assert not_used(extract)[0].startswith("return.xml: line 2, child 1: EPISODE 1 holds a text longer than 30 characters; nothing ")

    @pytest.mark.parametrize("long", ["<!--{}-->", "<A B='{}'/>", "<?a {}?>"])
    def test_one_tag_or_comment(self, path: Path, monkeypatch: pytest.MonkeyPatch, long: str) -> None:
        with limits(monkeypatch, token=500):
            children, extract = read(path, document(child("C1"), long.format("x" * 5_000), child("C2")))
        assert children == ["C1"]
        assert "a tag or comment is longer than 500 bytes; the child here" in not_used(extract)[0]

    def test_depth(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with limits(monkeypatch, depth=20):
            children, extract = read(path, document(child("C1"), "<A>" * 30))
        assert children == ["C1"]
        assert "more than 20 elements stand in one another; the child here" in not_used(extract)[0]


class TestOtherwiseWritten:
    """Rows that another writing of the return would lose, as small letters and columns in any order do not in CSV."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("<PL>U6</PL>", "<PLACE>U6</PLACE>"),
            ("<CHILDID>C1</CHILDID>", "<CHILD>C1</CHILD>"),
            ("<AREVIEW>", "</HEADER><AREVIEW>"),
            ("</HEADER>", ""),
        ],
        ids=["PLACE", "CHILD", "AREVIEW in CHILD", "EPISODE in HEADER"],
    )
    def test_is_read_alike(self, path: Path, old: str, new: str) -> None:
        text = G3.replace(old, new)
        if old == "<AREVIEW>":
            text = text.replace("</AREVIEW></HEADER>", "</AREVIEW>")
        elif old == "</HEADER>":
            text = text.replace("</CHILD></EXP", "</HEADER></CHILD></EXP")
        assert [short(history) for history in _histories(path, text)] == [short(history) for history in _histories(path, G3)]

    def test_in_small_letters(self, path: Path) -> None:
        assert [short(one) for one in _histories(path, G3.lower())] == [short(one) for one in _histories(path, G3)]

    @pytest.mark.parametrize(
        ("lost", "told"),
        [
            (LIVED, "EPISODE stands outside CHILD, and is not read there; put it into CHILD"),
            ("<HEADER><CHILDID>C2</CHILDID></HEADER>", "HEADER stands outside CHILD, and is not read there; put it into CHILD"),
            (f"<CHILDREN>{child('C2')}</CHILDREN>", "CHILD stands outside EXPSSDA903, and is not read there; put it into EXPSSDA903"),
        ],
    )
    @pytest.mark.parametrize("before", [True, False])
    def test_what_stands_in_no_child_is_told(self, path: Path, lost: str, told: str, *, before: bool) -> None:
        """An episode, or a whole child, was gone, and nothing was said."""
        children, extract = read(path, document(*((lost, child("C1")) if before else (child("C1"), lost))))
        assert children == ["C1"]
        assert any(one.endswith(told) and re.match(r"return\.xml: line \d+: ", one) for one in not_used(extract))

    def test_what_is_lost_where_it_stands_is_told(self, path: Path) -> None:
        """A review without its AREVIEW was gone, and nothing was said."""
        text = G3.replace("<AREVIEW>", "").replace("</AREVIEW>", "")
        _, extract = read(path, text)
        [told] = not_used(extract)
        assert re.fullmatch(
            r"return\.xml: line \d+, child 1: REVIEW stands outside AREVIEW, and is not read there; put it into AREVIEW", told
        )


def _histories(path: Path, text: str) -> list[History]:
    path.write_text(text, encoding="utf-8")
    extract = read_ssda903(path)
    found = list(extract)
    assert (found != [], not_used(extract)) == (True, [])
    return found
