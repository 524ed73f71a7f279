// Compile the modules of the page in the Python that will run them; `build.py` runs this with Node.
//
//     node pack.mjs FOLDER
//
// FOLDER/given holds python_stdlib.zip and the wheels; FOLDER takes python_stdlib.zip and library.zip.
import fs from "node:fs";
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
python.FS.mkdirTree("/packing");
python.FS.mount(python.FS.filesystems.NODEFS, { root: fs.realpathSync(process.argv[2]) }, "/packing");
try {
  python.runPython(fs.readFileSync(new URL("pack.py", import.meta.url), "utf-8"));
} catch (error) {
  console.error(error.message); // the error itself would be told with all of the runtime's source
  process.exitCode = 1;
}
