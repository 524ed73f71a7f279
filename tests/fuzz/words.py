"""The words that mean something to a reader: the fuzzer's dictionary, made from the models each time it runs."""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import BaseModel
from tests.fuzz.door_seeds import door_words

from lacreview_rules import load_profile
from lacreview_rules.counting.periods import Unit
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.histories.models import KINDS, WrittenHistory, model_of
from lacreview_rules.profiles import models as profile_models
from lacreview_rules.rules.named_days import WHICH
from lacreview_rules.sources.ssda903.codes import codes
from lacreview_rules.wording import WEEKDAYS

_ODD_TEXT = [
    "",
    " ",
    "\x00",
    "\x7f",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "é",
    "٣",
    "\U0001f9d2",
    "=1+1",
    "not ",
    "not not ",
    "}{",
    "%s",
    "{Ordinal}",
    "{",
    "{0}",
]
_ODD_NUMBERS = ["0", "-1", "1", "31", "10000", "3660", "3661", "2147483648", "1e999", "-0.0", "NaN", "Infinity", "1_0", "0x10", "9" * 20]
_ODD_DAYS = ["0001-01-01", "1899-12-31", "1900-01-01", "1989-12-31", "2024-02-29", "2060-12-31", "2061-01-01", "2200-12-31", "9999-12-31"]
_TIMES = ["00:00", "23:59:59.999999999", "24:00", "14:30Z", "2026-01-14T14:30"]


def words(target: str) -> list[str]:
    """The words of one target, none twice, in a fixed order."""
    odd = [*_ODD_TEXT, *_ODD_NUMBERS, *_ODD_DAYS]
    own = {"profile": _of_profiles, "history": _of_histories, "extract": _of_extracts, "period": _of_periods, "lines": _of_histories}
    found = (
        own[target]()
        if target in own
        else [*door_words(target), *(_of_histories() if target in {"events", "assistant", "workbench"} else ())]
    )
    return list(dict.fromkeys([*found, *odd]))


def as_dictionary(entries: list[str]) -> str:
    r"""Words as libFuzzer reads them: one a line in quotation marks, bytes that are no plain letters escaped.

    Example:
        >>> print(as_dictionary(["a", 'é"']), end="")
        "a"
        "\xc3\xa9\x22"
    """
    written = (
        "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in entry.encode()) for entry in entries if entry
    )
    return "".join(f'"{entry}"\n' for entry in written)


def _of_profiles() -> list[str]:
    england = load_profile("england")
    found: list[str] = []
    for model in vars(profile_models).values():
        if isinstance(model, type) and issubclass(model, BaseModel) and model is not BaseModel:
            for name, field in model.model_fields.items():
                found += [field.alias or name, *_literals(field.annotation)]
                found += re.findall(r'"([^"]+)"', field.description or "")
    found += [*BUILT_IN, *DERIVED, *england.tasks, *england.events, *england.facts, *england.placements, *england.legal_statuses]
    found += [*WEEKDAYS, *WHICH, *_of_periods(), "england", "newham", "data-return", "./profile.toml", "midway", "true", "false"]
    return found


def _of_histories() -> list[str]:
    england = load_profile("england")
    models: list[type[BaseModel]] = [WrittenHistory, *map(model_of, KINDS)]
    keys = [key for model in models for key in model.model_fields]
    known = [*BUILT_IN, *england.events, *england.placements, *england.legal_statuses, *england.facts, *england.tasks]
    return [*keys, *known, *_TIMES, "true", "false", "null", '"\\ud800"', "[]", "{}", "4 weeks", '"review": 2']


def _of_extracts() -> list[str]:
    columns = ["CHILD", "DOB", "SEX", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC", "PL_POST", "REVIEW", "REVIEW_CODE"]
    names = ["== header.csv", "== episodes.csv", "== reviews.csv", "== SW_Episodes.csv"]
    days = ["19/12/2025", "29/02/2024", "30/02/2024", "31/12/2200", "01/01/1900", "2026-01-14"]
    return [*columns, *names, *days, *(code for rows in codes().values() for code in rows), '"', '""', ",", ";", "\t", "\r", "\r\n", "\n"]


def _of_periods() -> list[str]:
    units = [f"{unit}{plural}" for unit in Unit for plural in ("", "s")]
    return [*units, "calendar ", "same day", "the same day", "age ", "under ", " or over", "a ", "one ", "+", "-", ".", ",", "1"]


def _literals(annotation: Any) -> list[str]:
    found: list[str] = []
    for part in get_args(annotation):
        found += [part] if isinstance(part, str) else _literals(part)
    return found
