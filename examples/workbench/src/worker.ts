// The engine: Python in a worker, so that the page never freezes. It fetches its runtime and wheels from the folder of the
// page, and nothing else; a request is JSON text in, JSON text out.
import type { PyodideInterface } from "pyodide";

export type ToWorker =
  | { kind: "load"; base: string }
  | { kind: "ask"; number: number; request: string; files: { name: string; bytes: ArrayBuffer }[] };
export type FromWorker =
  | { kind: "loading"; done: number; words: string }
  | { kind: "ready" }
  | { kind: "answer"; number: number; text: string }
  | { kind: "progress"; number: number; children: number }
  | { kind: "fault"; number: number | null; words: string };

const FILES = "/opened";
interface Bench {
  answer(request: string, progress: (children: number) => void): string;
}
let python: PyodideInterface | undefined;
let bench: Bench | undefined;

const say = (message: FromWorker) => self.postMessage(message);

async function load(base: string): Promise<void> {
  say({ kind: "loading", done: 5, words: "Loading Python …" });
  const runtime = new URL("runtime/", base).href;
  const { loadPyodide } = (await import(/* @vite-ignore */ `${runtime}pyodide.mjs`)) as typeof import("pyodide");
  const wheels = (await (await fetch(`${runtime}wheels.json`)).json()) as string[];
  python = await loadPyodide({ indexURL: runtime, lockFileURL: `${runtime}no-packages.json` });
  say({ kind: "loading", done: 45, words: "Loading the rules …" });
  await python.loadPackage(
    wheels.map((name) => `${runtime}${name}`),
    { messageCallback: () => undefined, errorCallback: () => undefined, checkIntegrity: false },
  );
  say({ kind: "loading", done: 80, words: "Opening the profiles …" });
  python.FS.mkdirTree(FILES);
  bench = python.runPython(`
from pathlib import Path
from lacreview_rules.workbench.requests import Workbench
Workbench(Path("${FILES}"))
`) as Bench;
  say({ kind: "ready" });
}

function ask(message: Extract<ToWorker, { kind: "ask" }>): void {
  if (python === undefined || bench === undefined) throw new Error("the engine has not been loaded");
  if (message.files.length > 0) {
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
    else ask(message);
  } catch (error) {
    // The words of another program may hold what a file holds, so only the kind of the fault is passed on.
    const kind = error instanceof Error ? (/(\w+Error)\b(?![\s\S]*\w+Error\b)/.exec(error.message)?.[1] ?? error.name) : "fault";
    say({ kind: "fault", number: message.kind === "ask" ? message.number : null, words: kind });
  }
};
