// Which children, placements and reviews a row is for: the conditions that the form can show.
import type { Word, Words } from "./child";
import { choice, field, make } from "./page";

export type Conditions = Record<string, string>;
const KEYS = ["review", "placement", "placement_lasted", "legal_status", "age", "fact"];
const AGE = /^(under )?(\d+)( or over)?$/;

export interface Whom {
  fields: HTMLElement;
  learn: (words: Words) => void;
  /** Show the `when` of a row. What says more than the fields can show stays as it stands, and they are of no use. */
  show: (when: unknown) => void;
  /** What the fields say; nothing where they are of no use. */
  read: () => Conditions | undefined;
  /** Which review the row is about, as it is to be asked for and told: that depends on what is due, and counted from what. */
  ask: (about: AboutReview) => void;
  /** Where a review is counted from one of a number, which of the two is due: `["third", "second"]`. */
  next: () => [string, string] | undefined;
  told: () => string;
}

const ABOUT_REVIEW = {
  reviewBefore: "The review it counts from (the next one is due)",
  countedFrom: "The review it counts from",
  belongsTo: "The review it belongs to",
  lastHeld: "The last review held by then",
};
export type AboutReview = keyof typeof ABOUT_REVIEW;
const NUMBERS = ["first", "second", "third", "fourth", "fifth", "sixth"]; // the format names the first five


export function whom(): Whom {
  const review = choice([]);
  const placement = choice([]);
  const lasted = choice([["", "at any time"], ["under 6 weeks", "in its first 6 weeks"], ["under 1 year", "in its first year"], ["1 year or over", "after its first year"]]);
  const status = choice([]);
  const fact = choice([]);
  const way = choice([["", "any age"], ["under", "under"], ["over", "of or over"]]);
  const years = make("input", { type: "number", min: 1, max: 25, "aria-label": "Age in years", class: "short" });
  const all = [review, placement, lasted, status, fact, way, years];
  const reviewField = field(ABOUT_REVIEW.belongsTo, review);
  let about: AboutReview = "belongsTo";
  function ask(now: AboutReview): void {
    about = now;
    reviewField.querySelector("label")!.textContent = ABOUT_REVIEW[now];
  }
  const fields = make("details", { class: "whom" },
    make("summary", {}, "Only for some children, placements or reviews"),
    make("div", { class: "fields" },
      reviewField, field("Where the child lives", placement), field("How long there", lasted),
      field("Legal status", status), field("How old", make("span", { class: "pair" }, way, years)), field("Only if this is recorded", fact)));

  function chosen(select: HTMLSelectElement, value: string): void {
    if (![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value.replaceAll("-", " ")));
    select.value = value;
  }
  function learnOne(select: HTMLSelectElement, any: string, words: Word[]): void {
    const before = select.value;
    const group = (label: string, not: string) =>
      make("optgroup", { label }, ...words.map((one) => make("option", { value: `${not}${one.id}` }, `${not === "" ? "" : "not: "}${one.title}`)));
    select.replaceChildren(make("option", { value: "" }, any), group("Only", ""), group("All but", "not "));
    chosen(select, before);
  }
  let order: string[] = []; // of the conditions, as the row has them
  function show(when: unknown): void {
    const told = (when ?? {}) as Record<string, unknown>;
    order = Object.keys(told);
    const age = typeof told["age"] === "string" ? AGE.exec(told["age"]) : null;
    const shown = Object.entries(told).every(([key, value]) => KEYS.includes(key) && typeof value === "string") && (told["age"] === undefined || age !== null);
    for (const one of all) one.disabled = !shown;
    const text = (key: string) => (shown ? String(told[key] ?? "") : "");
    chosen(review, text("review"));
    chosen(placement, text("placement"));
    chosen(lasted, text("placement_lasted"));
    chosen(status, text("legal_status"));
    chosen(fact, text("fact"));
    way.value = !shown || age === null ? "" : age[1] !== undefined ? "under" : "over";
    years.value = shown ? (age?.[2] ?? "") : "";
    fields.open = Object.keys(told).length > 0;
  }
  function read(): Conditions | undefined {
    if (review.disabled) return undefined;
    const age = way.value === "" || years.value === "" ? "" : way.value === "under" ? `under ${years.value}` : `${years.value} or over`;
    const found: Conditions = { review: review.value, placement: placement.value, placement_lasted: lasted.value, legal_status: status.value, age, fact: fact.value };
    const keys = [...order, ...Object.keys(found).filter((key) => !order.includes(key))];
    return Object.fromEntries(keys.flatMap((key) => (found[key] ? [[key, found[key]]] : [])));
  }
  function next(): [string, string] | undefined {
    const place = about !== "reviewBefore" || review.disabled ? -1 : NUMBERS.indexOf(review.value);
    return place === -1 || place === NUMBERS.length - 1 ? undefined : [NUMBERS[place + 1]!, NUMBERS[place]!];
  }
  const reviewTold = (words: string) =>
    ({ reviewBefore: `counted from ${words}`, countedFrom: `counted from ${words}`, belongsTo: words, lastHeld: `the last review held by then: ${words}` })[about];
  function told(): string {
    if (review.disabled) return "; only as the text says";
    const words = (select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? "";
    const parts = [
      review.value !== "" && next() === undefined && reviewTold(words(review)),
      placement.value !== "" && words(placement),
      lasted.value !== "" && `${words(lasted)} of the placement`.replace("in its", "in the").replace("after its", "after the").replace(/^(under|.* or over) of/, "placement: $1 of"),
      status.value !== "" && words(status),
      way.value !== "" && years.value !== "" && (way.value === "under" ? `a child under ${years.value}` : `a child of ${years.value} or over`),
      fact.value !== "" && words(fact),
    ].filter((part) => part !== false);
    return parts.length === 0 ? "" : `; only for: ${parts.join("; ")}`;
  }
  function learn(words: Words): void {
    const before = review.value;
    review.replaceChildren(...choice([["", "every time"], ...words.review.map((one): [string, string] => [one.id, one.title])]).children);
    chosen(review, before);
    learnOne(placement, "anywhere", words.placement);
    learnOne(status, "any", words.legal_status);
    learnOne(fact, "no matter", words.fact);
  }
  return { fields, learn, show, read, ask, next, told };
}
