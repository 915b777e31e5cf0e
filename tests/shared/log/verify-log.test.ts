// An exported log must verify, and no log in which a single byte, file or entry is another. Where the forger also makes the
// manifest again, the tree and the commitments have to find it.
import process from 'node:process';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../../shared/bytes.ts';
import type { Report } from '../../../shared/log/finding.ts';
import { pathsOf } from '../../../shared/log/layout.ts';
import { rootAt } from '../../../shared/log/tree.ts';
import { verifyLog } from '../../../shared/log/verify-log.ts';
import { FORGER, LOG, type SampleLog, sampleLog, shownSession, WITNESS } from '../../support/sample-log.ts';
import { signedCheckpoint } from '../../support/signers.ts';
import { type Files, inMemory, withManifest, writtenLog } from '../../support/written-log.ts';

const SEED = Number(process.env['MUTATION_SEED'] ?? 20261125);
const RUNS = Number(process.env['MUTATION_RUNS'] ?? 150);
/** One byte in this many is flipped; 1 flips them all. */
const STEP = Number(process.env['MUTATION_STEP'] ?? 4);

let log: SampleLog;
beforeAll(async () => {
  log = await sampleLog();
});

const verify = (files: Files, since: string | null = null): Promise<Report> =>
  verifyLog(inMemory(files), { vkeys: [LOG.vkey], since });
const told = ({ findings }: Report) => findings.map(({ where, what }) => `${where} ${what}`);
const bytesOf = (path: string, files: Files = log.files): Uint8Array => files.get(path) ?? new Uint8Array();
const changed = (path: string, change: (text: string) => string): Files =>
  withManifest(new Map(log.files).set(path, utf8(change(fromUtf8(bytesOf(path))))));

describe('a log as it was exported', () => {
  it('is sound', async () => {
    const report = await verify(log.files);
    expect(report).toMatchObject({ subject: 'assist.example/log/1', verdict: 'sound', findings: [] });
    expect(report.counts).toEqual({
      entries: log.entries.length,
      details: log.detailed.length,
      erased: 0,
      before: 1,
      sessions: 1,
      notReplayed: 0,
    });
  });

  it('is sound by its own key too, which proves less and says so', async () => {
    const report = await verifyLog(inMemory(log.files), { vkeys: null, since: null });
    expect(report.verdict).toBe('sound');
    expect(report.findings.map(({ weight, where }) => [weight, where])).toEqual([['remark', 'vkey']]);
  });

  it('is sound with nothing in it', async () => {
    const { files } = await writtenLog({ signers: [LOG], entries: [] });
    expect(await verify(files)).toMatchObject({ verdict: 'sound', findings: [] });
  });

  it('is sound with a last entry that fills a tile', async () => {
    const entries = Array.from({ length: 512 }, (_, i) => utf8(`{"n":${i},"v":1}`));
    const { files } = await writtenLog({ signers: [LOG], entries });
    expect(await verify(files)).toMatchObject({ verdict: 'sound', findings: [] });
    const above = bytesOf('tile/1/000.p/2', files);
    const spoilt = withManifest(new Map(files).set('tile/1/000.p/2', above.with(32, (above[32] ?? 0) ^ 1)));
    expect(told(await verify(spoilt))).toContain(
      'tile/1/000.p/2 holds as hash 1 another than its tile below makes',
    );
  });
});

describe('a log with one byte changed', () => {
  it('is tampered with, whichever byte it is', async () => {
    let flipped = 0;
    for (const [path, bytes] of log.files)
      for (const [at, byte] of bytes.entries()) {
        if ((at + SEED) % STEP !== 0) continue;
        const files = new Map(log.files).set(path, bytes.with(at, byte ^ (1 << (at % 8))));
        const { verdict } = await verify(files);
        if (verdict !== 'tampered') throw new Error(`${path}, byte ${at}: ${verdict}`);
        flipped += 1;
      }
    process.stdout.write(`flipped bytes: ${flipped} of ${log.files.size} files, one in ${STEP}, all found\n`);
  }, 240_000);

  it(
    `is tampered with even where the manifest was made again: ${RUNS} flips, seed ${SEED}`,
    async () => {
      const signed = [...log.files.keys()].filter((path) => path !== 'manifest.json');
      const flip = fc.record({ path: fc.constantFrom(...signed), at: fc.nat(), bit: fc.nat({ max: 7 }) });
      await fc.assert(
        fc.asyncProperty(flip, async ({ path, at, bit }) => {
          const bytes = bytesOf(path);
          const i = at % bytes.length;
          const files = withManifest(
            new Map(log.files).set(path, bytes.with(i, (bytes[i] ?? 0) ^ (1 << bit))),
          );
          const { verdict } = await verify(files);
          if (verdict !== 'tampered') throw new Error(`${path}, byte ${i}, bit ${bit}: ${verdict}`);
        }),
        { numRuns: RUNS, seed: SEED },
      );
      process.stdout.write(`flips under a new manifest: ${JSON.stringify({ runs: RUNS, seed: SEED })}\n`);
    },
    60_000 + RUNS * 100,
  );
});

describe('a log with files changed', () => {
  it('is tampered with when any file is missing, empty, cut, longer or under another name', async () => {
    for (const [path, bytes] of log.files) {
      const without = new Map(log.files);
      without.delete(path);
      const cases: Record<string, Files> = {
        missing: without,
        'cut by one': new Map(log.files).set(path, bytes.slice(0, -1)),
        'longer by one': new Map(log.files).set(path, Uint8Array.of(...bytes, 0)),
        empty: new Map(log.files).set(path, new Uint8Array()),
        renamed: new Map(without).set(`${path}.old`, bytes),
      };
      for (const [what, files] of Object.entries(cases)) {
        expect((await verify(files)).verdict, `${path} ${what}`).toBe('tampered');
        if (path === 'manifest.json') continue;
        // An empty file of details is what an erased desk has.
        const isErasure = path === 'details.jsonl' && what === 'empty';
        const { verdict } = await verify(withManifest(files));
        expect(verdict, `${path} ${what}, manifest made again`).toBe(isErasure ? 'erased' : 'tampered');
      }
    }
  }, 60_000);

  it('is tampered with when two files are swapped, or one is there that does not belong', async () => {
    const paths = [...log.files.keys()];
    for (const [i, a] of paths.entries())
      for (const b of paths.slice(i + 1)) {
        const files = new Map(log.files).set(a, bytesOf(b)).set(b, bytesOf(a));
        expect((await verify(files)).verdict, `${a} and ${b}`).toBe('tampered');
      }
    for (const path of ['tile/0/001', 'tile/0/000', 'notes.txt', 'tile/1/000.p/1']) {
      const files = withManifest(new Map(log.files).set(path, utf8('more')));
      expect(told(await verify(files)), path).toContain(
        `${path} is no file of a log of ${log.entries.length} entries`,
      );
    }
  });

  it('says which file it is', async () => {
    const files = new Map(log.files).set('keys.json', utf8('{"keys":[]}'));
    expect(told(await verify(files))).toEqual(['keys.json holds other bytes than the manifest names']);
    expect(told(await verify(new Map()))).toContain('manifest.json is missing');
    expect(pathsOf(log.entries.length).sort()).toEqual([...log.files.keys()].sort());
  });
});

describe('a log whose forger makes everything again but the signature', () => {
  it('is tampered with when an entry says something else', async () => {
    const path = pathsOf(log.entries.length).at(-1) ?? '';
    const bytes = bytesOf(path);
    const at = Buffer.from(bytes).indexOf('"minutes":15') + '"minutes":'.length;
    const files = withManifest(new Map(log.files).set(path, bytes.with(at, '5'.charCodeAt(0))));
    const asked = log.entries.findIndex(({ text }) => text.includes('"minutes":15'));
    expect(told(await verify(files))).toContain(`entry ${asked} is not the one that the tree holds`);
  });

  it('is tampered with when a whole other tree stands in its place', async () => {
    const other = await sampleLog(shownSession().slice(0, -1), [FORGER]);
    const report = await verify(other.files);
    expect(report.verdict).toBe('tampered');
    expect(told(report)).toContain('checkpoint is not signed by a key of this log');
    // Its own key agrees with it, which is all that the remark says.
    const own = await verifyLog(inMemory(other.files), { vkeys: null, since: null });
    expect(own.verdict).toBe('sound');
  });

  it('is tampered with when the old checkpoint is put back in its place', async () => {
    const size = log.entries.length - 1;
    const old = signedCheckpoint([LOG], size, await rootAt(log.hashes, size));
    const report = await verify(withManifest(new Map(log.files).set('checkpoint', utf8(old))));
    expect(report.verdict).toBe('tampered');
  });

  it('is refused at once when it claims more than there can be', async () => {
    const claim = signedCheckpoint([LOG], 2 ** 53 - 1, await rootAt(log.hashes, 1));
    const report = await verify(withManifest(new Map(log.files).set('checkpoint', utf8(claim))));
    expect(told(report)).toEqual([
      'checkpoint is of 9007199254740991 entries, more than these files can hold',
    ]);
  });

  it('is not believed on the word of a witness alone', async () => {
    const { files } = await sampleLog(shownSession(), [LOG, WITNESS]);
    expect((await verify(files)).verdict).toBe('sound');
    const both = await verifyLog(inMemory(files), { vkeys: [LOG.vkey, WITNESS.vkey], since: null });
    expect(both.verdict).toBe('sound');
    const one = await verifyLog(inMemory(files), { vkeys: [WITNESS.vkey], since: null });
    expect(told(one)).toEqual(['checkpoint is not signed by a key of this log']);
  });
});

describe('details', () => {
  const lines = (text: string) => text.split('\n').slice(0, -1);
  it('may be erased, one or all, and the log stays sound but for that', async () => {
    const one = await verify(changed('details.jsonl', (text) => `${lines(text).slice(1).join('\n')}\n`));
    expect(one).toMatchObject({ verdict: 'erased', counts: { details: log.detailed.length - 1, erased: 1 } });
    expect(told(one)).toEqual([`entry ${log.detailed[0]} has a detail that was erased`]);
    const all = await verify(changed('details.jsonl', () => ''));
    expect(all).toMatchObject({ verdict: 'erased', counts: { details: 0, erased: log.detailed.length } });
  });

  it('may not be others, elsewhere, twice, out of turn or where none was', async () => {
    const [first, second] = log.detailed;
    const last = log.detailed.at(-1);
    const bare = log.entries.findIndex(({ text }, i) => i > (first ?? 0) && text.includes('"c":null'));
    const spoilt: Record<string, (text: string) => string> = {
      'another name': (text) => text.replace('Maria', 'Marta'),
      'another salt': (text) => text.replace(/"salt":"./, '"salt":"_'),
      'another place': (text) => text.replace(`"index":${second}`, `"index":${bare}`),
      'a place beyond the end': (text) => text.replace(`"index":${last}`, '"index":99'),
      twice: (text) => `${lines(text)[0]}\n${text}`,
      'out of turn': (text) => `${lines(text).reverse().join('\n')}\n`,
      'no end of line': (text) => text.slice(0, -1),
      'an empty line': (text) => `${text}\n`,
      'another spelling': (text) => text.replace('"index":', '"index": '),
      'one more member': (text) => text.replace(`"index":${first}`, `"extra":1,"index":${first}`),
      'for an entry that has none': (text) => text.replace(`"index":${first}`, '"index":1'),
      'for an entry from before': (text) => text.replace(`"index":${first}`, '"index":0'),
    };
    for (const [what, change] of Object.entries(spoilt))
      expect((await verify(changed('details.jsonl', change))).verdict, what).toBe('tampered');
  });
});

describe('the growth of a log', () => {
  const headAt = async (size: number, hashes = log.hashes) =>
    signedCheckpoint([LOG], size, await rootAt(hashes, size));

  it('is shown by every checkpoint that it ever signed', async () => {
    for (let size = 0; size <= log.entries.length; size++)
      expect((await verify(log.files, await headAt(size))).verdict).toBe('sound');
  });

  it('is denied when the log is shorter, when it has another past, or when it is another log', async () => {
    const shorter = await sampleLog(shownSession().slice(0, -1));
    const head = await headAt(log.entries.length);
    expect(told(await verify(shorter.files, head))).toContain(
      `checkpoint is of ${shorter.entries.length} entries, where ${log.entries.length} were signed before`,
    );
    const [first, ...rest] = shownSession();
    const rewritten = await sampleLog([{ ...first, at: 1 } as (typeof rest)[number], ...rest]);
    expect(told(await verify(rewritten.files, await headAt(5)))).toContain(
      'checkpoint begins with other entries than the 5 that were signed before',
    );
    const unsigned = signedCheckpoint([FORGER], 5, await rootAt(log.hashes, 5));
    expect(told(await verify(log.files, unsigned))).toEqual([
      'the old checkpoint is not signed by a key of this log',
    ]);
  });
});

describe('published keys', () => {
  it('bear their thumbprints', async () => {
    const report = await verify(changed('keys.json', (text) => text.replace('"kid":"k', '"kid":"K')));
    expect(told(report)).toContain('keys.json names key 0 by another thumbprint than its own');
  });
});
