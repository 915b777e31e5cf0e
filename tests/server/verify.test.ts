// The verifier as people run it: a program with arguments, files, sentences and an exit code.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../shared/bytes.ts';
import { writeProof } from '../../shared/log/proof.ts';
import { inclusionProof, rootAt } from '../../shared/log/tree.ts';
import { type Outcome, runVerifier } from '../../verify/run.ts';
import { bundleBytes, FORGER, LOG, sampleBundle, sampleLog } from '../support/sample-log.ts';
import { signedCheckpoint } from '../support/signers.ts';
import { ROOT } from '../support/sources.ts';
import { type Files, withManifest, writeTo } from '../support/written-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'permesso-verify-'));
const place = (name: string) => join(folder, name);
const log = await sampleLog();
const size = log.entries.length;

const FILE = /^(?:key|log|tampered|erased|nowhere|nothing|.*\.(?:json|leaf|tlog-proof|checkpoint))$/;

/** Runs it in this process, with the names of this folder's files made whole. */
const verify = ([command = '', ...args]: string[]): Promise<Outcome> =>
  runVerifier([command, ...args.map((arg) => (FILE.test(arg) ? place(arg) : arg))]);

/** Runs the program itself, from that folder. */
const program = (args: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const entry = ['--import', join(ROOT, 'tests/support/typescript.mjs'), join(ROOT, 'verify/main.ts')];
    execFile(process.execPath, [...entry, ...args], { cwd: folder }, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });

function logAt(name: string, files: Files): string {
  mkdirSync(place(name));
  writeTo(place(name), files);
  return name;
}

beforeAll(async () => {
  logAt('log', log.files);
  writeFileSync(place('key'), `${LOG.spelled}\n`);
  writeFileSync(place('session.json'), bundleBytes(await sampleBundle(log)));
  const proof = await inclusionProof(log.hashes, 5, size);
  writeFileSync(place('5.tlog-proof'), writeProof({ index: 5, proof, checkpoint: log.checkpoint }));
  writeFileSync(place('5.leaf'), log.entries[5]?.text ?? '');
  writeFileSync(place('old.checkpoint'), signedCheckpoint([LOG], 4, await rootAt(log.hashes, 4)));
  writeFileSync(place('new.checkpoint'), log.checkpoint);
  writeFileSync(place('other.checkpoint'), signedCheckpoint([LOG], size, await rootAt(log.hashes, 4)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('permesso-verify log', () => {
  it('finds a whole log sound, with the key as text or in a file', async () => {
    for (const key of [LOG.spelled, 'key']) {
      const args = ['--dir', 'log', '--vkey', key, '--since', 'old.checkpoint'];
      const { code, out, err } = await program(['log', ...args]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.split('\n')).toEqual([
        'assist.example/log/1',
        `  ${size} entries`,
        `  ${log.detailed.length} details opened`,
        '  0 details erased',
        '  1 entries unsigned, before consent v2',
        '  1 sessions replayed',
        '  0 sessions not replayed, begun before consent v2 or in the log before this',
        'Sound.',
        '',
      ]);
    }
  });

  it('says plainly what the key in the folder proves', async () => {
    const { code, out } = await verify(['log', '--dir', 'log']);
    expect(code).toBe(0);
    expect(out).toContain(
      'remark    vkey came along with the rest: this shows agreement with that key only, not whose key it is',
    );
  });

  it('names what was tampered with', async () => {
    const path = `tile/0/000.p/${size}`;
    const bytes = log.files.get(path) ?? new Uint8Array();
    const files = new Map(log.files).set(path, bytes.with(70, (bytes[70] ?? 0) ^ 1));
    const { code, out } = await verify(['log', '--dir', logAt('tampered', files), '--vkey', 'key']);
    expect(code).toBe(1);
    expect(out).toContain(`tampered  ${path} holds other bytes than the manifest names`);
    expect(out).toContain('tampered  entry 2 is not the one that the tree holds');
    expect(out).toMatch(/TAMPERED: what is here is not what was signed\.\n$/);
  });

  it('tells what was erased from what was tampered with', async () => {
    const files = withManifest(new Map(log.files).set('details.jsonl', new Uint8Array()));
    const { code, out } = await verify(['log', '--dir', logAt('erased', files), '--vkey', 'key']);
    expect(code).toBe(3);
    expect(out).toContain(
      `erased    ${log.detailed.length} entries without their details, the first is entry 2\n`,
    );
  });

  it('answers in JSON to machines', async () => {
    const { code, out } = await verify(['log', '--dir', 'log', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      subject: 'assist.example/log/1',
      verdict: 'sound',
      counts: { entries: size },
    });
  });

  it('does not take another key for the log’s own', async () => {
    expect((await verify(['log', '--dir', 'log', '--vkey', FORGER.spelled])).code).toBe(1);
  });
});

describe('permesso-verify session, proof and diff', () => {
  it('find sound what is sound', async () => {
    const runs = [
      ['session', 'session.json', '--vkey', 'key'],
      ['session', 'session.json'],
      ['proof', '5.tlog-proof', '--leaf', '5.leaf', '--vkey', 'key'],
      ['diff', 'old.checkpoint', 'new.checkpoint', '--dir', 'log', '--vkey', 'key'],
      ['diff', 'new.checkpoint', 'old.checkpoint', '--dir', 'log'],
      ['diff', 'new.checkpoint', 'new.checkpoint', '--vkey', 'key'],
    ];
    for (const run of runs) expect((await verify(run)).code, run.join(' ')).toBe(0);
  });

  it('find tampered what is not', async () => {
    const text = readFileSync(place('session.json'), 'utf8').replace('Maria', 'Marta');
    writeFileSync(place('changed.json'), utf8(text));
    const runs = [
      ['session', 'changed.json', '--vkey', 'key'],
      ['session', 'key', '--vkey', 'key'],
      ['proof', '5.tlog-proof', '--leaf', 'key', '--vkey', 'key'],
      ['diff', 'new.checkpoint', 'other.checkpoint', '--vkey', 'key'],
    ];
    for (const run of runs) expect((await verify(run)).code, run.join(' ')).toBe(1);
  });

  it('do not decide what cannot be decided', async () => {
    const { code, out } = await verify(['diff', 'old.checkpoint', 'new.checkpoint', '--vkey', 'key']);
    expect(code).toBe(2);
    expect(out).toMatch(/Not decided\.\n$/);
  });
});

describe('permesso-verify, said wrongly,', () => {
  it('says what is wrong and judges nothing', async () => {
    const runs: Record<string, string[]> = {
      'say what to verify': [],
      'there is no command logs': ['logs'],
      'log needs --dir': ['log'],
      'log wants 0 file(s), not 1': ['log', 'key', '--dir', 'log'],
      'there is no folder ': ['log', '--dir', 'nowhere'],
      'there is no folder': ['log', '--dir', 'key'],
      'cannot read ': ['log', '--dir', 'log', '--vkey', 'nothing'],
      '5.leaf holds no key of a log': ['log', '--dir', 'log', '--vkey', '5.leaf'],
      'gone.checkpoint: ENOENT': ['log', '--dir', 'log', '--since', 'gone.checkpoint'],
      'log knows no --leaf': ['log', '--dir', 'log', '--leaf', '5.leaf'],
      'proof needs --vkey': ['proof', '5.tlog-proof', '--leaf', '5.leaf'],
      'proof needs --leaf': ['proof', '5.tlog-proof', '--vkey', 'key'],
      'diff needs --vkey': ['diff', 'old.checkpoint', 'new.checkpoint'],
      "Unknown option '--url'": ['log', '--url', 'log'],
    };
    for (const [words, run] of Object.entries(runs)) {
      const { code, out, err } = await verify(run);
      expect({ code, out }, run.join(' ')).toEqual({ code: 2, out: '' });
      expect(err).toContain(words);
    }
  });

  it('does so as a program too', async () => {
    const { code, out, err } = await program(['log', '--url', 'log']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('permesso-verify proof FILE.tlog-proof');
    expect(await program(['--help'])).toMatchObject({ code: 0, err: '' });
  });
});
