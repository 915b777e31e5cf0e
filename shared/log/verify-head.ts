// Who signed: keys as they are spelled in files, and checkpoints that one of them signed in the name of the log.
import { canonicalBytes, digest } from '../canonical.ts';
import { type Finding, remark, tampered } from './finding.ts';
import type { KeySet } from './layout.ts';
import { type Checkpoint, openNote, parseVkey, readCheckpoint, type Vkey } from './note.ts';

/** Keys one a line, each line ended, as the file `vkey` has them. @returns null when a line is no key, or when there is none */
export function readVkeys(text: string): Vkey[] | null {
  if (!text.endsWith('\n')) return null;
  const lines = text.slice(0, -1).split('\n');
  const vkeys = lines.map(parseVkey).filter((vkey) => vkey !== null);
  return vkeys.length === lines.length ? vkeys : null;
}

/**
 * A checkpoint that one of these keys signed under the log's own name: a witness may sign a log's checkpoint, but does not
 * make it one of that log. @returns null when it must not be believed
 */
export function openCheckpoint(note: string, vkeys: readonly Vkey[]): Checkpoint | null {
  const opened = openNote(note, vkeys);
  const checkpoint = opened && readCheckpoint(opened.text);
  if (!checkpoint) return null;
  return opened.signers.some(({ name }) => name === checkpoint.origin) ? checkpoint : null;
}

/** To be said wherever the key came with what it is to prove. */
export const ownKey = (where: string): Finding =>
  remark(where, 'came along with the rest: this shows agreement with that key only, not whose key it is');

/** Which members of a public key its thumbprint covers: RFC 7638 3.2, RFC 8037 2. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  OKP: ['crv', 'kty', 'x'],
  EC: ['crv', 'kty', 'x', 'y'],
};

/** Every key of a published set must bear its thumbprint as `kid`. @param where the file it stands in */
export function checkKeys(set: KeySet, where: string): Finding[] {
  return set.keys.flatMap((key, i) => {
    const members = (REQUIRED[key.kty] ?? []).map((name) => [name, key[name]]);
    const thumbprint = digest(canonicalBytes(Object.fromEntries(members)));
    return thumbprint === key.kid
      ? []
      : [tampered(where, `names key ${i} by another thumbprint than its own`)];
  });
}
