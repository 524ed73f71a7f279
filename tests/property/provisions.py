"""How long each provision gives, typed from statute.md and not taken from the profiles: the row, and the amount in its words.

Rows of the profile `england` are named without it. Everything is counted after what sets it off, save `HANDBOOK_BEFORE`.
"""

from __future__ import annotations

REG_33 = {"R1": "20 working days", "R2": "3 months", "R3": "6 months", "R3-2020": "6 months"}
REVIEWS_BEFORE_2011 = {"R1-1991": "4 weeks", "R2-1991": "3 months", "R3-1991": "6 months"}
REG_36 = {"R6": "20 working days"}
REGS_4_TO_7 = {"P1": "10 working days", "H3": "6 months", "H4": "12 months", "H5": "20 working days"}
REGS_9_TO_14 = {
    "P3": "5 working days",
    "P4a": "0 days",
    "P4b": "5 working days",
    "P5a": "0 days",
    "P5b": "5 working days",
    "P6": "5 working days",
    "P7": "10 working days",
}
REGS_19_TO_25 = {
    "W1a": "10 working days",
    "W1b": "10 working days",
    "W2": "10 working days",
    "W1a-2020": "10 working days",
    "W1b-2020": "10 working days",
    "W2-2020": "10 working days",
    "F7": "0 days",
    "F1": "6 working days",
    "F1-2020": "24 weeks",
    "F2": "16 weeks",
    "F2-2020": "24 weeks",
    "F3": "8 weeks",
}
REG_28 = {
    "V1": "1 week",
    "V2": "6 weeks",
    "V3": "3 months",
    "V3-2011": "3 months",
    "V4": "6 weeks",
    "V4-2011": "6 weeks",
    "V5": "6 months",
    "V6a": "1 week",
    "V6b": "6 weeks",
    "V7a": "1 week",
    "V7b": "4 weeks",
    "V7c": "1 week",
    "V7d": "1 week",
    "V7e": "4 weeks",
    "V7f": "1 week",
    "V7g": "4 weeks",
    "V7h": "4 weeks",
    "V8a": "1 week",
    "V8b": "6 weeks",
    "V9a": "1 week",
    "V9b": "6 weeks",
    "V9c": "3 months",
    "V11": "1 week",
    "V1-2020": "1 week",
    "V2-2020": "6 weeks",
    "V3-2020": "3 months",
    "V4-2020": "6 weeks",
    "V5-2020": "6 months",
    "V6a-2020": "1 week",
    "V6b-2020": "6 weeks",
    "V7a-2020": "1 week",
    "V7b-2020": "4 weeks",
    "V7c-2020": "1 week",
    "V7d-2020": "1 week",
    "V7e-2020": "4 weeks",
    "V7f-2020": "1 week",
    "V7g-2020": "4 weeks",
    "V7h-2020": "4 weeks",
    "V8a-2020": "1 week",
    "V8b-2020": "6 weeks",
    "V9a-2020": "1 week",
    "V9b-2020": "6 weeks",
    "V9c-2020": "3 months",
}
REGS_40_TO_43 = {"T1-weeks": "13 weeks", "T1": "0 days", "T1-2001": "0 days", "T2": "3 months", "T4": "6 months", "T5": "6 months"}
PERSONAL_ADVISER = {"T6": "1 week", "T7": "2 months"}
SECURE = {"X1": "1 month", "X2": "3 months", "X3": "72 hours"}
MISSING = {"M1": "72 hours"}
PART_8A = {"D1": "5 working days", "D2": "10 working days", "D3": "1 week", "D4": "20 working days", "P1-2011": "10 working days"}
REG_48 = {"S1": "3 months", "S2": "6 months", "S3a": "3 months", "S3b": "6 months"}
REG_48_IN_2020 = {"S1-2020": "3 months", "S2-2020": "6 months", "S3a-2020": "3 months", "S3b-2020": "6 months"}
AAR_36 = {
    "A1": "3 months",
    "A2": "6 months",
    "A3": "4 weeks",
    "A4": "3 months",
    "A5": "6 months",
    "A6a": "1 week",
    "A6b": "1 week",
    "A9": "42 days",
    "A9b": "42 days",
}
AAR_36_IN_2020 = {
    "A1-2020": "3 months",
    "A2-2020": "6 months",
    "A3-2020": "4 weeks",
    "A4-2020": "3 months",
    "A5-2020": "6 months",
    "A6a-2020": "1 week",
    "A6b-2020": "1 week",
}
HANDBOOK = {
    "IRO1": "5 working days",
    "IRO5": "5 working days",
    "IRO6": "5 working days",
    "IRO7": "15 working days",
    "IRO8": "20 working days",
    "IRO9": "10 working days",
    "IRO10": "20 working days",
}
HANDBOOK_BEFORE = {"IRO2": "20 working days", "IRO3": "15 working days", "IRO4": "3 working days"}
VOLUME_2 = {"R11": "1 year"}
EDUCATION = {"E1": "10 working days", "E1-2014": "10 working days"}
HEALTH = {"H6": "12 months", "H7": "12 months"}
CHILDREN_ACT = {"C1": "7 days"}
DATA_RETURN = {"data-return/SSD1": "20 working days", "data-return/SSD2": "91 days", "data-return/SSD3": "183 days"}

AFTER = {
    **REG_33,
    **REVIEWS_BEFORE_2011,
    **REG_36,
    **REGS_4_TO_7,
    **REGS_9_TO_14,
    **REGS_19_TO_25,
    **REG_28,
    **REGS_40_TO_43,
    **PERSONAL_ADVISER,
    **SECURE,
    **MISSING,
    **PART_8A,
    **REG_48,
    **REG_48_IN_2020,
    **AAR_36,
    **AAR_36_IN_2020,
    **HANDBOOK,
    **VOLUME_2,
    **EDUCATION,
    **HEALTH,
    **CHILDREN_ACT,
}
"""Every rule of `england` that gives a number and counts forward."""
