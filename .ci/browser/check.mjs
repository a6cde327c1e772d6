// Opens pages in a headless Chromium, narrow and wide, light, dark and printed, and fails where one
// asks the network for something, is wider than its window, draws outside its charts, comes out
// blank or breaks a rule of accessibility.
//
//   node check.mjs SCREENSHOTS PAGE…
//
// CHROMIUM is the path of the browser.

import { readFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const WIDTHS = { wide: 1280, narrow: 390 };
const SCHEMES = ["light", "dark"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// A blank page has one or two colours; text alone brings dozens by its smoothed edges.
const FEWEST_COLOURS = 16;

// Runs in the page: what a reader would see go wrong.
function layoutProblems() {
  const problems = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > window.innerWidth) {
    problems.push(`the page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`);
  }
  for (const svg of document.querySelectorAll("svg[viewBox]")) {
    const { width, height } = svg.viewBox.baseVal;
    const name = svg.querySelector("title")?.textContent ?? "a drawing without title";
    if (svg.getBoundingClientRect().width === 0) problems.push(`${name}: not drawn`);
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBBox();
      const toDrawing = svg.getScreenCTM().inverse();
      const toScreen = text.getScreenCTM();
      const corner = (x, y) => new DOMPoint(x, y).matrixTransform(toScreen).matrixTransform(toDrawing);
      const from = corner(box.x, box.y);
      const to = corner(box.x + box.width, box.y + box.height);
      const outside =
        Math.min(from.x, to.x) < -1 ||
        Math.min(from.y, to.y) < -1 ||
        Math.max(from.x, to.x) > width + 1 ||
        Math.max(from.y, to.y) > height + 1;
      if (outside) problems.push(`${name}: "${text.textContent}" reaches outside the drawing`);
    }
  }
  return problems;
}

// Runs in a blank page: how many colours a screenshot has, up to a few.
async function colours(dataUrl, enough) {
  const image = new Image();
  image.src = dataUrl;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = Math.min(image.height, 4000);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length && seen.size < enough; at += 4) {
    seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  }
  return seen.size;
}

async function accessibilityProblems(page, axe) {
  await page.evaluate(axe);
  const result = await page.evaluate(
    (rules) => window.axe.run(document, { runOnly: { type: "tag", values: rules } }),
    RULES,
  );
  return result.violations.flatMap((violation) =>
    violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`),
  );
}

async function look(browser, axe, file, screenshots) {
  const problems = [];
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setRequestInterception(true);
  const own = pathToFileURL(resolve(file)).href;
  page.on("request", (request) => {
    if (request.url() === own || request.url().startsWith("data:")) {
      request.continue();
    } else {
      problems.push(`asks for ${request.url()}`);
      request.abort();
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  const images = [];
  for (const [name, width] of Object.entries(WIDTHS)) {
    await page.setViewport({ width, height: 900 });
    for (const scheme of SCHEMES) {
      const place = `${name}, ${scheme}`;
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(own);
      problems.push(...(await page.evaluate(layoutProblems)).map((it) => `${place}: ${it}`));
      problems.push(...(await accessibilityProblems(page, axe)).map((it) => `${place}: ${it}`));
      const path = join(screenshots, `${basename(file, ".html")}-${name}-${scheme}.png`);
      const bytes = await page.screenshot({ path, fullPage: true });
      images.push([place, bytes]);
    }
  }
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.emulateMediaType("print");
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  if (paper !== "rgb(255, 255, 255)") problems.push(`printed: the paper is ${paper}`);
  await page.close();
  const blank = await browser.newPage();
  for (const [place, bytes] of images) {
    const url = `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
    const seen = await blank.evaluate(colours, url, FEWEST_COLOURS);
    if (seen < FEWEST_COLOURS) problems.push(`${place}: the screenshot has ${seen} colours`);
  }
  await blank.close();
  return problems;
}

const [screenshots, ...files] = process.argv.slice(2);
if (!files.length || !process.env.CHROMIUM) {
  console.error("usage: CHROMIUM=PATH node check.mjs SCREENSHOTS PAGE…");
  process.exit(2);
}
await mkdir(screenshots, { recursive: true });
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
let failed = false;
try {
  for (const file of files) {
    const problems = await look(browser, axe, file, screenshots);
    failed ||= problems.length > 0;
    console.log(`${file}: ${problems.length ? "" : "good, wide and narrow, light, dark and printed"}`);
    [...new Set(problems)].forEach((it) => console.log(`  ${it}`));
  }
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);
