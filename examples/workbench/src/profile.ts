// Our timescales: a profile as text and as a form beside each other, checked after a pause in typing.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { StreamLanguage } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorView, basicSetup } from "codemirror";
import { Engine, Refused, Stopped, type Problem } from "./engine";
import { choice, dayWords, field, make, save, showError } from "./page";
import { readRows, writeHead, writeRow, writeTask, type Row, type Value } from "./rows";
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
  rows: { id: string; task: string; title: string; limit: string; cite: string; line: number | null; severity: string }[];
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
const SEVERITIES: [string, string][] = [
  ["breach", "Later than the regulations"],
  ["looser", "Later than statutory guidance"],
  ["trap", "Easily read in two ways"],
];
const TABLES: Record<string, string> = { timescales: "Timescale", tasks: "Task", considerations: "Consideration", review_cycle: "ReviewCycle", settings: "Settings" };

export function profileView(section: HTMLElement, engine: Engine, begin: Begin): void {
  // It has an engine of its own, begun once the first is ready, so that neither waits for the other.
  const checker = new Engine({ loading: () => undefined, ready: () => (document.body.dataset["checks"] = "ready"), fault: () => undefined });
  let schema: Schema = {};
  let words: Words | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let edited: number | null = null;
  const start = choice([["new", "A new profile that extends England"], ["alone", "A new profile that extends nothing"], ...begin.profiles.map((one): [string, string] => [one.id, one.name])]);
  const name = make("input", { type: "text", value: "our-authority", pattern: "[a-z][a-z0-9\\-]*" });
  const verdict = make("p", { class: "verdict", role: "status" }, "Choose where to begin.");
  const findings = make("div", { class: "result" });
  const list = make("div", { class: "result" });
  const other = choice(begin.profiles.map((one) => [one.id, one.name]), "england");
  const compared = make("div", { class: "result" });
  const from = make("input", { type: "date", value: "2024-01-01" });
  const to = make("input", { type: "date", value: begin.confirmed_until });
  const holder = make("div", { class: "editor" });
  const form = make("form", { class: "fields", id: "row-form" });

  const editor = new EditorView({
    parent: holder,
    extensions: [
      basicSetup,
      StreamLanguage.define(toml),
      lintGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "The profile as text" }),
      autocompletion({ override: [complete] }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) later();
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
    if (checker.busy) checker.stop(); // a further key: what it found of the text before is of no use
    verdict.textContent = "Checking …";
    const asked = text();
    try {
      const found = await checker.ask<Checked>({ ask: "check", profile: { text: asked }, from: from.value, to: to.value });
      if (asked !== text()) return;
      show(found);
      learn(await checker.ask<Words>({ ask: "words", profile: { text: asked } }));
    } catch (error) {
      if (error instanceof Stopped || asked !== text()) return;
      const problems = error instanceof Refused ? error.problems : [];
      underline(problems.map((one) => ({ line: one.line, severity: "error", words: `${one.what}; ${one.remedy}` })));
      verdict.textContent = problems.length === 0 ? "It could not be checked." : `Not well formed: ${problems.length} to be mended.`;
      showError(findings, error);
    }
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
          make("ul", {}, ...here.slice(0, 100).map((one) => make("li", {}, make("button", { type: "button", class: "link", click: () => goTo(one.line) }, one.rule), `: ${one.words}`, exampleOf(one)))))),
    );
    list.replaceChildren(
      ...(found.rows.length === 0
        ? [make("p", {}, "It has no rows of its own yet: add the first with the form.")]
        : [
            make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The rows of this profile" },
              make("table", {}, make("caption", {}, "The rows of this profile"), make("thead", {}, make("tr", {}, ...["Row", "What must be done", "By when", "Source", "Change"].map((one) => make("th", { scope: "col" }, one)))),
                make("tbody", {}, ...found.rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.id), make("td", {}, row.title), make("td", {}, row.limit), make("td", {}, row.cite),
                  make("td", {}, make("button", { type: "button", "aria-label": `Change row ${row.id}`, click: () => edit(row.id) }, "Change"))))))),
          ]),
    );
  }

  function exampleOf(one: Finding): string {
    const example = one.witness ?? one.worst ?? one.first;
    if (example === null) return "";
    const days = `${example.days_later} day${example.days_later === 1 ? "" : "s"} later`;
    return ` For example, ${days}: ${example.story}. Here: ${dayWords(example.local)}; by the rule it is compared with: ${dayWords(example.other)}.`;
  }

  function goTo(number: number | null): void {
    if (number === null) return;
    const line = editor.state.doc.line(Math.min(number, editor.state.doc.lines));
    editor.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    editor.focus();
  }

  // The form: one row at a time, written into the text; what the form does not show stays as it stands.
  const inputs = {
    id: make("input", { type: "text", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\/\\-]*" }),
    task: choice([]),
    count: make("input", { type: "number", min: 0, required: true }),
    unit: choice([["working days", "working days"], ["days", "days"], ["weeks", "weeks"], ["months", "months"], ["years", "years"], ["hours", "hours"]]),
    way: choice([["after", "after"], ["before", "before"]]),
    anchor: make("input", { type: "text", list: "anchors", required: true }),
    only: choice([["", "every time"], ["first", "the first review only"], ["second", "the second review only"], ["not first", "later reviews only"]]),
    cite: make("input", { type: "text" }),
    note: make("input", { type: "text" }),
    verified: make("input", { type: "checkbox" }),
  };
  const fresh = {
    title: make("input", { type: "text" }),
    id: make("input", { type: "text", pattern: "[a-z][a-z0-9\\-]*" }),
    role: choice([]),
    per: choice([["review", "each review"], ["placement", "each placement"], ["period-of-care", "each time the child is looked after"], ["event", "each time it is called for"]]),
  };
  const freshFields = make("div", { class: "fields" });
  const NEW = " new";
  const anchors = make("datalist", { id: "anchors" });

  function edit(id: string | null): void {
    const row: Row | undefined = id === null ? undefined : readRows(text()).find((one) => one.values["id"] === id);
    edited = row?.first ?? null;
    inputs.id.value = row?.values["id"] ?? "";
    inputs.task.value = row?.values["task"] ?? words?.task[0]?.id ?? "";
    const limit = /^(\d+) ([a-z ]+?)(?: (after|before) (.+))?$/.exec(row?.values["limit"] ?? "");
    inputs.count.value = limit?.[1] ?? "";
    const unit = limit?.[2] ?? "working days";
    inputs.unit.value = unit.endsWith("s") ? unit : `${unit}s`;
    inputs.way.value = limit?.[3] ?? (row?.values["before"] === undefined ? "after" : "before");
    inputs.anchor.value = row?.values["after"] ?? row?.values["before"] ?? limit?.[4] ?? "";
    inputs.only.value = row?.values["when.review"] ?? "";
    inputs.only.disabled = row?.values["when"] !== undefined; // it asks more than the form shows: it stays as it stands
    inputs.verified.checked = row?.values["verified"] !== undefined;
    inputs.cite.value = row?.values["cite"] ?? "";
    showFresh();
    inputs.note.value = row?.values["note"] ?? "";
    form.querySelector("h3")!.textContent = row === undefined ? "A new row" : `Row ${id}`;
    inputs.id.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const one = inputs.count.value === "1";
    const unit = one ? inputs.unit.value.replace(/s$/, "") : inputs.unit.value;
    let now = text();
    let task = inputs.task.value;
    if (task === NEW) {
      task = fresh.id.value || fresh.title.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
      now = writeTask(now, { id: task, title: fresh.title.value, role: fresh.role.value, per: fresh.per.value });
      const moved = now.split("\n").length - text().split("\n").length;
      if (edited !== null) edited += moved;
    }
    const values: Record<string, Value> = {
      id: inputs.id.value,
      task,
      limit: `${inputs.count.value} ${unit}`,
      after: inputs.way.value === "after" ? inputs.anchor.value : null,
      before: inputs.way.value === "before" ? inputs.anchor.value : null,
      cite: inputs.cite.value || null,
      ...(inputs.only.disabled ? {} : { when: inputs.only.value === "" ? null : { toml: `{ review = ${JSON.stringify(inputs.only.value)} }` } }),
      note: inputs.note.value || null,
      verified: inputs.verified.checked ? true : null,
    };
    write(writeRow(now, edited, values));
    edited = null;
    edit(null);
  });
  /** The lists to choose from, out of the words of the profile as it stands. */
  function learn(found: Words): void {
    words = found;
    const chosen = inputs.task.value;
    const tasks = found.task.map((one): [string, string] => [one.id, one.title]);
    tasks.sort((one, other) => one[1].localeCompare(other[1]));
    inputs.task.replaceChildren(...[[NEW, "(something else …)"] as [string, string], ...tasks].map(([value, shown]) => make("option", { value }, shown)));
    inputs.task.value = tasks.some(([id]) => id === chosen) ? chosen : (tasks[0]?.[0] ?? NEW);
    const titles = new Map(tasks);
    anchors.replaceChildren(...[...found.event, ...found.task.map((one) => one.id)].map((one) => make("option", { value: one }, titles.get(one) ?? one.replaceAll("-", " "))));
    fresh.role.replaceChildren(...found.role.map((one) => make("option", { value: one }, one)));
    showFresh();
  }
  form.append(
    make("h3", {}, "A new row"),
    field("Row of the document", inputs.id, "Its number there, such as NH17"),
    field("What must be done", inputs.task),
    freshFields,
    field("How many", inputs.count),
    field("Of what", inputs.unit),
    field("Counted", inputs.way),
    field("From what", inputs.anchor, "An event, or a review: became-looked-after, review …"),
    anchors,
    field("Which ones", inputs.only, "Of reviews, or of what belongs to one"),
    field("Source", inputs.cite, "Section and page of your procedure"),
    field("Note", inputs.note),
    field("I have read these words in the document", inputs.verified),
    make("button", { type: "submit" }, "Write the row"),
    make("button", { type: "button", click: () => edit(null) }, "Clear"),
  );

  freshFields.append(field("What it is, in plain English", fresh.title), field("Its id", fresh.id, "May be left empty"), field("Who does it", fresh.role), field("Once for", fresh.per));
  function showFresh(): void {
    freshFields.hidden = inputs.task.value !== NEW;
    fresh.title.required = inputs.task.value === NEW;
  }
  inputs.task.addEventListener("change", showFresh);

  // What stands at the head of the profile: whose it is, and where it was read.
  const head = {
    name: make("input", { type: "text" }),
    title: make("input", { type: "text" }),
    asAt: make("input", { type: "text" }),
  };
  head.name.addEventListener("change", () => write(writeHead(text(), "", "name", head.name.value)));
  head.title.addEventListener("change", () => write(writeHead(text(), "source", "title", head.title.value)));
  head.asAt.addEventListener("change", () => write(writeHead(text(), "source", "as_at", head.asAt.value)));

  async function begun(): Promise<void> {
    try {
      const value = start.value;
      const found =
        value === "new" || value === "alone"
          ? await engine.ask<{ text: string }>({ ask: "starting-file", id: name.value, extends: value === "new" ? "england" : null })
          : await engine.ask<{ text: string }>({ ask: "profile", profile: value });
      write(found.text);
    } catch (error) {
      showError(findings, error);
    }
  }
  async function compare(): Promise<void> {
    try {
      const found = await engine.ask<{ profiles: { label: string; name: string }[]; tasks: { title: string; limits?: (string | null)[]; [key: string]: unknown }[]; problems: Problem[] }>({
        ask: "compare",
        profile: { text: text() },
        other: other.value,
      });
      const rows = found.tasks.map((one) => [one.title, ...cellsOf(one, found.profiles.length)]);
      const columns = [{ heading: "What", kind: "text" as const }, ...found.profiles.map((one) => ({ heading: one.name, kind: "text" as const }))];
      compared.replaceChildren(table("Two profiles on a worked example", columns, rows));
    } catch (error) {
      showError(compared, error);
    }
  }
  function cellsOf(one: Record<string, unknown>, many: number): string[] {
    const cells = Object.values(one).find((value): value is unknown[] => Array.isArray(value) && value.length === many) ?? [];
    return Array.from({ length: many }, (_, place) => {
      const cell = cells[place];
      if (cell === null || cell === undefined) return "–";
      if (typeof cell !== "object") return String(cell);
      const record = cell as { due?: string | null; limit?: string | null; words?: string };
      return [record.words ?? record.limit, dayWords(record.due ?? null)].filter((part) => part !== undefined && part !== null && part !== "").join(": ") || "–";
    });
  }

  section.replaceChildren(
    make("h2", { id: "profile-heading" }, "Our timescales"),
    make("div", { class: "fields" }, field("Begin with", start), field("Id of the profile", name, "Small letters and hyphens"),
      make("button", { type: "button", id: "begin-profile", click: () => void begun() }, "Begin")),
    make("div", { class: "fields" }, field("Name of the authority", head.name), field("Title of the procedure", head.title), field("Its date", head.asAt, "As it prints it: April 2026")),
    verdict,
    make("div", { class: "beside" }, make("div", {}, list, form), make("div", {}, make("h3", {}, "The same as text"), holder,
      make("div", { class: "buttons" },
        make("button", { type: "button", id: "save-profile", click: () => save(`${name.value || "profile"}.toml`, text(), "application/toml") }, "Save (TOML)")))),
    make("h3", {}, "What the check found"),
    make("div", { class: "fields" }, field("Start dates from", from), field("to", to)),
    findings,
    make("h3", {}, "Beside another profile"),
    make("div", { class: "fields" }, field("The other", other), make("button", { type: "button", id: "compare", click: () => void compare() }, "Compare")),
    compared,
  );
  for (const input of [from, to]) input.addEventListener("change", later);
  void (async () => {
    schema = await engine.ask<Schema>({ ask: "profile-schema" });
    words = await engine.ask<Words>({ ask: "words", profile: "england" });
    learn(words);
  })();
}
