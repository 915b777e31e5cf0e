// The one door to the product on a fresh clone: `npm start`, `npm test` and their sisters. Node's built-ins only, here
// and in scripts/setup, because this runs before any package is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { packHost } from './setup/pack.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { drawSample } from './setup/sample.mjs';
import { run, SetupFailure, say, timed } from './setup/say.mjs';
import { runChecks, runSuite } from './setup/suite.mjs';
import { ensureSystemPackages } from './setup/system.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE =
  'Say one of: npm start, npm run demo, npm run enrol, npm run keys, npm run secrets, npm run backup, npm run restore, npm run log:export, npm run log:erase, npm run log:hold, ' +
  'npm run log:successor, npm run desk:identity, npm run complaint:clear, npm run host:pack, npm run host:soak, npm run faults, npm run bench, npm test, npm run test:all, npm run check, npm run docs.';

const COMMANDS = {
  start: (args) => become({ program: 'main', args, hasSettings: true }),
  enrol: (args) => become({ program: 'enrol', args, hasSettings: true }),
  keys: (args) => become({ program: 'keys-command', args, hasSettings: true }),
  ...Object.fromEntries(
    ['backup', 'restore'].map((verb) => [
      verb,
      (args) => become({ program: 'backup-command', args: [verb, ...args], hasSettings: true }),
    ]),
  ),
  secrets: (args) => become({ program: 'secrets-command', args, hasSettings: true }),
  ...Object.fromEntries(
    ['export', 'erase', 'hold', 'successor'].map((verb) => [
      `log:${verb}`,
      (args) => become({ program: 'log-command', args: [verb, ...args], hasSettings: true }),
    ]),
  ),
  'desk:identity': (args) =>
    become({ program: 'trust-command', args: ['identity', ...args], hasSettings: true }),
  'complaint:clear': (args) =>
    become({ program: 'trust-command', args: ['clear', ...args], hasSettings: true }),
  'host:pack': async (args) => {
    await ensurePackages();
    await ensureBuild();
    if (existsSync('.env')) process.loadEnvFile('.env');
    await packHost(args);
  },
  // Three minutes of what the suite does for twenty seconds.
  'host:soak': async (args) => {
    process.env.STREAM_SECONDS ??= '180';
    exitWith(await runSuite(['tests/host/own-computer.test.ts', ...args]));
  },
  // What tests/faults does to servers and brokers; with --long at least ten times as much.
  faults: async (args) => {
    const isLong = args.includes('--long');
    if (isLong) {
      process.env.FAULTS_ROUNDS ??= '200';
      process.env.FAULTS_SOCKETS ??= '5000';
    }
    const more = args.filter((arg) => arg !== '--long');
    exitWith(await runSuite(more.length > 0 ? more : ['tests/faults']));
  },
  // The demonstration never reads the operator's settings: it must not touch the data of a desk at work.
  demo: (args) => become({ program: 'demo', args, hasSettings: false }),
  // A sample of the long stories; whoever names files means those.
  test: async (args) => {
    if (args.length === 0) drawSample();
    exitWith(await runSuite(args));
  },
  'test:all': async (args) => exitWith(await runSuite(args)),
  check: async () => exitWith(await runChecks()),
  bench: async (args) => exitWith(await runBench(args)),
  docs: async () => exitWith(await generateDocs()),
};

process.chdir(ROOT);
try {
  requireNode();
  const [name = '', ...args] = process.argv.slice(2);
  if (!Object.hasOwn(COMMANDS, name)) throw new SetupFailure(USAGE);
  await COMMANDS[name](args);
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  say(error.message);
  process.exitCode = 1;
}

/** Builds what is not current and turns this very process into the program, so that signals and exit code are its own. */
async function become({ program, args, hasSettings }) {
  await ensurePackages();
  await ensureBuild();
  if (hasSettings && existsSync('.env')) process.loadEnvFile('.env');
  process.setSourceMapsEnabled(true);
  const file = join(ROOT, 'dist', 'node', 'server', `${program}.js`);
  process.argv.splice(1, Infinity, file, ...args);
  await import(pathToFileURL(file).href);
}

async function runBench(args) {
  await ensurePackages();
  await ensureSystemPackages();
  await ensureBuild();
  return run(process.execPath, ['--import', './tests/support/typescript.mjs', 'bench/run.ts', ...args]);
}

async function generateDocs() {
  await ensurePackages();
  return timed('generating documents', () =>
    run(process.execPath, ['--import', './tests/support/typescript.mjs', 'scripts/docs.ts']),
  );
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailure(`Node 20.19 or later is needed; this is ${process.version}.`);
}

function exitWith(ok) {
  process.exitCode = ok ? 0 : 1;
}
