"""How long the five authorities' own documents give, typed from the table of their timescales and not from the profiles.

Days that a document writes without the word "working" are calendar days here, as the table says to read them. Where a document
states two figures for one limit, both stand.
"""

from __future__ import annotations

AFTER = {
    # newham
    "newham/NH1": ("20 working days",),
    "newham/NH2": ("3 months", "91 days"),
    "newham/NH3": ("6 months", "183 days"),
    "newham/NH5": ("0 days",),
    "newham/NH6": ("0 days",),
    "newham/NH11": ("5 working days",),
    "newham/NH12": ("5 working days",),
    "newham/NH13": ("10 working days",),
    "newham/NH14": ("20 working days",),
    "newham/NH16": ("1 year",),
    "newham/NH17": ("15 working days",),
    "newham/NH18": ("20 working days",),
    "newham/NH19": ("10 working days",),
    "newham/NH20": ("0 days",),
    # portsmouth
    "portsmouth/PM1": ("10 days",),
    "portsmouth/PM2": ("20 working days",),
    "portsmouth/PM3": ("3 months",),
    "portsmouth/PM4": ("6 months",),
    "portsmouth/PM9": ("20 working days",),
    "portsmouth/PM9b": ("20 working days",),
    "portsmouth/PM9c": ("20 working days",),
    "portsmouth/PM10": ("5 working days",),
    "portsmouth/PM11": ("10 working days",),
    # review-standards
    "review-standards/RS7": ("5 working days",),
    "review-standards/RS8": ("20 working days",),
    "review-standards/RS10": ("0 days",),
    # south-gloucestershire
    "south-gloucestershire/SG1": ("20 working days",),
    "south-gloucestershire/SG2": ("3 months", "91 days"),
    "south-gloucestershire/SG3": ("6 months", "183 days"),
    "south-gloucestershire/SG4": ("20 days",),
    "south-gloucestershire/SG5": ("91 days",),
    "south-gloucestershire/SG6": ("183 days",),
    "south-gloucestershire/SG7": ("5 working days",),
    "south-gloucestershire/SG8": ("3 days",),
    "south-gloucestershire/SG9": ("10 working days",),
    "south-gloucestershire/SG15": ("5 working days",),
    "south-gloucestershire/SG14": ("0 days",),
    "south-gloucestershire/SG16": ("5 working days",),
    "south-gloucestershire/SG17": ("20 working days",),
    "south-gloucestershire/SG18": ("5 working days",),
    "south-gloucestershire/SG22": ("0 days",),
    "south-gloucestershire/SG22b": ("1 day",),
    "south-gloucestershire/SG23": ("1 week",),
    "south-gloucestershire/SG24": ("6 weeks",),
    "south-gloucestershire/SG26": ("10 working days",),
    "south-gloucestershire/SG33": ("10 working days",),
    "south-gloucestershire/SG34": ("6 months",),
    "south-gloucestershire/SG35": ("1 year",),
    "south-gloucestershire/SG36": ("6 months",),
    "south-gloucestershire/SG36b": ("6 months",),
    "south-gloucestershire/SG37": ("20 days",),
    "south-gloucestershire/SG39": ("0 days",),
    # west-sussex-residential
    "west-sussex-residential/WS1": ("20 working days",),
    "west-sussex-residential/WS2": ("3 months",),
    "west-sussex-residential/WS3": ("6 months",),
    "west-sussex-residential/WS5": ("1 month",),
    "west-sussex-residential/WS5b": ("1 month",),
}

BEFORE = {
    "newham/NH7": ("20 working days",),
    "newham/NH8": ("10 working days",),
    "newham/NH9": ("3 working days",),
    "newham/NH10": ("5 working days",),
    "portsmouth/PM7": ("15 days",),
    "portsmouth/PM8": ("3 working days",),
    "review-standards/RS2": ("15 days",),
    "review-standards/RS3": ("3 working days",),
    "south-gloucestershire/SG10": ("3 weeks",),
    "south-gloucestershire/SG12": ("1 week",),
    "south-gloucestershire/SG13": ("2 working days",),
    "south-gloucestershire/SG20": ("15 working days",),
    "south-gloucestershire/SG21": ("5 days",),
    "south-gloucestershire/SG27": ("1 week",),
    "south-gloucestershire/SG28": ("3 days",),
    "south-gloucestershire/SG29": ("10 working days",),
    "south-gloucestershire/SG30": ("7 working days",),
    "south-gloucestershire/SG31": ("5 working days",),
    "south-gloucestershire/SG32": ("1 day",),
    "south-gloucestershire/SG40": ("1 week",),
}

OTHERWISE = {"review-standards/RS1", "south-gloucestershire/SG11", "south-gloucestershire/SG25", "south-gloucestershire/SG19"}
"""In hours, or midway between two reviews: checked by recounting their explanations."""
