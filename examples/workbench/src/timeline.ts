// A child's timeline as SVG: the lanes and signs of the picture, drawn here, where matplotlib has no place.
export interface Span {
  kind: "window" | "interval" | "early" | "late" | "care";
  first: string;
  last: string;
  words: string;
}
export interface Mark {
  id: string;
  look: string;
  on: string;
  told: string;
  label: string;
  guide: boolean;
  spans: Span[];
}
export interface Lane {
  group: string;
  title: string;
  marks: Mark[];
}
export interface Look {
  marker: string;
  colour: string;
  filled: "full" | "none" | "bottom";
  size: number;
  words: string;
}

const SVG = "http://www.w3.org/2000/svg";
const LEFT = 210;
const RIGHT = 30;
const SHEET = 690; // A4 within its margins
const ROW = 18;
const GROUP = 24;
const TOP = 34;
const STROKES: Record<Span["kind"], { colour: string; thick: number; dashes: string }> = {
  window: { colour: "#56b4e9", thick: 6, dashes: "" },
  interval: { colour: "#4d4d4d", thick: 1, dashes: "" },
  early: { colour: "#009e73", thick: 1.5, dashes: "3 2" },
  late: { colour: "#cc79a7", thick: 3, dashes: "" },
  care: { colour: "#4d4d4d", thick: 4, dashes: "" },
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function put(parent: Element, tag: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== "") element.textContent = text;
  parent.append(element);
  return element;
}

const number = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

function polygon(corners: number, radius: number, turn: number, inner = radius): string {
  const points = [];
  for (let step = 0; step < corners * (inner === radius ? 1 : 2); step++) {
    const far = inner !== radius && step % 2 === 1 ? inner : radius;
    const angle = turn + (step * 2 * Math.PI) / (corners * (inner === radius ? 1 : 2));
    points.push(`${(far * Math.cos(angle)).toFixed(2)},${(far * Math.sin(angle)).toFixed(2)}`);
  }
  return points.join(" ");
}

/** A sign as the picture draws it; each status has a shape of its own, so that colour is never all there is. */
function sign(parent: Element, look: Look, x: number, y: number): void {
  const r = look.size * 0.68;
  const group = put(parent, "g", { transform: `translate(${x.toFixed(1)} ${y})` });
  const fill = look.filled === "none" ? "#ffffff" : look.colour;
  const outline = { fill, stroke: look.filled === "full" ? "#1a1a1a" : look.colour, "stroke-width": look.filled === "full" ? 0.6 : 1.5 };
  const up = -Math.PI / 2;
  if (look.marker === "o" || look.marker === ".") {
    put(group, "circle", { r: look.marker === "." ? r * 0.6 : r, ...outline });
    if (look.filled === "bottom") put(group, "path", { d: `M ${-r} 0 A ${r} ${r} 0 0 1 ${r} 0 Z`, fill: "#ffffff" });
  } else if (look.marker === "s") put(group, "rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, ...outline });
  else if (look.marker === "X" || look.marker === "x") {
    const wide = look.marker === "X" ? 3.4 : 1.6;
    put(group, "path", { d: `M ${-r} ${-r} L ${r} ${r} M ${-r} ${r} L ${r} ${-r}`, stroke: look.colour, "stroke-width": wide, fill: "none" });
  } else {
    const shapes: Record<string, string> = {
      D: polygon(4, r * 1.3, up),
      "^": polygon(3, r * 1.25, up),
      v: polygon(3, r * 1.25, -up),
      ">": polygon(3, r * 1.25, 0),
      "<": polygon(3, r * 1.25, Math.PI),
      p: polygon(5, r * 1.1, up),
      "*": polygon(5, r * 1.3, up, r * 0.55),
    };
    put(group, "polygon", { points: shapes[look.marker] ?? polygon(6, r, 0), ...outline });
  }
}

interface Placed {
  mark: Mark;
  row: number;
}

function rowsOf(marks: Mark[], at: (iso: string) => number): { placed: Placed[]; rows: number } {
  const ends: number[] = [];
  const placed = [...marks]
    .sort((one, other) => number(one.on) - number(other.on))
    .map((mark) => {
      const low = Math.min(at(mark.on), ...mark.spans.map((span) => at(span.first))) - 7;
      const high = Math.max(at(mark.on) + 8 + mark.label.length * 6, ...mark.spans.filter((span) => span.kind !== "care").map((span) => at(span.last) + 7));
      let row = ends.findIndex((end) => end <= low);
      if (row === -1) row = ends.push(0) - 1;
      ends[row] = high;
      return { mark, row };
    });
  return { placed, rows: Math.max(1, ends.length) };
}

/** The looks of the marks that are drawn, in the order in which they first stand. */
function looksOf(lanes: Lane[], looks: Record<string, Look>): Look[] {
  const names = new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.look)));
  return [...names].flatMap((name) => looks[name] ?? []);
}

/** What each sign means, as a list that breaks where the page is narrow. */
export function legend(lanes: Lane[], looks: Record<string, Look>): HTMLUListElement {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const look of looksOf(lanes, looks)) {
    const item = document.createElement("li");
    const picture = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ width: 20, height: 16, viewBox: "-10 -8 20 16", "aria-hidden": "true" })) picture.setAttribute(name, String(value));
    sign(picture, look, 0, 0);
    item.append(picture, look.words);
    list.append(item);
  }
  return list;
}

/**
 * The timeline. `chosen` is told which mark was clicked or pressed; a picture to keep has nobody to tell, and its legend in it. On paper,
 * which cannot be moved to the right, it is as wide as the sheet.
 */
export function timeline(lanes: Lane[], looks: Record<string, Look>, asOf: string, { chosen, onPaper = false }: { chosen?: (mark: Mark) => void; onPaper?: boolean } = {}): SVGSVGElement {
  const days = lanes.flatMap((lane) => lane.marks.flatMap((mark) => [mark.on, ...mark.spans.flatMap((span) => [span.first, span.last])])).map(number);
  days.push(number(asOf));
  const first = Math.min(...days) - (onPaper ? 21 : 7); // room for the first sign beside the titles
  const last = Math.max(...days) + 14;
  const day = onPaper ? (SHEET - LEFT - RIGHT) / (last - first) : Math.max(2.4, 860 / (last - first));
  const wide = LEFT + (last - first) * day + RIGHT;
  const at = (iso: string): number => LEFT + (number(iso) - first + 0.5) * day;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `Timeline of the child as at ${asOf}. The list below holds the same dates as text.`);
  svg.setAttribute("xmlns", SVG);
  const back = put(svg, "g", {});
  let y = TOP;
  let group = "";
  for (const lane of lanes) {
    if (lane.group !== group) {
      group = lane.group;
      y += GROUP;
      put(svg, "text", { x: 6, y: y - 6, "font-size": 12, "font-weight": 700, fill: "#1a1a1a" }, group.charAt(0).toUpperCase() + group.slice(1));
    }
    const { placed, rows } = rowsOf(lane.marks, at);
    put(back, "line", { x1: 0, x2: wide, y1: y, y2: y, stroke: "#dcdcdc" });
    const title = put(svg, "text", { x: 12, y: y + 13, "font-size": 11, fill: "#1a1a1a" }, lane.title.length > 36 ? `${lane.title.slice(0, 35)}…` : lane.title);
    put(title, "title", {}, lane.title);
    for (const { mark, row } of placed) {
      const middle = y + ROW * (row + 0.5);
      const link = put(svg, "g", { class: "mark", tabindex: 0, role: "button", "aria-label": mark.told.replaceAll("\n", ". ") });
      put(link, "title", {}, mark.told);
      for (const span of mark.spans) {
        const stroke = STROKES[span.kind];
        const [from, to] = [at(span.first), at(span.last)];
        put(link, "line", { x1: from, x2: to, y1: middle, y2: middle, stroke: stroke.colour, "stroke-width": stroke.thick, "stroke-dasharray": stroke.dashes });
      }
      if (mark.guide) put(back, "line", { x1: at(mark.on), x2: at(mark.on), y1: TOP, y2: 99_999, stroke: "#9a9a9a", "stroke-dasharray": "1 3" });
      sign(link, looks[mark.look] ?? looks["event"]!, at(mark.on), middle);
      if (mark.label !== "") put(link, "text", { x: at(mark.on) + 8, y: middle + 3.5, "font-size": 9.5, fill: "#1a1a1a" }, mark.label);
      link.addEventListener("click", () => chosen?.(mark));
      link.addEventListener("keydown", (event) => {
        if ((event as KeyboardEvent).key === "Enter" || (event as KeyboardEvent).key === " ") {
          event.preventDefault();
          chosen?.(mark);
        }
      });
    }
    y += ROW * rows;
  }
  const bottom = y + 6;
  for (let month = new Date((first + 31) * 86_400_000); month.getTime() / 86_400_000 < last; month.setUTCMonth(month.getUTCMonth() + 1)) {
    month.setUTCDate(1);
    const iso = month.toISOString().slice(0, 10);
    if (number(iso) < first) continue;
    const x = at(iso) - day / 2;
    put(back, "line", { x1: x, x2: x, y1: TOP - 6, y2: bottom, stroke: "#ececec" });
    const often = day * 30 > 60 ? 1 : day * 90 > 40 ? 3 : 12;
    if (month.getUTCMonth() % often === 0 && x + 45 < wide) {
      const words = `${MONTHS[month.getUTCMonth()]}${month.getUTCMonth() === 0 || often === 1 ? ` ${month.getUTCFullYear()}` : ""}`;
      put(svg, "text", { x: x + 2, y: TOP - 10, "font-size": 9.5, fill: "#4d4d4d" }, words);
    }
  }
  put(back, "line", { x1: at(asOf), x2: at(asOf), y1: TOP - 6, y2: bottom, stroke: "#1a1a1a", "stroke-width": 1.5 });
  put(svg, "text", { x: at(asOf) + 3, y: bottom + 11, "font-size": 10, fill: "#1a1a1a" }, "as at this day");
  let x = 12;
  let line = chosen === undefined ? bottom + 30 : bottom + 8;
  for (const look of chosen === undefined ? looksOf(lanes, looks) : []) {
    const room = 26 + look.words.length * 5.6;
    if (x + room > Math.min(wide, 1100)) {
      x = 12;
      line += 18;
    }
    sign(svg, look, x + 6, line - 4);
    put(svg, "text", { x: x + 16, y: line, "font-size": 10, fill: "#1a1a1a" }, look.words);
    x += room;
  }
  const tall = line + 12;
  for (const guide of back.querySelectorAll("line[y2='99999']")) guide.setAttribute("y2", String(bottom));
  svg.setAttribute("viewBox", `0 0 ${wide.toFixed(0)} ${tall}`);
  svg.setAttribute("width", wide.toFixed(0));
  svg.setAttribute("height", String(tall));
  const paper = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: wide, height: tall, fill: "#ffffff" })) paper.setAttribute(name, String(value));
  svg.prepend(paper);
  return svg;
}
