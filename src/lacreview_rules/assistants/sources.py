"""What the tools know from the start: the profiles that are shipped or were named, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lacreview_rules.errors import InputError, Problem, nearest
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class Known:
    """What the tools may use: nothing is read for a question but profiles that ship with the library.

    Attributes:
        calendar: the working days.
        named: the profiles that were named at the start, by id.
    """

    calendar: WorkingCalendar
    named: Mapping[str, Profile] = field(default_factory=dict)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The ids of all the profiles, those named at the start first."""
        return (*self.named, *shipped_profiles())

    def profile(self, name: str, where: str) -> Profile:
        """A profile by its id.

        Args:
            name: its id.
            where: the argument that names it.

        Raises:
            InputError: there is none of this id.
        """
        if name in self.named:
            return self.named[name]
        if name in shipped_profiles():
            return load_profile(name)
        raise InputError([Problem(where, "no profile of this id was loaded when the server started", nearest(name, self.profiles))])


def known(calendar: WorkingCalendar, paths: Iterable[str]) -> Known:
    """What the tools know, with the profiles at some paths, which are read now and never again.

    Raises:
        LacReviewError: a profile cannot be read.
        InputError: two profiles have the same id.

    Example:
        >>> from lacreview_rules import england_and_wales
        >>> known(england_and_wales(), []).profile("newham", "profile").id
        'newham'
    """
    named: dict[str, Profile] = {}
    for path in paths:
        if path in shipped_profiles():
            continue
        profile = load_profile(path)
        if profile.id in named or profile.id in shipped_profiles():
            raise InputError([Problem("--profile", f'there are two profiles with the id "{profile.id}"', "give one an id of its own")])
        named[profile.id] = profile
    return Known(calendar, named)
