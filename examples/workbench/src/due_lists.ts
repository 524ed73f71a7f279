// A child's due dates as lists under what they ask for, and the working of one of them, which opens where it was asked for.
import { dayWords, make } from "./page";

export interface Due {
  id: string;
  task: string;
  title: string;
  role: string;
  status: string;
  due: string | null;
  done_on: string | null;
  days_late: number | null;
  rule: string;
  cite: string | null;
  verified: boolean | "corroborated";
  notices: string[];
  /** What the command says beside it: provisional, a target, no working day, closed on. */
  beside?: string[];
}

const GROUPS: [heading: string, statuses: string[], open: boolean][] = [
  ["Overdue", ["overdue"], true],
  ["Due on the day", ["due-today"], true],
  ["Coming", ["upcoming"], true],
  ["No record that it was done", ["not-recorded"], false],
  ["Done late", ["met-late"], false],
  ["Done in time", ["met"], false],
  ["No longer needed", ["cancelled"], false],
  ["To bear in mind", ["advice", "no-date"], false],
];
const COLUMNS: [heading: string, kind: string, words: (due: Due) => string][] = [
  ["Due by", "day", (due) => dayWords(due.due)],
  ["Done on", "day", (due) => dayWords(due.done_on)],
  ["To know", "source", (due) => (due.beside ?? []).join("; ")],
  ["Days late", "number", (due) => (due.days_late === null || due.days_late === 0 ? "" : String(due.days_late))],
  ["Who", "", (due) => due.role],
  ["Source", "source", (due) => due.cite ?? due.rule],
];

/** How many stand in each list that matters now: "2 overdue, 1 due on the day, 14 coming." */
export function inShort(dues: Due[]): string {
  const counted = (status: string) => dues.filter((due) => due.status === status).length;
  return `${counted("overdue")} overdue, ${counted("due-today")} due on the day, ${counted("upcoming")} coming; ${counted("not-recorded")} with no record that it was done.`;
}

/** The lists; `chosen` is told which due date was chosen, and the row in the table that it stands in. */
export function dueLists(dues: Due[], chosen: (due: Due, row: HTMLTableRowElement) => void): HTMLElement[] {
  const known = new Set(GROUPS.flatMap(([, statuses]) => statuses));
  return GROUPS.flatMap(([heading, statuses, open]) => {
    const here = dues.filter((due) => statuses.includes(due.status) || (heading === "To bear in mind" && !known.has(due.status)));
    if (here.length === 0) return [];
    const columns = COLUMNS.filter(([, , words]) => here.some((due) => words(due) !== "")); // a column without a word only takes room
    const lines = here.map((due) => {
      const button = make("button", { type: "button", class: "link", "aria-expanded": "false", click: () => chosen(due, row) }, due.title);
      const row: HTMLTableRowElement = make("tr", {}, make("th", { scope: "row" }, button), ...columns.map(([label, kind, words]) => make("td", { class: kind, "data-label": label }, words(due))));
      return row;
    });
    const headings = [["What", ""], ...columns].map(([one, kind]) => make("th", { scope: "col", class: kind === "source" ? kind : "" }, String(one)));
    return [
      make("details", { open }, make("summary", {}, `${heading} (${here.length})`),
        make("div", { class: "scroll whole", tabindex: 0, role: "region", "aria-label": heading }, make("table", { class: "stacked" }, make("thead", {}, make("tr", {}, ...headings)), make("tbody", {}, ...lines)))),
    ];
  });
}

const GRADES = new Map<Due["verified"], string>([
  [true, "The wording of this rule was read in its source."],
  ["corroborated", "The source of this rule was not read: another document says the same."],
  [false, "The wording of this rule was not checked in its source."],
]);

/** How one date was worked out; one at a time. */
export class Working {
  private readonly panel = make("div", { class: "working", tabindex: -1, role: "region", "aria-label": "How this date was worked out" });
  private holder: Element = this.panel;
  private asked: HTMLElement | undefined;

  constructor() {
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
  }

  /** Open it under a row of a table, or after another element. */
  open(due: Due, lines: string[], place: Element): void {
    this.close();
    this.panel.replaceChildren(
      make("h3", {}, `How this date was worked out: ${due.title}`),
      make("ol", {}, ...lines.map((line) => make("li", {}, line))),
      make("p", {}, due.cite === null ? "" : `Source: ${due.cite}. `, GRADES.get(due.verified) ?? ""),
      due.notices.length === 0 ? "" : make("ul", {}, ...due.notices.map((notice) => make("li", {}, notice))),
      make("button", { type: "button", click: () => this.close(true) }, "Close"),
    );
    const inTable = place instanceof HTMLTableRowElement;
    this.holder = inTable ? make("tr", {}, make("td", { colspan: place.cells.length }, this.panel)) : this.panel;
    place.after(this.holder);
    this.asked = (inTable ? place.querySelector<HTMLElement>("button") : (document.activeElement as HTMLElement | null)) ?? undefined;
    if (inTable) this.asked?.setAttribute("aria-expanded", "true");
    this.panel.focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: "nearest" });
  }

  close(back = false): void {
    this.holder.remove();
    if (this.asked?.hasAttribute("aria-expanded") === true) this.asked.setAttribute("aria-expanded", "false");
    if (back) this.asked?.focus();
  }
}
