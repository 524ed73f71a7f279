// Our timescales: a profile as text and as a form beside each other, checked after a pause in typing.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { tags } from "@lezer/highlight";
import { EditorView, basicSetup } from "codemirror";
import { Engine, Refused, Stopped, type Problem } from "./engine";
import { choice, dayWords, field, make, save, showError, textOf } from "./page";
import { ours } from "./own";
import { idOf, rowForm, type Written } from "./row_form";
import { readHead, readRestarts, readRows, writeHead, writeRestarts } from "./rows";
import { table } from "./tables";
import type { Begin, Words } from "./child";

interface Example {
  story: string;
  local: string;
  other: string;
  days_later: number;
}
interface Finding {
  severity: string;
  kind: string;
  rule: string;
  words: string;
  task: string;
  line: number | null;
  cite?: string | null;
  first: Example | null;
  worst: Example | null;
  witness: Example | null;
}
interface Checked {
  verdict: string;
  report: { findings: Finding[] };
  rows: ShownRow[];
}
interface ShownRow {
  id: string;
  title: string;
  limit: string;
  more: string[];
  cite: string;
  row: Written | null;
}
interface Schema {
  $defs?: Record<string, Shape>;
  properties?: Record<string, Shape>;
}
interface Shape {
  description?: string;
  properties?: Record<string, Shape>;
  enum?: string[];
}

const PAUSE = 700;
const NO_PROFILE = "is no text, or not saved as UTF-8. A profile is a text file that ends in .toml.";
const SEVERITIES: [string, string][] = [
  ["breach", "Later than the regulations"],
  ["looser", "Later than statutory guidance"],
  ["trap", "Easily read in two ways"],
  ["not-judged", "Could not be compared, and why"],
  ["fine", "Never later"],
];
const TABLES: Record<string, string> = { timescales: "Timescale", tasks: "Task", considerations: "Consideration", review_cycle: "ReviewCycle", settings: "Settings" };

const KEPT = "lacreview-workbench-profile"; // only where the user says so; a profile tells nothing of a child
const COLOURS = HighlightStyle.define([
  { tag: tags.comment, color: "var(--text-comment)" },
  { tag: tags.string, color: "var(--text-string)" },
  { tag: [tags.number, tags.atom, tags.bool], color: "var(--text-value)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--text-key)" },
]);

/** One task of two profiles beside each other: what both say, what each says, and its dates on the worked example. */
interface Compared {
  title: string;
  shared: Said[];
  occurrences: string[];
  readings: Reading[];
}
interface Said {
  words: string;
  more: string[];
}
interface Reading {
  timescales: Said[];
  dates: ({ due: string | null } | null)[];
}

/** The dates first, then what only this profile says; what both say is counted where it would hide the rest. */
function saidBy(one: Compared, { timescales, dates }: Reading): string {
  const written = ({ words, more }: Said) => [words, ...more].join(", ");
  const days = one.occurrences.map((name, place) => {
    const due = dates[place]?.due;
    return due === undefined || due === null ? "" : `${name === "" ? "due" : name}: ${dayWords(due)}`;
  });
  const applies = timescales.length > 0 || dates.some((date) => date !== null) || dates.length === 0;
  const both = one.shared.length > 2 ? [`${one.shared.length} rules that both have`] : one.shared.map(written);
  return [...new Set([...days, ...timescales.map(written), ...(applies ? both : [])])].filter((part) => part !== "").join("; ") || "–";
}

export function profileView(section: HTMLElement, engine: Engine, begin: Begin): void {
  // It has an engine of its own, so that neither waits for the other.
  const checker = new Engine("checks", { loading: () => undefined, ready: () => undefined, whole: () => (document.body.dataset["checks"] = "ready"), fault: () => undefined });
  let schema: Schema = {};
  let pause: ReturnType<typeof setTimeout> | undefined;
  const start = choice([["new", "A new one, under the law of England"], ["alone", "A new one, under another law"], ...begin.profiles.map((one): [string, string] => [one.id, one.name])]);
  const name = make("input", { type: "text", value: "our-authority", pattern: "[a-z][a-z0-9\\-]*" });
  const opened = make("input", { type: "file", accept: ".toml" });
  const verdict = make("p", { class: "verdict", role: "status" }, "Choose where to begin.");
  const findings = make("div", { class: "result" });
  const list = make("div", { class: "result" });
  const other = choice(begin.profiles.map((one) => [one.id, one.name]), "england");
  const otherFile = make("input", { type: "file", accept: ".toml" });
  const compared = make("div", { class: "result", role: "status" });
  const from = make("input", { type: "date", value: "2024-01-01" });
  const to = make("input", { type: "date", value: begin.confirmed_until });
  const keep = make("input", { type: "checkbox" });
  const holder = make("div", { class: "editor" });

  const asText = make("details", { class: "as-text screen" }, make("summary", {}, "The same as text (TOML), for those who want to see it"), holder);
  const editor = new EditorView({
    parent: holder,
    extensions: [
      basicSetup,
      StreamLanguage.define(toml),
      syntaxHighlighting(COLOURS),
      lintGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "The profile as text" }),
      autocompletion({ override: [complete] }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        ours.write(text());
        later();
        if (keep.checked) kept.write(text());
      }),
    ],
  });
  editor.scrollDOM.tabIndex = 0; // what scrolls can be scrolled by keys
  const text = () => editor.state.doc.toString();
  function write(now: string): void {
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: now } });
  }

  /** The keys of the table in which the cursor stands, with what the schema says of each. */
  function complete(context: CompletionContext): CompletionResult | null {
    const line = context.state.doc.lineAt(context.pos);
    const typed = /^\s*([\w-]*)$/.exec(line.text.slice(0, context.pos - line.from));
    if (typed === null || (typed[1] === "" && !context.explicit)) return null;
    let shape: Shape | undefined = schema;
    for (let number = line.number; number > 0; number--) {
      const head = /^\s*\[+\s*([\w.]+)\s*\]+/.exec(context.state.doc.line(number).text);
      if (head !== null) {
        shape = schema.$defs?.[TABLES[head[1]!] ?? ""] ?? schema.$defs?.["Condition"];
        break;
      }
    }
    const options = Object.entries(shape?.properties ?? {}).map(([key, one]) => ({ label: key, type: "property", info: one.description ?? "", apply: `${key} = ` }));
    return { from: line.from + typed[0].length - typed[1]!.length, options };
  }

  function later(): void {
    clearTimeout(pause);
    verdict.textContent = "…";
    pause = setTimeout(() => void check(), PAUSE);
  }

  async function check(): Promise<void> {
    if (text().trim() === "") {
      verdict.textContent = "Choose where to begin.";
      return;
    }
    if (checker.busy) checker.stop(); // a further key: what it found of the text before is of no use
    verdict.textContent = "Checking …";
    showHead(); // the text may have been changed by hand
    const asked = text();
    showNow(asked);
    try {
      learn(await checker.ask<Words>({ ask: "words", profile: { text: asked } })); // first, for the next row may need them
      const found = await checker.ask<Checked>({ ask: "check", profile: { text: asked }, from: from.value, to: to.value });
      if (asked !== text()) return;
      show(found);
    } catch (error) {
      if (error instanceof Stopped || asked !== text()) return;
      const problems = error instanceof Refused ? error.problems : [];
      underline(problems.map((one) => ({ line: one.line, severity: "error", words: `${one.what}; ${one.remedy}` })));
      const isOfDays = problems.every((one) => one.where === "from" || one.where === "to");
      verdict.textContent = isOfDays ? "It could not be checked." : `Not well formed: ${problems.length} to be mended, told under “What the check found”.`;
      showError(findings, error);
      await showAsWritten(asked);
    }
  }

  /** What is not well formed has its rows shown as they are written, so that the wrong one can be changed or taken out. */
  async function showAsWritten(asked: string): Promise<void> {
    const words = (value: unknown) => (Array.isArray(value) ? value.join(" or ") : typeof value === "string" ? value : "");
    let rows: Written[];
    try {
      rows = (await checker.ask<{ rows: Written[] }>({ ask: "rows", profile: { text: asked } })).rows;
    } catch {
      rows = readRows(asked).map(({ id }) => ({ id })); // not even TOML: a row can still be taken out
    }
    if (asked !== text()) return;
    showRows(rows.map((row) => {
      const limit = [words(row["limit"]), row["before"] === undefined ? "after" : "before", words(row["after"] ?? row["before"])].join(" ");
      const isWhole = Object.keys(row).length > 1;
      return { id: words(row["id"]), title: (words(row["task"]) || words(row["title"])).replaceAll("-", " "), limit: row["task"] === undefined ? "" : limit.replaceAll("-", " "), more: [], cite: words(row["cite"]), row: isWhole ? row : null };
    }));
  }

  function underline(found: { line: number | null; severity: Diagnostic["severity"]; words: string }[]): void {
    const marks = found.map((one): Diagnostic => {
      const line = editor.state.doc.line(Math.min(Math.max(one.line ?? 1, 1), editor.state.doc.lines));
      return { from: line.from, to: Math.max(line.to, line.from), severity: one.severity, message: one.words };
    });
    marks.sort((one, two) => one.from - two.from);
    editor.dispatch(setDiagnostics(editor.state, marks));
  }

  function show(found: Checked): void {
    verdict.textContent = found.verdict;
    underline(found.report.findings.filter((one) => one.line !== null).map((one) => ({ line: one.line, severity: one.severity === "breach" ? "error" : one.severity === "looser" ? "warning" : "info", words: one.words })));
    const groups = new Map<string, Finding[]>();
    for (const one of found.report.findings) groups.set(one.severity, [...(groups.get(one.severity) ?? []), one]);
    findings.replaceChildren(
      ...[...groups].map(([severity, here]) =>
        make("details", { open: severity === "breach" || severity === "looser" }, make("summary", {}, `${SEVERITIES.find(([id]) => id === severity)?.[1] ?? severity.replaceAll("-", " ")} (${here.length})`),
          make("ul", {}, ...here.slice(0, 100).map((one) => make("li", {}, make("button", { type: "button", class: "link", click: () => toRow(one.rule, one.line) }, one.rule), `: ${one.words}`, exampleOf(one)))))));
    showRows(found.rows);
  }

  /** Every row that is written, at once: what the check has not told of yet, under its number alone. */
  function showNow(asked: string): void {
    const told = new Map(shownRows.map((row) => [row.id, row]));
    const rows = readRows(asked).filter(({ id }) => id !== "");
    if (rows.every(({ id }) => told.has(id)) && rows.length === shownRows.length) return;
    showRows(rows.map(({ id }) => told.get(id) ?? { id, title: "written; being checked …", limit: "", more: [], cite: "", row: null }));
  }

  let shownRows: ShownRow[] = [];
  function showRows(rows: ShownRow[]): void {
    shownRows = rows;
    list.replaceChildren(
      ...(rows.length === 0
        ? [make("p", {}, "It has no rows of its own yet: add the first with the form below.")]
        : [
            make("div", { class: "scroll whole", tabindex: 0, role: "region", "aria-label": "The rows of this profile" },
              make("table", { class: "stacked" }, make("caption", {}, "The rows of this profile"), make("thead", {}, make("tr", {}, ...["Row", "What must be done", "By when, and for whom", "Source", "Change"].map((one) => make("th", { scope: "col", class: one === "Change" ? "screen" : "" }, one)))),
                make("tbody", {}, ...rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.id), make("td", {}, row.title), make("td", {}, [row.limit, ...row.more].join("; ")), make("td", { "data-label": "Source" }, row.cite),
                  make("td", { class: "screen" }, make("div", { class: "buttons" }, row.row !== null && make("button", { type: "button", "aria-label": `Change row ${row.id}`, click: () => edit(row.row) }, "Change"),
                    make("button", { type: "button", "aria-label": `Take out row ${row.id}`, click: () => remove(row.id) }, "Take out")))))))),
          ]),
    );
  }

  function exampleOf(one: Finding): string {
    const example = one.witness ?? one.worst ?? one.first;
    if (example === null) return "";
    const days = `${example.days_later} day${example.days_later === 1 ? "" : "s"} later`;
    return ` For example, ${days}: ${example.story}. Here: ${dayWords(example.local)}; by the rule it is compared with: ${dayWords(example.other)}.`;
  }

  /** A row is shown in the form; what is no row of this profile, in the text. */
  function toRow(id: string, line: number | null): void {
    const row = shownRows.find((one) => one.id === id)?.row ?? null;
    if (row === null) goTo(line);
    else edit(row);
  }

  function goTo(number: number | null): void {
    if (number === null) return;
    asText.open = true;
    const line = editor.state.doc.line(Math.min(number, editor.state.doc.lines));
    editor.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    editor.focus();
  }

  const { form, learn, edit, remove } = rowForm(text, (now, line) => {
    write(now);
    editor.dispatch({ effects: EditorView.scrollIntoView(editor.state.doc.line(line).from, { y: "center" }) });
  });

  // What stands at the head of the profile: whose it is, and where it was read.
  const head = {
    name: make("input", { type: "text", size: 28 }),
    title: make("input", { type: "text", size: 34 }),
    asAt: make("input", { type: "text" }),
    restarts: make("input", { type: "checkbox" }),
  };
  const shortName = field("Short name", name, "Small letters and hyphens; the file is called by it");
  name.addEventListener("change", () => {
    name.value = idOf(name.value) || "our-authority";
    write(writeHead(text(), "", "id", name.value));
  });
  head.name.addEventListener("change", () => write(writeHead(text(), "", "name", head.name.value)));
  head.title.addEventListener("change", () => write(writeHead(text(), "source", "title", head.title.value)));
  head.asAt.addEventListener("change", () => write(writeHead(text(), "source", "as_at", head.asAt.value)));

  head.restarts.addEventListener("change", () => write(writeRestarts(text(), head.restarts.checked)));

  const paper = make("p", { class: "paper" }); // what the fields say, for print
  function showHead(): void {
    const restarts = readRestarts(text());
    head.restarts.checked = restarts === true;
    head.restarts.disabled = restarts === undefined; // the text says more than the tick can
    const texts: [HTMLInputElement, "" | "source", string][] = [[name, "", "id"], [head.name, "", "name"], [head.title, "source", "title"], [head.asAt, "source", "as_at"]];
    for (const [input, table, key] of texts) {
      if (document.activeElement === input) continue; // somebody types there
      const value = readHead(text(), table, key);
      input.disabled = value === undefined; // the text says more than the field can
      input.value = value ?? "";
    }
    const source = [head.title.value, head.asAt.value].filter((one) => one !== "").join(", ");
    paper.textContent = `${head.name.value || name.value}.${source === "" ? "" : ` Source: ${source}.`}${restarts === true ? " When a child moves, reviews begin again with a first review." : ""} Checked for children who come into care from ${dayWords(from.value)} to ${dayWords(to.value)}.`;
  }

  let written = ""; // as it was begun with or saved: there is nothing to lose of it
  const mayLeave = () => text() === written || text() === "" || confirm("What you have written here is not saved. Begin anew all the same?");
  async function begun(): Promise<void> {
    if (!mayLeave()) return;
    try {
      const value = start.value;
      const found =
        value === "new" || value === "alone"
          ? await engine.ask<{ text: string }>({ ask: "starting-file", id: name.value, extends: value === "new" ? "england" : null })
          : await engine.ask<{ text: string }>({ ask: "profile", profile: value });
      write(found.text);
      written = text();
      showHead();
      edit(null);
    } catch (error) {
      showError(findings, error);
    }
  }
  opened.addEventListener("change", async () => {
    const file = opened.files?.[0];
    if (file === undefined) return;
    opened.value = "";
    const found = await textOf(file);
    if (found === undefined) {
      verdict.textContent = `${file.name} was not opened; what stood here still stands. It ${NO_PROFILE}`;
      return;
    }
    if (!mayLeave()) return;
    write(found);
    written = text(); // with the ends of lines as they are here
    showHead();
    edit(null);
  });
  async function compare(): Promise<void> {
    const file = otherFile.files?.[0];
    const told = file === undefined ? other.value : await textOf(file);
    if (told === undefined) {
      compared.replaceChildren(make("p", { class: "refused" }, `The file ${NO_PROFILE}`));
      return;
    }
    try {
      const found = await engine.ask<{ profiles: { name: string }[]; tasks: Compared[]; problems: Problem[] }>({
        ask: "compare",
        profile: { text: text() },
        other: file === undefined ? told : { text: told },
      });
      const rows = found.tasks.map((one) => [one.title, ...one.readings.map((reading) => saidBy(one, reading))]);
      const columns = [{ heading: "What", kind: "text" as const }, ...found.profiles.map((one) => ({ heading: one.name, kind: "text" as const }))];
      compared.replaceChildren(table("Two profiles on a worked example", columns, rows));
    } catch (error) {
      // Which of the two is not well formed, by the name under which the user knows it.
      const named = (one: Problem) => ({ ...one, where: one.where.replace(/^other-profile\.toml/, file?.name ?? other.value) });
      showError(compared, error instanceof Refused ? new Refused(error.message, error.problems.map(named)) : error);
    }
  }

  section.replaceChildren(
    make("h2", { id: "profile-heading" }, "Our timescales"),
    make("div", { class: "fields" }, field("Begin with", start), shortName,
      make("button", { type: "button", id: "begin-profile", click: () => void begun() }, "Begin"),
      field("Or open one that you saved", opened, "A file that ends in .toml")),
    make("div", { class: "fields" }, field("Name of the authority", head.name), field("Title of the procedure", head.title), field("Its date", head.asAt, "As it prints it: April 2026"),
      make("div", { class: "tick" }, head.restarts, make("label", { for: (head.restarts.id = "restarts") }, "When a child moves, reviews begin again with a first review"))),
    paper,
    verdict,
    list,
    make("div", { class: "beside" }, form, asText),
    make("div", { class: "buttons screen" },
      make("button", { type: "button", id: "save-profile", click: () => {
        written = text();
        save(`${name.value || "profile"}.toml`, written, "application/toml");
      } }, "Save the profile"),
      make("div", { class: "tick" }, keep, make("label", { for: (keep.id = "keep-profile") }, "Keep this profile in this browser until I untick this"))),
    make("h3", {}, "What the check found"),
    make("div", { class: "fields" }, field("Children who come into care from", from), field("to", to)),
    findings,
    make("h3", { class: "screen" }, "Beside the timescales of others"),
    make("div", { class: "fields" }, field("The other", other), field("Or one in a file", otherFile, "A file that ends in .toml"), make("button", { type: "button", id: "compare", click: () => void compare() }, "Compare")),
    compared,
  );
  for (const input of [from, to]) input.addEventListener("change", later);
  const before = kept.read();
  keep.checked = before !== null;
  keep.addEventListener("change", () => kept.write(keep.checked ? text() : null));
  if (before === null) void begun();
  else {
    write(before);
    showHead();
    edit(null);
  }
  void (async () => {
    schema = await engine.ask<Schema>({ ask: "profile-schema" });
    learn(await engine.ask<Words>({ ask: "words", profile: "england" }));
  })();
}

/** The storage of the browser, where it may be used at all. */
const kept = {
  read(): string | null {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  },
  write(text: string | null): void {
    try {
      if (text === null) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, text);
    } catch {
      // a browser that keeps nothing: the text is still in the page
    }
  },
};
