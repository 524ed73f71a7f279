"""What is exempt like a row of the law, and says nothing else of its own, has every date that the row has, and the same one.

Authority: the profile format, `exempt_like`: whom the row leaves out, and no other child. Exemptions that have to last, and limits that
come back, are taken over with it (rows of `england` that say `unless_throughout` or `comes_back`).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import schedule_of
from tests.property.strategies.lives import Life, lives_in_care

from lacreview_rules import Profile, load_profile
from lacreview_rules.profiles.exemptions import of_the_child
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Timescale

SAID: Final = ("task", "limit", "after", "before", "until", "may_precede", "restarts_on", "opens", "opens_strict", "deemed")
"""What a row says besides whom it leaves out."""
ROWS: Final = [rule for rule in load_profile("england").timescales if rule.limit and (rule.unless or rule.while_)]


def of_its_own(rule: Timescale) -> dict[str, object]:
    """A local row with the limit of a row of the law, exempt like it; which review and what age it asks for, it says itself."""
    written = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    row: dict[str, object] = {key: written[key] for key in (*SAID, "in_force") if key in written}
    when = {} if rule.when is None else {record.key: value for record, value in rule.when.named()}
    own = {key: value for key, value in when.items() if key not in of_the_child(rule.when)}
    row |= {"id": f"ours/{rule.id.rpartition('/')[2]}", "exempt_like": [rule.id]} | ({"when": own} if own else {})
    return row


def beside(*rules: Timescale) -> Profile:
    """The regulations, and a row of its own like each of some of theirs."""
    ours = {"schema_version": 1, "id": "ours", "name": "Ours", "version": "1", "extends": "england"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ours.json")
        path.write_text(json.dumps(ours | {"timescales": [of_its_own(rule) for rule in rules]}), encoding="utf-8")
        return load_profile(path)


@effort(2)
@given(lives_in_care(), st.lists(st.sampled_from(ROWS), min_size=1, max_size=6, unique_by=lambda rule: rule.task))
def test_every_date_of_the_row_is_there(found: Life, rules: list[Timescale]) -> None:
    of_law = {rule.id for rule in rules if rule.force == "regulation"}
    for due in schedule_of(found, beside(*rules)).due_dates:
        limits = {limit.rule_id: limit.due for limit in occurrence_of(due).limits}
        for rule_id in limits.keys() & of_law:
            mine = f"ours/{rule_id.rpartition('/')[2]}"
            assert limits.get(mine) == limits[rule_id], (rule_id, due)
