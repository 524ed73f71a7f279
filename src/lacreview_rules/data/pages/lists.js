"use strict";
// Sorts and filters the lists of a page. It reads nothing but the page, and sends nothing anywhere.
(() => {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const keyOf = (text) => {
    const day = /^[A-Z][a-z]{2} (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})$/.exec(text);
    if (day) return Number(day[3]) * 10000 + months.indexOf(day[2]) * 100 + Number(day[1]);
    const number = /^([\d,]+) days?$/.exec(text);
    return number ? Number(number[1].replaceAll(",", "")) : text;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
  for (const table of document.querySelectorAll("table.list")) {
    const body = table.tBodies[0];
    const every = [...body.rows];
    const rows = every.filter((row) => !row.classList.contains("group"));
    if (rows.length < 2) continue;
    const groups = every.filter((row) => row.classList.contains("group"));
    const heads = [...table.tHead.rows[0].cells];
    const marks = [];
    let over = null;
    for (const row of every) {
      if (row.classList.contains("group")) over = row;
      else if (over) {
        const mark = document.createElement("span");
        mark.className = "more";
        mark.textContent = ` ${over.textContent}`;
        mark.hidden = true;
        row.cells[row.cells.length - 1].append(mark);
        marks.push(mark);
      }
    }
    const show = () => {
      for (const mark of marks) mark.hidden = sorted === null;
      const wanted = field.value.toLowerCase().split(" ").filter(Boolean);
      let heading = null;
      let shown = 0;
      for (const row of groups) row.hidden = sorted !== null;
      for (const row of every) {
        if (row.classList.contains("group")) {
          heading = row;
          if (wanted.length) row.hidden = true;
          continue;
        }
        const text = `${heading ? heading.textContent : ""} ${row.textContent}`.toLowerCase();
        row.hidden = !wanted.every((word) => text.includes(word));
        if (!row.hidden) {
          shown += 1;
          if (heading && sorted === null) heading.hidden = false;
        }
      }
      count.textContent = wanted.length ? `${shown} of ${rows.length} shown` : `${rows.length} shown`;
    };
    let sorted = null;
    let down = false;
    const order = (place) => {
      down = sorted === place ? !down : false;
      sorted = place;
      const keyed = rows.map((row) => [keyOf((row.cells[place].firstChild?.textContent ?? "").trim()), row]);
      keyed.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
      body.append(...groups, ...keyed.map(([, row]) => row));
      heads.forEach((head, at) => head.setAttribute("aria-sort", at === place ? (down ? "descending" : "ascending") : "none"));
      show();
    };
    heads.forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = "Sort by this column";
      button.addEventListener("click", () => order(place));
      head.replaceChildren(button);
    });
    const label = document.createElement("label");
    const field = document.createElement("input");
    const count = document.createElement("span");
    field.type = "search";
    field.placeholder = "a child, a task, a team";
    field.addEventListener("input", show);
    label.append("Show only rows with ", field);
    const bar = document.createElement("p");
    bar.className = "filter";
    bar.append(label, " ", count);
    table.before(bar);
    show();
  }
})();
