"""Everything the command prints about the shipped examples, as digests: what must be the same wherever it runs.

``python tests/robustness/outputs.py`` prints two kinds as JSON. "exact" is of the bytes as they are, and of the profiles
and the calendar. "lasting" is of the same with the digests of profiles left out, which change with each word of a
profile, and without what prints a profile; it is kept in ``digests.json``. Where a calculated date has changed on
purpose, or a word of an explanation, write it anew with ``python tests/robustness/outputs.py --write``, and say in the
changelog which dates moved. With a number, one in so many commands is asked. Nothing but the library and its command is
needed, so that any Python can run it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from lacreview_rules import england_and_wales, load_profile, shipped_profiles
from lacreview_rules.cli import app

TOP = Path(__file__).parents[2]
DIGESTS = Path(__file__).parent / "digests.json"
_DIGEST = re.compile(rb'"digest": "[0-9a-f]{64}"')
_PRINTING_A_PROFILE = ("profile ", "profiles")
_OTHERS = (
    "check newham --from 2025-12-01 --to 2026-02-28",
    "check newham --from 2025-12-01 --to 2026-02-28 --format json",
    "check examples/slow.toml",  # no such file: what is said on standard error is an output too
    "compare england newham",
    "profile show south-gloucestershire",
    "profiles",
    "calendar show --format csv",
    'date "20 working days after 2025-12-19"',
    'date "72 hours after 2026-03-27 14:00"',
    "caseload examples/caseload.jsonl --profile newham --as-of 2026-06-30",
    "caseload examples/caseload.jsonl --profile newham --as-of 2026-06-30 --format json",
    "caseload examples/caseload.jsonl --profile newham --as-of 2026-06-30 --format csv",
    "diff examples/first-year-in-care.json examples/adjourned-review.json --profile newham --format json",
    "what-if examples/first-year-in-care.json --profile newham --new-profile south-gloucestershire",
    "affected-by --add 2026-04-14 examples/first-year-in-care.json --profile newham --format json",
)


def commands() -> list[str]:
    """The commands: those of the examples' page, in every form, and one of each other kind."""
    page = (TOP / "examples" / "README.md").read_text(encoding="utf-8")
    asked = [command.removeprefix("lacreview ") for command in re.findall(r"`(lacreview schedule [^`]+)`", page)]
    explained = [re.sub(r"^schedule (\S+)", r"explain \1 review", command) for command in asked]
    made = [f"{command}{form}" for command in asked for form in ("", " --format json", " --format csv")]
    return [*made, *explained, *(f"{command} --format json" for command in explained[:3]), *_OTHERS]


def printed(command: str) -> bytes:
    """The bytes on standard output, the exit code, and the bytes on standard error.

    The streams have the encoding of this process's own, as the environment makes it.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=own.encoding, errors=own.errors) for own in (sys.stdout, sys.stderr))
    code: object = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            app(shlex.split(command), prog_name="lacreview")
        except SystemExit as stop:
            code = stop.code
    for stream in (out, err):
        stream.flush()
    return b"\0".join((_bytes_of(out), str(code).encode(), _bytes_of(err)))


def _bytes_of(stream: io.TextIOWrapper) -> bytes:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue()


def digests(step: int = 1) -> dict[str, dict[str, str]]:
    """SHA-256 of what each command prints, exact and lasting; of one in so many of them with a step."""
    exact = {f"profile {name}": load_profile(name).digest for name in shipped_profiles()}
    exact["calendar"] = england_and_wales().digest
    lasting = {}
    for command in commands()[::step]:
        text = printed(command)
        exact[command] = hashlib.sha256(text).hexdigest()
        if not command.startswith(_PRINTING_A_PROFILE):
            lasting[command] = hashlib.sha256(_DIGEST.sub(b'"digest": ""', text)).hexdigest()
    return {"exact": exact, "lasting": lasting}


def main() -> None:
    """Print the digests, or write those that last."""
    write = "--write" in sys.argv[1:]
    found = digests(int(sys.argv[1]) if sys.argv[1:] and not write else 1)
    if write:
        DIGESTS.write_text(json.dumps(found["lasting"], indent=1) + "\n", encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
