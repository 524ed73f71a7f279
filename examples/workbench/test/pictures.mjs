// The pictures of docs/how-to/use-the-workbench.md, out of the built page. Nothing in them is of a real child.
//
//     node test/pictures.mjs ADDRESS OUT
//
// ADDRESS is what `lacreview workbench FOLDER --no-open` prints; OUT is docs/pictures.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const [address, out] = process.argv.slice(2);
const AS_OF = "2026-03-31";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--lang=en-GB"], env: { ...process.env, LANGUAGE: "en_GB" } });
const page = await browser.newPage({ viewport: { width: 1024, height: 1200 }, locale: "en-GB", colorScheme: "light" });
const WAIT = { timeout: 240_000 };
const picture = (name) => page.screenshot({ path: path.join(out, `workbench-${name}.png`) });

await page.goto(address);
await page.waitForSelector("#add-event", WAIT);
await page.fill("#child .fields input[type=date] >> nth=0", AS_OF);
await page.click("text=Show an example");
await page.waitForSelector(`#child h3:has-text("31 Mar 2026")`, WAIT);
await page.locator("#child details button.link").first().click();
await page.evaluate(() => scrollTo(0, 0));
await picture("child");

await page.click("nav >> text=Our timescales");
const profile = page.locator("#profile");
await page.waitForFunction(() => /compare/.test(document.querySelector(".verdict")?.textContent ?? ""), null, WAIT);
await profile.getByLabel("Name of the authority").fill("Our Authority Council");
await profile.getByLabel("Title of the procedure").fill("Reviews of looked after children");
await profile.getByLabel("Its date").fill("April 2026");
await profile.getByLabel("How many").fill("28");
await profile.getByLabel("Of what", { exact: true }).selectOption("days");
await profile.getByLabel("Source").fill("section 2");
await profile.getByLabel("I have read").check();
await page.click("text=Write the row");
await page.waitForFunction(() => /LATER/.test(document.querySelector(".verdict").textContent), null, WAIT);
await page.evaluate(() => scrollTo(0, 0));
await picture("profile");

// A made caseload of forty children in three teams.
const made = fs.mkdtempSync(path.join(os.tmpdir(), "workbench-"));
const day = (from, days) => new Date(Date.UTC(2025, 3, 1 + from + days)).toISOString().slice(0, 10);
const children = Array.from({ length: 40 }, (_, number) => ({
  child: `M${number + 1}`,
  team: ["North", "South", "East"][number % 3],
  events: [
    { event: "became-looked-after", on: day(number * 6, 0) },
    ...[22, 110, 280].slice(0, number % 4).map((after) => ({ event: "review-held", on: day(number * 6, after + (number % 5)) })).filter((one) => one.on <= AS_OF),
  ],
}));
fs.writeFileSync(path.join(made, "children.jsonl"), children.map((one) => `${JSON.stringify(one)}\n`).join(""));
await page.click("nav >> text=A caseload");
await page.setInputFiles("#caseload input[type=file] >> nth=0", path.join(made, "children.jsonl"));
await page.fill("#caseload input[type=date]", AS_OF);
await page.click("#work-out");
await page.waitForSelector("#save-page", WAIT);
await picture("caseload");
fs.rmSync(made, { recursive: true });
await browser.close();
