"""The frozen form of a shipped profile: the same profile as its TOML, and only while the TOML is what it was made from.

Authority: issue 12, point 6: a cold start reads no TOML; design.md, "the same input gives the same bytes".
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.profile_files import loading
from lacreview_rules.profile_files.frozen import thawed
from lacreview_rules.profile_files.loading import shipped_afresh, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(str(files("lacreview_rules"))) / "data"


def parts(value: Any) -> Any:
    """All that a value says, and for a table which of its keys were written and in which order they stand."""
    if hasattr(value, "model_fields_set"):
        said = {name: parts(one) for name, one in value.__dict__.items()}
        return type(value), sorted(value.model_fields_set), list(said.items()), value.model_extra
    if hasattr(value, "items"):
        return [(key, parts(one)) for key, one in value.items()]
    return (type(value), [parts(one) for one in value]) if isinstance(value, (list, tuple)) else (type(value), value)


@pytest.mark.parametrize("name", shipped_profiles())
def test_it_is_the_profile_that_its_toml_gives(name: str) -> None:
    """Every field, to the type of each value; and written out again it is the same."""
    one, other = load_profile(name), shipped_afresh(name)
    for field in fields(one):
        assert parts(getattr(one, field.name)) == parts(getattr(other, field.name)), field.name
    assert [rule.model_dump() for rule in one.timescales] == [rule.model_dump() for rule in other.timescales]
    assert [rule.model_dump_json(by_alias=True) for rule in one.timescales] == [
        rule.model_dump_json(by_alias=True) for rule in other.timescales
    ]


def test_each_is_shipped_in_it() -> None:
    assert sorted(path.stem for path in (DATA / "frozen_profiles").iterdir()) == list(shipped_profiles())


def test_it_holds_for_no_other_text() -> None:
    """Neither where its own TOML was changed, nor where one that it extends was."""
    text = (DATA / "frozen_profiles" / "newham.json").read_text(encoding="utf-8")
    assert thawed(text, shipped_text) is not None
    for changed in ("newham", "england"):
        assert thawed(text, lambda name, changed=changed: shipped_text(name) + "\n" * (name == changed)) is None  # type: ignore[misc]
    assert list(json.loads(text)["made_from"]) == ["newham", "england"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The shipped profiles, in a folder that may be changed."""
    for folder in ("profiles", "frozen_profiles"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    monkeypatch.setattr(loading, "_DATA", tmp_path)
    loading._shipped.cache_clear()
    yield tmp_path
    loading._shipped.cache_clear()


def test_a_toml_that_was_changed_is_read(data: Path) -> None:
    """Whoever edits one sees what comes of it at once, in what extends it too."""
    england = data / "profiles" / "england.toml"
    before = load_profile("newham").digest
    loading._shipped.cache_clear()
    england.write_text(england.read_text(encoding="utf-8").replace("A significant change", "A great change", 1), encoding="utf-8")
    assert before != load_profile("newham").digest
    assert before == json.loads((data / "frozen_profiles" / "newham.json").read_text(encoding="utf-8"))["digest"]


def test_without_it_the_toml_is_read(data: Path) -> None:
    with_it = load_profile("newham")
    shutil.rmtree(data / "frozen_profiles")
    loading._shipped.cache_clear()
    assert load_profile("newham") == with_it
    assert load_profile("newham") is not with_it


def test_what_reads_and_refuses_a_file_is_not_loaded_for_it() -> None:
    code = "import sys; from lacreview_rules import load_profile; load_profile('newham'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "lacreview_rules.profile_files.frozen" in loaded
    assert not {"lacreview_rules.profile_files.reading", "lacreview_rules.files.places"} & set(loaded)
