// One session in one file, one proof in one file, and two checkpoints beside each other.
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../../shared/bytes.ts';
import { canonicalText } from '../../../shared/canonical.ts';
import type { SessionBundle } from '../../../shared/log/layout.ts';
import { writeProof } from '../../../shared/log/proof.ts';
import { inclusionProof, rootAt } from '../../../shared/log/tree.ts';
import { verifyDiff, verifyProof } from '../../../shared/log/verify-proof.ts';
import { verifySession } from '../../../shared/log/verify-session.ts';
import {
  bundleBytes,
  FORGER,
  LOG,
  sampleBundle,
  sampleLog,
  shownSession,
  WITNESS,
} from '../../support/sample-log.ts';
import { signedCheckpoint, signer } from '../../support/signers.ts';
import { inMemory } from '../../support/written-log.ts';

const SEED = Number(process.env['MUTATION_SEED'] ?? 20261125);
/** One byte in this many is flipped; 1 flips them all. */
const STEP = Number(process.env['MUTATION_STEP'] ?? 4);

const keys = [LOG.vkey];
const log = await sampleLog();
const bundle = await sampleBundle(log);

describe('a session in a file', () => {
  const verdict = async (changed: SessionBundle) => (await verifySession(bundleBytes(changed), keys)).verdict;
  const first = (change: Partial<SessionBundle['leaves'][number]>): SessionBundle => ({
    ...bundle,
    leaves: bundle.leaves.map((leaf, i) => (i === 0 ? { ...leaf, ...change } : leaf)),
  });

  it('is sound as it was written', async () => {
    const report = await verifySession(bundleBytes(bundle), keys);
    expect(report).toMatchObject({
      verdict: 'sound',
      findings: [],
      counts: { sessions: 1, details: log.detailed.length },
    });
    expect(await verifySession(bundleBytes(bundle), null)).toMatchObject({
      verdict: 'sound',
      findings: [{ weight: 'remark', where: 'vkey' }],
    });
  });

  it('is tampered with when any byte is another', async () => {
    const bytes = bundleBytes(bundle);
    let flipped = 0;
    for (const [at, byte] of bytes.entries()) {
      if ((at + SEED) % STEP !== 0) continue;
      flipped += 1;
      const { verdict } = await verifySession(bytes.with(at, byte ^ (1 << (at % 8))), keys);
      if (verdict !== 'tampered')
        throw new Error(`byte ${at} (${fromUtf8(bytes.slice(at - 20, at + 20))}): ${verdict}`);
    }
    process.stdout.write(`flipped bytes of a bundle: ${flipped} of ${bytes.length}, all found\n`);
  }, 120_000);

  it('is tampered with when it is no canonical JSON', async () => {
    expect((await verifySession(utf8(JSON.stringify(bundle, null, 2)), keys)).verdict).toBe('tampered');
    expect((await verifySession(utf8(''), keys)).verdict).toBe('tampered');
    expect((await verifySession(utf8(canonicalText({ ...bundle, more: 1 })), keys)).verdict).toBe('tampered');
  });

  it('is sound but for what was erased', async () => {
    expect(await verdict(first({ detail: null, salt: null }))).toBe('erased');
  });

  it('is tampered with when a detail and its salt do not belong together', async () => {
    expect(await verdict(first({ detail: null }))).toBe('tampered');
    expect(await verdict(first({ salt: null }))).toBe('tampered');
    const other = bundle.leaves.findLast(({ salt }) => salt !== null)?.salt ?? null;
    expect(await verdict(first({ salt: other }))).toBe('tampered');
  });

  it('is tampered with when leaves are missing, twice, out of turn, or of somebody else', async () => {
    const { leaves } = bundle;
    for (let i = 0; i < leaves.length - 1; i++)
      expect(await verdict({ ...bundle, leaves: leaves.toSpliced(i, 1) })).toBe('tampered');
    expect(await verdict({ ...bundle, leaves: [...leaves, ...leaves.slice(-1)] })).toBe('tampered');
    expect(await verdict({ ...bundle, leaves: leaves.toReversed() })).toBe('tampered');
    expect(await verdict({ ...bundle, sid: 'z'.repeat(22) })).toBe('tampered');
  });

  it('cannot say by itself that the end was left out, but says that there is none', async () => {
    const report = await verifySession(bundleBytes({ ...bundle, leaves: bundle.leaves.slice(0, -1) }), keys);
    expect(report).toMatchObject({ verdict: 'sound', findings: [{ weight: 'remark' }] });
  });

  it('is of the log that its key belongs to', async () => {
    expect(await verdict({ ...bundle, origin: 'another.example/log' })).toBe('tampered');
    expect((await verifySession(bundleBytes(bundle), [FORGER.vkey])).verdict).toBe('tampered');
    const forged = await sampleBundle(await sampleLog(shownSession(), [FORGER]));
    expect((await verifySession(bundleBytes(forged), keys)).verdict).toBe('tampered');
  });
});

describe('a proof in a file', async () => {
  const size = log.entries.length;
  const texts = log.entries.map(({ text }) => text);
  const proofs = await Promise.all(
    texts.map(async (_, index) =>
      writeProof({ index, proof: await inclusionProof(log.hashes, index, size), checkpoint: log.checkpoint }),
    ),
  );

  it('shows its own leaf and no other', async () => {
    for (const [i, proof] of proofs.entries())
      for (const [j, text] of texts.entries())
        expect(verifyProof(proof, utf8(text), keys).verdict).toBe(i === j ? 'sound' : 'tampered');
  });

  it('shows nothing with any byte changed, of the proof or of the leaf', async () => {
    const [proof = '', text = ''] = [proofs[3], texts[3]];
    for (const [at, sign] of [...proof].entries()) {
      const spoilt = proof.slice(0, at) + String.fromCharCode(sign.charCodeAt(0) ^ 1) + proof.slice(at + 1);
      expect(verifyProof(spoilt, utf8(text), keys).verdict, `sign ${at}`).toBe('tampered');
    }
    const leaf = utf8(text);
    for (const [at, byte] of leaf.entries())
      expect(verifyProof(proof, leaf.with(at, byte ^ 1), keys).verdict).toBe('tampered');
    expect(verifyProof(proof, utf8(`${text}\n`), keys).verdict).toBe('tampered');
  });

  it('shows nothing to who trusts other keys, and nothing on a witness’s word alone', async () => {
    const [proof = '', text = ''] = [proofs[3], texts[3]];
    for (const vkeys of [[], [FORGER.vkey], [WITNESS.vkey]])
      expect(verifyProof(proof, utf8(text), vkeys).verdict).toBe('tampered');
  });
});

describe('two checkpoints', () => {
  const headAt = async (size: number, hashes = log.hashes, by = LOG) =>
    signedCheckpoint([by], size, await rootAt(hashes, size));
  const files = inMemory(log.files);
  const size = log.entries.length;

  it('are of one history when one grew out of the other, in either order', async () => {
    for (let from = 0; from <= size; from++) {
      const notes = [await headAt(from), await headAt(size)] as const;
      expect(await verifyDiff({ notes, vkeys: keys, files })).toMatchObject({
        verdict: 'sound',
        counts: { from, to: size },
      });
      expect((await verifyDiff({ notes: [notes[1], notes[0]], vkeys: keys, files })).verdict).toBe('sound');
    }
  });

  it('are two histories when one size has two roots', async () => {
    const [first, ...rest] = shownSession();
    const other = await sampleLog([{ ...first, at: 1 } as (typeof rest)[number], ...rest]);
    const notes = [await headAt(size), await headAt(size, other.hashes)] as const;
    const report = await verifyDiff({ notes, vkeys: keys, files: null });
    expect(report.findings).toMatchObject([
      { weight: 'tampered', where: 'the log', what: `has signed two different trees of ${size} entries` },
    ]);
    const older = [await headAt(5, other.hashes), await headAt(size)] as const;
    expect((await verifyDiff({ notes: older, vkeys: keys, files })).verdict).toBe('tampered');
  });

  it('cannot be judged without the folder, or with one that is too short', async () => {
    const notes = [await headAt(4), await headAt(size)] as const;
    expect((await verifyDiff({ notes, vkeys: keys, files: null })).verdict).toBe('unclear');
    const short = await sampleLog(shownSession().slice(0, 2));
    expect((await verifyDiff({ notes, vkeys: keys, files: inMemory(short.files) })).verdict).toBe('unclear');
    expect((await verifyDiff({ notes, vkeys: keys, files: inMemory(new Map()) })).verdict).toBe('unclear');
  });

  it('must both be signed, by one log', async () => {
    const good = await headAt(size);
    const forged = await headAt(size, log.hashes, FORGER);
    for (const notes of [
      [good, forged],
      [forged, good],
      [good, ''],
    ] as const)
      expect((await verifyDiff({ notes, vkeys: keys, files })).verdict).toBe('tampered');
    const elsewhere = signer('another.example/log', 5);
    const notes = [good, await headAt(size, log.hashes, elsewhere)] as const;
    expect((await verifyDiff({ notes, vkeys: [LOG.vkey, elsewhere.vkey], files })).verdict).toBe('tampered');
  });
});
