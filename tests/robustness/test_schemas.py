"""Schemas that any validator compiles, and outputs that keep them with formats asserted (records 1 and 2 of meeting other software).

jsonschema alone asserts no `date-time`: it needs another package for that. jsonschema-rs asserts every format and resolves
`$id`; ajv, which most programs in JavaScript use, is asked by a slow test.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.profiles.schema import Shape
from lacreview_rules.counting.calendar_models import layer_schema

DATA = Path(str(files("lacreview_rules") / "data"))
SHAPES = [shape.value for shape in Shape]
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[a-z0-9:._~-]+", re.ASCII | re.IGNORECASE)
"""RFC 8141 section 2: letters, digits and hyphens in the identifier of the namespace, which neither begins nor ends with a hyphen."""
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
EXAMPLES = Path(__file__).parents[2] / "examples"
IN_HOURS = {
    "child": "Q",
    "date_of_birth": "2016-08-11",
    "events": [
        {"event": "became-looked-after", "on": "2026-07-24", "at": "14:30"},
        {"event": "placement-moved", "on": "2026-07-25", "at": "16:00"},
        {"event": "review-held", "on": "2026-08-12"},
    ],
}


def schema(shape: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "schemas" / f"{shape}-v1.json").read_text(encoding="utf-8"))
    return found


@cache
def validators(shape: str) -> tuple[Any, Any]:
    content = schema(shape)
    return (
        jsonschema_rs.Draft202012Validator(content, validate_formats=True),
        Draft202012Validator(content, format_checker=FormatChecker()),
    )


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), prog_name="lacreview")
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("shape", SHAPES)
def test_the_id_of_a_schema_is_a_urn(shape: str) -> None:
    assert schema(shape)["$id"] == f"urn:lacreview-rules:{shape}:1"
    assert URN.fullmatch(schema(shape)["$id"])


def test_so_is_that_of_a_calendar() -> None:
    assert URN.fullmatch(layer_schema()["$id"])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_schema_compiles_where_ids_are_resolved(shape: str) -> None:
    jsonschema_rs.meta.validate(schema(shape))
    strict, _ = validators(shape)
    assert not strict.is_valid({"nonsense": 1})


def outputs(folder: Path) -> dict[str, list[tuple[str, Any]]]:
    """What each command writes that has a schema, by the schema."""
    history, many = folder / "h.json", folder / "h.jsonl"
    history.write_text(json.dumps(IN_HOURS), encoding="utf-8")
    many.write_text(json.dumps(IN_HOURS) + "\n", encoding="utf-8")
    shutil.copytree(EXAMPLES / "ssd", folder / "ssd")
    made: dict[str, list[tuple[str, Any]]] = {shape: [] for shape in SHAPES}
    for profile in ("england", "south-gloucestershire"):
        plain = ("schedule", str(history), "-p", profile, "-f", "json", "--as-of", "2026-08-01")
        made["schedule"] += [(f"schedule, {profile}", json.loads(run(*plain)))]
        made["schedule"] += [(f"schedule --readings, {profile}", json.loads(run(*plain, "--readings")))]
        counted = run("caseload", str(many), "-p", profile, "--as-of", "2026-08-31", "-f", "json")
        made["caseload"].append((f"caseload, {profile}", json.loads(counted)))
    for name in ("caseload.jsonl", "events.csv", "return.xml", "list-8.csv", "ssd"):
        source = {"caseload.jsonl": "history", "events.csv": "events", "return.xml": "ssda903", "list-8.csv": "annex-a", "ssd": "ssd"}[name]
        where = folder / name if name == "ssd" else EXAMPLES / name
        CliRunner().invoke(app, ["convert", str(where), "--input", source, "-o", str(folder / "out.jsonl")])
        lines = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
        assert lines
        made["history"] += [(f"convert, {name}", json.loads(line)) for line in lines]
        (folder / "out.jsonl").unlink()
    made["history"] += [
        (path.name, json.loads(path.read_text(encoding="utf-8"))) for path in EXAMPLES.glob("*.json") if "events" in path.read_text("utf-8")
    ]
    made["cases"] = [(path.name, json.loads(path.read_text(encoding="utf-8"))) for path in sorted((DATA / "cases").glob("*.json"))]
    made["profile"] = [
        (path.name, json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str)))
        for path in sorted((DATA / "profiles").glob("*.toml"))
    ]
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, Any]]]:
    return outputs(tmp_path_factory.mktemp("outputs"))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_written_keeps_its_schema_with_formats_asserted(made: dict[str, list[tuple[str, Any]]], shape: str) -> None:
    """Every shipped case file and profile, and what each command writes."""
    assert made[shape]
    wrong: dict[str, str] = {}
    for name, content in made[shape]:
        for found in validators(shape)[0].iter_errors(content):
            wrong.setdefault(name, f"{found.instance_path}: {found.message}"[:300])
    assert wrong == {}


def test_so_says_another_validator(made: dict[str, list[tuple[str, Any]]]) -> None:
    """jsonschema, in Python: what commands write, without the corpus, through which it takes a minute."""
    for shape in ("schedule", "caseload", "history", "profile"):
        for name, content in made[shape]:
            assert [error.message for error in validators(shape)[1].iter_errors(content)][:1] == [], name


def moments(content: Any) -> list[str]:
    if isinstance(content, dict):
        own = [content["due_at"]] if isinstance(content.get("due_at"), str) else []
        return own + [one for value in content.values() for one in moments(value)]
    return [one for value in content for one in moments(value)] if isinstance(content, list) else []


def test_a_moment_has_seconds_and_an_offset(made: dict[str, list[tuple[str, Any]]]) -> None:
    """RFC 3339 section 5.6. Looked after at half past two on 24 July 2026, in summer time; 24 hours later (south-gloucestershire/SG11)."""
    found = {one for shape in ("schedule", "cases") for _, content in made[shape] for one in moments(content)}
    assert "2026-07-25T14:30:00+01:00" in found
    assert [one for one in found if not RFC_3339.fullmatch(one)] == []


def test_in_csv_too(tmp_path: Path) -> None:
    file = tmp_path / "h.json"
    file.write_text(json.dumps(IN_HOURS), encoding="utf-8")
    assert "2026-07-25T14:30:00+01:00" in run("schedule", str(file), "-p", "south-gloucestershire", "-f", "csv")


_AJV = """
const Ajv = require("ajv/dist/2020").default, formats = require("ajv-formats").default, fs = require("fs");
const told = [];
for (const [shape, schema, contents] of JSON.parse(fs.readFileSync(process.argv[2]))) {
  const ajv = new Ajv({allErrors: false, strict: true, allowUnionTypes: true});
  formats(ajv);
  const validate = ajv.compile(schema);
  for (const [name, content] of contents)
    if (!validate(content)) told.push([shape, name, validate.errors[0].instancePath, validate.errors[0].message]);
}
console.log(JSON.stringify(told));
"""


@pytest.mark.slow
def test_so_says_ajv(made: dict[str, list[tuple[str, Any]]], tmp_path: Path) -> None:
    """In its strict mode, which refuses a schema with a word it does not know, and with formats."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here, with which ajv is installed")
    (tmp_path / "package.json").write_text('{"private": true}', encoding="utf-8")
    got = subprocess.run(["npm", "install", "--silent", "ajv@8", "ajv-formats@3"], cwd=tmp_path, capture_output=True, check=False)
    if got.returncode:
        pytest.skip("npm cannot fetch ajv here")
    (tmp_path / "asked.json").write_text(json.dumps([(shape, schema(shape), made[shape]) for shape in SHAPES]), encoding="utf-8")
    (tmp_path / "ask.js").write_text(_AJV, encoding="utf-8")
    done = subprocess.run(["node", "ask.js", "asked.json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
