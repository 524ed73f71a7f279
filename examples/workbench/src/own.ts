// The profile that is being written under "Our timescales", for the other parts of the page to work with.
import { choice } from "./page";
import type { Begin } from "./child";

export const OURS = " ours";
/** Told to the document when another text stands there. */
export const CHANGED = "ours-changed";
let written = "";

export const ours = {
  write(text: string): void {
    written = text;
    document.dispatchEvent(new Event(CHANGED));
  },
};

/** The profiles to choose from: those that are shipped, and the one that is being written. */
export function profileChoice(begin: Begin): HTMLSelectElement {
  return choice([...begin.profiles.map((one): [string, string] => [one.id, one.name]), [OURS, "Ours, as it stands under “Our timescales”"]], "england");
}

/** What the engine is asked with: an id, or the text. */
export function profileAsked(value: string): string | { text: string } {
  if (value !== OURS) return value;
  if (written.trim() === "") throw new Error("Nothing is written under “Our timescales” yet. Write or open a profile there, or choose another.");
  return { text: written };
}
