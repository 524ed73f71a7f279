// Drive the built page in Chromium as a user would, and write down what was seen; tests/workbench judges it.
//
//     node test/drive.mjs SITE IN OUT
//
// SITE is the built folder; IN holds history.json, return.xml, many.jsonl, large.jsonl, teams.csv and cases.json; OUT takes downloads,
// screenshots and seen.json.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const [site, given, out] = process.argv.slice(2);
const AS_OF = "2026-03-31";
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".json": "application/json" };
const server = http.createServer((asked, answer) => {
  const file = path.join(site, decodeURIComponent(new URL(asked.url, "http://localhost").pathname).replace(/\/$/, "/index.html"));
  if (!fs.existsSync(file)) return answer.writeHead(404).end();
  answer.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
  fs.createReadStream(file).pipe(answer);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://localhost:${server.address().port}/`;
const seen = { console: [], requests: [], axe: [], cases: [], seconds: {}, texts: {} };
const WAIT = 240_000; // milliseconds, whatever is waited for: on a busy machine, a click may take longer than usual

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, locale: "en-GB" });
context.setDefaultTimeout(WAIT);
let working = false;
const watch = (page) => {
  page.on("console", (message) => message.type() === "error" && seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
};
context.on("request", (asked) => working && !asked.url().startsWith("blob:") && !asked.url().startsWith("data:") && seen.requests.push(asked.url()));
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

async function look(page, name) {
  await page.evaluate(axe);
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const one of found.violations) seen.axe.push({ name, scheme, width, id: one.id, nodes: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)) });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 1) seen.axe.push({ name, scheme, width, id: `wider than its window by ${wide}`, nodes: [] });
      await page.screenshot({ path: path.join(out, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}
async function download(page, click, name) {
  const [found] = await Promise.all([page.waitForEvent("download"), click()]);
  await found.saveAs(path.join(out, name));
}
async function begin(name) {
  const page = await context.newPage();
  watch(page);
  const start = Date.now();
  await page.goto(address);
  await page.waitForSelector("#add-event");
  seen.seconds[`${name}: page ready`] = (Date.now() - start) / 1000;
  await page.fill("#child .fields input[type=date]", AS_OF);
  await page.setInputFiles("#child input[type=file]", path.join(given, "history.json"));
  await page.waitForSelector("#child svg .mark");
  seen.seconds[`${name}: first schedule`] = (Date.now() - start) / 1000;
  return page;
}

try {
  const page = await begin("cold");
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  // Each of the three has been opened, so that all of the page is here: it is told nothing yet.
  for (const name of ["Our timescales", "A caseload", "A child’s dates"]) await page.click(`nav >> text=${name}`);
  await page.waitForSelector("body[data-checks=ready][data-whole=yes]");
  await page.waitForSelector("#work-out", { state: "attached" });
  await page.waitForLoadState("networkidle");
  working = true;

  // A child's dates. What is drawn anew after a change loses the focus, so nothing goes on before that.
  const drawn = () => page.waitForSelector("#child .result[aria-busy=false]", { state: "attached" });
  await drawn();
  await download(page, () => page.click("text=Due dates (CSV)"), "due-dates.csv");
  await download(page, () => page.click("text=Calendar (iCalendar)"), "due-dates.ics");
  await download(page, () => page.click("text=History (JSON)"), "history.json");
  await download(page, () => page.click("text=Picture (SVG)"), "timeline.svg");
  seen.texts.next = await page.textContent("#child .next-review");
  seen.texts.besides = await page.locator("#child td[data-label='To know']").allTextContents();
  seen.texts.short = [await page.textContent("#child > p[role=status]")];
  await page.getByLabel("What is typed above").selectOption("review");
  await drawn();
  seen.texts.short.push(await page.textContent("#child > p[role=status]"));
  await page.getByLabel("What is typed above").selectOption("");
  await drawn();
  await page.locator("#child details button.link").first().click();
  seen.texts.working = await page.textContent("#child .working");
  await page.keyboard.press("Tab");
  await page.selectOption("#child .fields:has(#suppose) select >> nth=0", "review-held");
  await page.fill("#child .fields:has(#suppose) input[type=date]", "2026-03-20");
  await page.click("#suppose");
  await page.waitForSelector("#child table:has-text('Then')");
  seen.texts.moved = await page.textContent("#child .result[role=status]");
  seen.texts.marks = await page.locator("#child .timeline svg .mark").count();
  await page.locator("#child svg .mark").nth(3).focus();
  await look(page, "child");
  await page.fill("#child input[type=text]", "Somebody");
  await page.locator("#child table.events input[type=date]").first().fill("2031-01-01");
  await page.locator("#child table.events input[type=date]").first().dispatchEvent("change");
  await drawn();
  seen.texts.problems = await page.textContent("#child .result[role=alert]:not(.of-file)");
  await look(page, "child-wrong");

  // A file of two children of whom one cannot be used: that is still told when the dates of the other stand there.
  await page.setInputFiles("#child input[type=file]", path.join(given, "two.jsonl"));
  await page.waitForSelector("#child .of-file li");
  await page.waitForTimeout(500);
  await drawn();
  seen.texts.ofFile = await page.textContent("#child .of-file");

  // An event, by keys alone: a date that is typed keeps the focus to its last digit, and the lists are told in short.
  await page.click("#child .fields >> text=Show an example");
  await page.locator("#add-event").focus();
  await page.keyboard.press("Enter");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  seen.texts.typing = [await focused()];
  await page.fill("#child input[type=text]", "Anybody");
  await page.keyboard.press("Tab");
  await drawn();
  seen.texts.undated = await page.textContent("#child > p[role=status]");
  await page.locator("#child table.events tr:last-child input[type=date]").focus();
  for (const digit of "03032026") {
    await page.keyboard.press(digit); // the same day in whichever order the browser asks for day and month
    seen.texts.typing.push(await focused());
  }
  seen.texts.typed = await page.locator("#child table.events input[type=date]").last().inputValue();
  await drawn();
  await page.locator("#child table.events tr:last-child button").focus();
  await page.keyboard.press("Enter");
  seen.texts.removed = await focused();
  await page.fill("#child input[type=text]", "Somebody");
  await page.keyboard.press("Tab"); // the field is left, and so changed
  await drawn();
  await page.locator("#child details button.link").first().focus();
  await page.keyboard.press("Enter");
  seen.texts.opened = await focused();
  await page.keyboard.press("Escape");
  seen.texts.closed = await page.locator("#child .working").count();

  // Our timescales: by the form alone.
  await page.click("nav >> text=Our timescales");
  await page.waitForFunction(() => /nothing to compare/.test(document.querySelector(".verdict").textContent));
  await page.locator("#profile").getByLabel("Name of the authority").fill("Our Authority Council");
  await page.locator("#profile").getByLabel("Name of the authority").dispatchEvent("change");
  await page.locator("#profile").getByLabel("Short name").fill("Our Authority!");
  await page.selectOption("#row-form select >> nth=0", "review");
  await page.locator("#profile").getByLabel("How many").fill("28");
  await page.locator("#profile").getByLabel("Of what", { exact: true }).selectOption("days");
  await page.locator("#profile").getByLabel("From what").selectOption("became-looked-after");
  await page.locator("#profile").getByLabel("I have read these words").check();
  await page.locator("#profile").getByLabel("Source").fill("section 2");
  await page.click("text=Write the row");
  await page.waitForFunction(() => /later/i.test(document.querySelector(".verdict").textContent));
  seen.texts.verdict = await page.textContent(".verdict");
  seen.texts.findings = await page.textContent("#profile");
  await download(page, () => page.click("#save-profile"), "ours.toml");
  await page.click("#compare");
  await page.waitForSelector("#profile table:has-text('Two profiles')");
  seen.texts.compared = await page.locator("#profile table:has-text('Two profiles') tr:has-text('Looked after review')").first().innerText();
  // The same with one in a file; one that is not well formed is told by the name of its file.
  for (const [name, wanted] of [["theirs.toml", "#profile th:has-text('Theirs')"], ["broken.toml", "#profile .problems:has-text('broken.toml')"]]) {
    await page.locator("#profile").getByLabel("Or one in a file").setInputFiles(path.join(given, name));
    await page.click("#compare");
    await page.waitForSelector(wanted);
    seen.texts[name] = await page.locator("#profile .result[role=status]").last().innerText();
  }

  // A page of a procedure by the form alone: a row for each kind of sentence, and none of it by text.
  await page.locator("#profile").getByLabel("When a child moves").check();
  working = false; // a row written while the one before is checked begins the checking engine anew, and it loads what it is made of
  seen.texts.sentences = [];
  for (const row of JSON.parse(fs.readFileSync(path.join(given, "rows.json"), "utf-8"))) {
    await page.evaluate(() => document.querySelectorAll("#row-form details").forEach((one) => (one.open = true)));
    for (const [label, value] of row) {
      const control = page.locator("#row-form").getByLabel(label, { exact: true });
      if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption(value);
      else await control.fill(value);
    }
    seen.texts.sentences.push(await page.locator("#row-form .sentence").first().textContent());
    await page.click("text=Write the row");
  }
  const checked = () => page.waitForFunction(() => !/^(…|Checking)/.test(document.querySelector(".verdict").textContent));
  await checked();
  working = true;
  await look(page, "profile");
  await download(page, () => page.click("#save-profile"), "whole.toml");
  // A row is changed and written again as it was, and another is taken out.
  await page.locator("#profile").getByLabel("Change row our-authority/3").click();
  await page.click("text=Write the row");
  await checked();
  await download(page, () => page.click("#save-profile"), "again.toml");
  await page.locator("#profile").getByLabel("Take out row our-authority/2").click();
  await checked();
  await download(page, () => page.click("#save-profile"), "fewer.toml");

  // What the text says by hand stands in the fields; a row in which nothing is changed is written as it was, and one that was changed in
  // the text meanwhile is not written over.
  const asText = () => page.evaluate(() => document.querySelector("#profile .cm-content").cmTile.view.state.doc.toString());
  const typeOver = (one, other) =>
    page.evaluate(([from, to]) => {
      const { view } = document.querySelector("#profile .cm-content").cmTile;
      const at = view.state.doc.toString().lastIndexOf(from);
      view.dispatch({ changes: { from: at, to: at + from.length, insert: to } });
    }, [one, other]);
  working = false; // as above: what is written while it is being checked begins the checking engine anew
  await typeOver('name = "Our Authority Council"', "name = 'By hand'");
  await typeOver("verified = true", 'verified = false\nwhen = { age = "under 16", review = "first" }');
  await checked();
  seen.texts.asItWas = [await asText()];
  await page.locator("#profile").getByLabel("Change row our-authority/1", { exact: true }).click();
  await page.click("text=Write the row");
  seen.texts.asItWas.push(await asText());
  await checked();
  await page.locator("#profile").getByLabel("Change row our-authority/1", { exact: true }).click();
  await typeOver('limit = "28 days"', 'limit = "27 days"');
  await checked();
  seen.texts.byHand = await page.locator("#profile").getByLabel("Name of the authority").inputValue();
  await page.click("text=Write the row");
  seen.texts.notWritten = await page.locator("#row-form .sentence").nth(1).textContent();
  await page.click("#row-form >> text=Clear");
  working = true;

  await page.click("#profile .as-text summary");
  await page.locator("#profile .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nlimitt = 3\n");
  await page.waitForFunction(() => /Not well formed/.test(document.querySelector(".verdict").textContent));
  seen.texts.underlined = await page.locator("#profile .cm-lintRange-error, #profile .cm-lint-marker-error").count();
  seen.texts.mended = await page.textContent("#profile .problems");
  await look(page, "profile-wrong");

  // A caseload.
  await page.click("nav >> text=A caseload");
  await page.setInputFiles("#caseload input[type=file]", path.join(given, "return.xml"));
  await page.fill("#caseload input[type=date]", AS_OF);
  const start = Date.now();
  await page.click("#work-out");
  await page.waitForSelector("#save-page");
  seen.seconds["caseload"] = (Date.now() - start) / 1000;
  await download(page, () => page.click("#save-page"), "caseload.html");
  await download(page, () => page.click("text=All figures (JSON)"), "caseload.json");
  for (const name of ["overdue", "due", "out-of-timescale"]) {
    await page.selectOption("#which-list", name);
    await download(page, () => page.click("#save-list"), `${name}.csv`);
  }
  await page.getByLabel("Overdue now: see below").press("Enter");
  seen.texts.leads = await focused();
  await look(page, "caseload");

  // Many children: how far it is, a way to stop, and all of it.
  await page.setInputFiles("#caseload input[type=file] >> nth=0", path.join(given, "many.jsonl"));
  await page.setInputFiles("#caseload input[type=file] >> nth=1", path.join(given, "teams.csv"));
  await page.click("#work-out");
  working = false; // the engine that begins anew loads what it is made of
  const progress = await page.waitForFunction(() => {
    const told = document.querySelector("#caseload .buttons [role=status]").textContent;
    if (!/^[\d,]+ children done/.test(told)) return null;
    document.querySelector("#stop").click(); // here and now: in the time that is taken to tell of it, all may be done
    return told;
  });
  seen.texts.progress = await progress.jsonValue();
  const begunAgain = async () => {
    await page.waitForFunction(() => document.body.dataset.whole === "yes"); // "no" from the moment it is stopped
  };
  const stopped = Date.now();
  await page.waitForSelector("#caseload .result:has-text('Stopped.')");
  seen.seconds["caseload of many stopped"] = (Date.now() - stopped) / 1000;
  await begunAgain();
  seen.seconds["ready again after it was stopped"] = (Date.now() - stopped) / 1000;
  working = true;
  const again = Date.now();
  await page.click("#work-out");
  await page.waitForSelector("#save-page");
  seen.seconds["caseload of many"] = (Date.now() - again) / 1000;
  seen.texts.many = await page.textContent("#caseload .buttons [role=status]");
  seen.texts.charts = await page.locator("#caseload .charts svg").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  await download(page, () => page.click("text=All figures (JSON)"), "many.json");

  // A worker that dies, and one that has no memory left: each says so, what was typed stays, and the page goes on.
  const engineOf = async () => {
    for (const worker of page.workers()) if (await worker.evaluate(() => self.name === 'answers')) return worker;
    throw new Error("the page has no engine");
  };
  seen.texts.died = [];
  working = false;
  for (const die of [
    async () => {
      await page.click("nav >> text=A child’s dates");
      await (await engineOf()).evaluate(() => void setTimeout(() => { throw new Error("it dies"); }));
    },
    async () => {
      await page.click("nav >> text=A caseload");
      await (await engineOf()).evaluate(() => (WebAssembly.Memory.prototype.grow = () => { throw new RangeError("no more"); }));
      await page.setInputFiles("#caseload input[type=file] >> nth=0", path.join(given, "large.jsonl")); // larger than what memory is there
      await page.click("#work-out");
    },
  ]) {
    await die();
    await page.waitForSelector("#fault:not([hidden])");
    seen.texts.died.push(await page.textContent("#fault"));
    if (seen.texts.died.length === 1) {
      await page.evaluate(() => document.querySelector("#caseload .result").replaceChildren()); // through many children axe goes for minutes
      await look(page, "fault");
    }
    await page.click("#fault >> text=Close");
    await begunAgain();
  }
  working = true;
  // It goes on. Of many remarks of a kind the first stand there and the others are folded; what is said of many children, once.
  await page.setInputFiles("#caseload input[type=file] >> nth=0", ["Header.csv", "Episodes.csv", "Reviews.csv"].map((name) => path.join(given, name)));
  await page.click("#work-out");
  await page.waitForSelector("#save-page");
  const fold = page.locator("#caseload details:has(> summary:text-is('… and 2 more'))").first();
  seen.texts.fold = [await fold.locator("li").count()];
  await fold.locator("summary").click();
  await fold.locator("li").first().waitFor();
  seen.texts.fold.push(...(await fold.locator("li").allInnerTexts()));
  const places = page.locator("#caseload .problems details:has(> summary:text-is('All places'))");
  await places.locator("summary").click();
  seen.texts.places = await places.locator("p").innerText();
  seen.texts.kept = [await page.inputValue("#child input[type=text]"), await page.locator("#profile .cm-content").innerText()];
  seen.texts.storage = await page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
  await page.click("nav >> text=Our timescales");
  await page.check("#keep-profile");
  seen.texts.storageAsked = await page.evaluate(() => Object.values(localStorage));
  await page.uncheck("#keep-profile");
  seen.texts.storageAfter = await page.evaluate(() => localStorage.length);

  // The three by keys alone, and each on paper.
  await page.evaluate(() => {
    document.body.tabIndex = -1; // as when the page has just been opened: nothing in it has been chosen
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  seen.texts.keys = [];
  for (let one = 0; one < 3; one++) {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    seen.texts.keys.push(await page.locator("main section:not([hidden])").getAttribute("id"));
  }
  await page.emulateMedia({ media: "print" });
  for (const name of ["child", "profile", "caseload"]) {
    await page.evaluate((wanted) => document.querySelectorAll("main section").forEach((one) => (one.hidden = one.id !== wanted)), name);
    seen.texts[`paper ${name}`] = await page.locator(`#${name}`).innerText();
    seen.texts[`controls on paper ${name}`] = await page.locator(`#${name} :is(input, select, button:not(.link)):visible`).count();
    await page.screenshot({ path: path.join(out, `${name}-paper.png`), fullPage: true });
  }
  await page.emulateMedia({ media: "screen" });

  // The corpus, through the page's worker.
  const cases = JSON.parse(fs.readFileSync(path.join(given, "cases.json"), "utf-8"));
  seen.cases = await page.evaluate(async (asked) => {
    const found = [];
    for (const one of asked) found.push((await globalThis.workbench.ask({ ask: "schedule", ...one })).schedule);
    return found;
  }, cases);
  working = false;
  await page.close();
  await (await begin("warm")).close();

  // A browser that cannot take up the image of Python begins it anew.
  const other = await browser.newContext({ locale: "en-GB", serviceWorkers: "block" });
  other.setDefaultTimeout(WAIT);
  await other.route("**/image.json", (route) => route.abort());
  const anew = await other.newPage();
  await anew.goto(address);
  await anew.click("text=Show an example");
  await anew.waitForSelector("#child svg .mark");
  seen.texts.anew = await anew.textContent("#child > p[role=status]");
  await other.close();

  // Where a file of the page is not there, it says so.
  seen.texts.missing = {};
  for (const name of ["python_stdlib.zip", "pyodide.asm.wasm", "library.zip"]) {
    const without = await browser.newContext({ locale: "en-GB", serviceWorkers: "block" });
    await without.route(`**/${name}`, (route) => route.fulfill({ status: 404, body: "" }));
    const cut = await without.newPage();
    await cut.goto(address);
    await cut.waitForSelector("#fault:not([hidden])", WAIT);
    seen.texts.missing[name] = await cut.textContent("#fault");
    await without.close();
  }

  // Without a network: what was kept is enough.
  server.closeAllConnections();
  await context.setOffline(true);
  await (await begin("offline")).close();
} finally {
  fs.writeFileSync(path.join(out, "seen.json"), JSON.stringify(seen, null, 1));
  await browser.close();
  server.closeAllConnections();
  server.close();
}
