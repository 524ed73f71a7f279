// The form for one row of a profile. It writes the row into the text; what it does not show stays there as it stands.
import type { Word, Words } from "./child";
import { choice, field, make } from "./page";
import { linesOf, openKeys, readHead, readRows, removeRow, writeRole, writeRow, writeTable, type Value } from "./rows";
import { whom, type AboutReview } from "./whom";

const NEW = " new"; // a task or an event that the profile does not have yet
const CONSIDER = " consider"; // no task: something that a review must consider
const AGAIN = " again"; // counted from the last time the same was done, so that it comes again and again
const AGE = " age"; // a birthday
const NONE = " none"; // the procedure gives no number
const UNITS: [string, string][] = [["working days", "working days"], ["days", "days"], ["weeks", "weeks"], ["months", "months"], ["years", "years"], ["hours", "hours"]];
const PERIOD = /^(\d+) ([a-z ]+)$/;
const BIRTHDAY = /^age (\d+) years?(?: (\d+) months?)?$/;

export type Written = Record<string, unknown>;
export interface RowForm {
  form: HTMLFormElement;
  /** The lists to choose from, out of the words of the profile as it stands. */
  learn: (words: Words) => void;
  /** Show a row as it is written, or an empty one. */
  edit: (row: Written | null) => void;
  remove: (id: string) => void;
}

/** Periods of which one binds, as the form shows them: a number and a unit each; nothing where it cannot show them. */
function periods(limit: unknown): [string, string][] | undefined {
  const found = (Array.isArray(limit) ? limit : [limit]).map((one) => PERIOD.exec(one === "same day" ? "0 days" : String(one)));
  if (found.length > 2 || found.some((one) => one === null)) return undefined;
  const known = found.map((one): [string, string] => [one![1]!, one![2]!.endsWith("s") ? one![2]! : `${one![2]!}s`]);
  return known.every(([, unit]) => UNITS.some(([name]) => name === unit)) ? known : undefined;
}
const period = (count: string, unit: string) => `${count} ${count === "1" ? unit.replace(/s$/, "") : unit}`;
export const idOf = (title: string) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

export function rowForm(text: () => string, write: (now: string, line: number) => void): RowForm {
  let edited: { id: string; lines: string } | null = null; // the row as it stood when it was shown: the text can be changed meanwhile
  let stays = new Set<string>(); // keys that say more than the form can show
  let corroborated = false; // by another document, which the tick does not tell
  let unverified = false; // as the row says in so many words
  const only = whom();
  let perReview = new Set<string>(); // the tasks of which each review has its own
  const inputs = {
    id: make("input", { type: "text", required: true, pattern: "[A-Za-z0-9][A-Za-z0-9_.\\/\\-]*" }),
    task: choice([]),
    count: make("input", { type: "number", min: 0, class: "short" }),
    unit: choice([...UNITS, [NONE, "(no number: “as soon as possible”)"]]),
    count2: make("input", { type: "number", min: 0, class: "short" }),
    unit2: choice(UNITS, "days", { "aria-label": "Of what, the second" }),
    aim: make("input", { type: "number", min: 0, class: "short" }),
    aimUnit: choice(UNITS, "working days", { "aria-label": "Of what, the target" }),
    way: choice([["after", "after"], ["before", "before"]]),
    anchor: choice([]),
    years: make("input", { type: "number", min: 0, max: 25, class: "short" }),
    months: make("input", { type: "number", min: 0, max: 11, class: "short", "aria-label": "and months" }),
    happened: make("input", { type: "text" }),
    until: choice([]),
    role: choice([]),
    who: make("input", { type: "text" }),
    from: make("input", { type: "date" }),
    to: make("input", { type: "date" }),
    cite: make("input", { type: "text" }),
    note: make("input", { type: "text" }),
    ambiguous: make("input", { type: "text" }),
    verified: make("input", { type: "checkbox" }),
  };
  const fresh = {
    title: make("input", { type: "text" }),
    per: choice([["review", "each review"], ["placement", "each placement"], ["period-of-care", "each time the child is looked after"], ["event", "each time it is called for"]]),
  };
  const somebody = field("Who, in plain English", inputs.who);
  const title = field("What it is, in plain English", fresh.title);
  const per = field("Once for", fresh.per);
  const counted = make("div", { class: "fields" },
    field("How many", inputs.count, "As the procedure says it"),
    field("Of what", inputs.unit, "“Days” are calendar days"),
    field("Counted", inputs.way),
    field("From what", inputs.anchor));
  const birthday = field("Which birthday: years", make("span", { class: "pair" }, inputs.years, " and ", inputs.months, " months"));
  const happening = field("What happens, in plain English", inputs.happened, "You record it under these words");
  const more = make("details", { class: "more-of-it" }, make("summary", {}, "More: two numbers, a target, an end, from when it holds"),
    make("div", { class: "fields" },
      field("Or, if that is earlier", make("span", { class: "pair" }, inputs.count2, inputs.unit2), "“20 working days or 28 days”"),
      field("To be aimed at", make("span", { class: "pair" }, inputs.aim, inputs.aimUnit), "A target that is no limit"),
      field("Until", inputs.until, "“weekly until the first review”"),
      field("It holds from", inputs.from), field("and up to", inputs.to)));
  const heading = make("h3", {}, "A new row");
  const sentence = make("p", { class: "sentence", role: "status" });
  const said = make("p", { class: "sentence", role: "status" });

  function showParts(): void {
    const consider = inputs.task.value === CONSIDER;
    title.hidden = inputs.task.value !== NEW && !consider;
    per.hidden = inputs.task.value !== NEW;
    fresh.title.required = !title.hidden;
    somebody.hidden = inputs.role.value !== NEW;
    inputs.who.required = !somebody.hidden;
    for (const one of [counted, more]) one.hidden = consider;
    birthday.hidden = consider || inputs.anchor.value !== AGE;
    inputs.years.required = !birthday.hidden;
    happening.hidden = consider || inputs.anchor.value !== NEW;
    inputs.happened.required = !happening.hidden;
    inputs.count.disabled = consider || stays.has("limit") || inputs.unit.value === NONE;
    inputs.count.required = !inputs.count.disabled;
    only.ask(aboutReview());
  }

  /** A review after a review is the next one; what else is done for a review belongs to it. */
  function aboutReview(): AboutReview {
    const [task, anchor] = [inputs.task.value, inputs.anchor.value];
    const ofReview = (id: string) => id === "review" || perReview.has(id.replace(/^missed /, ""));
    if (task === CONSIDER || (task === NEW ? fresh.per.value === "review" : perReview.has(task))) return "belongsTo";
    if (!ofReview(anchor === AGAIN ? task : anchor)) return "lastHeld";
    return task === "review" && inputs.way.value === "after" ? "reviewBefore" : "countedFrom";
  }

  /** What the form says, as the procedure would say it. */
  function showSentence(): void {
    const consider = inputs.task.value === CONSIDER;
    const next = only.next();
    const named = title.hidden ? (inputs.task.selectedOptions[0]?.text ?? "") : fresh.title.value || "…";
    const what = next === undefined ? named : `the ${next[0]} review is due`;
    const age = `the child is ${inputs.years.value || "…"} years${inputs.months.value === "" ? "" : ` and ${inputs.months.value} months`} old`;
    const chosen = inputs.anchor.selectedOptions[0]?.text ?? "";
    const from = next !== undefined ? `the ${next[1]} review` : { [AGAIN]: "the last time it was done, again and again", [AGE]: age, [NEW]: inputs.happened.value || "…" }[inputs.anchor.value] ?? chosen;
    const after = inputs.way.value === "after";
    const second = inputs.count2.value === "" ? "" : ` or ${period(inputs.count2.value, inputs.unit2.value)}, whichever is earlier,`;
    const number = `${period(inputs.count.value || "…", inputs.unit.value)}${second}`;
    const when = inputs.unit.value === NONE ? (after ? `after ${from}, no number given` : `no later than ${from}`) : after ? `within ${number} after ${from}` : `at least ${number} before ${from}`;
    const target = inputs.aim.value === "" ? "" : `; aim for ${period(inputs.aim.value, inputs.aimUnit.value)}`;
    const end = inputs.until.value === "" ? "" : `; until ${inputs.until.selectedOptions[0]?.text ?? ""}`;
    const holds = `${inputs.from.value === "" ? "" : `; from ${inputs.from.value}`}${inputs.to.value === "" ? "" : `; up to ${inputs.to.value}`}`;
    const kept = stays.size === 0 ? "" : " This row says more than the form can show: what is grey stays as it stands in the text.";
    sentence.textContent = consider ? `It says: the review considers “${what}”${only.told()}.${kept}` : `It says: ${what}${next === undefined ? ":" : ""} ${when}${target}${end}${only.told()}${holds}.${kept}`;
  }

  /** The number of the next row, as long as the document gives none. */
  function nextId(): string {
    const own = readHead(text(), "", "id") || "our-authority";
    const taken = new Set(readRows(text()).map((row) => row.id));
    let number = 1;
    while (taken.has(`${own}/${number}`)) number++;
    return `${own}/${number}`;
  }

  let offered = ""; // for a new row, until another is typed
  const offerId = () => (offered = nextId());

  function chosen(select: HTMLSelectElement, value: string): void {
    if (![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value.replaceAll("-", " ")));
    select.value = value;
  }

  function edit(row: Written | null): void {
    const found = row === null ? undefined : readRows(text()).find((one) => one.id === row["id"]);
    const is = found === undefined ? {} : row!;
    edited = found === undefined ? null : { id: found.id, lines: linesOf(text(), found) };
    stays = found === undefined ? new Set() : openKeys(text(), found); // a value over several lines is not taken apart
    const consider = found?.table === "considerations";
    const word = (key: string) => (typeof is[key] === "string" ? (is[key] as string) : "");
    inputs.id.value = word("id") || offerId();
    chosen(inputs.task, consider ? CONSIDER : word("task") || "review");
    inputs.task.disabled = found !== undefined && (consider || is["task"] === undefined);
    fresh.title.value = consider ? word("title") : "";

    const anchor = is["after"] ?? is["before"];
    const both = is["after"] !== undefined && is["before"] !== undefined;
    const limit = is["limit"] === undefined ? [] : periods(is["limit"]);
    if (limit === undefined || is["limit_from"] !== undefined) stays.add("limit");
    if (both || (anchor !== undefined && typeof anchor !== "string")) stays.add("anchor");
    for (const key of ["after", "before"]) if (stays.has(key)) stays.add("anchor");
    const shown = stays.has("limit") ? [] : (limit ?? []);
    inputs.count.value = shown[0]?.[0] ?? "";
    inputs.unit.value = shown[0]?.[1] ?? (found === undefined || stays.has("limit") ? "working days" : NONE);
    inputs.count2.value = shown[1]?.[0] ?? "";
    inputs.unit2.value = shown[1]?.[1] ?? "days";
    const aim = is["aim"] === undefined ? [] : periods(is["aim"]);
    if (aim === undefined) stays.add("aim");
    inputs.aim.value = aim?.[0]?.[0] ?? "";
    inputs.aimUnit.value = aim?.[0]?.[1] ?? "working days";
    inputs.way.value = is["before"] !== undefined && !both ? "before" : "after";
    const birth = typeof anchor === "string" ? BIRTHDAY.exec(anchor) : null;
    inputs.years.value = birth?.[1] ?? "";
    inputs.months.value = birth?.[2] ?? "";
    inputs.happened.value = "";
    inputs.who.value = "";
    const from = stays.has("anchor") ? "became-looked-after" : typeof anchor === "string" ? anchor : "became-looked-after";
    chosen(inputs.anchor, birth !== null ? AGE : found !== undefined && from === is["task"] ? AGAIN : from);
    if (is["until"] !== undefined && typeof is["until"] !== "string") stays.add("until");
    chosen(inputs.until, word("until"));
    chosen(inputs.role, word("role"));
    const holds = is["in_force"] as Record<string, string> | undefined;
    if (Array.isArray(holds)) stays.add("in_force");
    inputs.from.value = stays.has("in_force") ? "" : (holds?.["from"] ?? "");
    inputs.to.value = stays.has("in_force") ? "" : (holds?.["to"] ?? "");
    only.show(stays.has("when") ? { more: true } : is["when"]);
    if (only.read() === undefined) stays.add("when");
    inputs.cite.value = word("cite");
    inputs.note.value = word("note");
    inputs.ambiguous.value = word("ambiguous");
    inputs.verified.checked = is["verified"] === true;
    corroborated = is["verified"] === "corroborated";
    unverified = is["verified"] === false;
    const grey: [string, (HTMLInputElement | HTMLSelectElement)[]][] = [
      ["limit", [inputs.unit, inputs.count2, inputs.unit2]], ["anchor", [inputs.way, inputs.anchor, inputs.years, inputs.months]], ["aim", [inputs.aim, inputs.aimUnit]],
      ["until", [inputs.until]], ["in_force", [inputs.from, inputs.to]], ["cite", [inputs.cite]], ["note", [inputs.note]], ["ambiguous", [inputs.ambiguous]], ["role", [inputs.role]],
    ];
    for (const [key, here] of grey) for (const one of here) one.disabled = stays.has(key);
    more.open = [inputs.count2, inputs.aim, inputs.until, inputs.from, inputs.to].some((one) => one.value !== "");
    showParts();
    showSentence();
    heading.textContent = found === undefined ? "A new row" : `Row ${String(is["id"])}`;
    if (found !== undefined) inputs.task.focus();
  }

  function learn(found: Words): void {
    if (edited === null && inputs.id.value === offered) inputs.id.value = offerId();
    const [task, anchor, until, role] = [inputs.task.value, inputs.anchor.value, inputs.until.value, inputs.role.value];
    const tasks = found.task.map((one): [string, string] => [one.id, one.title]);
    tasks.sort((one, other) => one[1].localeCompare(other[1]));
    const own: [string, string][] = [[NEW, "(something else …)"], [CONSIDER, "(nothing by a date: something a review must consider …)"]];
    inputs.task.replaceChildren(...[...own, ...tasks].map(([value, shown]) => make("option", { value }, shown)));
    const kept = task !== "" && [...inputs.task.options].some((one) => one.value === task); // also what is not in the profile yet
    inputs.task.value = kept ? task : tasks.some(([id]) => id === "review") ? "review" : NEW;
    const group = (label: string, words: Word[]) => make("optgroup", { label }, ...words.map((one) => make("option", { value: one.id }, one.title)));
    perReview = new Set(found.task.filter((one) => one.per === "review").map((one) => one.id));
    const usual = new Set(found.usual.map((one) => one.id));
    const done = tasks.filter(([id]) => !usual.has(id)).map(([id, title]) => ({ id, title }));
    inputs.anchor.replaceChildren(
      group("Most often", found.usual),
      make("option", { value: AGAIN }, "the last time the same was done"),
      make("option", { value: AGE }, "a birthday …"),
      make("option", { value: NEW }, "something else that happens …"),
      group("Something that happened", found.happens),
      group("Something that was done", done),
      make("optgroup", { label: "Something that was not done in time" }, ...tasks.map(([id, name]) => make("option", { value: `missed ${id}` }, `not done in time: ${name}`))),
    );
    chosen(inputs.anchor, anchor || "became-looked-after");
    inputs.until.replaceChildren(make("option", { value: "" }, "(no end)"), group("Most often", found.usual), group("Something that happened", found.happens), group("Something that was done", done));
    chosen(inputs.until, until);
    inputs.role.replaceChildren(make("option", { value: "" }, "(as for what must be done)"), make("option", { value: NEW }, "(somebody else …)"), ...found.role.map((one) => make("option", { value: one }, one)));
    chosen(inputs.role, role);
    only.learn(found);
    showParts();
    showSentence();
  }

  const form = make("form", { class: "fields", id: "row-form" },
    heading,
    field("Row of the document", inputs.id, "Its number there; where it has none, this one will do"),
    field("What must be done", inputs.task),
    title,
    per,
    field("Who does it", inputs.role),
    somebody,
    counted,
    birthday,
    happening,
    only.fields,
    more,
    field("Source", inputs.cite, "Section and page of your procedure"),
    field("Note", inputs.note),
    field("What the sentence leaves open", inputs.ambiguous, "And how you read it: it stands beside each date"),
    make("div", { class: "tick" }, inputs.verified, make("label", { for: (inputs.verified.id = "row-verified") }, "I have read these words in the document")),
    sentence,
    make("button", { type: "submit" }, "Write the row"),
    make("button", { type: "button", click: () => edit(null) }, "Clear"),
    said,
    make("p", { class: "hint wide" }, "A sentence that has no place in these fields: choose “no number”, and put the sentence itself into the note. It is then told beside the review, and gives no date. Do not leave out half of it."),
  );
  form.addEventListener("input", () => {
    showParts();
    showSentence();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const consider = inputs.task.value === CONSIDER;
    let now = text();
    const rowNow = () => readRows(now).find((one) => one.id === edited?.id);
    const before = rowNow();
    if (edited !== null && (before === undefined || linesOf(now, before) !== edited.lines)) {
      said.textContent = `Row ${edited.id} was changed in the text since it was shown here, so nothing is written. Choose it again in the list above.`;
      return;
    }
    let task = inputs.task.value;
    const role = inputs.role.value === NEW ? inputs.who.value.trim() : inputs.role.value;
    const roles = [...inputs.role.options].map((one) => one.value);
    if (role !== "" && !roles.includes(role)) {
      now = writeRole(now, role);
    }
    if (task === NEW) {
      task = idOf(fresh.title.value);
      now = writeTable(now, "tasks", { id: task, title: fresh.title.value, role, per: fresh.per.value });
    }
    let anchor = { [AGAIN]: task, [AGE]: `age ${inputs.years.value} year${inputs.years.value === "1" ? "" : "s"}${Number(inputs.months.value) > 0 ? ` ${inputs.months.value} month${inputs.months.value === "1" ? "" : "s"}` : ""}` }[inputs.anchor.value] ?? inputs.anchor.value;
    if (!consider && inputs.anchor.value === NEW) {
      anchor = idOf(inputs.happened.value);
      now = writeTable(now, "events", { id: anchor, title: inputs.happened.value });
    }
    const first = inputs.unit.value === NONE ? null : period(inputs.count.value, inputs.unit.value);
    const limit: Value = first !== null && inputs.count2.value !== "" ? { toml: `[${[first, period(inputs.count2.value, inputs.unit2.value)].map((one) => JSON.stringify(one)).join(", ")}]` } : first;
    const when = only.read();
    const spans = [inputs.from.value && `from = ${inputs.from.value}`, inputs.to.value && `to = ${inputs.to.value}`].filter((one) => one !== "");
    const asked = Object.entries(when ?? {}).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    const dated: Record<string, Value> = {
      limit,
      aim: inputs.aim.value === "" ? null : period(inputs.aim.value, inputs.aimUnit.value),
      after: inputs.way.value === "after" ? anchor : null,
      before: inputs.way.value === "before" ? anchor : null,
      until: inputs.until.value || null,
    };
    const values: Record<string, Value> = {
      id: inputs.id.value,
      ...(consider ? { title: fresh.title.value, ...(edited === null ? { at: "review" } : {}) } : { task, ...dated }),
      role: inputs.task.value === NEW ? null : role || null,
      when: asked.length === 0 ? null : { toml: `{ ${asked.join(", ")} }` },
      in_force: spans.length === 0 ? null : { toml: `{ ${spans.join(", ")} }` },
      cite: inputs.cite.value || null,
      note: inputs.note.value || null,
      ambiguous: inputs.ambiguous.value || null,
      ...(corroborated && !inputs.verified.checked ? {} : { verified: inputs.verified.checked ? true : unverified ? { toml: "false" } : null }),
    };
    for (const key of stays) for (const one of key === "anchor" ? ["after", "before"] : [key]) delete values[one];
    const at = rowNow()?.first ?? null;
    const then = writeRow(now, at, consider ? "considerations" : "timescales", values);
    said.textContent = `Row ${inputs.id.value} is written into the list above; what the check says of it will stand below.`;
    write(then, (at ?? readRows(then).at(-1)!.first) + 1);
    edit(null);
    inputs.task.focus();
  });
  function remove(id: string): void {
    const row = readRows(text()).find((one) => one.id === id);
    if (row === undefined) return;
    write(removeRow(text(), row), 1);
    edit(null);
    said.textContent = `Row ${id} is taken out.`;
    inputs.task.focus();
  }
  return { form, learn, edit, remove };
}
