// The rows of a profile in its text: found, and written by the form without touching what the form does not show.
export interface Row {
  /** The line of its heading, from 0. */
  first: number;
  /** The line after its last. */
  end: number;
  /** What the form can show: keys whose value is one text. */
  values: Record<string, string>;
  /** Keys that are there with another value: a list, a table, a number. */
  others: Set<string>;
}

/** Text, a thing that is so, or a value as TOML writes it; null for a key that goes. */
export type Value = string | boolean | { toml: string } | null;

const HEADING = /^\s*\[\[?[^\]]+\]\]?\s*(#.*)?$/;
const ROW = /^\s*\[\[timescales\]\]\s*(#.*)?$/;
const WHEN = /^\s*when\s*=\s*\{\s*review\s*=\s*"([^"]*)"\s*\}/;
const TEXT = /^\s*([\w-]+)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(#.*)?$/;

/** What stands between two quotation marks; as it stands, where it is not well formed yet. */
function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

export function readRows(text: string): Row[] {
  const lines = text.split("\n");
  const rows: Row[] = [];
  for (let first = 0; first < lines.length; first++) {
    if (!ROW.test(lines[first]!)) continue;
    let end = first + 1;
    while (end < lines.length && !HEADING.test(lines[end]!)) end++;
    const values: Record<string, string> = {};
    const others = new Set<string>();
    for (const line of lines.slice(first + 1, end)) {
      const found = TEXT.exec(line);
      const when = WHEN.exec(line);
      if (when !== null) values["when.review"] = when[1]!;
      else if (/^\s*when\s*=/.test(line)) values["when"] = line;
      if (/^\s*verified\s*=\s*true/.test(line)) values["verified"] = "true";
      if (found !== null) values[found[1]!] = unquoted(found[2]!);
      else others.add(/^\s*([\w-]+)\s*=/.exec(line)?.[1] ?? "");
    }
    rows.push({ first, end, values, others });
  }
  return rows;
}

/** A task with a title and somebody who does it, added before the first row, so that tasks stand together. */
export function writeTask(text: string, task: { id: string; title: string; role: string; per: string }): string {
  const lines = text.split("\n");
  const block = ["[[tasks]]", ...Object.entries(task).filter(([, value]) => value !== "").map(([key, value]) => `${key} = ${JSON.stringify(value)}`), ""];
  const first = readRows(text)[0]?.first;
  if (first === undefined) return [...lines.join("\n").trimEnd().split("\n"), "", ...block].join("\n");
  return [...lines.slice(0, first), ...block, ...lines.slice(first)].join("\n");
}

/** One value of the top or of `[source]`; nothing where it is not there as one text. */
export function readHead(text: string, table: "" | "source", key: string): string {
  const lines = text.split("\n");
  let at = table === "" ? 0 : lines.findIndex((line) => /^\s*\[source\]/.test(line)) + 1;
  if (table !== "" && at === 0) return "";
  for (; at < lines.length && !HEADING.test(lines[at]!); at++) {
    const found = TEXT.exec(lines[at]!);
    if (found?.[1] === key) return unquoted(found[2]!);
  }
  return "";
}

/** The text with one value of the top or of `[source]` written anew. */
export function writeHead(text: string, table: "" | "source", key: string, value: string): string {
  const lines = text.split("\n");
  let at = table === "" ? 0 : lines.findIndex((line) => /^\s*\[source\]/.test(line)) + 1;
  if (table !== "" && at === 0) return text;
  for (; at < lines.length && !HEADING.test(lines[at]!); at++) {
    const found = new RegExp(`^(\\s*${key}\\s*=\\s*)"(?:[^"\\\\]|\\\\.)*"(.*)$`).exec(lines[at]!);
    if (found === null) continue;
    lines[at] = `${found[1]}${JSON.stringify(value)}${found[2]}`;
    break;
  }
  return lines.join("\n");
}

/** The text with a row changed (`at` is the line of its heading), or added at the end; a value of null takes the key away. */
export function writeRow(text: string, at: number | null, values: Record<string, Value>): string {
  const lines = text.split("\n");
  const row = at === null ? undefined : readRows(text).find((one) => one.first === at);
  const written = (key: string, value: Exclude<Value, null>) => `${key} = ${typeof value === "object" ? value.toml : JSON.stringify(value)}`;
  if (row === undefined) {
    const added = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [written(key, value)]));
    while (lines.length > 0 && lines[lines.length - 1]!.trim() === "") lines.pop();
    return [...lines, "", "[[timescales]]", ...added, ""].join("\n");
  }
  let block = lines.slice(row.first + 1, row.end);
  let last = 0; // where a new key goes: after the last that is there
  for (const [key, value] of Object.entries(values)) {
    const place = block.findIndex((line) => new RegExp(`^\\s*${key}\\s*=`).test(line));
    if (place === -1) {
      if (value !== null) block.splice(last++, 0, written(key, value));
    } else if (value === null) block.splice(place, 1);
    else if (block[place]!.replace(/\s*#.*$/, "").trim() === written(key, value)) last = place + 1;
    else {
      block[place] = written(key, value);
      last = place + 1;
    }
  }
  return [...lines.slice(0, row.first + 1), ...block, ...lines.slice(row.end)].join("\n");
}
