// A caseload: a return, a list or a sheet is dropped; the figures, the lists, what is wrong with the file, and files to keep.
import type { Engine, Problem } from "./engine";
import { safeNames } from "./engine";
import { profileAsked, profileChoice } from "./own";
import { choice, dayWords, field, make, save, showError, showProblems, today } from "./page";
import { table, type Column } from "./tables";
import type { Begin } from "./child";

interface Section {
  name: string;
  heading: string;
  lines: string[];
  tables: { columns: Column[]; rows: string[][]; left_out: number; caption: string }[];
  remarks: string[];
}
interface Report {
  title: string;
  gaps: string[];
  first: { label: string; text: string; section: string }[];
  lines: string[];
  sections: Section[];
  charts: Record<string, string>;
  lists: string[];
  used: number;
  not_used: number;
  problems: Problem[];
  remarks: (Problem & { kind: string; used: boolean; effect: string })[];
  summary: string[];
  known_until: string | null;
}

const SOURCES: [string, string][] = [
  ["ssda903", "SSDA903 return (CSV files, XML or workbook)"],
  ["annex-a", "Annex A, list 8 (workbook or CSV)"],
  ["events", "Spreadsheet of events (CSV or workbook)"],
  ["history", "Histories (JSON Lines)"],
];

/** The lists that can be saved, as the report calls them. */
const LISTS: Record<string, string> = {
  summary: "Summary",
  timeliness: "Reviews in time, by month and quarter",
  figures: "Visits, decisions and records in time",
  overdue: "Overdue now",
  "due-by-week": "Due, counted by week",
  due: "Due in the coming weeks",
  "out-of-timescale": "Reviews out of timescale",
  lateness: "How late, by task",
  late: "Done late",
  "not-judged": "Not judged, and why",
  doubtful: "Dates that cannot be relied on",
  disagreements: "Where the shortcut differs from the regulations",
};

/** What a file seems to be, by its name. */
export function guess(names: string[]): string {
  const joined = names.join(" ").toLowerCase();
  if (/\.jsonl?\b/.test(joined)) return "history";
  if (/list.?8|annex/.test(joined)) return "annex-a";
  if (/\.xml\b|episodes|header|903/.test(joined)) return "ssda903";
  return "events";
}

export function caseloadView(section: HTMLElement, engine: Engine, begin: Begin): void {
  let opened: File[] = [];
  const source = choice(SOURCES);
  const profile = profileChoice(begin);
  const asOf = make("input", { type: "date", value: today() });
  const files = make("input", { type: "file", multiple: true });
  const drop = make("div", { class: "drop" }, field("Open or drop the files", files, "A return as CSV is several files: choose them all."), make("p", { id: "opened", class: "hint" }, "Nothing is open."));
  const teams = make("input", { type: "file", accept: ".csv" });
  const go = make("button", { type: "button", id: "work-out" }, "Work it out");
  const stop = make("button", { type: "button", id: "stop", disabled: true }, "Stop");
  const bar = make("progress", { "aria-label": "Children done" });
  const done = make("span", { role: "status" });
  const status = make("div", { class: "buttons" }, go, stop, bar, done);
  const result = make("div", { class: "result" });
  bar.hidden = true;

  function take(found: Iterable<File>): void {
    opened = [...found];
    drop.querySelector("#opened")!.textContent = opened.length === 0 ? "Nothing is open." : `Open: ${opened.map((one) => one.name).join(", ")}`;
    if (opened.length > 0) source.value = guess(opened.map((one) => one.name));
  }
  files.addEventListener("change", () => take(files.files ?? []));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer?.files ?? []);
  });

  async function work(): Promise<void> {
    if (opened.length === 0) {
      result.replaceChildren(make("p", { class: "refused", role: "alert" }, "No file is open: choose one, or drop it above."));
      files.focus();
      return;
    }
    go.disabled = true;
    stop.disabled = false;
    bar.hidden = false;
    bar.removeAttribute("value");
    const mine = opened.length; // the file of teams, where there is one, is the last
    const all = [...opened, ...(teams.files ?? [])];
    const names = safeNames(all);
    done.textContent = engine.isLoaded ? "Reading …" : "Waiting until the rules are loaded …";
    result.replaceChildren();
    try {
      const request = { ask: "caseload", files: names.slice(0, mine), teams: names[mine] ?? null, source: source.value, profile: profileAsked(profile.value), as_of: asOf.value };
      const found = await engine.ask<Report>(request, all, (children) => (done.textContent = `${children.toLocaleString("en-GB")} children done …`));
      show(found);
      done.textContent = `${found.used.toLocaleString("en-GB")} ${found.used === 1 ? "child" : "children"} used${found.not_used > 0 ? `; ${found.not_used.toLocaleString("en-GB")} could not be used` : ""}.`;
    } catch (error) {
      showError(result, error);
      done.textContent = "";
    }
    go.disabled = false;
    stop.disabled = true;
    bar.hidden = true;
  }
  go.addEventListener("click", () => void work());
  stop.addEventListener("click", () => engine.stop());

  function show(found: Report): void {
    const remarks = new Map<string, Report["remarks"]>();
    for (const one of found.remarks) remarks.set(one.kind, [...(remarks.get(one.kind) ?? []), one]);
    const told = make("div", {});
    const lists = choice(found.lists.map((name) => [name, LISTS[name] ?? name.replaceAll("-", " ")]), "overdue", { "aria-label": "Which list to save", id: "which-list" });
    showProblems(told, found.problems, "Doubtful in the histories themselves");
    result.replaceChildren(
      make("h3", {}, found.title),
      ...found.gaps.map((line) => make("p", { class: "refused" }, line)),
      make("dl", { class: "first" },
        ...found.first.map((one) => make("div", {}, make("dt", {}, one.label), make("dd", {}, `${one.text} `, one.section !== "" && make("button", { type: "button", class: "link screen", "aria-label": `${one.label}: see below`, click: () => open(one.section) }, "see below"))))),
      ...found.lines.map((line) => make("p", { class: "hint" }, line)),
      found.known_until !== null ? make("p", {}, `The file records nothing after ${dayWords(found.known_until)}.`) : "",
      make("div", { class: "buttons" },
        make("button", { type: "button", id: "save-page", click: () => void keep("page", "text/html") }, "Report (one HTML page)"),
        make("button", { type: "button", click: () => void keep("json", "application/json") }, "All figures (JSON)"),
        make("span", { class: "pair" }, lists, make("button", { type: "button", id: "save-list", click: () => void keep(lists.value, "text/csv") }, "Save this list (CSV)"))),
      saving,
      Object.keys(found.charts).length > 0 ? make("p", { class: "hint narrow" }, "The charts go on to the right.") : "",
      make("div", { class: "charts" }, ...Object.values(found.charts).map((svg) => drawn(svg))),
      ...found.sections.map((one) =>
        make("details", { open: ["overdue", "due", "regulations"].includes(one.name) && one.tables.some((each) => each.rows.length > 0), "data-section": one.name }, make("summary", {}, one.heading),
          ...one.lines.map((line) => make("p", {}, line)),
          ...one.tables.filter((each) => each.rows.length > 0).map((each, place, all) => table(each.caption || (all.length === 1 ? one.heading : `${one.heading}, table ${place + 1}`), each.columns, each.rows, each.left_out)),
          ...one.remarks.map((line) => make("p", { class: "hint" }, line)))),
      make("details", { open: found.remarks.length > 0 }, make("summary", {}, `About the file (${found.remarks.length.toLocaleString("en-GB")} remarks)`),
        make("ul", {}, ...found.summary.map((line) => make("li", {}, line))),
        ...[...remarks].map(([kind, here]) => make("div", {},
          make("h4", {}, `${kind.replaceAll("-", " ")}: ${here.length.toLocaleString("en-GB")}${here[0]!.used ? "" : ", not used"}`),
          here[0]!.effect === "" ? "" : make("p", {}, here[0]!.effect),
          make("ul", {}, ...here.slice(0, 5).map(remark)), here.length > 5 && others(here.slice(5))))),
      told,
    );
  }

  const remark = (one: Problem) => make("li", {}, `${one.where === "" ? "" : `${one.where}: `}${one.what}; ${one.remedy}`);
  /** The rest of many, which are drawn when they are first opened. */
  function others(rest: Problem[]): HTMLElement {
    const list = make("ul");
    const draw = () => list.children.length === 0 && list.append(...rest.map(remark));
    return make("details", { toggle: draw }, make("summary", {}, `… and ${rest.length.toLocaleString("en-GB")} more`), list);
  }

  /** Open a section, and go there. */
  function open(name: string): void {
    const found = result.querySelector<HTMLDetailsElement>(`[data-section="${name}"]`)!;
    found.open = true;
    found.querySelector("summary")!.focus();
  }

  const saving = make("p", { role: "status" });
  /** A file of the report is made when somebody wants it: most are never wanted, and a large caseload has megabytes of them. */
  async function keep(form: string, type: string): Promise<void> {
    saving.textContent = "Making the file …";
    try {
      const made = await engine.ask<{ name: string; text: string }>({ ask: "caseload-file", form });
      save(made.name, made.text, type);
      saving.textContent = "";
    } catch (error) {
      showError(saving, error);
    }
  }

  /** A chart of the library's, as a picture in the page. */
  function drawn(svg: string): HTMLElement {
    const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const title = picture.querySelector("text")?.textContent ?? "Chart";
    return make("div", { class: "scroll whole", tabindex: 0, role: "region", "aria-label": title }, document.importNode(picture, true));
  }

  section.replaceChildren(
    make("h2", { id: "caseload-heading" }, "A caseload"),
    drop,
    make("div", { class: "fields" }, field("What it is", source), field("Timescales", profile), field("As at", asOf), field("Who is with whom", teams, "Only if wanted: CSV with child, team, worker")),
    status,
    result,
  );
}
