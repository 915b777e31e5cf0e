// The whole test run: every check goes on to the next even when it fails, and the last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { Interruption, run, SetupFailure, say, timed } from './say.mjs';
import { ensureSystemPackages } from './system.mjs';

const TYPES = { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] };
const LINT = { name: 'lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check'] };
const DOCS = {
  name: 'generated documents',
  args: ['--import', './tests/support/typescript.mjs', 'scripts/docs.ts', '--check'],
};
const COMPOSE = { name: 'compose file', args: ['scripts/compose-check.mjs'] };
const SIZE = { name: "size of the customer's page", args: ['scripts/size.mjs'] };

/** Types and lint alone. Answers whether both are in order. */
export async function runChecks() {
  await ensurePackages();
  const count = await runEach([TYPES, LINT]);
  return count.failed === 0;
}

/** Everything. Prints the count as its last line and answers whether nothing failed. */
export async function runSuite(vitestArgs) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  try {
    await countAll(vitestArgs, count);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    count.failed += 1;
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
  return count.failed === 0;
}

async function countAll(vitestArgs, count) {
  await ensurePackages();
  const isUnitOnly = wantsUnitOnly(vitestArgs);
  if (isUnitOnly) {
    say("unit tests only: leaving out browsers, the built product and the size of the customer's page");
  } else {
    await ensureSystemPackages();
    await build(count);
  }
  add(count, await runEach([TYPES, LINT, ...(isUnitOnly ? [] : [SIZE]), DOCS, COMPOSE]));
  add(count, await runVitest(vitestArgs));
}

/** Types, lint and the tests of the sources still have something to say about a product that does not build. */
async function build(count) {
  try {
    await ensureBuild();
  } catch (error) {
    if (!(error instanceof SetupFailure) || error instanceof Interruption) throw error;
    say(error.message);
    count.failed += 1;
  }
}

async function runEach(checks) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) {
    const ok = await timed(check.name, () => run(process.execPath, check.args));
    count[ok ? 'passed' : 'failed'] += 1;
  }
  return count;
}

async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-vitest-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const program = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args];
  try {
    const ok = await timed('tests', () => run(process.execPath, program));
    return countReport(file, ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countReport(file, ok) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of readReport(file)) {
    const statuses = assertionResults.map((test) => test.status);
    for (const each of statuses) count[each === 'passed' || each === 'failed' ? each : 'skipped'] += 1;
    // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
    if (status === 'failed' && !statuses.includes('failed')) count.failed += 1;
  }
  if (count.passed + count.failed === 0) {
    say('no test ran');
    count.failed += 1;
  } else if (!ok && count.failed === 0) {
    say('vitest failed outside any test: see its output above');
    count.failed += 1;
  }
  return count;
}

/** A run that crashed leaves no report, or half of one; then nothing was proven and nothing counts. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return [];
  }
}

/** The projects named on the command line, as `--project unit` or `--project=unit`. */
function wantsUnitOnly(args) {
  const projects = args.flatMap((arg, index) => {
    if (arg === '--project') return [args[index + 1]];
    return arg.startsWith('--project=') ? [arg.slice('--project='.length)] : [];
  });
  return projects.length > 0 && projects.every((name) => name === 'unit');
}

function add(count, more) {
  for (const key of Object.keys(count)) count[key] += more[key];
}
