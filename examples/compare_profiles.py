"""One history file under several profiles: when each makes the third review due, and under which rule.

The data return's dates are a basis of their own. They answer "would the return call it late?", so they are shown
apart and never mixed with the others.

Run it from anywhere: python examples/compare_profiles.py
"""

from pathlib import Path

from lacreview_rules import History, build_schedule, load_profile, read_histories

FILE = Path(__file__).with_name("placement-moves.json")
PROFILES = ("england", "newham", "south-gloucestershire", "west-sussex-residential")


def third_review(history: History, profile: str) -> str:
    """The due date of the third review, the rule that binds, and the other limits."""
    schedule = build_schedule(history, load_profile(profile))
    _, _, due, *_ = schedule.of("review")
    also = "; ".join(f"{limit.rule} {limit.due}" for limit in due.also)
    return f"{profile:24} {due.due}  {due.rule}" + (f"  (also: {also})" if also else "")


[read] = read_histories(FILE)
if not isinstance(read, History):  # then it is the error that says what is wrong with the file
    raise read
print("Two moves, and reviews on 28 January and 10 March 2026. The third review is due:")
for name in PROFILES:
    print(f"  {third_review(read, name)}")
print("The data return would call it late after:")
print(f"  {third_review(read, 'data-return')}")
