"""Histories as JSON: one child's record read, written and described.

The shapes are made from the frozen events themselves, so that an event that gains a field gains it here too. What
is wrong is told by position ("events[3].on"); no message holds a value from the file, because any of them may be
a child's detail. `read_histories` reads files.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError, WithJsonSchema, create_model
from pydantic.experimental.missing_sentinel import MISSING as _  # noqa: F401
