"""Histories from the paths a user names, one after another, each with the place it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import Source
from lacreview_rules.formats.histories import read_histories
from lacreview_rules.formats.ssda903 import read_ssda903

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lacreview_rules.errors import HistoryError, Problem
    from lacreview_rules.history import History
