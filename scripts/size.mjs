// Holds the customer's first load to its budget: what must arrive before a person on a bad line can type the code. That
// is the page, its entry script, everything the script imports statically, and their styles; lazy imports come later.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));
const PAGE = 'customer.html';
const BUDGET = 20_000;

const manifestFile = join(WEB, '.vite', 'manifest.json');
if (existsSync(manifestFile)) {
  report(firstLoad(JSON.parse(readFileSync(manifestFile, 'utf8'))));
} else {
  console.error('There is no build to measure: dist/web/.vite/manifest.json is missing.');
  process.exitCode = 1;
}

/** Every file of the first load, each once, however many chunks ask for it. */
function firstLoad(manifest) {
  const files = new Set([PAGE]);
  const visited = new Set();
  const visit = (key) => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no entry ${key}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(PAGE);
  return [...files].map(measure);
}

function measure(file) {
  const bytes = readFileSync(join(WEB, file));
  return { file, bytes: bytes.length, gzip: gzipSync(bytes).length };
}

function report(rows) {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const gzip = rows.reduce((sum, row) => sum + row.gzip, 0);
  for (const row of [...rows, { file: "customer's first load", bytes, gzip }]) {
    console.log(`${row.file.padEnd(48)} ${kilobytes(row.bytes)} ${kilobytes(row.gzip)} gzip`);
  }
  if (gzip <= BUDGET) return;
  console.error(`Over the budget of ${kilobytes(BUDGET).trim()} gzip by ${gzip - BUDGET} bytes.`);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2).padStart(8)} kB`;
}
