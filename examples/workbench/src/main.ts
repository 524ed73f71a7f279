// The page: three things to do, each made ready when it is first opened, so that a child's dates do not wait for the others.
import "./style.css";
import { childView, type Begin, type Words } from "./child";
import { Engine, Stopped } from "./engine";
import { make } from "./page";

const loading = document.querySelector<HTMLElement>("#loading")!;
const bar = document.querySelector<HTMLProgressElement>("#loading-bar")!;
const words = document.querySelector<HTMLElement>("#loading-words")!;
const fault = document.querySelector<HTMLElement>("#fault")!;
const engine = new Engine("answers", {
  loading(done, told) {
    loading.hidden = false;
    document.body.dataset["whole"] = "no";
    bar.value = done;
    words.textContent = told;
  },
  ready() {
    loading.hidden = true;
    document.body.dataset["ready"] = "yes";
  },
  whole() {
    document.body.dataset["whole"] = "yes";
    keepFiles();
  },
  fault: tell,
});

/** Keep the files of the page for the next time and for when there is no network; not before the page itself has them all. */
function keepFiles(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(new URL("offline.js", document.baseURI)).catch(() => undefined); // where it may not be, the page works without
}

/** What went wrong in all of the page, with a way to take the words away. */
function tell(told: string): void {
  loading.hidden = true;
  fault.hidden = false;
  fault.replaceChildren(told, " ", make("button", { type: "button", click: () => (fault.hidden = true) }, "Close"));
}

// For whoever looks at the page from its console, and for its tests: the same questions that the page asks.
Object.assign(globalThis, { workbench: engine });

// What the page asks first was answered when it was built, so its form is there before Python is; what is typed waits for Python.
interface First {
  begin: Begin;
  words: Words;
}
let begun: Promise<First> | undefined;
function begin(): Promise<First> {
  begun ??= fetch(new URL("runtime/begin.json", document.baseURI))
    .then((answer) => answer.json() as Promise<First>)
    .catch((error: unknown) => {
      begun = undefined; // so that it can be asked again
      throw error;
    });
  return begun;
}
const VIEWS: Record<string, (section: HTMLElement) => Promise<void>> = {
  child: async (section) => {
    const { begin: known, words: england } = await begin();
    childView(section, engine, known, england);
  },
  profile: async (section) => (await import("./profile")).profileView(section, engine, (await begin()).begin),
  caseload: async (section) => (await import("./caseload")).caseloadView(section, engine, (await begin()).begin),
};
const opened = new Set<string>();

async function view(name: string): Promise<void> {
  for (const one of Object.keys(VIEWS)) document.querySelector<HTMLElement>(`#${one}`)!.hidden = one !== name;
  for (const button of document.querySelectorAll<HTMLButtonElement>("nav button")) {
    if (button.dataset["view"] === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  if (opened.has(name)) return;
  opened.add(name);
  try {
    await VIEWS[name]!(document.querySelector<HTMLElement>(`#${name}`)!);
  } catch (error) {
    opened.delete(name); // so that it can be tried again
    if (fault.hidden && !(error instanceof Stopped)) tell("This part of the page could not be loaded. Choose it again, or reload the page.");
  }
}
for (const button of document.querySelectorAll<HTMLButtonElement>("nav button")) {
  button.addEventListener("click", () => void view(button.dataset["view"]!));
}
void view("child");

// What is folded away is printed too.
let folded: HTMLDetailsElement[] = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll<HTMLDetailsElement>("main section:not([hidden]) details:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
