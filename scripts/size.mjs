// Holds first loads to their budgets: what must arrive before a person on a bad line can type the code, or write to a desk. That is
// the page, its entry script, everything the script imports statically, and their styles; lazy imports come later.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));
const PAGES = [
  { page: 'customer.html', manifest: 'manifest.json', name: "customer's first load", budget: 20_000 },
  { page: 'portal.html', manifest: 'manifest-beside.json', name: "portal's first load", budget: 25_000 },
  {
    page: 'check.html',
    manifest: 'manifest-beside.json',
    name: "connection check's first load",
    budget: 26_000,
  },
];

for (const each of PAGES) {
  const manifestFile = join(WEB, '.vite', each.manifest);
  if (existsSync(manifestFile)) {
    report(firstLoad(each.page, JSON.parse(readFileSync(manifestFile, 'utf8'))), each);
  } else {
    console.error(`There is no build to measure: dist/web/.vite/${each.manifest} is missing.`);
    process.exitCode = 1;
  }
}

/** Every file of the first load, each once, however many chunks ask for it. */
function firstLoad(page, manifest) {
  const files = new Set([page]);
  const visited = new Set();
  const visit = (key) => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no entry ${key}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(page);
  return [...files].map(measure);
}

function measure(file) {
  const bytes = readFileSync(join(WEB, file));
  return { file, bytes: bytes.length, gzip: gzipSync(bytes).length };
}

function report(rows, { name, budget }) {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const gzip = rows.reduce((sum, row) => sum + row.gzip, 0);
  for (const row of [...rows, { file: name, bytes, gzip }]) {
    console.log(`${row.file.padEnd(48)} ${kilobytes(row.bytes)} ${kilobytes(row.gzip)} gzip`);
  }
  if (gzip <= budget) return;
  console.error(`Over the budget of ${kilobytes(budget).trim()} gzip by ${gzip - budget} bytes.`);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2).padStart(8)} kB`;
}
