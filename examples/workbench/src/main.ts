// The page: three things to do, one engine for answers and one for checks, which a further key may stop.
import "./style.css";
import { caseloadView } from "./caseload";
import { childView, type Begin } from "./child";
import { Engine } from "./engine";
import { profileView } from "./profile";

const loading = document.querySelector<HTMLElement>("#loading")!;
const bar = document.querySelector<HTMLProgressElement>("#loading-bar")!;
const words = document.querySelector<HTMLElement>("#loading-words")!;
const fault = document.querySelector<HTMLElement>("#fault")!;
const NAMES = ["child", "profile", "caseload"] as const;

function view(name: string): void {
  for (const one of NAMES) document.querySelector<HTMLElement>(`#${one}`)!.hidden = one !== name;
  for (const button of document.querySelectorAll<HTMLButtonElement>("nav button")) {
    if (button.dataset["view"] === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}
for (const button of document.querySelectorAll<HTMLButtonElement>("nav button")) {
  button.addEventListener("click", () => view(button.dataset["view"]!));
}

const engine = new Engine({
  loading(done, told) {
    loading.hidden = false;
    bar.value = done;
    words.textContent = told;
  },
  ready() {
    loading.hidden = true;
    document.body.dataset["ready"] = "yes";
  },
  fault(told) {
    fault.hidden = false;
    fault.textContent = told;
  },
});

// For whoever looks at the page from its console, and for its tests: the same questions that the page asks.
Object.assign(globalThis, { workbench: engine });

void (async () => {
  const begin = await engine.ask<Begin>({ ask: "begin" });
  childView(document.querySelector("#child")!, engine, begin);
  profileView(document.querySelector("#profile")!, engine, begin);
  caseloadView(document.querySelector("#caseload")!, engine, begin);
})();

if ("serviceWorker" in navigator && location.protocol !== "file:") {
  navigator.serviceWorker.register(new URL("offline.js", document.baseURI)).catch(() => undefined);
}
