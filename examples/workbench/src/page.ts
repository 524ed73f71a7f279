// Small things that every part of the page needs: making elements, saving a file, telling what went wrong.
import { Refused, Stopped, type Problem } from "./engine";

type Child = Node | string | null | undefined | false;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

/** A control, or a few in one element, under its label; the label is that of the first, and the others name themselves. */
export function field(label: string, input: HTMLElement, hint = ""): HTMLElement {
  const control = (input instanceof HTMLSpanElement ? input.querySelector<HTMLElement>("input, select") : null) ?? input;
  control.id ||= `field-${++made}`;
  const about = hint === "" ? null : make("span", { class: "hint", id: `${control.id}-hint` }, hint);
  if (about !== null) control.setAttribute("aria-describedby", about.id);
  return make("div", { class: "field" }, make("label", { for: control.id }, label), about, input);
}
let made = 0;

export function choice(options: [value: string, words: string][], chosen = "", attributes: Record<string, string> = {}): HTMLSelectElement {
  return make("select", attributes, ...options.map(([value, words]) => make("option", { value, selected: value === chosen }, words)));
}

export function save(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The text of a file; nothing where it is no text, or not saved as UTF-8. */
export async function textOf(file: File): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Problems that say the same, together, in the order in which the first of each stands. */
function alike(problems: Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  for (const one of problems) {
    const words = `${one.what}\n${one.remedy}`;
    groups.set(words, [...(groups.get(words) ?? []), one]);
  }
  return [...groups.values()];
}

export function showProblems(place: HTMLElement, problems: Problem[], heading = "To be mended"): void {
  place.replaceChildren();
  if (problems.length === 0) return;
  place.append(
    make("h3", {}, `${heading} (${problems.length.toLocaleString("en-GB")})`),
    make("ul", { class: "problems" }, ...alike(problems).slice(0, 200).map((here) => {
      const { where, what, remedy } = here[0]!;
      const places = here.slice(1).map((one) => one.where).filter((one) => one !== "");
      const more = places.slice(0, 3);
      const between = places.some((one) => one.includes(", ")) ? "; " : ", ";
      const all = places.length > more.length && make("details", {}, make("summary", {}, "All places"), make("p", {}, places.join(between)));
      const left = here.length - 1 - more.length;
      const told = left > 0 ? [...more, `${left.toLocaleString("en-GB")} more`] : more;
      const also = told.length === 0 ? "" : ` Also at ${[told.slice(0, -1).join(between), told.at(-1)].filter((one) => one !== "").join(" and ")}.`;
      return make("li", {}, make("strong", {}, where), `${where === "" ? "" : ": "}${what}${remedy === "" ? "" : `; ${remedy}`}${also === "" ? "" : "."}${also}`, all);
    })),
  );
  const unshown = alike(problems).length - 200;
  if (unshown > 0) place.append(make("p", {}, `… and ${unshown.toLocaleString("en-GB")} more kinds.`));
}

export function showError(place: HTMLElement, error: unknown, heading = "This could not be used"): void {
  if (error instanceof Stopped) place.replaceChildren(make("p", {}, "Stopped."));
  else if (error instanceof Refused && error.problems.length > 0) showProblems(place, error.problems, heading);
  else place.replaceChildren(make("p", { class: "refused" }, error instanceof Error ? error.message : String(error)));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A day as the reports write it: Wed 21 Jan 2026. */
export function dayWords(iso: string | null): string {
  if (iso === null || iso === "") return "";
  const day = new Date(`${iso}T00:00:00Z`);
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** A title in the middle of a sentence: what begins with an abbreviation keeps it. */
export function withinWords(title: string): string {
  return /^[A-Z][A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** The day in a field; none while its year is still being typed, which a browser gives as a year like 0002. */
export function dayIn(input: HTMLInputElement): string {
  return input.value.startsWith("0") ? "" : input.value;
}
