// A child's dates: events typed or opened; what is overdue, due, coming and done; the working of each; what would move.
import { Working, dueLists, inShort, type Due } from "./due_lists";
import { Refused, safeNames, type Engine, type Problem } from "./engine";
import { choice, dayIn, dayWords, field, make, save, showError, showProblems, today, withinWords } from "./page";
import { CHANGED, OURS, profileAsked, profileChoice } from "./own";
import { whatWouldMove, type Change } from "./what_if";
import { legend, timeline, type Lane, type Look, type Mark } from "./timeline";

interface EventField {
  name: string;
  words: string;
  kind: string;
  meaning: string;
}
export interface EventKind {
  kind: string;
  words: string;
  fields: EventField[];
}
/** A word of a profile, and the same in plain English. */
export interface Word {
  id: string;
  title: string;
}
export interface Words {
  event: Word[];
  placement: Word[];
  legal_status: Word[];
  task: (Word & { role: string; per: string })[];
  fact: Word[];
  role: string[];
  /** What a row of a profile can count from, tasks apart: most often, and all else. */
  usual: Word[];
  happens: Word[];
  /** Which review a row can be about. */
  review: Word[];
}
export interface Begin {
  profiles: { id: string; name: string; version: string; extends: string }[];
  events: EventKind[];
  confirmed_until: string;
}
interface Scheduled {
  schedule: { due_dates: Due[] };
  workings: Record<string, string[]>;
  lanes: Lane[];
  looks: Record<string, Look>;
  beside: Record<string, string[]>;
  next_review: { id: string; words: string } | null;
  problems: Problem[];
  nothing_scheduled: boolean; // because of these: then it is no answer that nothing is due
}
type EventRecord = Record<string, unknown>;
interface HistoryRecord {
  child: string;
  date_of_birth?: string;
  events: EventRecord[];
  [key: string]: unknown;
}

/** A further day of an event, as it is told beside its box. */
const DAYS: Record<string, string> = { review_on: "booked for", ends_on: "last day" };

const EXAMPLE: HistoryRecord = {
  child: "Example",
  date_of_birth: "2014-05-02",
  events: [
    { event: "became-looked-after", on: "2025-12-19", placement: "foster-care", legal_status: "section-20" },
    { event: "review-held", on: "2026-01-14" },
    { event: "placement-moved", on: "2026-02-20", placement: "childrens-home" },
  ],
};

/** `england` are the words of the profile that is chosen at first. */
export function childView(section: HTMLElement, engine: Engine, begin: Begin, england: Words): void {
  let history: HistoryRecord = { child: "A child", events: [{ event: "became-looked-after", on: "" }] };
  let words = england;
  let latest = 0;
  const profile = profileChoice(begin);
  const only = choice([["", "everything"]]); // whose tasks the lists hold
  const asOf = make("input", { type: "date", value: today() });
  const child = make("input", { type: "text", autocomplete: "off", value: history.child });
  const born = make("input", { type: "date" });
  const rows = make("tbody");
  const recorded = choice([["", "everything: what is not typed was not done"], ["review", "the reviews only: of all else nothing is known"]]);
  const file = make("input", { type: "file", accept: ".json,.jsonl,.csv,.xlsx" });
  const which = choice([]);
  const whichField = field("Which child of the file", which);
  const addEvent = make("button", { type: "button", id: "add-event", click: () => {
    history.events.push({ event: "review-held", on: "" });
    drawEvents({ place: history.events.length - 1, what: "input" });
  } }, "Add an event");
  const ofFile = make("div", { class: "result of-file", role: "alert" }); // what was told of the file that was opened, as long as it is the last
  const problems = make("div", { class: "result", role: "alert" });
  const short = make("p", { role: "status" }); // what the lists below hold in short, which a screen reader says when it changes
  const result = make("div", { class: "result" });
  const working = new Working();
  const paper = make("div", { class: "paper" }); // what the form says, for print
  const moved = make("div", { class: "result", role: "status" });
  const supposed = { kind: choice([]), on: make("input", { type: "date" }), more: make("span", { class: "more" }) };
  const supposedDay = field("On the day", supposed.on);
  let supposedEvent: EventRecord = { event: "review-held", on: "" };
  let drawn: (() => SVGSVGElement) | undefined; // the picture to keep of what is shown
  const onlyField = field("Show in the lists", only);
  onlyField.classList.add("screen");
  const recordedField = field("What is typed above", recorded, "Of the reviews only: then nothing else is called overdue");
  recordedField.classList.add("screen");
  whichField.hidden = true;

  function kinds(): [string, string][] {
    return words.event.map((one) => [one.id, one.title]);
  }

  /**
   * The fields of one event beside its day, in which the words of the profile can be chosen. `changed` is told of a new value, and
   * `added` of a field that is to be drawn: what is drawn again loses the focus, so a value alone draws nothing.
   */
  function fieldsOf(event: EventRecord, changed: () => void, added: (name: string) => void): HTMLElement[] {
    const known = begin.events.find((one) => one.kind === event["event"])?.fields ?? [];
    const given = Object.keys(event).filter((key) => key !== "event" && key !== "on");
    const shown = known.filter((one) => one.name !== "on" && one.name !== "event" && (given.includes(one.name) || USUAL.has(one.name)));
    const rest = known.filter((one) => one.name !== "on" && one.name !== "event" && !shown.includes(one));
    const inputs = shown.map((one) => {
      const value = event[one.name];
      const set = (now: string) => {
        if (now === "") delete event[one.name];
        else if (one.kind === "truth") event[one.name] = now === "yes";
        else if (one.kind === "number") event[one.name] = Number(now);
        else event[one.name] = now.includes(";") ? now.split(";").map((part) => part.trim()) : now;
        changed();
      };
      const list = { placement: words.placement, legal_status: words.legal_status, task: words.task, fact: words.fact }[one.name];
      const text = Array.isArray(value) ? value.join("; ") : typeof value === "boolean" ? (value ? "yes" : "no") : String(value ?? "");
      let input: HTMLInputElement | HTMLSelectElement;
      if (list !== undefined && (text === "" || list.some((word) => word.id === text))) {
        input = choice([["", `(${one.words})`], ...list.map((word): [string, string] => [word.id, list.some((other) => other !== word && other.title === word.title) ? `${word.title} (${word.id})` : word.title])], text);
      } else if (one.kind === "truth") input = choice([["", `(${one.words})`], ["yes", `${one.words}: yes`], ["no", `${one.words}: no`]], text);
      else input = make("input", { type: one.kind === "day" ? "date" : "text", value: text, placeholder: one.words });
      input.setAttribute("aria-label", `${one.words}: ${one.meaning}`);
      input.title = one.meaning;
      input.dataset["field"] = one.name;
      input.addEventListener("change", () => set(one.kind === "day" ? dayIn(input as HTMLInputElement) : input.value));
      return one.kind === "day" ? make("span", { class: "further-day" }, `${DAYS[one.name] ?? one.words} `, input) : input; // a day alone does not say of what
    });
    const add = choice([["", "more …"], ...rest.map((one): [string, string] => [one.name, one.words])]);
    add.setAttribute("aria-label", "Add a field to this event");
    add.addEventListener("change", () => {
      USUAL.add(add.value);
      added(add.value);
    });
    return rest.length > 0 ? [...inputs, add] : inputs;
  }
  const USUAL = new Set(["placement", "legal_status", "task", "fact", "review_on", "type", "level", "ends_on"]);

  /** Draw the events, and give the focus to what is found in one of their rows. */
  function drawEvents(focused?: { place: number; what: string }): void {
    rows.replaceChildren(
      ...history.events.map((event, place) => {
        const kind = choice(kinds(), String(event["event"]));
        kind.setAttribute("aria-label", `What happened, event ${place + 1}`);
        kind.addEventListener("change", () => {
          history.events[place] = { event: kind.value, on: event["on"] };
          changed({ place, what: "[data-field=event]" });
        });
        kind.dataset["field"] = "event";
        const on = make("input", { type: "date", value: String(event["on"] ?? ""), "aria-label": `On which day, event ${place + 1}` });
        on.addEventListener("change", () => {
          event["on"] = dayIn(on);
          workSoon();
        });
        const remove = make("button", { type: "button", "aria-label": `Remove event ${place + 1}`, click: () => {
          history.events.splice(place, 1);
          changed({ place: Math.min(place, history.events.length - 1), what: "button" });
          if (history.events.length === 0) addEvent.focus();
        } }, "Remove");
        return make("tr", {}, make("td", {}, on), make("td", {}, kind), make("td", { class: "more" }, ...fieldsOf(event, workSoon, (name) => changed({ place, what: `[data-field="${name}"]` }))), make("td", {}, remove));
      }),
    );
    if (focused !== undefined) rows.children[focused.place]?.querySelector<HTMLElement>(focused.what)?.focus();
  }

  function record(): HistoryRecord {
    const { child: _, date_of_birth: __, ...rest } = history;
    const found: HistoryRecord = { ...rest, child: child.value || "A child", events: history.events.filter((event) => event["on"] !== "" && event["on"] !== undefined) };
    if (dayIn(born) !== "") found.date_of_birth = dayIn(born);
    if (recorded.value === "") delete found["records"];
    else found["records"] = recorded.value.split(";");
    return found;
  }
  /** An event whose day is not typed yet is in no date and in no file, which is told. */
  function undated(): string {
    const many = history.events.length - record().events.length;
    return many === 0 ? "" : ` ${many === 1 ? "One event has" : `${many} events have`} no day yet, and ${many === 1 ? "is" : "are"} left out.`;
  }
  const asked = () => ({ history: record(), profile: profileAsked(profile.value), as_of: dayIn(asOf) });

  function changed(focused?: { place: number; what: string }): void {
    drawEvents(focused);
    void work();
  }
  let soon = 0;
  /** After a pause, so that a date half typed is not worked with; what was asked before is of no use any more. */
  function workSoon(): void {
    latest++;
    result.setAttribute("aria-busy", "true");
    clearTimeout(soon);
    soon = setTimeout(() => void work(), 300);
  }

  async function work(): Promise<void> {
    clearTimeout(soon);
    const mine = ++latest;
    result.setAttribute("aria-busy", "true"); // until what stands there is of what is typed
    await workOut(mine);
    if (mine === latest) result.setAttribute("aria-busy", "false");
  }

  async function workOut(mine: number): Promise<void> {
    moved.replaceChildren();
    if (record().events.length === 0) {
      clear();
      result.replaceChildren(make("p", {}, "Type the day on which the child became looked after. The dates appear at once."));
      problems.replaceChildren();
      return;
    }
    if (dayIn(asOf) === "") {
      clear();
      short.textContent = "Choose the day as at which the dates are to be told.";
      return;
    }
    if (!engine.isLoaded) short.textContent = "The dates are worked out as soon as the page is loaded.";
    try {
      const found = await engine.ask<Scheduled>({ ask: "schedule", ...asked() });
      if (mine !== latest) return;
      showProblems(problems, found.problems.map(placed), found.nothing_scheduled ? "To be mended" : "To know about what was typed");
      if (found.nothing_scheduled) {
        clear();
        short.textContent = "Nothing could be scheduled, because of the problems told above; mend these first.";
      } else show(found);
    } catch (error) {
      if (mine !== latest) return;
      clear();
      showError(problems, error instanceof Refused ? new Refused(error.message, error.problems.map(placed)) : error);
    }
  }

  /** Of what cannot be scheduled nothing is shown: lists of before, or empty ones, would say what is due. */
  function clear(): void {
    result.replaceChildren();
    short.replaceChildren();
    paper.replaceChildren();
    working.close();
    drawn = undefined;
  }

  /** A problem at its row: not as a place in a file, which nobody sees here. */
  function placed(one: Problem): Problem {
    const found = /^(?:history\.)?events\[(\d+)\]/.exec(one.where);
    const event = found === null ? undefined : record().events[Number(found[1])];
    if (event === undefined) return one;
    const row = history.events.indexOf(event) + 1;
    const kind = kinds().find(([id]) => id === event["event"])?.[1] ?? String(event["event"]);
    return { ...one, where: `Line ${row}, ${dayWords(String(event["on"]))}, ${kind}`, what: one.what.replace(`${String(event["event"])}: `, "") };
  }

  function show(found: Scheduled): void {
    const dues = found.schedule.due_dates.map((due) => ({ ...due, beside: found.beside[due.id] ?? [] }));
    const roles = [...new Set(dues.map((due) => due.role))].filter((one) => one !== "").sort();
    const before = only.value;
    only.replaceChildren(...choice([["", "everything"], ["review", "the reviews themselves"], ...roles.map((one): [string, string] => [` ${one}`, `what is for: ${one}`])]).children);
    only.value = [...only.options].some((one) => one.value === before) ? before : "";
    onlyField.hidden = false;
    const drawLists = () => {
      const wanted = dues.filter((due) => only.value === "" || (only.value === "review" ? due.task === "review" : due.role === only.value.slice(1)));
      short.textContent = `${only.value === "" ? "" : `Only ${only.selectedOptions[0]!.text}: `}${inShort(wanted)}${undated()}`;
      working.close();
      lists.replaceChildren(...dueLists(wanted, explain));
    };
    const lists = make("div", {});
    only.onchange = drawLists;
    const explain = (due: Due, place: Element) => working.open(due, found.workings[due.id] ?? [], place);
    const review = dues.find((due) => due.id === found.next_review?.id);
    const next: HTMLElement | null = review === undefined ? null : make("p", { class: "next-review" }, make("button", { type: "button", class: "link", click: () => explain(review, next!) }, found.next_review!.words));
    const day = asOf.value;
    drawn = () => timeline(found.lanes, found.looks, day);
    const chosen = (mark: Mark) => {
      const place = /^due-(\d+)/.exec(mark.id);
      const due = place === null ? undefined : dues[Number(place[1]) - 1];
      if (due !== undefined) explain(due, frame);
    };
    const picture = timeline(found.lanes, found.looks, day, { chosen });
    const frame = make("div", { class: "scroll timeline", tabindex: 0, role: "region", "aria-label": "Timeline" }, picture);
    result.replaceChildren(make("h3", {}, `As at ${dayWords(day)}`), frame, make("p", { class: "hint narrow" }, "The timeline goes on to the right."), legend(found.lanes, found.looks), make("div", { class: "paper" }, timeline(found.lanes, found.looks, day, { onPaper: true })), ...(next === null ? [] : [next]), onlyField, lists);
    drawLists();
    const named = new Map(kinds());
    const titles = new Map([...words.placement, ...words.legal_status, ...words.task, ...words.fact].map((one) => [one.id, withinWords(one.title)]));
    const written = (value: unknown): string => (Array.isArray(value) ? value.map(written).join(" and ") : titles.get(String(value)) ?? String(value));
    const told = ({ event, on, ...rest }: EventRecord) => `${dayWords(String(on))}: ${named.get(String(event)) ?? String(event)}${Object.values(rest).map((one) => `, ${written(one)}`).join("")}`;
    const { child: called, date_of_birth: birth, events } = record();
    paper.replaceChildren(
      make("p", {}, `${called}${birth === undefined ? "" : `, born on ${dayWords(birth)}`}. Timescales: ${profile.selectedOptions[0]?.text ?? ""}.`),
      make("ul", {}, ...events.map((event) => make("li", {}, told(event)))),
    );
  }

  async function suppose(): Promise<void> {
    if (dayIn(supposed.on) === "") {
      moved.replaceChildren(make("p", { class: "refused" }, "Choose the day on which it would happen."));
      supposed.on.focus();
      return;
    }
    try {
      const found = await engine.ask<{ changes: Change[]; stayed: number; later: string | null }>({ ask: "what-if", ...asked(), suppose: [supposedEvent] });
      moved.replaceChildren(...whatWouldMove(found.changes, found.stayed, found.later), make("button", { type: "button", click: () => {
        history.events.push(structuredClone(supposedEvent));
        changed();
      } }, "Take it into the history"));
    } catch (error) {
      // The one event that is supposed stands right above, and is no place in a list.
      const placed = (one: Problem) => ({ ...one, where: one.where.replace(/^events\[0\]\.?/, "") });
      showError(moved, error instanceof Refused ? new Refused(error.message, error.problems.map(placed)) : error);
    }
  }

  function drawSupposed(): void {
    supposedDay.querySelector("label")!.textContent = supposedEvent["event"] === "review-arranged" ? "Arranged on" : "On the day";
    supposed.kind.replaceChildren(...choice(kinds(), String(supposedEvent["event"])).children);
    supposed.kind.value = String(supposedEvent["event"]);
    const drawn = (name: string) => {
      drawSupposed();
      supposed.more.querySelector<HTMLElement>(`[data-field="${name}"]`)?.focus();
    };
    supposed.more.replaceChildren(...fieldsOf(supposedEvent, () => undefined, drawn));
  }
  supposed.kind.addEventListener("change", () => {
    supposedEvent = { event: supposed.kind.value, on: supposed.on.value };
    drawSupposed();
  });
  supposed.on.addEventListener("change", () => (supposedEvent["on"] = dayIn(supposed.on)));

  function take(one: HistoryRecord): void {
    history = structuredClone(one);
    child.value = history.child;
    born.value = history.date_of_birth ?? "";
    const tasks = Array.isArray(history["records"]) ? history["records"].join(";") : "";
    if (![...recorded.options].some((one) => one.value === tasks)) recorded.append(make("option", { value: tasks }, `only: ${tasks.replaceAll(";", ", ").replaceAll("-", " ")}`));
    recorded.value = tasks;
    changed();
  }
  file.addEventListener("change", async () => {
    const opened = file.files?.[0];
    if (opened === undefined) return;
    try {
      const found = await engine.ask<{ histories: HistoryRecord[]; problems: Problem[] }>({ ask: "children", file: safeNames([opened])[0] }, [opened]);
      which.replaceChildren(...found.histories.map((one, place) => make("option", { value: place }, one.child)));
      whichField.hidden = found.histories.length < 2;
      which.onchange = () => take(found.histories[Number(which.value)]!);
      if (found.histories[0] !== undefined) take(found.histories[0]);
      showProblems(ofFile, found.problems, `To know about ${opened.name}`);
    } catch (error) {
      showError(ofFile, error, `${opened.name} was not opened; what stood here still stands`);
    }
    file.value = "";
  });

  async function download(form: string, type: string): Promise<void> {
    try {
      const found = await engine.ask<{ name: string; text: string }>({ ask: "save", form, ...asked() });
      save(found.name, found.text, type);
    } catch (error) {
      showError(problems, error);
    }
  }
  async function learnWords(): Promise<void> {
    try {
      words = await engine.ask<Words>({ ask: "words", profile: profileAsked(profile.value) });
    } catch (error) {
      showError(problems, error);
      return;
    }
    drawSupposed();
    changed();
  }
  profile.addEventListener("change", () => void learnWords());
  let learning = 0;
  document.addEventListener(CHANGED, () => {
    if (profile.value !== OURS) return;
    clearTimeout(learning);
    learning = setTimeout(() => void learnWords(), 1000);
  });
  for (const input of [asOf, born, child, recorded]) input.addEventListener("change", workSoon);

  section.replaceChildren(
    make("h2", { id: "child-heading" }, "A child’s dates"),
    make("div", { class: "fields" },
      field("Timescales", profile), field("As at", asOf), field("Called", child, "Any name or number; it is not needed."), field("Date of birth", born, "Some rules ask for the age."),
      field("Open a history", file, "JSON, or a spreadsheet of events (.csv, .xlsx)"), whichField,
      make("button", { type: "button", click: () => {
        ofFile.replaceChildren();
        take(EXAMPLE);
      } }, "Show an example")),
    ofFile,
    make("h3", {}, "What happened"),
    paper,
    make("div", { class: "scroll whole screen", tabindex: 0, role: "region", "aria-label": "Events" },
      make("table", { class: "events" }, make("thead", {}, make("tr", {}, ...["On", "What", "More", "Remove"].map((one) => make("th", { scope: "col" }, one)))), rows)),
    addEvent,
    recordedField,
    problems,
    short,
    result,
    make("h3", { class: "screen" }, "What if …"),
    make("div", { class: "fields" }, field("This happened", supposed.kind), supposedDay, supposed.more,
      make("button", { type: "button", id: "suppose", click: () => void suppose() }, "Show what would move")),
    moved,
    make("h3", { class: "screen" }, "Save"),
    make("div", { class: "buttons" },
      make("button", { type: "button", click: () => void download("history", "application/json") }, "History (JSON)"),
      make("button", { type: "button", click: () => void download("csv", "text/csv") }, "Due dates (CSV)"),
      make("button", { type: "button", click: () => void download("calendar", "text/calendar") }, "Calendar (iCalendar)"),
      make("button", { type: "button", click: () => {
        if (drawn === undefined) short.textContent = "There is no picture: no date is worked out.";
        else save("timeline.svg", `<?xml version="1.0" encoding="utf-8"?>\n${drawn().outerHTML}`, "image/svg+xml");
      } }, "Picture (SVG)"),
      make("button", { type: "button", click: () => window.print() }, "Print")),
  );
  drawSupposed();
  changed();
}
