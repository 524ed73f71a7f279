// Tables that can be sorted and filtered. What is sorted and kept is TanStack Table's work; the markup is plain and accessible.
import { createTable, getCoreRowModel, getFilteredRowModel, getSortedRowModel, type SortingState } from "@tanstack/table-core";
import { make } from "./page";

export interface Column {
  heading: string;
  kind: "text" | "day" | "number";
}
type Row = string[];

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a cell is sorted by: a day written for people by its date, a figure by its value. */
export function sortKey(text: string, kind: Column["kind"]): string | number {
  if (kind === "day") {
    const found = /(\d{1,2}) (\w{3}) (\d{4})/.exec(text);
    return found === null ? "9999" : `${found[3]}-${String(MONTHS.indexOf(found[2]!) + 1).padStart(2, "0")}-${found[1]!.padStart(2, "0")}`;
  }
  const figure = /^-?[\d,]+/.exec(text);
  return kind === "number" ? (figure === null ? -Infinity : Number(figure[0].replaceAll(",", ""))) : text.toLocaleLowerCase("en-GB");
}

export function table(caption: string, columns: Column[], rows: Row[], leftOut = 0): HTMLElement {
  // A list that begins with a day stands in the order of days, also where it comes by team.
  const isByDay = columns[0]?.kind === "day" && rows.every((row) => /\d{4}$/.test(row[0] ?? "") && sortKey(row[0]!, "day") !== "9999");
  let sorting: SortingState = isByDay ? [{ id: "0", desc: false }] : [];
  let filter = "";
  const core = createTable<Row>({
    data: rows,
    columns: columns.map((column, place) => ({
      id: String(place),
      accessorFn: (row: Row) => row[place] ?? "",
      sortingFn: (one, other) => {
        const [a, b] = [sortKey(one.original[place] ?? "", column.kind), sortKey(other.original[place] ?? "", column.kind)];
        return a < b ? -1 : a > b ? 1 : 0;
      },
    })),
    state: {},
    onStateChange: () => undefined,
    renderFallbackValue: "",
    globalFilterFn: (row, _, wanted: string) => row.original.some((cell) => cell.toLocaleLowerCase("en-GB").includes(wanted)),
    getCoreRowModel: getCoreRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const body = make("tbody");
  const count = make("p", { class: "hint", role: "status" });
  const headings = columns.map((column, place) => {
    const button = make("button", { type: "button", class: "link", click: () => sortBy(place) }, column.heading);
    return make("th", { scope: "col", class: column.kind, "data-heading": column.heading }, button);
  });
  const search = make("input", {
    type: "search",
    "aria-label": `Show only rows of “${caption}” that contain`,
    placeholder: "Filter",
    input: () => {
      filter = search.value.trim().toLocaleLowerCase("en-GB");
      draw();
    },
  });
  function sortBy(place: number): void {
    const now = sorting[0];
    sorting = now?.id === String(place) ? (now.desc ? [] : [{ id: now.id, desc: true }]) : [{ id: String(place), desc: false }];
    mark();
    draw();
  }
  function mark(): void {
    headings.forEach((heading, number) => {
      const mine = sorting[0]?.id === String(number) ? sorting[0] : undefined;
      if (mine === undefined) heading.removeAttribute("aria-sort");
      else heading.setAttribute("aria-sort", mine.desc ? "descending" : "ascending");
    });
  }
  function draw(): void {
    core.setOptions((before) => ({ ...before, state: { ...core.initialState, sorting, globalFilter: filter === "" ? undefined : filter } }));
    const shown = core.getRowModel().rows;
    body.replaceChildren(
      ...shown.map((row) =>
        make("tr", {}, ...row.original.map((cell, place) => {
          const about = { class: columns[place]?.kind ?? "text", "data-label": columns[place]?.heading ?? "" };
          return place === 0 ? make("th", { scope: "row", ...about }, cell) : make("td", about, cell);
        })),
      ),
    );
    const more = leftOut > 0 ? `; ${leftOut.toLocaleString("en-GB")} more are in the files to download` : "";
    count.textContent = `${shown.length.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")} rows${more}`;
  }
  mark();
  draw();
  return make(
    "div",
    { class: "table" },
    rows.length > 8 && search,
    make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, make("table", { class: "stacked" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...headings)), body)),
    count,
  );
}
