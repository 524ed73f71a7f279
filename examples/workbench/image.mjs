// Make the image of Python with the rules loaded, and what the page asks first; `build.py` runs this with Node.
//
//     node image.mjs RUNTIME
//
// RUNTIME holds the files that the page loads; it takes image.bin (gzip), image.json (its length and the number of functions) and
// begin.json (the answers to what the page asks first, so that its form is there before Python is).
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { CORE, withCore } from "./src/begun.mjs";

const runtime = `${fs.realpathSync(process.argv[2])}/`;
const { loadPyodide } = await import(pathToFileURL(`${runtime}pyodide.mjs`).href);
const create = (await import(pathToFileURL(`${runtime}pyodide.asm.mjs`).href)).default;
let functions = 0;
try {
  const python = await loadPyodide({
    indexURL: runtime,
    lockFileURL: `${runtime}no-packages.json`,
    env: { HOME: "/home/pyodide", PYDANTIC_DISABLE_PLUGINS: "__all__" },
    createPyodideModule: withCore(create, `${runtime}core.so`, undefined, (many) => (functions = many)),
    _makeSnapshot: true,
  });
  python.FS.writeFile("/lib/library.zip", fs.readFileSync(`${runtime}library.zip`));
  const wheel = fs.readdirSync(runtime).find((name) => name.startsWith("pydantic_core"));
  python.FS.writeFile("/core.whl", fs.readFileSync(path.join(runtime, wheel)));
  const first = python.runPython(`
import gc, json, sys, zipfile
from pathlib import Path
with zipfile.ZipFile("/core.whl") as wheel:
    wheel.extractall(str(Path("${CORE}").parents[1]))
sys.path.append("/lib/library.zip")
from lacreview_rules.workbench.requests import Workbench
bench = Workbench(Path("/opened"))

def asked(**request):
    return json.loads(bench.answer(json.dumps(request)))["answer"]

first = json.dumps({"begin": asked(ask="begin"), "words": asked(ask="words", profile="england")}, ensure_ascii=False)
# A child as any other, so that what a schedule needs is at hand.
asked(ask="schedule", profile="england", as_of="2026-03-31", history={"child": "A child", "events": [
    {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"},
    {"event": "review-held", "on": "2026-01-14"},
    {"event": "placement-moved", "on": "2026-02-20", "placement": "childrens-home"},
]})
import lacreview_rules.sources.history_files
del wheel, asked
archives = [one for one in gc.get_objects() if isinstance(one, zipfile.ZipFile) and one.fp is not None]
for one in archives:
    one.fp.close()
gc.collect()
first
`);
  // After Python began nothing may have come into the table but the door of pydantic's part, through which nobody goes twice.
  if (python._module.wasmTable.length > functions + 1) throw new Error("the image needs functions that a page would not have");
  fs.writeFileSync(`${runtime}begin.json`, first);
  const image = python.makeMemorySnapshot();
  fs.writeFileSync(`${runtime}image.bin`, gzipSync(image, { level: 9 }));
  fs.writeFileSync(`${runtime}image.json`, JSON.stringify({ bytes: image.length, functions }));
} catch (error) {
  console.error(String(error.message).slice(0, 4000)); // the error itself would be told with all of the runtime's source
  process.exitCode = 1;
}
