// Our log read by the Go project's own packages (golang.org/x/mod/sumdb), which share no line with ours.
// `LOG_LEAVES=70000 npm test -- tests/server/log-go.test.ts` reads a larger one.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '../../shared/bytes.ts';
import { commit } from '../../shared/log/commitment.ts';
import { leafText } from '../../shared/log/leaf.ts';
import { consistencyProof, inclusionProof, rootAt } from '../../shared/log/tree.ts';
import { signer } from '../support/signers.ts';
import { ROOT } from '../support/sources.ts';
import { type Files, type WrittenLog, writeTo, writtenLog } from '../support/written-log.ts';

const LEAVES = Number(process.env['LOG_LEAVES'] ?? 5_000);
// Where Debian's golang-golang-x-mod-dev puts its sources.
const GOPATH = '/usr/share/gocode';
const folder = mkdtempSync(join(tmpdir(), 'permesso-go-'));
const program = join(folder, 'check');
let log: WrittenLog;

interface Outcome {
  readonly code: number;
  readonly said: string;
}

const run = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    execFile(file, args, { env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
    });
  });

/** A few places and sizes where trees go wrong, and some between. */
const places = (end: number) =>
  [0, 1, 2, 254, 255, 256, 257, 4_095, 4_096, 65_535, 65_536, Math.floor(end * 0.6), end - 2, end - 1].filter(
    (place) => place >= 0 && place < end,
  );

async function casesOf({ hashes }: WrittenLog): Promise<object> {
  const inclusion = places(LEAVES).map(async (index) => ({
    index,
    proof: (await inclusionProof(hashes, index, LEAVES)).map(toBase64),
  }));
  const consistency = places(LEAVES)
    .filter((from) => from > 0)
    .map(async (from) => ({
      from,
      fromRoot: toBase64(await rootAt(hashes, from)),
      proof: (await consistencyProof(hashes, from, LEAVES)).map(toBase64),
    }));
  return { inclusion: await Promise.all(inclusion), consistency: await Promise.all(consistency) };
}

/** Writes a log into a folder of its own and has Go read it. */
function checked(name: string, files: Files): Promise<Outcome> {
  const place = join(folder, name);
  mkdirSync(place);
  writeTo(place, files);
  return run(program, [place, join(folder, 'cases.json')]);
}

beforeAll(async () => {
  if (!existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog')))
    throw new Error('missing: apt-get install golang-go golang-golang-x-mod-dev');
  const env = { ...process.env, GO111MODULE: 'off', GOPATH, GOCACHE: join(folder, 'cache'), GOFLAGS: '' };
  const source = join(ROOT, 'tests/support/go/check.go');
  const built = await run('go', ['build', '-o', program, source], env);
  expect(built).toEqual({ code: 0, said: '' });

  const salt = new Uint8Array(32).fill(7);
  const entries = Array.from({ length: LEAVES }, (_, i) =>
    utf8(leafText({ v: 2, type: 'consent.asked', seq: i }, i % 3 === 0 ? commit(salt, { i }) : null)),
  );
  const signers = [signer('assist.example/log/desk', 1), signer('witness.example/w', 2)];
  log = await writtenLog({ signers, entries });
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(await casesOf(log)));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`a log of ${LEAVES} entries, read by Go`, () => {
  it('has the signatures, entries, tiles and proofs that Go finds', async () => {
    const count = places(LEAVES).length;
    const { code, said } = await checked('whole', log.files);
    process.stdout.write(said);
    expect(said).toBe(
      `go: 2 signers, ${LEAVES} entries, ${count} inclusion proofs, ${count - 1} consistency proofs\n`,
    );
    expect(code).toBe(0);
  });

  const spoilt = ['tile/0/005', 'tile/entries/003', 'checkpoint', 'vkey'];
  for (const path of spoilt)
    it(`is refused when one bit of ${path} is another`, async () => {
      const bytes = log.files.get(path) ?? new Uint8Array();
      const at = Math.floor(bytes.length / 3);
      const files = new Map(log.files).set(path, bytes.with(at, (bytes[at] ?? 0) ^ 1));
      const { code, said } = await checked(path.replaceAll('/', '-'), files);
      expect(said).toMatch(/^go: /);
      expect(code).toBe(1);
    });

  it('is refused when a tile of the level above is another', async () => {
    const path = [...log.files.keys()].find((name) => name.startsWith('tile/1/')) ?? '';
    const bytes = log.files.get(path) ?? new Uint8Array();
    const { code, said } = await checked(
      'above',
      new Map(log.files).set(path, bytes.with(0, (bytes[0] ?? 0) ^ 1)),
    );
    expect(said).toMatch(/^go: /);
    expect(code).toBe(1);
  });
});
