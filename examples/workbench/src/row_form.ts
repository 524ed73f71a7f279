// The form for one row of a profile. It writes the row into the text; what it does not show stays there as it stands.
import type { Words } from "./child";
import { choice, field, make } from "./page";
import { readHead, readRows, writeRow, writeTask, type Value } from "./rows";

const NEW = " new"; // a task that the profile does not have yet
const AGAIN = " again"; // counted from the last time the same was done, so that it comes again and again
const FIRST_CHOICES = ["became-looked-after", "placement-moved", "review", "ceased-to-be-looked-after"];
const REVIEW_WORDS = new Map([["review", "a review"], ["became-looked-after", "the child became looked after"], ["placement-moved", "a placement began"]]);

interface RowForm {
  form: HTMLFormElement;
  /** The lists to choose from, out of the words of the profile as it stands. */
  learn: (words: Words) => void;
  /** Show a row of the text, by its id, or an empty one. */
  edit: (id: string | null) => void;
}

export function rowForm(text: () => string, write: (now: string, line: number) => void): RowForm {
  let words: Words | undefined;
  let edited: number | null = null;
  let corroborated = false; // by another document, which the tick does not tell
  const inputs = {
    id: make("input", { type: "text", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\/\\-]*" }),
    task: choice([]),
    count: make("input", { type: "number", min: 0, required: true }),
    unit: choice([["working days", "working days"], ["days", "days"], ["weeks", "weeks"], ["months", "months"], ["years", "years"], ["hours", "hours"]]),
    way: choice([["after", "after"], ["before", "before"]]),
    anchor: choice([]),
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
  const freshFields = make("div", { class: "fields" },
    field("What it is, in plain English", fresh.title), field("Its id", fresh.id, "May be left empty"), field("Who does it", fresh.role), field("Once for", fresh.per));
  const heading = make("h3", {}, "A new row");
  const sentence = make("p", { class: "sentence", role: "status" });

  function showFresh(): void {
    freshFields.hidden = inputs.task.value !== NEW;
    fresh.title.required = inputs.task.value === NEW;
  }

  /** What the form says, as the procedure would say it. */
  function showSentence(): void {
    const what = inputs.task.value === NEW ? fresh.title.value || "…" : (inputs.task.selectedOptions[0]?.text ?? "");
    const from = inputs.anchor.value === AGAIN ? "the last time it was done, again and again" : (inputs.anchor.selectedOptions[0]?.text ?? "");
    const within = inputs.way.value === "after" ? `within ${inputs.count.value || "…"} ${inputs.unit.value} after` : `at least ${inputs.count.value || "…"} ${inputs.unit.value} before`;
    if (inputs.count.disabled || inputs.anchor.disabled) {
      sentence.textContent = "This row says more than the form can show: what is grey stays as it stands in the text.";
      return;
    }
    sentence.textContent = `It says: ${what}: ${within} ${from}${inputs.only.value === "" ? "" : `; ${inputs.only.selectedOptions[0]!.text}`}.`;
  }

  /** The number of the next row, as long as the document gives none. */
  function nextId(): string {
    const own = readHead(text(), "", "id") || "our-authority";
    const taken = new Set(readRows(text()).map((row) => row.values["id"]));
    let number = 1;
    while (taken.has(`${own}/${number}`)) number++;
    return `${own}/${number}`;
  }

  function chooseAnchor(value: string): void {
    if (value !== "" && ![...inputs.anchor.options].some((option) => option.value === value)) inputs.anchor.append(make("option", { value }, value));
    inputs.anchor.value = value;
  }

  function edit(id: string | null): void {
    const row = id === null ? undefined : readRows(text()).find((one) => one.values["id"] === id);
    edited = row?.first ?? null;
    inputs.id.value = row?.values["id"] ?? nextId();
    inputs.task.value = row?.values["task"] ?? "review";
    // What says more than the form can show is left as it stands.
    const told = row === undefined ? 1 : ["after", "before"].filter((key) => row.values[key] !== undefined).length;
    const limit = /^(\d+) ([a-z ]+?)(?: (after|before) (.+))?$/.exec(row?.values["limit"] ?? "");
    inputs.count.value = limit?.[1] ?? "";
    const unit = limit?.[2] ?? "working days";
    inputs.unit.value = unit.endsWith("s") ? unit : `${unit}s`;
    inputs.way.value = limit?.[3] ?? (row?.values["before"] === undefined ? "after" : "before");
    const anchor = row?.values["after"] ?? row?.values["before"] ?? limit?.[4] ?? "became-looked-after";
    chooseAnchor(row !== undefined && anchor === row.values["task"] ? AGAIN : anchor);
    const asItStands = row !== undefined && limit === null;
    for (const one of [inputs.count, inputs.unit]) one.disabled = asItStands;
    const counted = row?.others.has("after") === true || row?.others.has("before") === true || (told !== 1 && limit?.[3] === undefined);
    for (const one of [inputs.way, inputs.anchor]) one.disabled = counted;
    inputs.only.value = row?.values["when.review"] ?? "";
    inputs.only.disabled = row?.values["when"] !== undefined; // it asks more than the form shows: it stays as it stands
    inputs.verified.checked = row?.values["verified"] === "true";
    corroborated = row?.values["verified"] === "corroborated";
    inputs.cite.value = row?.values["cite"] ?? "";
    inputs.note.value = row?.values["note"] ?? "";
    for (const one of [fresh.title, fresh.id]) one.value = "";
    showFresh();
    showSentence();
    heading.textContent = row === undefined ? "A new row" : `Row ${id}`;
  }

  function learn(found: Words): void {
    words = found;
    const [task, anchor] = [inputs.task.value, inputs.anchor.value];
    const tasks = found.task.map((one): [string, string] => [one.id, one.title]);
    tasks.sort((one, other) => one[1].localeCompare(other[1]));
    inputs.task.replaceChildren(...[[NEW, "(something else …)"] as [string, string], ...tasks].map(([value, shown]) => make("option", { value }, shown)));
    inputs.task.value = tasks.some(([id]) => id === task) ? task : tasks.some(([id]) => id === "review") ? "review" : NEW;
    const titles = new Map([...tasks, ...REVIEW_WORDS]);
    const shown = (id: string) => make("option", { value: id }, titles.get(id) ?? id.replaceAll("-", " "));
    const group = (label: string, ids: string[]) => make("optgroup", { label }, ...ids.map(shown));
    const usual = FIRST_CHOICES.filter((id) => words!.event.includes(id) || titles.has(id));
    inputs.anchor.replaceChildren(
      group("Most often", usual),
      make("option", { value: AGAIN }, "the last time the same was done"),
      group("Something that happened", found.event.filter((id) => !usual.includes(id))),
      group("Something that was done", tasks.map(([id]) => id).filter((id) => !usual.includes(id))),
    );
    chooseAnchor(anchor || "became-looked-after");
    fresh.role.replaceChildren(...found.role.map((one) => make("option", { value: one }, one)));
    showFresh();
    showSentence();
  }

  const form = make("form", { class: "fields", id: "row-form" },
    heading,
    field("Row of the document", inputs.id, "Its number there; where it has none, this one will do"),
    field("What must be done", inputs.task),
    freshFields,
    field("How many", inputs.count, "As the procedure says it"),
    field("Of what", inputs.unit, "“Days” are calendar days"),
    field("Counted", inputs.way),
    field("From what", inputs.anchor),
    field("Which ones", inputs.only, "Of reviews, or of what belongs to one"),
    field("Source", inputs.cite, "Section and page of your procedure"),
    field("Note", inputs.note),
    make("div", { class: "tick" }, inputs.verified, make("label", { for: (inputs.verified.id = "row-verified") }, "I have read these words in the document")),
    sentence,
    make("button", { type: "submit" }, "Write the row"),
    make("button", { type: "button", click: () => edit(null) }, "Clear"),
  );
  form.addEventListener("input", showSentence);
  inputs.task.addEventListener("change", () => {
    showFresh();
    showSentence();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const unit = inputs.count.value === "1" ? inputs.unit.value.replace(/s$/, "") : inputs.unit.value;
    let now = text();
    let task = inputs.task.value;
    if (task === NEW) {
      task = fresh.id.value || fresh.title.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
      now = writeTask(now, { id: task, title: fresh.title.value, role: fresh.role.value, per: fresh.per.value });
      const moved = now.split("\n").length - text().split("\n").length;
      if (edited !== null) edited += moved;
    }
    const anchor = inputs.anchor.value === AGAIN ? task : inputs.anchor.value;
    const values: Record<string, Value> = {
      id: inputs.id.value,
      task,
      ...(inputs.count.disabled ? {} : { limit: `${inputs.count.value} ${unit}` }),
      ...(inputs.anchor.disabled ? {} : { after: inputs.way.value === "after" ? anchor : null, before: inputs.way.value === "before" ? anchor : null }),
      cite: inputs.cite.value || null,
      ...(inputs.only.disabled ? {} : { when: inputs.only.value === "" ? null : { toml: `{ review = ${JSON.stringify(inputs.only.value)} }` } }),
      note: inputs.note.value || null,
      ...(corroborated && !inputs.verified.checked ? {} : { verified: inputs.verified.checked ? true : null }),
    };
    const then = writeRow(now, edited, values);
    write(then, (edited ?? readRows(then).at(-1)!.first) + 1);
    edit(null);
    inputs.task.focus();
  });
  return { form, learn, edit };
}
