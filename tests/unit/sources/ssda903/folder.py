"""A folder with the files of a data return, made for a test, and what is read from it in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.histories.json import history_record
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.histories.history import History

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
CHILD = "Z77"


def episode(decom: str, rne: str, status: str, place: str, dec: str = "", rec: str = "", *, post: str = "", child: str = CHILD) -> str:
    """A row of the Episodes file."""
    return f"{child},{decom},{rne},{status},N1,{place},PR1,{dec},{rec},,,{post},"


class Folder:
    """A folder with the files of a return."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes) -> None:
        """One file, as it is."""
        (self.path / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def fill(self, *episodes: str, reviews: tuple[str, ...] = (), headers: tuple[str, ...] = (f"{CHILD},1,02/05/2014,,,,",)) -> Folder:
        """All three files; reviews are dates of the one child."""
        self.write("header.csv", "\n".join([HEADER, *headers, ""]))
        self.write("episodes.csv", "\n".join([EPISODES, *episodes, ""]))
        rows = [review if "," in review else f"{CHILD},02/05/2014,{review},PN1" for review in reviews]
        self.write("reviews.csv", "\n".join([REVIEWS, *rows]))
        return self

    def read(self, **moves: Any) -> tuple[list[str], list[str], list[str]]:
        """Events in short, the rows not used, and the rows in doubt."""
        extract = read_ssda903(self.path, **moves)
        events = [event for history in extract for event in short(history)]
        counts = extract.counts
        assert counts.rows_used + counts.rows_not_used == counts.rows_read
        assert counts.rows_not_used == len(extract.rows_not_used) == len({problem.where for problem in extract.rows_not_used})
        told = [*map(str, extract.rows_not_used), *map(str, extract.rows_in_doubt)]
        assert not [text for text in told if CHILD in text]
        return events, [f"{p.where} {p.what}" for p in extract.rows_not_used], [f"{p.where} {p.what}" for p in extract.rows_in_doubt]


def short(history: History) -> list[str]:
    """The events of a history in short, without notes."""
    return [" ".join(str(value) for key, value in event.items() if key != "note") for event in history_record(history)["events"]]
