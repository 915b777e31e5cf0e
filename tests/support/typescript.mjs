// Preloaded by whatever runs the sources as they stand, and by the processes that it starts. tsx serves the main thread. In any other it
// would have to be started anew, which takes longer than most tests; what a thread begins with becomes JavaScript once, and is found again.
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import threads from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { register } from 'tsx/esm/api';

// Below node_modules, where packages are found from.
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/threads', import.meta.url));
const made = new Map();

/** @param script of TypeScript @returns the file of JavaScript that does the same */
function javaScriptOf(script) {
  const known = made.get(script);
  if (known) return known;
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(script)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    write: false,
  });
  const [{ text }] = outputFiles;
  const file = `${FOLDER}/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`;
  mkdirSync(FOLDER, { recursive: true });
  // Other processes may be at the same; each finds a whole file.
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  made.set(script, file);
  return file;
}

if (threads.isMainThread) {
  register();
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(script, options) {
      const isTypeScript = script instanceof URL && script.pathname.endsWith('.ts');
      if (isTypeScript) super(javaScriptOf(script.href), { ...options, execArgv: [] });
      else super(script, options);
    }
  };
  syncBuiltinESMExports();
}
