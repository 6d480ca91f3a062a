// Opens reports as a person does and fails when a page is empty, reports an error or asks anything of a network.
// usage: node look.mjs ALLURE_REPORT RUN_FOLDER SCREENSHOTS
// Needs playwright-core (found through CERTHARNESS_NODE_MODULES) and a Chromium (CHROMIUM, or chromium on the path).
import { createServer } from "node:http";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import path from "node:path";

const [allure, run, screenshots] = process.argv.slice(2).map((p) => path.resolve(p));
const modules = process.env.CERTHARNESS_NODE_MODULES ?? "node_modules";
const { chromium } = createRequire(path.resolve(modules, "x.js"))("playwright-core");
const executablePath = process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

await mkdir(screenshots, { recursive: true });
const server = createServer(async (request, response) => {
  const [, root, ...rest] = decodeURIComponent(new URL(request.url, "http://localhost").pathname).split("/");
  const folder = { allure, run }[root];
  try {
    const file = path.join(folder, ...rest);
    const content = await readFile(file.endsWith(path.sep) || rest.at(-1) === "" ? path.join(file, "index.html") : file);
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? (rest.at(-1) === "" ? "text/html" : "application/octet-stream") });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const problems = [];
let pages = 0;
async function look(name, url, expected) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  page.on("pageerror", (error) => problems.push(`${name}: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) problems.push(`${name} asks for ${request.url()}`);
  });
  await page.goto(base + url);
  try {
    await page.getByText(expected).first().waitFor({ timeout: 20000 });
  } catch {
    problems.push(`${name} does not show "${expected}"`);
  }
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  await page.close();
  pages++;
}

const evaluation = JSON.parse(await readFile(path.join(run, "evaluation.json"), "utf8"));
// Allure opens the groups below a criterion only where something in them failed; the criteria are always there to see.
const { criterion } = evaluation.requirements.find((r) => r.scenarios.length > 0).requirement;
await look("allure", "/allure/", criterion[0].toUpperCase() + criterion.slice(1).replaceAll("-", " "));
await look("report.en", "/run/report.en.html", evaluation.requirements[0].requirement.title.en);
await look("report.de", "/run/report.de.html", evaluation.requirements[0].requirement.title.de);
await browser.close();
server.close();
for (const problem of problems) console.error(problem);
console.log(`${pages} pages looked at, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
