// The engine: Python in a worker, so that the page never freezes. It fetches its runtime and wheels from the folder of the
// page, and nothing else; a request is JSON text in, JSON text out.
import type { PyodideInterface } from "pyodide";
import { REOPEN, withCore } from "./begun.mjs";

export type ToWorker =
  | { kind: "load"; base: string }
  | { kind: "ask"; number: number; request: string; files: { name: string; bytes: ArrayBuffer }[] };
export type FromWorker =
  | { kind: "loading"; done: number; words: string }
  | { kind: "ready" }
  | { kind: "whole" } // nothing more is loaded
  | { kind: "answer"; number: number; text: string }
  | { kind: "progress"; number: number; children: number }
  | { kind: "fault"; number: number | null; words: string };

const FILES = "/opened";
const LIBRARY = "/lib/library.zip";
interface Bench {
  answer(request: string, progress: (children: number) => void): string;
}
let python: PyodideInterface | undefined;
let bench: Bench | undefined;
let forFiles: Promise<unknown> | undefined; // what reads workbooks, which the first schedule does not wait for

const say = (message: FromWorker) => self.postMessage(message);

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`FetchError: ${answer.status}`);
  return answer;
}

/** The settings of the runtime: it fetches from the folder of the page alone, and looks for no plugins, of which there are none. */
const settingsOf = (runtime: string) => ({
  indexURL: runtime,
  lockFileURL: `${runtime}no-packages.json`,
  env: { HOME: "/home/pyodide", PYDANTIC_DISABLE_PLUGINS: "__all__" },
});

/** Python with the rules loaded already, from the image that was made when the page was built. */
async function takeUp(runtime: string, library: Promise<ArrayBuffer>): Promise<void> {
  const about = fetched(`${runtime}image.json`).then((answer) => answer.json() as Promise<{ bytes: number; functions: number }>);
  const image = fetched(`${runtime}image.bin`).then((answer) => new Response(answer.body!.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  for (const early of [about, image]) early.catch(() => undefined); // told where it is awaited
  const [{ loadPyodide }, { default: create }] = await Promise.all([
    import(/* @vite-ignore */ `${runtime}pyodide.mjs`) as Promise<typeof import("pyodide")>,
    import(/* @vite-ignore */ `${runtime}pyodide.asm.mjs`) as Promise<{ default: (settings: unknown) => Promise<unknown> }>,
  ]);
  say({ kind: "loading", done: 15, words: "Starting …" });
  const begun = await loadPyodide({
    ...settingsOf(runtime),
    createPyodideModule: withCore(create, `${runtime}core.so`, await about),
    _loadSnapshot: image,
  });
  say({ kind: "loading", done: 75, words: "Opening the rules …" });
  begun.FS.writeFile(LIBRARY, new Uint8Array(await library));
  begun.FS.mkdirTree(FILES);
  begun.runPython(REOPEN);
  bench = begun.globals.get("bench") as Bench;
  python = begun;
}

/** The same, begun anew: where the browser cannot take up the image. */
async function beginAnew(runtime: string, library: Promise<ArrayBuffer>, names: Promise<string[]>): Promise<void> {
  const { loadPyodide } = (await import(/* @vite-ignore */ `${runtime}pyodide.mjs`)) as typeof import("pyodide");
  python = await loadPyodide(settingsOf(runtime));
  say({ kind: "loading", done: 55, words: "Loading the rules …" });
  await install((await names).filter((name) => name.includes("pydantic_core")).map((name) => `${runtime}${name}`));
  python.FS.writeFile(LIBRARY, new Uint8Array(await library));
  say({ kind: "loading", done: 75, words: "Opening the rules …" });
  python.FS.mkdirTree(FILES);
  bench = python.runPython(`
import sys
sys.path.append("${LIBRARY}")
from pathlib import Path
from lacreview_rules.workbench.requests import Workbench
Workbench(Path("${FILES}"))
`) as Bench;
}

/**
 * The work, or the first fault that nobody awaits while it goes on, or that the largest file of the runtime is not there: the runtime
 * does not await all that it fetches, and would wait without end.
 */
async function notWithoutEnd(work: Promise<void>, largest: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const unawaited = new Promise<never>((_, reject) => {
    self.addEventListener("unhandledrejection", (event) => (event.preventDefault(), reject(event.reason)), { signal: over.signal });
  });
  try {
    await Promise.race([work, unawaited, largest.then(() => unawaited)]);
  } finally {
    over.abort();
  }
}

async function load(base: string): Promise<void> {
  say({ kind: "loading", done: 5, words: "Loading the page …" });
  const runtime = new URL("runtime/", base).href;
  // Everything is asked for at once, so that a slow line is waited for once.
  const library = fetched(`${runtime}library.zip`).then((answer) => answer.arrayBuffer());
  const names = fetched(`${runtime}wheels.json`).then((answer) => answer.json() as Promise<string[]>);
  const largest = fetched(`${runtime}pyodide.asm.wasm`).then((answer) => answer.body?.cancel()); // that it is there is all that is asked
  for (const early of [library, names, largest]) early.catch(() => undefined); // told where it is awaited
  try {
    await notWithoutEnd(takeUp(runtime, library), largest);
  } catch {
    bench = undefined;
    await notWithoutEnd(beginAnew(runtime, library, names), largest);
  }
  say({ kind: "ready" });
  forFiles = names.then((all) => install(all.filter((name) => !name.includes("pydantic_core")).map((name) => `${runtime}${name}`)));
  forFiles.catch(() => undefined).finally(() => say({ kind: "whole" })); // a fault is told where it is awaited
}

const install = (addresses: string[]): Promise<unknown> =>
  python!.loadPackage(addresses, { messageCallback: () => undefined, errorCallback: () => undefined, checkIntegrity: false });

async function ask(message: Extract<ToWorker, { kind: "ask" }>): Promise<void> {
  if (python === undefined || bench === undefined) throw new Error("the engine has not been loaded");
  if (message.files.length > 0) {
    await forFiles;
    for (const name of python.FS.readdir(FILES) as string[]) if (!name.startsWith(".")) python.FS.unlink(`${FILES}/${name}`);
    for (const file of message.files) python.FS.writeFile(`${FILES}/${file.name}`, new Uint8Array(file.bytes));
  }
  const text = bench.answer(message.request, (children) => say({ kind: "progress", number: message.number, children }));
  say({ kind: "answer", number: message.number, text });
}

self.onmessage = async (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  try {
    if (message.kind === "load") await load(message.base);
    else await ask(message);
  } catch (error) {
    // The words of another program may hold what a file holds, so only the kind of the fault is passed on.
    const isDeep = error instanceof RangeError && /call stack/.test(error.message);
    const kind = isDeep ? "TooDeep" : error instanceof Error ? (/(\w+Error)\b(?![\s\S]*\w+Error\b)/.exec(error.message)?.[1] ?? error.name) : "fault";
    say({ kind: "fault", number: message.kind === "ask" ? message.number : null, words: kind });
  }
};
