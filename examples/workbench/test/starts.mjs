// One cold start of the built page in Chromium: the seconds until its form is there, until the first schedule, and of a caseload. Then
// a warm one: the browser is closed and opened again, and what the service worker kept of the first visit is there.
//
//     node test/starts.mjs SITE HISTORY CASELOAD
//
// It prints them as JSON. `speed.py` asks it again and again, in turns with CPython.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const [site, history, caseload] = process.argv.slice(2);
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".json": "application/json" };
const server = http.createServer((asked, answer) => {
  const file = path.join(site, decodeURIComponent(new URL(asked.url, "http://localhost").pathname).replace(/\/$/, "/index.html"));
  if (!fs.existsSync(file)) return answer.writeHead(404).end();
  answer.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
  fs.createReadStream(file).pipe(answer);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const WAIT = { timeout: 240_000 };
const kept = fs.mkdtempSync(path.join(os.tmpdir(), "workbench-"));
let browser;
async function start(name) {
  browser = await chromium.launchPersistentContext(kept, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"], locale: "en-GB" });
  const page = await browser.newPage();
  const since = sinceNow();
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForSelector("#add-event", WAIT);
  seconds[`the form is there${name}`] = since();
  await page.fill("#child .fields input[type=date]", "2026-03-31");
  await page.setInputFiles("#child input[type=file]", history);
  await page.waitForSelector("#child svg .mark", WAIT);
  seconds[`first schedule${name}`] = since();
  return page;
}
const sinceNow = () => {
  const begun = Date.now();
  return () => (Date.now() - begun) / 1000;
};
const seconds = {};
try {
  const page = await start("");
  await page.click("nav >> text=A caseload");
  await page.waitForSelector("body[data-whole=yes]", WAIT);
  await page.setInputFiles("#caseload input[type=file] >> nth=0", caseload);
  await page.fill("#caseload input[type=date]", "2026-03-31");
  const since = sinceNow();
  await page.click("#work-out");
  await page.waitForSelector("#save-page", WAIT);
  seconds["caseload"] = since();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true)); // it has kept all of the page
  await browser.close();
  await start(", opened again");
  console.log(JSON.stringify(seconds));
} finally {
  await browser?.close();
  fs.rmSync(kept, { recursive: true });
  server.closeAllConnections();
  server.close();
}
