"""A profile against the regulations: can it ever be later, and on which days?

`check_profile` is the way in.
"""

from __future__ import annotations

from lacreview_rules.assurance.answer import Assurance
from lacreview_rules.assurance.findings import Finding
from lacreview_rules.assurance.judgement import check_profile

__all__ = ["Assurance", "Finding", "check_profile"]
