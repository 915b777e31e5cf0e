// Builds the broker to dist/node and the pages to dist/web, when the sources changed since the last build.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './say.mjs';

const STAMP = 'dist/.permesso-build';
/** What npx runs as programs of their own. */
const PROGRAMS = ['dist/node/verify/main.js', 'dist/node/host/main.js'];
const ROOMS = ['shared', 'server', 'verify', 'link', 'host', 'client-web'];
/** In this order: the first one empties the folder. */
const PAGES = ['vite.config.ts', 'vite.readers.config.ts', 'vite.kept.config.ts'];
const CONFIGS = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'vite.readers.config.ts',
  'vite.kept.config.ts',
];

export async function ensureBuild() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  // A build that fails leaves nothing that could be started or tested in its place.
  rmSync('dist', { recursive: true, force: true });
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noEmitOnError'];
  await step('building the programs', process.execPath, tsc);
  for (const program of PROGRAMS) chmodSync(program, 0o755);
  for (const config of PAGES) {
    const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--config', config];
    await step(`building the pages (${config})`, process.execPath, vite);
  }
  writeFileSync(STAMP, wanted);
}

/** Names, sizes and times of all sources: unlike "newer than", this also notices what was removed or put back. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const path of [...ROOMS.flatMap(filesUnder), ...CONFIGS].sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
