// Takes the analytics out of a rendered Allure report, locks its pages to what lies beside them, and fails where anything
// that would leave for a network remains. usage: node detach.mjs REPORT
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const analytics = /googletagmanager|google-analytics|\bgtag\s*\(|\bdataLayer\b/i;
const inlineScript = /<script\b[^>]*>[\s\S]*?<\/script\s*>/gi;
const remote = /<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^"'\s>]+/gi;
// Whatever a later version of the renderer may try, a browser holds it back.
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:">`;

const report = process.argv[2];
const files = readdirSync(report, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath ?? entry.path, entry.name));
const pages = files.filter(file => file.endsWith('.html') && !file.includes(join('data', 'attachments')));
if (pages.length === 0) fail(`${report} holds no page; did the renderer fail?`);

for (const page of pages) {
  const text = readFileSync(page, 'utf8');
  const clean = text
    .replace(inlineScript, script => (analytics.test(script) ? '' : script))
    .replace(/<head\b[^>]*>/i, head => (text.includes(policy) ? head : head + policy));
  if (!clean.includes(policy)) fail(`${page} has no head to put the policy into`);
  writeFileSync(page, clean);
}

const remains = files
  .filter(file => /\.(html|m?js|css)$/.test(file) && !file.includes(join('data', 'attachments')))
  .flatMap(file => {
    const text = readFileSync(file, 'utf8');
    const found = /googletagmanager|google-analytics|G-LNDJ3J7WT0/i.exec(text);
    return [...(found ? [`${file}: ${found[0]}`] : []), ...(text.match(remote) ?? []).map(tag => `${file}: ${tag}`)];
  });
if (remains.length > 0) fail(`these would go to a network:\n${remains.join('\n')}`);
console.log(`${pages.length} page(s) of ${report} ask nothing of a network`);

function fail(message) {
  console.error(`detach.mjs: ${message}`);
  process.exit(1);
}
