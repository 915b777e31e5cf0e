// Verifies that one leaf is in a log (a `.tlog-proof` file), and whether two signed checkpoints can belong to one history.

import { isEqual } from '../bytes.ts';
import { type Report, reportOf, tampered, unclear } from './finding.ts';
import type { LogFiles } from './layout.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './merkle.ts';
import type { Checkpoint, Vkey } from './note.ts';
import { readProof } from './proof.ts';
import { MissingTile, tileReader } from './tile-reader.ts';
import { consistencyProof } from './tree.ts';
import { openCheckpoint } from './verify-head.ts';

/** @param text of the proof  @param leaf the very bytes of the entry  @param vkeys the keys of the log */
export function verifyProof(text: string, leaf: Uint8Array, vkeys: readonly Vkey[]): Report {
  const proof = readProof(text);
  if (!proof) return reportOf('unknown', {}, [tampered('the proof', 'is no proof that can be read')]);
  const checkpoint = openCheckpoint(proof.checkpoint, vkeys);
  if (!checkpoint)
    return reportOf('unknown', {}, [
      tampered('the checkpoint of the proof', 'is not signed by a key of this log'),
    ]);
  const { origin, size, root } = checkpoint;
  const claim = { index: proof.index, size, leaf: leafHash(leaf), proof: proof.proof, root };
  const isIn = verifyInclusion(claim);
  const findings = isIn ? [] : [tampered('the leaf', `is not entry ${proof.index} of the log`)];
  return reportOf(origin, { index: proof.index, entries: size }, findings);
}

export interface TwoHeads {
  /** Two signed checkpoints, in any order. */
  readonly notes: readonly [string, string];
  readonly vkeys: readonly Vkey[];
  /** The log's own folder, which has to be as long as the longer of the two; null where there is none. */
  readonly files: LogFiles | null;
}

/** Whether somebody was shown another history: two trees of one size, or one that did not grow out of the other. */
export async function verifyDiff({ notes, vkeys, files }: TwoHeads): Promise<Report> {
  const [a, b] = notes.map((note) => openCheckpoint(note, vkeys));
  if (!a || !b) {
    const which = a ? 'the second checkpoint' : 'the first checkpoint';
    return reportOf('unknown', {}, [tampered(which, 'is not signed by a key of this log')]);
  }
  const [old, now] = a.size <= b.size ? [a, b] : [b, a];
  const counts = { from: old.size, to: now.size };
  if (old.origin !== now.origin)
    return reportOf(old.origin, counts, [
      tampered('the checkpoints', `are of two logs, the other is ${now.origin}`),
    ]);
  return reportOf(now.origin, counts, await compare(old, now, files));
}

async function compare(old: Checkpoint, now: Checkpoint, files: LogFiles | null) {
  if (old.size === now.size) {
    if (isEqual(old.root, now.root)) return [];
    return [tampered('the log', `has signed two different trees of ${now.size} entries`)];
  }
  if (!files)
    return [
      unclear(
        'the checkpoints',
        'are of two sizes: only the folder of the log can tell if one grew out of the other',
      ),
    ];
  try {
    const proof = await consistencyProof(await tileReader(files), old.size, now.size);
    const claim = { from: old.size, to: now.size, fromRoot: old.root, toRoot: now.root, proof };
    if (verifyConsistency(claim)) return [];
    return [tampered('the log', `did not grow from these ${old.size} entries to these ${now.size}`)];
  } catch (error) {
    if (!(error instanceof MissingTile)) throw error;
    return [unclear(error.path, 'is missing or cannot be read, so that the two cannot be compared')];
  }
}
