// Run tests in the Python that Pyodide is; `whole.py` runs this with Node.
//
//     node run.mjs FOLDER PYTEST-ARGUMENTS...
//
// FOLDER/wheels holds what is installed, FOLDER/tree what is tested with it; FOLDER takes outcome.json.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

try {
  const folder = fs.realpathSync(process.argv[2]);
  const { loadPyodide } = await import(pathToFileURL(path.join(folder, "node_modules/pyodide/pyodide.mjs")).href);
  const python = await loadPyodide();
  for (const name of fs.readdirSync(path.join(folder, "wheels")).sort()) {
    const wheel = new Uint8Array(fs.readFileSync(path.join(folder, "wheels", name))); // a Buffer is not taken
    python.unpackArchive(wheel, "wheel", { extractDir: python.runPython("import site; site.getsitepackages()[0]") });
  }
  python.FS.mkdirTree("/given");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/given");
  python.globals.set("arguments", python.toPy(process.argv.slice(3)));
  python.runPython(fs.readFileSync(new URL("inside.py", import.meta.url), "utf-8"));
} catch (error) {
  console.error(error.message); // the error itself would be told with all of the runtime's source
  process.exitCode = 1;
}
