"""What real calendar programs do with a feed that is given again: a date that moved, one that is no longer due, one that is done.

khal reads the file; Radicale, a CalDAV server, is given each entry under its UID, as programs that synchronise do. Both are
installed into an environment of their own, and only where that can be had. docs/how-to/feed-a-calendar.md says what others did.
"""

from __future__ import annotations

import base64
import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
START = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}
HELD = {"event": "review-held", "on": "2026-01-14"}
CEASED = {"event": "ceased-to-be-looked-after", "on": "2026-02-16"}
STAGES = (([START], "2026-01-05"), ([START, HELD], "2026-01-20"), ([START, HELD, CEASED], "2026-02-20"))
SECOND = (("2026-04-21", "TENTATIVE"), ("2026-04-14", "CONFIRMED"), ("2026-04-14", "CANCELLED"))
"""The second review: three months after the first, were it held on its last day, Wed 21 January; after Wed 14 January; not at all."""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    got = subprocess.run([folder / "bin" / "pip", "install", "-q", "khal", "radicale"], capture_output=True, check=False)
    if got.returncode:
        pytest.skip("khal and Radicale cannot be installed here")
    return folder / "bin"


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "key").write_text("a long secret", encoding="utf-8")
    made: list[Path] = []
    for number, (events, as_of) in enumerate(STAGES):
        file = folder / f"{number}.json"
        file.write_text(json.dumps({"child": "A1", "date_of_birth": "2014-05-02", "events": events}), encoding="utf-8")
        words = ["calendar-feed", str(file), "-p", "england", "--as-of", as_of, "--key-file", str(folder / "key")]
        words += ["-o", str(folder / f"{number}.ics"), *(("--previous", str(made[-1])) if made else ())]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
        made.append(folder / f"{number}.ics")
    return made


def test_khal(programs: Path, feeds: list[Path], tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[work]]\npath = {tmp_path / 'calendar'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n[locale]\ntimeformat = %H:%M\n"
        + "".join(f"{key} = %Y-%m-%d\n" for key in ("dateformat", "longdateformat"))
        + "".join(f"{key} = %Y-%m-%d %H:%M\n" for key in ("datetimeformat", "longdatetimeformat")),
        encoding="utf-8",
    )
    for feed, stage in zip(feeds, SECOND, strict=True):
        khal = [str(programs / "khal"), "-c", str(settings)]
        subprocess.run([*khal, "import", "--batch", str(feed)], check=True, capture_output=True)
        asked = [*khal, "list", "2026-01-01", "200d", "--format", "{start-date} {status}{title}"]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        found = [tuple(line.split()[:2]) for line in told.splitlines() if "Second looked after review" in line]
        assert found == [stage]


def asked(method: str, url: str, data: bytes | None = None, **headers: str) -> str:
    headers["Authorization"] = "Basic " + base64.b64encode(b"u:p").decode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers)  # noqa: S310 - this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - likewise
        text: str = answer.read().decode()
    return text


QUERY = (
    b'<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><C:calendar-data/></D:prop><C:filter>'
    b'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>'
)


def value(entry: str, key: str) -> str:
    found = re.search(rf"^{key}[^:\n]*:(.*)$", entry, re.MULTILINE)
    assert found is not None
    return found[1]


def radicale(programs: Path, folder: Path) -> tuple[subprocess.Popen[bytes], int] | None:
    """The program, on a port that was free; none where another has taken that port since."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--storage-filesystem-folder={folder}", f"--server-hosts=127.0.0.1:{port}", "--auth-type=none"]
    server = subprocess.Popen([programs / "radicale", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while server.poll() is None:
        with socket.socket() as here:
            if here.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    return None


def test_radicale(programs: Path, feeds: list[Path], tmp_path: Path) -> None:
    server, port = next(filter(None, (radicale(programs, tmp_path) for _ in range(20))))
    try:
        place = f"http://127.0.0.1:{port}/u/calendar/"
        asked("MKCALENDAR", place)
        for feed, (day, status) in zip(feeds, SECOND, strict=True):
            whole: Any = icalendar.Calendar.from_ical(feed.read_bytes())
            for entry in whole.walk("VEVENT"):
                alone: Any = icalendar.Calendar({"prodid": "x", "version": "2.0"})
                alone.add_component(entry)
                asked("PUT", f"{place}{entry['uid']}.ics", alone.to_ical(), **{"Content-Type": "text/calendar"})
            text = asked("REPORT", place, QUERY, Depth="1", **{"Content-Type": "application/xml"})
            entries = re.sub(r"(&#13;|\r)", "", text).replace("\n ", "").split("BEGIN:VEVENT")[1:]
            second = [one for one in entries if "Second looked after review" in one]
            assert [(value(one, "DTSTART"), value(one, "STATUS")) for one in second] == [(day.replace("-", ""), status)]
    finally:
        server.terminate()
        server.wait()
