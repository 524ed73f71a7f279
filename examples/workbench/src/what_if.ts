// What would move if something happened: first what that makes late or meets, then every date that changes.
import { dayWords, make } from "./page";

export interface Change {
  how: string;
  task: string;
  title: string;
  from: string | null;
  to: string | null;
  status_to: string | null;
  done_on_from: string | null;
  done_on_to: string | null;
  days_late_to: number | null;
  becomes_late: boolean;
  arranged_late_from: string | null;
  arranged_late_to: string | null;
}

const HOW: Record<string, string> = { added: "new", removed: "no longer due", moved: "moves", status: "same day" };
const days = (count: number): string => `${count} day${count === 1 ? "" : "s"}`;

/** How what is done, overdue or arranged stands then. */
function standing(one: Change): string {
  const due = `${one.title}: due ${dayWords(one.to)}`;
  const overdue = one.status_to === "overdue" ? `, ${days(one.days_late_to ?? 0)} overdue` : "";
  if (one.arranged_late_to !== null) return `${due}${overdue}, arranged for ${dayWords(one.arranged_late_to)}, after its due date`;
  if (overdue !== "") return `${due}${overdue}`;
  if (one.done_on_to === null) return due;
  return `${due}, done ${dayWords(one.done_on_to)}, ${(one.days_late_to ?? 0) > 0 ? `${days(one.days_late_to!)} late` : "in time"}`;
}

function listed(heading: string, changes: Change[]): HTMLElement[] {
  return changes.length === 0 ? [] : [make("h4", {}, heading), make("ul", {}, ...changes.map((one) => make("li", {}, standing(one))))];
}

/** `later` is told of what is supposed for a day after the one that the dates are told of. */
export function whatWouldMove(changes: Change[], stayed: number, later: string | null): HTMLElement[] {
  const isDone = (one: Change) => one.done_on_to !== null && one.done_on_to !== one.done_on_from;
  const isLate = (one: Change) => one.becomes_late || (one.arranged_late_to !== null && one.arranged_late_to !== one.arranged_late_from);
  const late = changes.filter((one) => isLate(one) && !isDone(one));
  // The review that is supposed stands first, then what else it ticks off, the latest of it first.
  const done = changes.filter(isDone).sort((one, other) => Number(other.task === "review") - Number(one.task === "review") || (other.days_late_to ?? 0) - (one.days_late_to ?? 0));
  const isDoneLate = done.some((one) => (one.days_late_to ?? 0) > 0);
  const lines = changes.map((one) =>
    make("tr", {}, make("th", { scope: "row" }, one.title), ...[["How", HOW[one.how] ?? one.how], ["From", dayWords(one.from)], ["To", dayWords(one.to)], ["Then", (one.status_to ?? "").replaceAll("-", " ")]]
      .map(([label, words]) => make("td", { "data-label": label!, class: label === "From" || label === "To" ? "day" : "" }, words!))));
  const headings = ["What", "How", "From", "To", "Then"].map((one) => make("th", { scope: "col" }, one));
  return [
    ...(later === null ? [] : [make("p", {}, later)]),
    ...listed("What it does", done),
    ...listed("What becomes late", late),
    make("p", {}, `${late.length > 0 ? "" : isDoneLate ? "Nothing else becomes late. " : "Nothing becomes late. "}${changes.length} date${changes.length === 1 ? " changes" : "s change"}, ${stayed} stay${stayed === 1 ? "s" : ""} the same.`),
    ...(changes.length === 0 ? [] : [make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "What would change" },
      make("table", { class: "stacked" }, make("thead", {}, make("tr", {}, ...headings)), make("tbody", {}, ...lines)))]),
  ];
}
