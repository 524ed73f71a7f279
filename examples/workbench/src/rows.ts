// The rows of a profile in its text: found, and written by the form without touching what the form does not show.
export interface Row {
  table: "timescales" | "considerations";
  id: string;
  /** The line of its heading, from 0. */
  first: number;
  /** The line after its last. */
  end: number;
}

/** Text, a thing that is so, or a value as TOML writes it; null for a key that goes. */
export type Value = string | boolean | { toml: string } | null;

const HEADING = /^\s*\[\[?[^\]]+\]\]?\s*(#.*)?$/;
const ROW = /^\s*\[\[(timescales|considerations)\]\]\s*(#.*)?$/;
const TEXT = /^\s*([\w-]+)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(#.*)?$/;
const LITERAL = /^'([^']*)'\s*(#.*)?$/;
const KEY = /^\s*([\w-]+)\s*=\s*(.*)$/;

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
    const row = ROW.exec(lines[first]!);
    if (row === null) continue;
    let end = first + 1;
    while (end < lines.length && !HEADING.test(lines[end]!)) end++;
    const id = lines.slice(first + 1, end).map((line) => TEXT.exec(line)).find((found) => found?.[1] === "id");
    rows.push({ table: row[1] as Row["table"], id: id === null || id === undefined ? "" : unquoted(id[2]!), first, end });
  }
  return rows;
}

/** A row as it stands in the text. */
export const linesOf = (text: string, row: Row): string => text.split("\n").slice(row.first, row.end).join("\n").trimEnd();

/** The keys of a row whose value goes on over several lines, or which stand in parts (`when.review`): these are not written anew. */
export function openKeys(text: string, row: Row): Set<string> {
  const found = new Set<string>();
  for (const line of text.split("\n").slice(row.first + 1, row.end)) {
    const dotted = /^\s*([\w-]+)\s*\./.exec(line);
    if (dotted !== null) found.add(dotted[1]!);
    const key = KEY.exec(line);
    if (key === null) continue;
    const plain = key[2]!.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "").replace(/#.*$/, "");
    const count = (sign: string) => plain.split(sign).length;
    if (count("[") !== count("]") || count("{") !== count("}") || /"""|'''/.test(key[2]!)) found.add(key[1]!);
  }
  return found;
}

/** A table of its own (a task, an event), added before the first row, so that they stand together. */
export function writeTable(text: string, table: string, values: Record<string, string>): string {
  const lines = text.split("\n");
  const block = [`[[${table}]]`, ...Object.entries(values).filter(([, value]) => value !== "").map(([key, value]) => `${key} = ${JSON.stringify(value)}`), ""];
  const first = readRows(text)[0]?.first;
  if (first === undefined) return [...lines.join("\n").trimEnd().split("\n"), "", ...block].join("\n");
  return [...lines.slice(0, first), ...block, ...lines.slice(first)].join("\n");
}

/** One value of the top or of a table as it is written; nothing where it is not there on one line. */
function written(text: string, table: string, key: string): { at: number; value: string } | undefined {
  const lines = text.split("\n");
  let at = table === "" ? 0 : lines.findIndex((line) => new RegExp(`^\\s*\\[${table}\\]`).test(line)) + 1;
  if (table !== "" && at === 0) return undefined;
  for (; at < lines.length && !HEADING.test(lines[at]!); at++) {
    const found = KEY.exec(lines[at]!);
    if (found?.[1] === key) return { at, value: found[2]! };
  }
  return undefined;
}

/** One text of the top or of `[source]`; empty where it is not there, and nothing where it is no text on one line. */
export function readHead(text: string, table: "" | "source", key: string): string | undefined {
  const found = written(text, table, key);
  if (found === undefined) return "";
  const line = TEXT.exec(`${key} = ${found.value}`);
  return line === null ? LITERAL.exec(found.value)?.[1] : unquoted(line[2]!);
}

/** The text with one text of the top or of `[source]` written anew, or added; what is no text on one line stays as it is. */
export function writeHead(text: string, table: "" | "source", key: string, value: string): string {
  const line = `${key} = ${JSON.stringify(value)}`;
  const found = written(text, table, key);
  const lines = text.split("\n");
  if (found === undefined) {
    if (value === "") return text;
    const heading = table === "" ? -1 : lines.findIndex((one) => new RegExp(`^\\s*\\[${table}\\]`).test(one));
    if (table !== "" && heading === -1) return withTable(lines, table, line);
    const at = table === "" ? endOfTop(lines) : heading + 1;
    return [...lines.slice(0, at), line, ...lines.slice(at)].join("\n");
  }
  const after = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')(\s*(?:#.*)?)$/.exec(found.value);
  if (after === null) return text;
  lines[found.at] = line + after[1];
  return lines.join("\n");
}

/** Where a further key of the top goes: after its last, and before the words about the first table. */
function endOfTop(lines: string[]): number {
  return beforeWords(lines, lines.findIndex((one) => HEADING.test(one)));
}

/** The line before the words that stand over a heading; `heading` is -1 where there is none. */
function beforeWords(lines: string[], heading: number): number {
  let at = heading === -1 ? lines.length : heading;
  while (at > 0 && /^\s*(#.*)?$/.test(lines[at - 1]!)) at--;
  return at;
}

/** The text with a table of one line, before the first that is a list. */
function withTable(lines: string[], table: string, line: string): string {
  const at = beforeWords(lines, lines.findIndex((one) => /^\s*\[\[/.test(one)));
  return [...lines.slice(0, at), "", `[${table}]`, line, ...lines.slice(at)].join("\n");
}

/** Whether reviews begin again with a first one when the child moves; nothing where the text says something else of it. */
export function readRestarts(text: string): boolean | undefined {
  const value = written(text, "review_cycle", "restarts_on")?.value.replace(/\s*#.*$/, "").replaceAll(" ", "");
  return value === undefined || value === "[]" ? false : value === '["placement-moved"]' ? true : undefined;
}

export function writeRestarts(text: string, restarts: boolean): string {
  const line = `restarts_on = ${restarts ? '["placement-moved"]' : "[]"}`;
  const found = written(text, "review_cycle", "restarts_on");
  const lines = text.split("\n");
  if (found !== undefined) {
    lines[found.at] = line + (/\s*#.*$/.exec(found.value)?.[0] ?? "");
    return lines.join("\n");
  }
  const table = lines.findIndex((one) => /^\s*\[review_cycle\]/.test(one));
  if (table !== -1) return [...lines.slice(0, table + 1), line, ...lines.slice(table + 1)].join("\n");
  return withTable(lines, "review_cycle", line);
}

/** The text with a row changed (`at` is the line of its heading), or added at the end; a value of null takes the key away. */
export function writeRow(text: string, at: number | null, table: Row["table"], values: Record<string, Value>): string {
  const lines = text.split("\n");
  const row = at === null ? undefined : readRows(text).find((one) => one.first === at);
  const line = (key: string, value: Exclude<Value, null>) => `${key} = ${typeof value === "object" ? value.toml : JSON.stringify(value)}`;
  if (row === undefined) {
    const added = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [line(key, value)]));
    while (lines.length > 0 && lines[lines.length - 1]!.trim() === "") lines.pop();
    return [...lines, "", `[[${table}]]`, ...added, ""].join("\n");
  }
  const block = lines.slice(row.first + 1, row.end);
  let last = 0; // where a new key goes: after the last that is there
  for (const [key, value] of Object.entries(values)) {
    const place = block.findIndex((one) => new RegExp(`^\\s*${key}\\s*=`).test(one));
    if (place === -1) {
      if (value !== null) block.splice(last++, 0, line(key, value));
    } else if (value === null) block.splice(place, 1);
    else if (block[place]!.replace(/\s*#.*$/, "").trim() === line(key, value)) last = place + 1;
    else {
      block[place] = line(key, value);
      last = place + 1;
    }
  }
  return [...lines.slice(0, row.first + 1), ...block, ...lines.slice(row.end)].join("\n");
}

/** The text without a row; a comment that stands under it stays, for it may be about the next. */
export function removeRow(text: string, row: Row): string {
  const lines = text.split("\n");
  let end = row.end;
  while (end > row.first + 1 && /^\s*(#.*)?$/.test(lines[end - 1]!)) end--;
  return [...lines.slice(0, row.first), ...lines.slice(end)].join("\n").replace(/\n{3,}/g, "\n\n");
}

/** The text with somebody more who does things. */
export function writeRole(text: string, role: string): string {
  const found = written(text, "", "roles");
  const lines = text.split("\n");
  if (found === undefined) {
    const at = endOfTop(lines);
    return [...lines.slice(0, at), `roles = [${JSON.stringify(role)}]`, ...lines.slice(at)].join("\n");
  }
  lines[found.at] = `roles = ${found.value.replace(/^\[\s*(.*?),?\s*\]/, (_, others: string) => `[${others === "" ? "" : `${others}, `}${JSON.stringify(role)}]`)}`;
  return lines.join("\n");
}
